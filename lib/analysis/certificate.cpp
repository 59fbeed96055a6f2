#include "analysis/certificate.hpp"

#include "error.hpp"
#include "exact/integer_matrix.hpp"

namespace linac {

namespace {

/// Row vectors of A and of B side by side.
SparseVector side_by_side(SparseVector left, const SparseVector& right, std::size_t left_states) {
    for (const Entry& e : right) left.push_back({left_states + e.index, e.value});
    return left;
}

/// M_σ and M′_σ as diagonal blocks, over ℤ.
IntegerMatrix diagonal(const SparseMatrix& left, const SparseMatrix& right) {
    std::vector<SparseVector> rows;
    for (std::size_t i = 0; i < left.rows(); ++i) rows.push_back(left.row(i));
    for (std::size_t i = 0; i < right.rows(); ++i)
        rows.push_back(side_by_side({}, right.row(i), left.columns()));
    return to_integers(rows);
}

/// Σ x_k row_k.
Vector combination(const SparseVector& coefficients, const std::vector<SparseVector>& rows,
                   std::size_t columns) {
    Vector sum(columns);
    for (const Entry& c : coefficients)
        for (const Entry& e : rows[c.index]) sum[e.index].add_product(c.value, e.value);
    return sum;
}

class Check {
  public:
    Check(const EqualityProof& proof, const WeightedAutomaton& left, const WeightedAutomaton& right)
        : proof_(proof), left_(left), right_(right), basis_(to_integers(proof.basis)) {}

    std::optional<std::string> run() const {
        const IntegerMatrix initial =
            to_integers({side_by_side(left_.initial, right_.initial, left_.size())});
        if (const auto column = leaves_span(dense(initial.rows[0], size())))
            return "(α α′) = γ V fails at " + state(*column);
        for (Symbol s = 0; s < left_.alphabet.size(); ++s) {
            const IntegerMatrix matrix = diagonal(left_.transition[s], right_.transition[s]);
            for (std::size_t i = 0; i < basis_.rows.size(); ++i)
                if (const auto column = leaves_span(combination(basis_.rows[i], matrix.rows, size())))
                    return "(P M, Q M′) = T V fails for symbol " + left_.alphabet.name(s) + ", row " +
                           std::to_string(i) + ", at " + state(*column);
        }
        const SparseVector final = side_by_side(left_.final, scaled(right_.final, -1), left_.size());
        for (std::size_t i = 0; i < basis_.rows.size(); ++i)
            if (!dot(basis_.rows[i], final).is_zero()) return "P η = Q η′ fails in row " + std::to_string(i);
        return std::nullopt;
    }

  private:
    [[nodiscard]] std::size_t size() const { return left_.size() + right_.size(); }

    /// The first column at which y ≠ y_π V. With V = U / e, that is e y ≠ y_π U; a factor of y does not matter.
    [[nodiscard]] std::optional<std::size_t> leaves_span(const Vector& row) const {
        SparseVector at_columns;
        for (std::size_t i = 0; i < proof_.columns.size(); ++i)
            if (!row[proof_.columns[i]].is_zero()) at_columns.push_back({i, row[proof_.columns[i]]});
        const Vector expected = combination(at_columns, basis_.rows, size());
        for (std::size_t j = 0; j < size(); ++j)
            if (basis_.denominator * row[j] != expected[j]) return j;
        return std::nullopt;
    }

    [[nodiscard]] std::string state(std::size_t column) const {
        return column < left_.size() ? "state " + left_.states[column] + " of A"
                                     : "state " + right_.states[column - left_.size()] + " of B";
    }

    const EqualityProof& proof_;
    const WeightedAutomaton& left_;
    const WeightedAutomaton& right_;
    IntegerMatrix basis_;  // U
};

std::optional<std::string> flaw(const EqualityProof& proof, const WeightedAutomaton& left,
                                const WeightedAutomaton& right) {
    const std::size_t columns = left.size() + right.size();
    if (proof.basis.columns() != columns || proof.columns.size() != proof.basis.rows())
        throw Error::bad_input("a certificate whose matrix is of the wrong shape");
    for (const std::size_t column : proof.columns)
        if (column >= columns) throw Error::bad_input("a certificate with a column that is not there");
    if (!proof.mirrored) return Check(proof, left, right).run();
    auto found = Check(proof, reversed(left), reversed(right)).run();
    if (found) *found += ", for the mirror automata";
    return found;
}

std::optional<std::string> flaw(const Difference& difference, const WeightedAutomaton& left,
                                const WeightedAutomaton& right) {
    if (difference.left == difference.right) return "both weights are " + to_string(difference.left);
    const auto wrong = [&](const WeightedAutomaton& automaton, const Rational& claimed,
                           const std::string& name) -> std::optional<std::string> {
        const Rational actual = weight(automaton, difference.word);
        if (actual == claimed) return std::nullopt;
        return "the weight of the word in " + name + " is " + to_string(actual) + ", not " +
               to_string(claimed);
    };
    const auto found = wrong(left, difference.left, "A");
    return found ? found : wrong(right, difference.right, "B");
}

/// Which symbol of `to` each symbol of `from` is, if they have the same symbols in some order.
std::optional<std::vector<Symbol>> matched(const Alphabet& from, const Alphabet& to) {
    if (from.size() != to.size()) return std::nullopt;
    std::vector<Symbol> map;
    for (const std::string& name : from.symbols()) {
        const auto symbol = to.find(name);
        if (!symbol) return std::nullopt;
        map.push_back(*symbol);
    }
    return map;
}

}  // namespace

std::optional<std::string> flaw(const Certificate& certificate, const WeightedAutomaton& left,
                                const WeightedAutomaton& right) {
    if (certificate.left_states != left.size() || certificate.right_states != right.size())
        return "it is about automata of " + std::to_string(certificate.left_states) + " and " +
               std::to_string(certificate.right_states) + " states, and these have " +
               std::to_string(left.size()) + " and " + std::to_string(right.size());
    const auto symbols = matched(certificate.alphabet, left.alphabet);
    if (!symbols) return "it is about automata over another alphabet";
    if (const auto* proof = std::get_if<EqualityProof>(&certificate.content))
        return flaw(*proof, left, right);
    Difference difference = std::get<Difference>(certificate.content);
    for (Symbol& symbol : difference.word) {
        if (symbol >= symbols->size())
            throw Error::bad_input("a certificate with a symbol that is not there");
        symbol = (*symbols)[symbol];
    }
    return flaw(difference, left, right);
}

}  // namespace linac
