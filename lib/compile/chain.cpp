#include "compile/chain.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace linac {
namespace {

using Positions = std::vector<std::size_t>;  // ascending

/// Integer rows over one denominator.
struct IntegerRows {
    SparseMatrix rows;
    Rational denominator = 1;
};

IntegerRows integer_rows(const SparseMatrix& matrix) {
    IntegerRows result{SparseMatrix(matrix.rows(), matrix.columns())};
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i))
            result.denominator = lcm(result.denominator, e.value.denominator());
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        result.rows.set_row(i, scaled(matrix.row(i), result.denominator));
    return result;
}

/// A vector that the chain computes: forms over units, a bound of each absolute value, and the scale to
/// divide out.
struct ChainVector {
    std::vector<Form> forms;
    Vector bounds;
    Rational scale = 1;
};

class Chain {
  public:
    Chain(Gather& gather, ArithmeticHead& head)
        : gather_(gather),
          window_(gather.task().window),
          automaton_(gather.task().automaton),
          carry_(integer_rows(gather.task().carry)),
          plan_(gather.task().plan),
          period_(gather.period()),
          block_(gather.block()) {
        scale_matrices();
        add_columns(head);
        add_readout(head);
    }

  private:
    void scale_matrices() {
        for (const SparseMatrix& matrix : automaton_.transition)
            for (std::size_t i = 0; i < matrix.rows(); ++i)
                for (const Entry& e : matrix.row(i)) denominator_ = lcm(denominator_, e.value.denominator());
        std::size_t terms = automaton_.size();
        for (const SparseMatrix& matrix : automaton_.transition) {
            SparseMatrix integers(matrix.rows(), matrix.columns());
            for (std::size_t i = 0; i < matrix.rows(); ++i)
                integers.set_row(i, scaled(matrix.row(i), denominator_));
            terms += integers.nonzeros();
            matrices_.push_back(std::move(integers));
        }
        // Summing a product up before it is gated again costs stages, which carry tokens, but saves a copy of
        // each sum for every symbol.
        const std::size_t symbols = matrices_.size() + 1;
        two_stages_ = terms * symbols > terms + 2 * automaton_.size() * symbols + 2 * block_ * symbols;
    }

    /// 1 at the given positions.
    Form mask(const Positions& positions) {
        const auto at = masks_.find(positions);
        if (at != masks_.end()) return at->second;
        FormSum total;
        for (const std::size_t p : positions) total.add_product(1, gather_.position(p));
        Form form = gather_.circuit().shared(
            total.total(), gather_.named(roles::PositionSet(), " of " + std::to_string(positions.size())));
        masks_.emplace(positions, form);
        return form;
    }

    /// The token, one-hot; all zero where there is none (yet).
    const std::vector<Form>& token(const roles::BlockToken& which) {
        auto& found = tokens_[which];
        if (!found.empty()) return found;
        std::map<std::size_t, Positions> places;  // positions at which the token is there
        for (std::size_t p = 0; p < period_; ++p) {
            const std::size_t half = p / block_;
            const bool is_current = which.blocks_back == 0;
            if (is_current && p % block_ < which.number) continue;
            const std::size_t written = (is_current ? half : 1 - half) * block_ + which.number;
            const std::size_t age = (p + period_ - written) % period_;
            places[window_.place(p + 1, age)].push_back(p);
        }
        for (Symbol s = 0; s < automaton_.alphabet.size(); ++s) {
            const UnitName name = gather_.named(roles::Token{which, s});
            Form any;
            for (const auto& [place, positions] : places) {
                const Form content = gather_.circuit().input(window_.content[place][s]);
                any += gather_.circuit().relu(
                    content + mask(positions) - Form(Rational(1)),
                    places.size() == 1
                        ? name
                        : gather_.named(roles::TokenInPlace{which, s}, " place " + std::to_string(place)));
            }
            found.push_back(gather_.circuit().shared(any, name));
        }
        return found;
    }

