// Shortlex search: breadth-first through the vectors g M_w modulo a prime, for generators g and matrices M_σ.
//
// Words are met in shortlex order (shorter first, then by the order of symbols). A word whose vector depends
// on those of earlier words is not continued: if αM_u = Σ c_i αM_{u_i} with u_i < u, then αM_{uv}η ≠ 0 needs
// some αM_{u_i v}η ≠ 0, and u_i v < uv. So the first word with αM_wη ≠ 0 is met, after at most n·|Σ|
// products; and the rows reduced on the way may stand for the vectors αM_u themselves. Source: Tzeng 1992.
#pragma once

#include <limits>

#include "exact/echelon.hpp"
#include "exact/row_system.hpp"

namespace linac {

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

struct SearchOptions {
    Closure closure = Closure::exhaustive;
    std::size_t max_length = std::numeric_limits<std::size_t>::max();  ///< of words
    std::uint64_t seed = 0;                                            ///< of the random combinations
};

struct Search {
    EchelonBasis basis;
    std::vector<Link> links;  ///< by basis row
    /// The first row, in shortlex order, that the system's functional does not annihilate.
    std::optional<std::size_t> nonzero;
};

/// Searches until the functional does not annihilate a row or the rows span the whole space.
[[nodiscard]] Search shortlex_search(const ModularSystem& system, const SearchOptions& options = {});

/// The search that met the same words modulo another prime, or nothing if that prime shows that it may not
/// have met them all: they are dependent, not annihilated, or a random combination of their products is
/// independent of them.
[[nodiscard]] std::optional<Search> replay(const ModularSystem& system, const std::vector<Link>& links);

/// The word of a row, as operator indices.
[[nodiscard]] std::vector<std::size_t> word_of(const std::vector<Link>& links, std::size_t row);

}  // namespace linac
