#include "exact/zero.hpp"

#include <algorithm>

#include "exact/invariance.hpp"
#include "exact/span.hpp"

namespace linac {

namespace {

struct Norms {
    Rational sum;      // Σ |x_i|
    Rational largest;  // max |x_i|
};

Norms norms(const SparseVector& integers) {
    Norms result;
    for (const Entry& e : integers) {
        const Rational size = abs(e.value);
        result.sum += size;
        result.largest = std::max(result.largest, size);
    }
    return result;
}

/// The bound B on the integers behind the weights of words, by length.
class WeightBound {
  public:
    WeightBound(const RowSystem& system, const SparseVector& final)
        : initial_(norms(to_integers({system.generators[0]}).rows[0])),
          final_(norms(to_integers({final}).rows[0])) {
        for (const SparseMatrix& matrix : system.operators) {
            const IntegerMatrix integers = to_integers(matrix);
            Vector columns(system.size);
            for (const SparseVector& row : integers.rows) {
                row_sum_ = std::max(row_sum_, norms(row).sum);
                for (const Entry& e : row) columns[e.index] += abs(e.value);
            }
            for (const Rational& column : columns) column_sum_ = std::max(column_sum_, column);
        }
    }

    [[nodiscard]] Rational at_length(std::size_t length) const {
        return std::min(initial_.sum * power(row_sum_, length) * final_.largest,
                        initial_.largest * power(column_sum_, length) * final_.sum);
    }

  private:
    Norms initial_;
    Norms final_;
    Rational row_sum_ = 1;  // at least 1, so that the bound holds for shorter words too
    Rational column_sum_ = 1;
};

/// Whether some row of the span is not annihilated by the functional.
bool meets(const InvariantSpan& span, const SparseVector& functional) {
    for (std::size_t i = 0; i < span.rank(); ++i)
        if (!dot(span.basis.row(i), functional).is_zero()) return true;
    return false;
}

class ZeroTest {
  public:
    ZeroTest(const RowSystem& system, const SparseVector& final)
        : system_(system), final_(final), proof_(system), functional_(system.size, 0) {}

    std::optional<std::vector<std::size_t>> run(PrimeStream primes) {
        for (;;) {
            const std::optional<ModularSystem> image = ModularSystem::reduce(system_, primes.next());
            if (!image || !reduce_final(image->field)) continue;
            if (first_) {
                search_before_first(*image);
            } else if (search_all(*image)) {
                return std::nullopt;
            }
            if (first_ && vouched_ > bound_) return first_;
        }
    }

  private:
    [[nodiscard]] bool reduce_final(const PrimeField& field) {
        const auto image = reduce(final_, field);
        if (!image) return false;
        std::fill(functional_.begin(), functional_.end(), 0);
        for (const ResidueEntry& e : *image) functional_[e.index] = e.value;
        return true;
    }

    /// Searches for any non-zero word; returns true if there is proved to be none.
    bool search_all(const ModularSystem& image) {
        std::optional<InvariantSpan> span;
        if (proof_.wants_search() || nonzero_) {
            Search search = shortlex_search(image, functional_, Closure::sampled);
            if (search.nonzero) {
                take(word_of(search.links, *search.nonzero));
                vouch(image.field);
            } else if (!nonzero_) {
                span = proof_.add(image.field, std::move(search));
            }
        } else {
            span = proof_.add_replayed(image);
        }
        if (!span) return false;
        // If the span is not annihilated, every prime so far hides that, and others have to find the word.
        nonzero_ = meets(*span, final_);
        return !nonzero_;
    }

    /// Searches for words before the one at hand. Only an exhaustive search vouches for there being none.
    void search_before_first(const ModularSystem& image) {
        const Search search = shortlex_search(image, functional_, Closure::exhaustive, first_->size());
        if (search.nonzero) {
            std::vector<std::size_t> word = word_of(search.links, *search.nonzero);
            if (word.size() < first_->size() || word < *first_) take(std::move(word));
        }
        vouch(image.field);
    }

    void take(std::vector<std::size_t> word) {
        first_ = std::move(word);
        bound_ = 0;
        if (first_->empty()) return;  // no word is earlier
        if (!weight_bound_) weight_bound_.emplace(system_, final_);
        bound_ = weight_bound_->at_length(first_->size());
    }

    void vouch(const PrimeField& field) { vouched_ *= Rational(static_cast<std::int64_t>(field.prime())); }

    const RowSystem& system_;
    const SparseVector& final_;
    SpanProof proof_;
    std::vector<Residue> functional_;
    bool nonzero_ = false;                           // proved: some word has a non-zero weight
    std::optional<std::vector<std::size_t>> first_;  // the first non-zero word so far
    std::optional<WeightBound> weight_bound_;
    Rational bound_;
    Rational vouched_ = 1;  // product of the primes modulo which all words before the first have weight 0
};

}  // namespace

std::optional<std::vector<std::size_t>> first_nonzero_word(const SparseVector& initial,
                                                           std::span<const SparseMatrix> operators,
                                                           const SparseVector& final, std::size_t size,
                                                           PrimeStream primes) {
    if (initial.empty() || final.empty()) return std::nullopt;
    const RowSystem system{size, {initial}, operators};
    return ZeroTest(system, final).run(std::move(primes));
}

}  // namespace linac
