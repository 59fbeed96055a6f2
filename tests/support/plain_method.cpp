#include "support/plain_method.hpp"

namespace linac {

namespace {

/// Independent rows over ℚ, each zero at the pivots of those before it.
class RationalEchelon {
  public:
    /// Whether `row` is independent of the rows so far; if so it is added.
    bool insert(Vector row) {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (row[pivots_[i]].is_zero()) continue;
            const Rational factor = -(row[pivots_[i]] / rows_[i][pivots_[i]]);
            for (std::size_t j = 0; j < row.size(); ++j) row[j].add_product(factor, rows_[i][j]);
        }
        for (std::size_t j = 0; j < row.size(); ++j) {
            if (row[j].is_zero()) continue;
            rows_.push_back(std::move(row));
            pivots_.push_back(j);
            return true;
        }
        return false;
    }
    [[nodiscard]] std::size_t rank() const noexcept { return rows_.size(); }

  private:
    std::vector<Vector> rows_;
    std::vector<std::size_t> pivots_;
};

/// A word and α M_w of both automata.
struct Node {
    Word word;
    Vector left;
    Vector right;
};

Vector joined(const Node& node) {
    Vector row = node.left;
    row.insert(row.end(), node.right.begin(), node.right.end());
    return row;
}

/// The vectors α M_w that are independent of those of earlier words, in shortlex order.
std::vector<Vector> forward_basis(const WeightedAutomaton& automaton) {
    RationalEchelon echelon;
    std::vector<Vector> basis;
    const auto visit = [&](Vector vector) {
        if (echelon.insert(vector)) basis.push_back(std::move(vector));
    };
    visit(dense(automaton.initial, automaton.size()));
    for (std::size_t at = 0; at < basis.size(); ++at)
        for (const SparseMatrix& matrix : automaton.transition) visit(multiply(basis[at], matrix));
    return basis;
}

}  // namespace

Comparison plain_compare(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    const Vector left_final = dense(left.final, left.size());
    const Vector right_final = dense(right.final, right.size());
    RationalEchelon echelon;
    std::vector<Node> queue;
    Node node{{}, dense(left.initial, left.size()), dense(right.initial, right.size())};
    for (std::size_t at = 0;; ++at) {
        // `at` runs through the queue, each of its nodes giving one candidate a symbol; the empty word comes
        // first.
        if (at > 0) {
            const std::size_t letters = left.alphabet.size();
            if (letters == 0 || (at - 1) / letters >= queue.size()) return {};
            const Node& parent = queue[(at - 1) / letters];
            const Symbol symbol = (at - 1) % letters;
            node = {parent.word, multiply(parent.left, left.transition[symbol]),
                    multiply(parent.right, right.transition[symbol])};
            node.word.push_back(symbol);
        }
        Rational of_left = dot(node.left, left_final);
        Rational of_right = dot(node.right, right_final);
        if (of_left != of_right) return {Difference{node.word, std::move(of_left), std::move(of_right)}};
        if (echelon.insert(joined(node))) queue.push_back(node);
    }
}

std::size_t plain_minimal_dimension(const WeightedAutomaton& automaton) {
    const std::vector<Vector> forward = forward_basis(automaton);
    const std::vector<Vector> backward = forward_basis(reversed(automaton));
    RationalEchelon product;
    for (const Vector& row : forward) {
        Vector values;
        for (const Vector& column : backward) values.push_back(dot(row, column));
        product.insert(std::move(values));
    }
    return product.rank();
}

}  // namespace linac
