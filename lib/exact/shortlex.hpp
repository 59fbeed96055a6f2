// Shortlex search: breadth-first through the vectors g M_w modulo a prime, for generators g and matrices M_σ.
//
// Words are met in shortlex order (shorter first, then by the order of symbols). A word whose vector depends
// on those of earlier words is not continued: if αM_u = Σ c_i αM_{u_i} with u_i < u, then αM_{uv}η ≠ 0 needs
// some αM_{u_i v}η ≠ 0, and u_i v < uv. So the first word with αM_wη ≠ 0 is met, after at most n·|Σ|
// products; and the rows reduced on the way may stand for the vectors αM_u themselves. Source: Tzeng 1992.
#pragma once

#include <limits>
#include <span>

#include "exact/echelon.hpp"

namespace linac {

/// Row vectors g ∈ ℚ^{1×n} and the n×n matrices that act on them from the right. The matrices are not copied.
struct RowSystem {
    std::size_t size;
    std::vector<SparseVector> generators;
    std::span<const SparseMatrix> operators;
};

/// The image of a RowSystem modulo a prime.
struct ModularSystem {
    PrimeField field;
    std::size_t size;
    std::vector<std::vector<ResidueEntry>> generators;
    std::vector<ModularMatrix> operators;

    /// Nothing if the prime divides a denominator.
    [[nodiscard]] static std::optional<ModularSystem> reduce(const RowSystem& system, Residue prime);
};

/// How a basis row arose: row `parent` times operator `symbol`, or generator `symbol` if `parent` is
/// `no_parent`.
struct Link {
    std::size_t parent;
    std::size_t symbol;
    std::size_t length;  ///< of the word
};
inline constexpr std::size_t no_parent = std::numeric_limits<std::size_t>::max();

/// How a search decides that it has met the whole span.
enum class Closure {
    exhaustive,  ///< tries every operator on every row
    sampled,  ///< may stop once a random combination of all products is dependent; wrong with probability ≤
              ///< 2/p
};

struct Search {
    EchelonBasis basis;
    std::vector<Link> links;  ///< by basis row
    std::optional<std::size_t>
        nonzero;  ///< the first row, in shortlex order, not annihilated by the functional
};

/// Searches words up to `max_length`, and stops at the first row that `functional` (dense, or empty) does not
/// annihilate or when the rows span the whole space.
[[nodiscard]] Search shortlex_search(const ModularSystem& system, const std::vector<Residue>& functional,
                                     Closure closure,
                                     std::size_t max_length = std::numeric_limits<std::size_t>::max());

/// The basis of the same words modulo another prime, or nothing if they are dependent modulo that prime.
[[nodiscard]] std::optional<EchelonBasis> replay(const ModularSystem& system, const std::vector<Link>& links);

/// The word of a row, as operator indices.
[[nodiscard]] std::vector<std::size_t> word_of(const std::vector<Link>& links, std::size_t row);

}  // namespace linac
