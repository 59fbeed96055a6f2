// Certificates: what proves that two weighted automata A = (α, M, η) and B = (α′, M′, η′), of n and n′
// states, are equal on all words, or that they are not.
//
// Equal: a matrix V = (P Q) of r rows and n + n′ columns and r column numbers π, such that with γ = (α α′)_π,
// the entries of (α α′) at π, and T_σ the columns π of (P M_σ, Q M′_σ)
//
//     (α α′) = γ V,      (P M_σ, Q M′_σ) = T_σ V for every symbol σ,      P η = Q η′.
//
// Then α M_w η = γ T_w P η = γ T_w Q η′ = α′ M′_w η′ for every word w. If A is minimal and comes first, P = I,
// T_σ = M_σ, and Q is the matrix X with α X = α′, M_σ X = X M′_σ, η = X η′. A certificate may be for the
// mirror automata (η, Mᵀ, α) instead, whose weights of reversed words are the same.
// Different: a word and both weights. It says nothing about shorter words.
//
// The check multiplies matrices over ℤ and compares; it searches nothing and has nothing in common with the
// search that found the certificate.
//
//     const Certificate certificate = certified_compare(left, right);  // equality.hpp
//     assert(!flaw(certificate, left, right));
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "automata/weighted.hpp"

namespace linac {

/// A word on which two automata differ, and both weights.
struct Difference {
    Word word;
    Rational left;
    Rational right;

    friend bool operator==(const Difference&, const Difference&) = default;
};

/// Why two automata are equal on all words.
struct EqualityProof {
    bool mirrored = false;             ///< about (η, Mᵀ, α) instead of (α, M, η)
    SparseMatrix basis;                ///< V, r × (n + n′)
    std::vector<std::size_t> columns;  ///< π

    friend bool operator==(const EqualityProof&, const EqualityProof&) = default;
};

struct Certificate {
    Alphabet alphabet;  ///< of both automata, in any order; the word is in this one
    std::size_t left_states = 0;
    std::size_t right_states = 0;
    std::variant<EqualityProof, Difference> content;

    friend bool operator==(const Certificate&, const Certificate&) = default;
};

/// What is wrong with a certificate for these automata, which equation fails and where; nothing if it is
/// valid. The right automaton has its symbols in the order of the left one's. Throws bad_input if the
/// certificate is no certificate at all: V of the wrong shape, a column or symbol that is not there.
[[nodiscard]] std::optional<std::string> flaw(const Certificate& certificate, const WeightedAutomaton& left,
                                              const WeightedAutomaton& right);

}  // namespace linac
