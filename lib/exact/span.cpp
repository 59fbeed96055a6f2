#include "exact/span.hpp"

#include <algorithm>
#include <numeric>

#include "exact/integer_matrix.hpp"
#include "exact/invariance.hpp"

namespace linac {

namespace {

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

InvariantSpan whole_space(std::size_t size) {
    InvariantSpan span{SparseMatrix::identity(size), std::vector<std::size_t>(size)};
    std::iota(span.pivots.begin(), span.pivots.end(), std::size_t{0});
    return span;
}

/// Renumbers the columns, j to (j + turn) mod size, and sorts the rows by pivots again.
LiftedRows turned_back(LiftedRows lifted, std::size_t turn, std::size_t size) {
    const auto column = [&](std::size_t j) { return (j + turn) % size; };
    std::vector<std::size_t> order(lifted.rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t l, std::size_t r) {
        return column(lifted.pivots[l]) < column(lifted.pivots[r]);
    });
    LiftedRows result;
    for (const std::size_t i : order) {
        result.pivots.push_back(column(lifted.pivots[i]));
        IntegerRow& row = lifted.rows[i];
        for (Entry& e : row.numerators) e.index = column(e.index);
        std::sort(row.numerators.begin(), row.numerators.end(),
                  [](const Entry& l, const Entry& r) { return l.index < r.index; });
        result.rows.push_back(std::move(row));
    }
    return result;
}

}  // namespace

Search SpanProof::search(const ModularSystem& image) {
    if (!wants_search_)
        if (std::optional<Search> again = replay(image, links_)) return *std::move(again);
    Search search = shortlex_search(image, {.closure = Closure::sampled});
    links_ = search.links;
    wants_search_ = search.nonzero.has_value();
    return search;
}

void SpanProof::add(const ModularSystem& image, const Search& search, PrimeStream& primes) {
    const EchelonBasis& basis = search.basis;
    const RowSystem& system = system_->system();
    if (basis.rank() == system.size) {
        if (system.functional.empty()) span_ = whole_space(system.size);
        wants_search_ = true;  // else this prime divides the functional
        return;
    }
    const ReducedResidues reduced = basis.reduced();
    if (!straight_.lift.add(image.field, reduced)) {
        wants_search_ = true;  // the words at hand may be those of a misleading prime
        return;
    }
    if (wants_turned_ && !turned_.lift.add(image.field, turned(image.field, reduced))) wants_search_ = true;
    const auto settle = [&](LiftedRows lifted) {
        if (is_proved(lifted, image, primes))
            span_ = to_span(std::move(lifted), system.size);
        else
            wants_search_ = true;
    };
    if (auto lifted = reconstruct(straight_)) return settle(std::move(*lifted));
    if (turn_ == 0) return;
    if (!wants_turned_) {
        wants_turned_ = true;
        if (!turned_.lift.add(image.field, turned(image.field, reduced))) return;
    }
    if (auto lifted = reconstruct(turned_)) settle(turned_back(std::move(*lifted), turn_, system.size));
}

std::optional<LiftedRows> SpanProof::reconstruct(Attempt& attempt) {
    const std::size_t count = attempt.lift.count();
    if (count == 1) attempt.next = 1;  // the first, or one that supersedes those before it
    if (count < attempt.next) return std::nullopt;
    // Attempts that come too early end at the first entry that has no small rational; each a half later than
    // the last.
    attempt.next = count + std::max<std::size_t>(1, count / 2);
    return attempt.lift.reconstruct();
}

bool SpanProof::is_proved(const LiftedRows& lifted, const ModularSystem& image, PrimeStream& primes) {
    InvarianceProof proof(*system_, lifted);
    if (!proof.holds_modulo(image)) return false;
    while (!proof.complete()) {
        const std::optional<ModularSystem> other = system_->modulo(primes.next());
        if (other && !proof.holds_modulo(*other)) return false;
    }
    return true;
}

ReducedResidues SpanProof::turned(const PrimeField& field, const ReducedResidues& reduced) const {
    const std::size_t size = system_->system().size;
    EchelonBasis basis(field, size);
    std::vector<Residue> vector(size, 0);
    for (std::size_t i = 0; i < reduced.rows.size(); ++i) {
        for (const ResidueEntry* e = reduced.rows.begin(i); e != reduced.rows.end(i); ++e)
            vector[(e->index + size - turn_) % size] = e->value;
        basis.insert(vector);
    }
    return basis.reduced();
}

InvariantSpan invariant_span(const RowSystem& system, PrimeStream primes) {
    RowSystem untested = system;
    untested.functional.clear();
    const ReducibleSystem reducible(untested);
    SpanProof proof(reducible);
    while (!proof.span()) {
        const std::optional<ModularSystem> image = reducible.modulo(primes.next());
        if (image) proof.add(*image, proof.search(*image), primes);
    }
    return *proof.span();
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
    // Only the pivot columns of M matter.
    SparseMatrix at_pivots(matrix.rows(), span.rank());
    for (std::size_t i = 0; i < matrix.rows(); ++i) at_pivots.set_row(i, coordinates(span, matrix.row(i)));
    return integer_product(span.basis, at_pivots);
}

}  // namespace linac