    /// u ← M_y u for the one-hot token y; u ← u where there is none.
    void advance(ChainVector& u, const roles::BlockToken& which) {
        const std::size_t n = automaton_.size();
        const std::vector<Form>& token = this->token(which);
        const auto coordinate = [](std::size_t j) { return " coordinate " + std::to_string(j); };
        if (two_stages_) {
            for (std::size_t j = 0; j < n; ++j)
                if (u.forms[j].terms.size() > 1)
                    u.forms[j] = gather_.circuit().relu(
                                     u.forms[j] + Form(u.bounds[j]),
                                     gather_.named(roles::Sum(), " " + name_of(which) + coordinate(j))) -
                                 Form(u.bounds[j]);
        }
        Form none(Rational(1));
        for (const Form& symbol : token) none.add_product(-1, symbol);
        std::vector<FormSum> next(n);
        Vector bounds(n);
        for (std::size_t s = 0; s < matrices_.size(); ++s) {
            const SparseMatrix& matrix = matrices_[s];
            std::vector<Form> gated(n);
            std::vector<bool> made(n, false);
            const roles::TokenGate role{which, s};
            for (std::size_t i = 0; i < n; ++i) {
                Rational bound;
                for (const Entry& e : matrix.row(i)) {
                    const std::size_t j = e.index;
                    if (u.bounds[j].is_zero()) continue;
                    if (!made[j]) {
                        gated[j] = gather_.circuit().gate(u.forms[j], u.bounds[j], token[s],
                                                          gather_.named(role, coordinate(j)));
                        made[j] = true;
                    }
                    next[i].add_product(e.value, gated[j]);
                    bound.add_product(abs(e.value), u.bounds[j]);
                }
                bounds[i] = std::max(bounds[i], bound);
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (u.bounds[i].is_zero()) continue;
            next[i].add_product(denominator_, gather_.circuit().gate(
                                                  u.forms[i], u.bounds[i], none,
                                                  gather_.named(roles::NoTokenGate{which}, coordinate(i))));
            bounds[i] = std::max(bounds[i], denominator_ * u.bounds[i]);
        }
        for (std::size_t i = 0; i < n; ++i) u.forms[i] = next[i].total();
        u.bounds = std::move(bounds);
        u.scale *= denominator_;
    }

    void advance_block(ChainVector& u, bool current) {
        for (std::size_t i = block_; i-- > 0;) advance(u, {current ? 0U : 1U, i});
    }

    /// F u.
    [[nodiscard]] ChainVector carried(const ChainVector& u) const {
        ChainVector result;
        result.scale = u.scale * carry_.denominator;
        for (std::size_t i = 0; i < carry_.rows.rows(); ++i) {
            FormSum total;
            Rational bound;
            for (const Entry& e : carry_.rows.row(i)) {
                total.add_product(e.value, u.forms[e.index]);
                bound.add_product(abs(e.value), u.bounds[e.index]);
            }
            result.forms.push_back(total.total());
            result.bounds.push_back(bound);
        }
        return result;
    }

    /// Adds the taps of a vector to a parameter, each gated by the positions at which it is wanted.
    /// `zero_elsewhere` are the positions outside of which the vector is zero.
    void add_taps(const std::map<std::tuple<std::size_t, std::size_t, Rational>, Positions>& taps,
                  const ChainVector& vector, const Positions& zero_elsewhere, std::vector<Form>& parameter,
                  const std::string& label) {
        std::map<std::size_t, std::size_t> dimensions;  // of the residual stream, by coordinate
        std::map<std::pair<std::size_t, Positions>, Form> gates;
        for (const auto& [tap, positions] : taps) {
            const auto& [coordinate, component, factor] = tap;
            if (vector.bounds[component].is_zero()) continue;
            const auto [at, is_new] = gates.emplace(std::pair(component, positions), Form());
            if (is_new) {
                at->second =
                    positions == zero_elsewhere
                        ? vector.forms[component]
                        : gather_.circuit().gate(
                              vector.forms[component], vector.bounds[component], mask(positions),
                              {label + " component " + std::to_string(component), roles::PositionGate()});
            }
            if (dimensions.count(coordinate) == 0) {
                dimensions[coordinate] =
                    gather_.assembly().add_dimension(label + " coordinate " + std::to_string(coordinate));
                parameter[coordinate] += Form::variable(dimensions[coordinate]);
            }
            gather_.circuit().output(dimensions[coordinate], factor / vector.scale * at->second);
        }
    }

    void add_columns(ArithmeticHead& head) {
        std::vector<Positions> starts(carry_.rows.rows());
        Positions all;
        std::map<std::tuple<std::size_t, std::size_t, Rational>, Positions> taps;
        for (std::size_t p = 0; p < period_; ++p) {
            const ArithmeticStep& step = plan_.steps[p];
            if (!step.column) continue;
            starts[*step.column].push_back(p);
            all.push_back(p);
            for (const Tap& tap : step.column_taps)
                taps[{tap.coordinate, tap.component, tap.factor}].push_back(p);
        }
        ChainVector u{std::vector<Form>(automaton_.size()), Vector(automaton_.size()), 1};
        for (std::size_t q = 0; q < starts.size(); ++q) {
            const std::size_t pivot = gather_.pivot(q);
            u.forms[pivot] = mask(starts[q]);
            u.bounds[pivot] = 1;
        }
        advance_block(u, false);
        add_taps(taps, carried(u), all, head.key, "column");
    }

    void add_readout(ArithmeticHead& head) {
        std::map<std::tuple<std::size_t, std::size_t, Rational>, Positions> product;
        std::map<std::tuple<std::size_t, std::size_t, Rational>, Positions> current;
        for (std::size_t p = 0; p < period_; ++p) {
            const ArithmeticStep& step = plan_.steps[p];
            for (const Tap& tap : step.product_reads)
                product[{tap.coordinate, tap.component, tap.factor}].push_back(p);
            for (const Tap& tap : step.current_reads)
                current[{tap.coordinate, tap.component, tap.factor}].push_back(p);
        }
        ChainVector u;
        SparseMatrix final(1, automaton_.size());
        final.set_row(0, automaton_.final);
        const IntegerRows start = integer_rows(final);
        u.scale = start.denominator;
        for (std::size_t j = 0; j < automaton_.size(); ++j) {
            u.forms.emplace_back(start.rows.at(0, j));
            u.bounds.push_back(abs(start.rows.at(0, j)));
        }
        advance_block(u, true);
        if (!current.empty()) add_taps(current, carried(u), {}, head.receptance, "current readout");
        advance_block(u, false);
        add_taps(product, carried(u), {}, head.receptance, "readout");
    }

    Gather& gather_;
    const Window& window_;
    const WeightedAutomaton& automaton_;
    IntegerRows carry_;
    const ArithmeticPlan& plan_;
    std::size_t period_;
    std::size_t block_;
    Rational denominator_ = 1;
    std::vector<SparseMatrix> matrices_;  // denominator_ · M_σ
    bool two_stages_ = false;
    std::map<Positions, Form> masks_;
    std::map<roles::BlockToken, std::vector<Form>> tokens_;
};

}  // namespace

void add_chain(Gather& gather, ArithmeticHead& head) {
    const Chain chain(gather, head);
}

}  // namespace linac
