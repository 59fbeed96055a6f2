// Entries of Vcsn's automata: what a transition is labelled with, a sum of weighted labels.
//
//     entry    = monomial , monomial …
//     monomial = <weight> label       either may be left out, but not both
//     label    = \e                   the empty word, where the context has it
//              | \z                   nothing: a sum without a term
//              | a | \, | 'foo' | …   a letter, as in contexts
//              | ab…                  letters, where labels are words; + , | ( ) and blanks need a backslash
//              | [abx-z] | [^abx-z]   each of these letters, each of the others; a range has the letters of the alphabet
//                                     between two of them
//     weight   = an integer, p/q or a finite decimal; 0 or 1 in b, an integer in z
//
// A weight without a label stands for a weighted empty word, where the context has it. Initial and final entries are a
// weight, or nothing for the weight 1. A label of several letters is a path through new states, word1, word2, …
// Repeated labels between two states add up; in b, to 1. Source: the notebooks of Vcsn 2's documentation.
//
//     const VcsnEntry entry = read_vcsn_entry(text, context);      // <1/2>a, b
//     entry.monomials[0].weight;                                   // 1/2
//     context.letters.names()[entry.letters[0]];                   // a
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "automata/alphabet.hpp"
#include "formats/vcsn/context.hpp"

namespace linac {

/// A sum of weighted words.
struct VcsnEntry {
    struct Monomial {
        std::size_t first = 0;  ///< the letters are a part of `letters`
        std::size_t count = 0;
        Rational weight;
    };
    std::vector<Monomial> monomials;
    Word letters;
};

/// Reads the whole text. Letters are added to an open alphabet.
[[nodiscard]] VcsnEntry read_vcsn_entry(VcsnText& text, VcsnContext& context);

/// Reads an initial or final entry: a weight, or nothing.
[[nodiscard]] Rational read_vcsn_weight_entry(VcsnText& text, VcsnContext& context);

/// Most transitions of an automaton, after classes of letters are written out.
inline constexpr std::size_t max_vcsn_transitions = 8'000'000;

/// Most letters that all ranges and negated classes of a file look at.
inline constexpr std::size_t max_vcsn_class_letters = 32'000'000;

}  // namespace linac
