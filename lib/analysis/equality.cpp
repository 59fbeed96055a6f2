#include "analysis/equality.hpp"

#include "exact/zero.hpp"

namespace linac {

namespace {

/// Vectors side by side.
SparseVector joined(SparseVector left, const SparseVector& right, std::size_t left_size) {
    for (const Entry& e : right) left.push_back({left_size + e.index, e.value});
    return left;
}

/// A ⊕ (−B). The automaton with fewer states comes first: if it is minimal, the proof of equality is then a
/// matrix of as many rows with small entries.
class Joined {
  public:
    Joined(const WeightedAutomaton& left, const WeightedAutomaton& right)
        : swapped_(right.size() < left.size()) {
        const WeightedAutomaton& first = swapped_ ? right : left;
        const WeightedAutomaton& second = swapped_ ? left : right;
        representation_ = {first.size() + second.size(), joined(first.initial, second.initial, first.size()),
                           first.transition, joined(first.final, scaled(second.final, -1), first.size()),
                           second.transition};
        first_size_ = first.size();
    }

    [[nodiscard]] const Representation& representation() const noexcept { return representation_; }

    /// What was found, as a proof about the arguments.
    [[nodiscard]] EqualityProof proof(ZeroProof found) const {
        EqualityProof proof{found.mirrored, std::move(found.span.basis), std::move(found.span.pivots)};
        const std::size_t first = first_size_;
        const std::size_t second = representation_.size - first;
        for (std::size_t i = 0; i < proof.basis.rows(); ++i) {
            SparseVector in_first;
            SparseVector in_second;
            for (const Entry& e : proof.basis.row(i)) (e.index < first ? in_first : in_second).push_back(e);
            // The mirror image starts from (η, −η′), a proof from (η, η′).
            if (proof.mirrored) {
                SparseVector& negated = proof.columns[i] < first ? in_second : in_first;
                negated = scaled(std::move(negated), -1);
            }
            if (swapped_) {
                for (Entry& e : in_first) e.index += second;
                for (Entry& e : in_second) e.index -= first;
                std::swap(in_first, in_second);
            }
            in_first.insert(in_first.end(), in_second.begin(), in_second.end());
            proof.basis.set_row(i, std::move(in_first));
        }
        if (swapped_)
            for (std::size_t& column : proof.columns)
                column = column < first ? column + second : column - first;
        return proof;
    }

  private:
    bool swapped_;
    std::size_t first_size_ = 0;
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
