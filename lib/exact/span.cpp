#include "exact/span.hpp"

#include <algorithm>

#include "exact/invariance.hpp"

namespace linac {

namespace {

InvariantSpan whole_space(std::size_t size) {
    InvariantSpan span{SparseMatrix::identity(size), {}};
    for (std::size_t i = 0; i < size; ++i) span.pivots.push_back(i);
    return span;
}

InvariantSpan to_span(LiftedRows lifted, std::size_t size) {
    InvariantSpan span{SparseMatrix(lifted.rows.size(), size), std::move(lifted.pivots)};
    for (std::size_t i = 0; i < lifted.rows.size(); ++i) {
        IntegerRow& row = lifted.rows[i];
        if (!row.denominator.is_one())
            for (Entry& e : row.numerators) e.value /= row.denominator;
        span.basis.set_row(i, std::move(row.numerators));
    }
    return span;
}

}  // namespace

std::optional<InvariantSpan> SpanProof::add(const PrimeField& field, Search search) {
    links_ = std::move(search.links);
    wants_search_ = false;
    return add_basis(field, search.basis);
}

std::optional<InvariantSpan> SpanProof::add_replayed(const ModularSystem& image) {
    const std::optional<EchelonBasis> basis = replay(image, links_);
    return basis ? add_basis(image.field, *basis) : std::nullopt;
}

std::optional<InvariantSpan> SpanProof::add_basis(const PrimeField& field, const EchelonBasis& basis) {
    if (basis.rank() == system_->size) return whole_space(system_->size);
    if (!lift_.add(field, basis.reduced())) {
        wants_search_ = true;  // the words at hand may be those of a misleading prime
        return std::nullopt;
    }
    if (lift_.count() == 1) next_attempt_ = 1;  // the first, or one that supersedes those before it
    if (lift_.count() < next_attempt_) return std::nullopt;
    // Attempts that come too early end at the first entry that has no small rational; each a half later than
    // the last.
    next_attempt_ = lift_.count() + std::max<std::size_t>(1, lift_.count() / 2);
    std::optional<LiftedRows> lifted = lift_.reconstruct();
    if (lifted && is_invariant(*system_, *lifted)) return to_span(std::move(*lifted), system_->size);
    wants_search_ = true;
    return std::nullopt;
}

InvariantSpan invariant_span(const RowSystem& system, PrimeStream primes) {
    SpanProof proof(system);
    for (;;) {
        const std::optional<ModularSystem> image = ModularSystem::reduce(system, primes.next());
        if (!image) continue;
        std::optional<InvariantSpan> span =
            proof.wants_search() ? proof.add(image->field, shortlex_search(*image, {}, Closure::sampled))
                                 : proof.add_replayed(*image);
        if (span) return std::move(*span);
    }
}

SparseVector coordinates(const InvariantSpan& span, const SparseVector& row) {
    SparseVector result;
    auto at = row.begin();
    for (std::size_t i = 0; i < span.rank(); ++i) {
        while (at != row.end() && at->index < span.pivots[i]) ++at;
        if (at != row.end() && at->index == span.pivots[i]) result.push_back({i, at->value});
    }
    return result;
}

SparseMatrix induced(const InvariantSpan& span, const SparseMatrix& matrix) {
    if (span.is_whole()) return matrix;
    // Only the pivot columns of M matter; integers over common denominators keep greatest common divisors out
    // of the sums.
    SparseMatrix at_pivots(matrix.rows(), span.rank());
    for (std::size_t i = 0; i < matrix.rows(); ++i) at_pivots.set_row(i, coordinates(span, matrix.row(i)));
    const IntegerMatrix right = to_integers(at_pivots);
    SparseMatrix result(span.rank(), span.rank());
    Vector sums(span.rank());
    for (std::size_t i = 0; i < span.rank(); ++i) {
        const IntegerMatrix left = to_integers({span.basis.row(i)});
        for (const Entry& e : left.rows[0])
            for (const Entry& f : right.rows[e.index]) sums[f.index].add_product(e.value, f.value);
        SparseVector row = sparse(sums);
        const Rational denominator = left.denominator * right.denominator;
        if (!denominator.is_one())
            for (Entry& e : row) e.value /= denominator;
        result.set_row(i, std::move(row));
        for (Rational& value : sums) value.set_zero();
    }
    return result;
}

}  // namespace linac
