#include "explain/one_layer.hpp"

#include <algorithm>

#include "exact/characteristic.hpp"
#include "explain/markdown.hpp"
#include "text.hpp"

namespace linac::explained {
namespace {

constexpr std::size_t largest_factored =
    32;  // dimension of a matrix whose characteristic polynomial is shown

/// The parameter at a token, which is a column: in a direct network all are tables by token.
SparseVector at_token(const AffineMap& map, std::size_t token) {
    return sum(map.column(token), map.bias());
}
Rational number_at(const AffineMap& map, std::size_t token) {
    return entry(at_token(map, token), 0);
}

/// I − β k kᵀ stretches k by this.
Rational along_key(const Rational& beta, const SparseVector& key) {
    return Rational(1) - beta * dot(key, key);
}

std::string step_text(const Head& head, std::size_t round, std::size_t token) {
    const Rational beta = number_at(head.parameter("beta", round), token);
    if (beta.is_zero()) return {};
    return "β = " + number(beta) + ", k = " + combination(at_token(head.parameter("key", round), token));
}

class Section {
  public:
    Section(const Network& network, const DirectDecision& decided) : network_(network), decided_(decided) {
        for (std::size_t s = 0; s < network.alphabet.size(); ++s) {
            const SparseMatrix& matrix = decided.system.matrix[s];
            if (matrix.rows() <= largest_factored)
                factors_.push_back(characteristic_factors(matrix));
            else
                factors_.emplace_back();
        }
    }

    std::string text() {
        std::string text = about();
        for (const Head& head : network_.layers[0].heads) {
            if (network_.layers[0].heads.size() > 1)
                text += "The head " + code(head.label) + ", " + kind_name(head) + " " +
                        std::to_string(head.key_dimension) + "×" + std::to_string(head.value_dimension) +
                        ":\n\n";
            text += rows(head);
        }
        return text + eigenvalues();
    }

  private:
    [[nodiscard]] std::string about() const {
        const Target target = target_by_name(network_.target).value();
        if (target == Target::deltanet)
            return "A DeltaNet head applies S ← (I − β k kᵀ) S + β k vᵀ (Yang et al. 2024, arXiv "
                   "2406.06484). Its eigenvalues "
                   "are 1 and, along k, 1 − β‖k‖²; I − A of every letter must be β k kᵀ, of rank 1 and "
                   "symmetric, and it "
                   "is.\n\n";
        if (target == Target::deltaproduct)
            return "A DeltaProduct head applies several Householder factors I − β k kᵀ a token (Siems et al. "
                   "2025, arXiv "
                   "2502.10297). Every matrix is such a product: a permutation of n points is one of n − "
                   "#cycles swaps, each "
                   "changed row of a general matrix takes four factors and a scratch coordinate.\n\n";
        if (target == Target::rwkv7)
            return "An RWKV-7 head applies S ← (diag(w) − (κ ⊙ a) κᵀ) S + k vᵀ (Peng et al. 2025, arXiv "
                   "2503.14456): a "
                   "diagonal matrix plus one of rank 1. Every letter's matrix has this form.\n\n";
        if (target == Target::pd)
            return "A PD head applies S ← P D S + B, P with one 1 a column and D diagonal (Terzić et al. "
                   "2025, PD-SSM). Every letter leads each state to one state at most.\n\n";
        const HeadKindInfo& info = kind_info(target);
        return "A " + std::string(info.title) + " head applies " + std::string(info.formula) + " (" +
               std::string(info.source) + ").\n\n";
    }

    template <class Row>
    std::string by_symbol(std::vector<std::string> header, const Row& row) const {
        std::vector<std::vector<std::string>> rows;
        header.insert(header.begin(), "symbol");
        for (Symbol s = 0; s < network_.alphabet.size(); ++s) {
            rows.push_back(row(s + 1));
            rows.back().insert(rows.back().begin(), code(network_.alphabet.name(s)));
        }
        return table(header, rows);
    }

    [[nodiscard]] std::string rows(const Head& head) const {
        switch (head.kind) {
            case HeadKind::deltanet:
                return deltanet_rows(head);
            case HeadKind::deltaproduct:
                return deltaproduct_rows(head);
            case HeadKind::rwkv7:
                return rwkv7_rows(head);
            case HeadKind::pd:
                return pd_rows(head);
            default:
                return parameter_rows(head);
        }
    }

    /// The values of all parameters.
    [[nodiscard]] std::string parameter_rows(const Head& head) const {
        std::vector<std::string> symbols;
        for (const ParameterInfo& parameter : head.info().parameters) symbols.emplace_back(parameter.symbol);
        return by_symbol(symbols, [&](std::size_t token) {
            std::vector<std::string> values;
            for (const AffineMap& map : head.parameters)
                values.push_back(map.outputs() == 1 ? number(number_at(map, token))
                                                    : tuple(at_token(map, token), map.outputs()));
            return values;
        });
    }

