#include "exact/zero.hpp"

#include <algorithm>
#include <bit>

#include "exact/weight_bound.hpp"

namespace linac {

namespace {

RowSystem forward(const Representation& representation) {
    return {representation.size,
            {representation.initial},
            representation.operators,
            representation.final,
            representation.second};
}

std::vector<SparseMatrix> transposed(std::span<const SparseMatrix> matrices) {
    std::vector<SparseMatrix> result;
    for (const SparseMatrix& matrix : matrices) result.push_back(matrix.transposed());
    return result;
}

class ZeroTest {
  public:
    explicit ZeroTest(const Representation& representation)
        : representation_(representation),
          system_(forward(representation)),
          reducible_(system_),
          proof_(reducible_) {}

    ZeroDecision run(PrimeStream primes) {
        for (;;) {
            const std::optional<ModularSystem> image = reducible_.modulo(primes.next());
            if (!image) continue;
            if (first_) {
                search_before_first(*image);
            } else if (const Search search = proof_.search(*image); search.nonzero) {
                take(word_of(search.links, *search.nonzero));
                vouch(image->field);
            } else if (auto span = smaller_mirrored_span(search.basis.rank(), primes)) {
                return {std::nullopt, {*std::move(span), true}};
            } else {
                proof_.add(*image, search, primes);
                if (proof_.span()) return {std::nullopt, {*proof_.span(), false}};
            }
            if (first_ && vouched_bits_ >= needed_bits_) return {first_, {}};
        }
    }

  private:
    /// Searches for words before the one at hand. Only an exhaustive search vouches for there being none.
    void search_before_first(const ModularSystem& image) {
        const Search search = shortlex_search(image, {.max_length = first_->size()});
        if (search.nonzero) {
            std::vector<std::size_t> word = word_of(search.links, *search.nonzero);
            if (word.size() < first_->size() || word < *first_) take(std::move(word));
        }
        vouch(image.field);
    }

    void take(std::vector<std::size_t> word) {
        first_ = std::move(word);
        needed_bits_ = 0;
        if (first_->empty()) return;  // no word is earlier
        const WeightBound bound(reducible_);
        needed_bits_ = bound.quick_bits(first_->size());
        constexpr std::size_t few_bits = 256;  // not worth a better bound
        if (needed_bits_ > few_bits) needed_bits_ = std::min(needed_bits_, bound.bits(first_->size()));
    }

    /// All words before the first have weight 0 modulo this prime too.
    void vouch(const PrimeField& field) {
        vouched_bits_ += static_cast<std::size_t>(std::bit_width(field.prime())) - 1;
    }

    /// The span of η under the operators from the left, if its dimension is below `rank` and α annihilates
    /// it. Asked for once, where the forward span has more dimensions than the smaller automaton states.
    std::optional<InvariantSpan> smaller_mirrored_span(std::size_t rank, PrimeStream& primes) {
        const std::size_t turn = system_.turn();
        if (tried_mirror_ || system_.second.empty() || rank <= std::min(turn, system_.size - turn))
            return std::nullopt;
        tried_mirror_ = true;
        const std::vector<SparseMatrix> first = transposed(system_.operators);
        const std::vector<SparseMatrix> second = transposed(system_.second);
        const RowSystem system{system_.size, {representation_.final}, first, representation_.initial, second};
        const ReducibleSystem reducible(system);
        SpanProof proof(reducible);
        while (!proof.span()) {
            const std::optional<ModularSystem> image = reducible.modulo(primes.next());
            if (!image) continue;
            const Search search = proof.search(*image);
            if (search.nonzero || search.basis.rank() >= rank) return std::nullopt;
            proof.add(*image, search, primes);
        }
        return proof.span();
    }

    const Representation& representation_;
    RowSystem system_;
    ReducibleSystem reducible_;
    SpanProof proof_;
    bool tried_mirror_ = false;
    std::optional<std::vector<std::size_t>> first_;  // the first non-zero word so far
    std::size_t needed_bits_ = 0;
    std::size_t vouched_bits_ = 0;  // the primes modulo which earlier words have weight 0 have a product
                                    // of at least 2 to this
};

}  // namespace

ZeroDecision decide_zero(const Representation& representation, PrimeStream primes) {
    const ZeroProof nothing{{SparseMatrix(0, representation.size), {}}, false};
    if (representation.initial.empty()) return {std::nullopt, nothing};
    if (representation.final.empty()) return {std::nullopt, {nothing.span, true}};
    return ZeroTest(representation).run(std::move(primes));
}

ProbableDecision probably_zero(const Representation& representation, std::uint64_t seed) {
    if (representation.initial.empty() || representation.final.empty())
        return {std::nullopt, 64, 0};  // in fact certain
    const RowSystem system = forward(representation);
    const ReducibleSystem reducible(system);
    // A first word is missed modulo primes that divide its weight, at most one for each 61 bits of it, or
    // where a closure test is wrong, at most 2^7 times 2^−60. Primes there are 2^54 and more between 2^61 and
    // 2^62 (3x/(5 log x) between x and 2x: Rosser and Schoenfeld 1962), of which a few divide denominators.
    const std::size_t misleading = WeightBound(reducible).quick_bits(representation.size) / 61 + 2;
    const std::size_t bits_per_prime = 53 - std::min<std::size_t>(52, std::bit_width(misleading));
    constexpr std::size_t wanted_bits = 40;
    PrimeStream primes = PrimeStream::random(seed);
    ProbableDecision decision;
    while (decision.error_bits < wanted_bits) {
        const std::optional<ModularSystem> image = reducible.modulo(primes.next());
        if (!image) continue;
        const Search search = shortlex_search(*image, {.closure = Closure::sampled, .seed = ++seed});
        ++decision.primes;
        decision.error_bits += bits_per_prime;
        if (!search.nonzero) continue;
        std::vector<std::size_t> word = word_of(search.links, *search.nonzero);
        if (!decision.word || word.size() < decision.word->size() ||
            (word.size() == decision.word->size() && word < *decision.word))
            decision.word = std::move(word);
    }
    return decision;
}

}  // namespace linac
