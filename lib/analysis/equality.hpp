// Equality of weighted automata on all words, decided exactly.
//
// Let D = A ⊕ (−B), so that D's weight is A's minus B's. A and B are equal iff η_D vanishes on span{α_D M_w}
// (Schützenberger 1961; Tzeng 1992). The span is searched breadth-first modulo a word-sized prime, which
// finds the shortlex-least word of non-zero difference; both answers are then proved over ℚ:
//   equal:      the reduced row echelon basis V of the span is lifted to ℚ and checked exactly: α ∈ ⟨V⟩,
//               V M_σ ⊆ ⟨V⟩, V η = 0 (see span.hpp);
//   different:  a weight that is non-zero modulo p is non-zero; that no earlier word differs is checked
//               modulo primes whose product exceeds the numerators of all earlier differences (zero.hpp).
//
//     const Comparison c = compare(parity, even_pairs);
//     if (!c.equal()) report(c.difference->word, c.difference->left, c.difference->right);
#pragma once

#include <optional>

#include "automata/weighted.hpp"

namespace linac {

/// A word on which two automata differ, and both weights.
struct Difference {
    Word word;
    Rational left;
    Rational right;
};

/// What a decision found: nothing if equal on all words, else the shortlex-least separating word.
struct Comparison {
    std::optional<Difference> difference;

    [[nodiscard]] bool equal() const noexcept { return !difference.has_value(); }
};

/// Decides whether the automata, over the same alphabet in the same order, have equal weights on all words.
[[nodiscard]] Comparison compare(const WeightedAutomaton& left, const WeightedAutomaton& right);

}  // namespace linac
