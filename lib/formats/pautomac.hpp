// Models of the PAutomaC competition of 2012: probabilistic automata with probabilities I of the first state, F of
// stopping, S of the symbol where it goes on, T of the next state:
//
//     P(x₁…x_T) = Σ_q₀…q_T I(q₀) · Π_t (1 − F(q_{t−1})) S(q_{t−1}, x_t) T(q_{t−1}, x_t, q_t) · F(q_T)
//
// so that α = I, η = F and M_a[p][q] = (1 − F(p)) S(p, a) T(p, a, q). A file has four sections, in any order, each headed by
// its letter; what is not listed is 0. Blanks are free, empty lines are skipped:
//
//     I: (state)
//         (0) 1.0
//     F: (state)
//         (1) 0.25
//     S: (state,symbol)
//         (0,1) 0.5
//     T: (state,symbol,state)
//         (0,1,1) 1.0
//
// Probabilities lie between 0 and 1 and are read exactly (decimal.hpp); that they add up to 1 is not asked, since they are
// printed rounded. States and symbols are the numbers from 0 to the largest in the file, which may not be
// larger than entries fit into it, and are named by them.
//
// A test file has the line `count size` and then, a word a line, `length x₁ … x_length`, symbols being less than the size
// of the alphabet. A solution file has the line `count` and then one probability a line, P(w) / Σ_v P(v) over the
// words v of the test file: the competition normalised them.
//
// Source: Verwer, Eyraud and de la Higuera 2014, PAutomaC: a probabilistic automata and hidden Markov models learning
// competition; the README of its archive.
//
//     const WeightedAutomaton model = read_pautomac(text, "1.pautomac_model.txt").value().content.automaton;
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/decimal.hpp"
#include "formats/foreign.hpp"

namespace linac {

/// Most bits of the factors of all transitions. One long probability of S is a factor of many of them: a short file could
/// otherwise ask for any amount of memory. Those of 12 digits may have 9 million transitions.
inline constexpr std::size_t max_pautomac_bits = std::size_t{1} << 31U;

[[nodiscard]] Result<ForeignAutomaton> read_pautomac(std::string_view text, const std::string& source);

/// The words of a test or training file. A symbol that the alphabet does not have is an error.
[[nodiscard]] Result<std::vector<Word>> read_pautomac_words(std::string_view text, const std::string& source,
                                                            const Alphabet& alphabet);

/// The probabilities of a solution file, with the unit of each one's last digit.
[[nodiscard]] Result<std::vector<Decimal>> read_pautomac_solution(std::string_view text,
                                                                  const std::string& source);

/// How far weights are from a solution, which is rounded: this is no proof that they are equal. In the competition's own
/// files the model is rounded too, to 12 digits: there the difference is up to some dozens of units of the last digit.
struct SolutionComparison {
    std::size_t count = 0;               ///< of words
    std::size_t within_half_a_unit = 0;  ///< those whose normalised weight rounds to the digits of the file
    std::optional<std::size_t> worst;    ///< the word of the largest relative difference
    Rational relative_difference;  ///< of that word: |p − s| / max(|p|, |s|) for weight p and solution s
    Rational units;                ///< the largest difference in units of the solution's last digit
};

/// Compares weight / Σ weights with the solution. Throws bad_input if there are not as many weights as probabilities,
/// impossible if the weights add up to 0.
[[nodiscard]] SolutionComparison compare_with_solution(const std::vector<Rational>& weights,
                                                       const std::vector<Decimal>& solution);

}  // namespace linac