    [[nodiscard]] std::string deltanet_rows(const Head& head) const {
        return by_symbol({"β", "k", "eigenvalue along k", "writes β v k"}, [&](std::size_t token) {
            const Rational beta = number_at(head.parameter("beta"), token);
            const SparseVector key = at_token(head.parameter("key"), token);
            const Rational value = beta * number_at(head.parameter("value"), token);
            return std::vector<std::string>{
                number(beta), combination(key),
                beta.is_zero() ? "none: the identity" : number(along_key(beta, key)),
                combination(scaled(key, value))};
        });
    }

    [[nodiscard]] std::string deltaproduct_rows(const Head& head) const {
        std::string text = by_symbol({"factors", "first to last"}, [&](std::size_t token) {
            std::vector<std::string> steps;
            for (std::size_t round = 0; round < head.rounds(); ++round)
                if (std::string each = step_text(head, round, token); !each.empty())
                    steps.push_back(std::move(each));
            const std::size_t count = steps.size();
            if (count > most_terms) {
                steps.resize(most_terms);
                steps.push_back("… " + std::to_string(count - most_terms) + " more");
            }
            return std::vector<std::string>{std::to_string(count),
                                            count == 0 ? "the identity" : join(steps, "; ")};
        });
        text += "The head makes " + count_of(head.rounds(), "step") + " a token";
        const std::size_t states = decided_.system.size();
        if (network_.layers[0].heads.size() == 1 && head.key_dimension > states)
            text += " on " + count_of(states, "coordinate") + " and " +
                    count_of(head.key_dimension - states, "scratch coordinate");
        return text + ".\n\n";
    }

    [[nodiscard]] std::string rwkv7_rows(const Head& head) const {
        return by_symbol({"w", "κ", "a", "writes v k"}, [&](std::size_t token) {
            const std::size_t size = head.key_dimension;
            return std::vector<std::string>{tuple(at_token(head.parameter("decay"), token), size),
                                            tuple(at_token(head.parameter("removal_key"), token), size),
                                            tuple(at_token(head.parameter("learning_rate"), token), size),
                                            combination(scaled(at_token(head.parameter("key"), token),
                                                               number_at(head.parameter("value"), token)))};
        });
    }

    [[nodiscard]] std::string pd_rows(const Head& head) const {
        const std::size_t size = head.key_dimension;
        return by_symbol({"P", "D"}, [&](std::size_t token) {
            std::vector<std::string> moves;
            std::vector<std::size_t> target(size);
            for (const Entry& e : at_token(head.parameter("permutation"), token))
                target[e.index % size] = e.index / size;
            for (std::size_t j = 0; j < size; ++j)
                if (target[j] != j) moves.push_back(std::to_string(j) + " → " + std::to_string(target[j]));
            const std::size_t count = moves.size();
            if (count > most_terms) {
                moves.resize(most_terms);
                moves.push_back("… " + std::to_string(count - most_terms) + " more");
            }
            return std::vector<std::string>{count == 0 ? "the identity" : join(moves, ", "),
                                            tuple(at_token(head.parameter("diagonal"), token), size)};
        });
    }

    /// The characteristic polynomials, and what a negative eigenvalue means.
    [[nodiscard]] std::string eigenvalues() const {
        if (decided_.system.size() > largest_factored) return {};
        std::string text = "The characteristic polynomials det(λI − A), factored over ℚ:\n\n" +
                           by_symbol({"det(λI − A)"}, [&](std::size_t token) {
                               return std::vector<std::string>{in_lambda(factors_[token - 1])};
                           });
        std::vector<std::string> negative;
        for (Symbol s = 0; s < factors_.size(); ++s)
            for (const PolynomialFactor& factor : factors_[s])
                if (const auto root = factor.root(); root && root->sign() < 0)
                    negative.push_back(number(*root) + " (" + code(network_.alphabet.name(s)) + ")");
        if (negative.empty()) return text;
        const std::size_t count = negative.size();
        if (count > most_terms) {
            negative.resize(most_terms);
            negative.push_back(std::to_string(count - most_terms) + " more");
        }
        return text + "Negative eigenvalues: " + enumeration(negative) +
               ". Linear RNNs of finite precision whose eigenvalues are all non-negative cannot hold parity "
               "(Grazzi et al. "
               "2025, arXiv 2411.12537, Theorem 1); transitions such as these are what they lack.\n\n";
    }

    const Network& network_;
    const DirectDecision& decided_;
    std::vector<std::vector<PolynomialFactor>> factors_;  // by symbol; none for a large matrix
};

}  // namespace

std::string letters(const Network& network, const DirectDecision& decided) {
    return "## The letters\n\n" + Section(network, decided).text();
}

}  // namespace linac::explained
