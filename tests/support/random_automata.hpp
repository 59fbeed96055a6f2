// Random rationals, words and weighted automata for property tests: from RapidCheck, which shrinks a failing
// case, and from std::mt19937 for tests that need one large automaton.
//
//     RC_GTEST_PROP(Reversed, is_its_own_inverse, ()) {
//         const WeightedAutomaton automaton = *tests::weighted_automata({.max_states = 6});
//         RC_ASSERT(reversed(reversed(automaton)) == automaton);
//     }
#pragma once

#include <cstddef>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"
#include "support/rapidcheck.hpp"

namespace linac {

// How RapidCheck and GoogleTest print a counterexample.
void showValue(const Rational& value, std::ostream& out);
void showValue(const WeightedAutomaton& automaton, std::ostream& out);
void PrintTo(const Rational& value, std::ostream* out);

}  // namespace linac

// Compiled once, see rapidcheck.hpp.
extern template class rc::Gen<linac::Rational>;
extern template class rc::Gen<linac::SparseVector>;
extern template class rc::Gen<linac::SparseMatrix>;
extern template class rc::Gen<linac::WeightedAutomaton>;

namespace linac::tests {

/// The sizes to draw from: 1 … max_states states (0 too if `allow_empty`), 1 … max_letters letters, and about
/// `density_percent` of a hundred weights other than 0.
struct AutomatonShape {
    std::size_t max_states = 8;
    std::size_t max_letters = 4;
    int density_percent = 40;
    bool allow_empty = false;
};

/// The letters a, b, c, …, at most 26.
Alphabet letters(std::size_t count);

/// lower … upper with equal chances; RapidCheck by itself draws mostly small numbers in the first cases.
rc::Gen<std::size_t> between(std::size_t lower, std::size_t upper);

/// Small rationals, half of them integers: many sums of products of them cancel.
rc::Gen<Rational> small_rationals();

/// `small_rationals` in about `density_percent` of a hundred cases, otherwise 0.
rc::Gen<Rational> sparse_rationals(int density_percent);

/// A vector of the given length with about `density_percent` of a hundred entries other than 0.
rc::Gen<SparseVector> sparse_vectors(std::size_t size, int density_percent);
rc::Gen<SparseMatrix> sparse_matrices(std::size_t rows, std::size_t columns, int density_percent);

/// A weighted automaton with exactly `size` states; call it inside a property or rc::gen::exec.
WeightedAutomaton draw_weighted_automaton(const Alphabet& alphabet, std::size_t size, int density_percent);
rc::Gen<WeightedAutomaton> weighted_automata(const AutomatonShape& shape);

/// A word over `alphabet` of length 0 … max_length; the empty word if the alphabet is empty.
rc::Gen<Word> words(const Alphabet& alphabet, std::size_t max_length);

/// The same kinds of automata and words from a seeded engine, without shrinking.
class RandomAutomata {
  public:
    explicit RandomAutomata(std::mt19937::result_type seed) : engine_(seed) {}

    std::size_t below(std::size_t bound);
    Rational rational();
    SparseVector sparse_vector(std::size_t size, int density_percent);
    WeightedAutomaton weighted(std::size_t size, std::size_t letter_count, int density_percent);
    Word word(const Alphabet& alphabet, std::size_t length);

  private:
    std::mt19937 engine_;
};

}  // namespace linac::tests
