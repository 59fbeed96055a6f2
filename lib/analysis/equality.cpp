#include "analysis/equality.hpp"

#include "exact/zero.hpp"

namespace linac {

namespace {

/// left ⊕ (factor · right) of vectors, and of matrices as diagonal blocks.
SparseVector joined(SparseVector left, const SparseVector& right, std::size_t left_size,
                    const Rational& factor) {
    for (const Entry& e : right) left.push_back({left_size + e.index, factor * e.value});
    return left;
}

SparseMatrix joined(const SparseMatrix& left, const SparseMatrix& right) {
    SparseMatrix result(left.rows() + right.rows(), left.columns() + right.columns());
    for (std::size_t i = 0; i < left.rows(); ++i) result.set_row(i, left.row(i));
    for (std::size_t i = 0; i < right.rows(); ++i) {
        SparseVector row = right.row(i);
        for (Entry& e : row) e.index += left.columns();
        result.set_row(left.rows() + i, std::move(row));
    }
    return result;
}

/// A ⊕ (−B). The automaton with fewer states comes first: if it is minimal, the proof of equality is then a
/// matrix of as many rows with small entries.
class Joined {
  public:
    Joined(const WeightedAutomaton& left, const WeightedAutomaton& right)
        : swapped_(right.size() < left.size()) {
        const WeightedAutomaton& first = swapped_ ? right : left;
        const WeightedAutomaton& second = swapped_ ? left : right;
        for (Symbol s = 0; s < left.alphabet.size(); ++s)
            transition_.push_back(joined(first.transition[s], second.transition[s]));
        representation_ = {first.size() + second.size(),
                           joined(first.initial, second.initial, first.size(), 1), transition_,
                           joined(first.final, second.final, first.size(), -1), first.size()};
    }
    Joined(const Joined&) = delete;
    Joined& operator=(const Joined&) = delete;

    [[nodiscard]] const Representation& representation() const noexcept { return representation_; }

    /// The proof with the columns in the order of the arguments again.
    [[nodiscard]] EqualityProof proof(ZeroProof found) const {
        EqualityProof proof{found.mirrored, std::move(found.span.basis), std::move(found.span.pivots)};
        if (!swapped_) return proof;
        const std::size_t first = representation_.turn;
        const std::size_t second = representation_.size - first;
        for (std::size_t i = 0; i < proof.basis.rows(); ++i) {
            SparseVector in_first;
            SparseVector row;
            for (const Entry& e : proof.basis.row(i)) {
                if (e.index < first)
                    in_first.push_back({e.index + second, e.value});
                else
                    row.push_back({e.index - first, e.value});
            }
            row.insert(row.end(), in_first.begin(), in_first.end());
            proof.basis.set_row(i, std::move(row));
        }
        for (std::size_t& column : proof.columns) column = column < first ? column + second : column - first;
        return proof;
    }

  private:
    bool swapped_;
    std::vector<SparseMatrix> transition_;
    Representation representation_;
};

Difference difference_at(Word word, const WeightedAutomaton& left, const WeightedAutomaton& right) {
    Rational of_left = weight(left, word);
    Rational of_right = weight(right, word);
    return {std::move(word), std::move(of_left), std::move(of_right)};
}

}  // namespace

Certificate certified_compare(const WeightedAutomaton& left, const WeightedAutomaton& right,
                              const PrimeStream& primes) {
    Certificate certificate{left.alphabet, left.size(), right.size(), {}};
    const Joined joined(left, right);
    ZeroDecision decision = decide_zero(joined.representation(), primes);
    if (decision.word)
        certificate.content = difference_at(*std::move(decision.word), left, right);
    else
        certificate.content = joined.proof(std::move(decision.proof));
    return certificate;
}

Comparison compare(const WeightedAutomaton& left, const WeightedAutomaton& right, const PrimeStream& primes) {
    Certificate certificate = certified_compare(left, right, primes);
    if (auto* difference = std::get_if<Difference>(&certificate.content)) return {std::move(*difference)};
    return {};
}

ProbableComparison probably_compare(const WeightedAutomaton& left, const WeightedAutomaton& right,
                                    std::uint64_t seed) {
    ProbableDecision decision = probably_zero(Joined(left, right).representation(), seed);
    ProbableComparison comparison{std::nullopt, decision.primes, decision.error_bits};
    if (decision.word) comparison.difference = difference_at(*std::move(decision.word), left, right);
    return comparison;
}

}  // namespace linac
