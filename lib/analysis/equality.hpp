// Equality of weighted automata on all words, decided exactly.
//
// Let D = A ⊕ (−B), so that D's weight is A's minus B's. A and B are equal iff η_D vanishes on span{α_D M_w}
// (Schützenberger 1961; Tzeng 1992). The span is searched breadth-first modulo a word-sized prime, which
// finds the shortlex-least word of non-zero difference; both answers are then proved over ℚ (zero.hpp):
//   equal:      the reduced row echelon basis V of the span is lifted to ℚ and checked exactly: α ∈ ⟨V⟩,
//               V M_σ ⊆ ⟨V⟩, V η = 0. For minimal automata V = (I X) or (X⁻¹ I), with X the matrix that
//               takes the one to the other: α X = α′, M_σ X = X M′_σ, η = X η′;
//   different:  a weight that is non-zero modulo p is non-zero; that no earlier word differs is checked
//               modulo primes whose product exceeds the numerators of all earlier differences.
//
//     const Comparison c = compare(parity, even_pairs);
//     if (!c.equal()) report(c.difference->word, c.difference->left, c.difference->right);
#pragma once

#include "analysis/certificate.hpp"
#include "exact/modular.hpp"

namespace linac {

/// What a decision found: nothing if equal on all words, else the shortlex-least separating word.
struct Comparison {
    std::optional<Difference> difference;

    [[nodiscard]] bool equal() const noexcept { return !difference.has_value(); }
};

/// Decides whether the automata, over the same alphabet in the same order, have equal weights on all words.
/// `primes` are the moduli to search with; the answer does not depend on them.
[[nodiscard]] Comparison compare(const WeightedAutomaton& left, const WeightedAutomaton& right,
                                 const PrimeStream& primes = {});

/// The same with what can be checked independently: the proof of equality, or the word and both weights.
[[nodiscard]] Certificate certified_compare(const WeightedAutomaton& left, const WeightedAutomaton& right,
                                            const PrimeStream& primes = {});

/// What a search modulo random primes found, without a proof.
struct ProbableComparison {
    /// A word that differs, with certainty; that none is shorter, and that there is none, is probable only.
    std::optional<Difference> difference;
    std::size_t primes = 0;
    std::size_t error_bits = 0;  ///< what is probable is wrong with probability below 2^(−error_bits)
};
[[nodiscard]] ProbableComparison probably_compare(const WeightedAutomaton& left,
                                                  const WeightedAutomaton& right, std::uint64_t seed);

}  // namespace linac
