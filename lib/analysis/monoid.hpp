// The transition monoid of a deterministic automaton, and the groups in it.
//
// Word w acts on the states as q ↦ w(q); the maps of all words, the empty one among them, are the transition
// monoid. That of the minimal automaton is the syntactic monoid of its function. x and y are R-equivalent iff
// x = yu and y = xv for some u, v, L-equivalent iff x = uy and y = vx, H-equivalent iff both; D is R and L
// joined. The H-class of an idempotent e is a group, a maximal one, and permutes e's image faithfully; the
// idempotents of one D-class have isomorphic groups. Source: Green 1951; Froidure and Pin 1997.
//
// All groups trivial: the languages {w : output(w) = c} are star-free (Schützenberger 1965). Some group not
// solvable: they are together NC¹-complete (Barrington 1989; Barrington and Thérien 1988).
//
// The monoid is quasi-aperiodic iff for no t the words of length t give all elements of a group that is not
// trivial; the languages are then in AC⁰, and only then (Barrington, Compton, Straubing and Thérien 1992). It
// is enough that no two words of one length give an idempotent e and another element g of its group: they make
// words of one length for e = g^k, g, …, g^(k−1). Words that lead from e to g in the right Cayley graph have one
// length modulo the period d of e's component, and of that residue every long enough length occurs. So g is
// given with e iff its distance from e is 0 modulo d.
//
//     const MonoidClass found = classify(to_dfa(s5));
//     assert(found.groups == GroupContent::non_solvable && found.elements == 120);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "automata/dfa.hpp"
#include "exact/rational.hpp"

namespace linac {

inline constexpr std::size_t default_monoid_elements = 100'000;

/// Most states times elements that are listed: 256 MiB.
inline constexpr std::size_t max_monoid_images = std::size_t{1} << 26U;

/// The maps q ↦ w(q), numbered by the shortlex least word of each; number 0 is the identity. Products are read
/// from left to right: (xy)(q) = y(x(q)).
class TransitionMonoid {
  public:
    [[nodiscard]] std::size_t size() const noexcept { return parent_.size(); }
    [[nodiscard]] std::size_t degree() const noexcept { return degree_; }
    [[nodiscard]] std::size_t symbols() const noexcept { return symbols_; }
    [[nodiscard]] std::size_t image(std::size_t element, std::size_t state) const {
        return images_[element * degree_ + state];
    }
    /// The element followed by the symbol: the right Cayley graph.
    [[nodiscard]] std::size_t right(std::size_t element, Symbol symbol) const {
        return right_[element * symbols_ + symbol];
    }
    /// The symbol followed by the element: the left Cayley graph.
    [[nodiscard]] std::size_t left(std::size_t element, Symbol symbol) const {
        return left_[element * symbols_ + symbol];
    }
    [[nodiscard]] bool is_idempotent(std::size_t element) const;
    /// The shortlex least word that acts so.
    [[nodiscard]] Word word(std::size_t element) const;

    friend std::optional<TransitionMonoid> transition_monoid(const Dfa& dfa, std::size_t most_elements);

  private:
    std::size_t degree_ = 0;
    std::size_t symbols_ = 0;
    std::vector<std::uint32_t> images_;
    std::vector<std::uint32_t> right_;
    std::vector<std::uint32_t> left_;
    std::vector<std::uint32_t> parent_;       ///< the element without its last symbol; of 0, itself
    std::vector<std::uint32_t> last_symbol_;  ///< of 0, nothing in particular
};

/// The monoid on the automaton's states, which need be neither reachable nor inequivalent; nothing if it has
/// more than `most_elements` elements or more than max_monoid_images images. (`most_elements` < 2³².)
[[nodiscard]] std::optional<TransitionMonoid> transition_monoid(
    const Dfa& dfa, std::size_t most_elements = default_monoid_elements);

/// A maximal subgroup, up to isomorphism.
struct SubgroupFacts {
    Rational order;
    bool solvable = true;
    std::string name;  ///< as describe() tells it

    friend bool operator==(const SubgroupFacts&, const SubgroupFacts&) = default;
};

/// The maximal subgroups, one for each D-class that has an idempotent, by descending order.
[[nodiscard]] std::vector<SubgroupFacts> maximal_subgroups(const TransitionMonoid& monoid);

/// Whether no group but trivial ones lies in the set of elements that the words of some length t give.
[[nodiscard]] bool is_quasi_aperiodic(const TransitionMonoid& monoid);

enum class GroupContent {
    aperiodic,    ///< all groups trivial: star-free
    solvable,     ///< all groups solvable, one not trivial
    non_solvable  ///< one group not solvable
};

struct MonoidClass {
    std::size_t states = 0;               ///< of the minimal automaton
    std::optional<Rational> elements;     ///< of its transition monoid; nothing if over the limit
    std::optional<GroupContent> groups;   ///< nothing if it was not decided
    std::optional<bool> quasi_aperiodic;  ///< nothing if it was not decided
    std::vector<SubgroupFacts>
        subgroups;  ///< the maximal ones that were found, by descending order, each once

    /// Nothing if it was not decided.
    [[nodiscard]] std::optional<bool> star_free() const;
};

/// The syntactic monoid of the automaton's function and the groups in it. Where each symbol permutes the
/// states of the minimal automaton, the monoid is a group of any order, decided without listing it. Over the
/// limit otherwise, only its units, the group that the permuting symbols generate, are known; `groups` is
/// non_solvable if that one is, `quasi_aperiodic` false if two of these symbols differ, and else nothing.
[[nodiscard]] MonoidClass classify(const Dfa& dfa, std::size_t most_elements = default_monoid_elements);

/// "aperiodic", "solvable" or "non-solvable".
[[nodiscard]] std::string to_string(GroupContent groups);

}  // namespace linac
