// Random rationals, words and weighted automata for property tests: from RapidCheck, which shrinks a failing
// case, and from std::mt19937 for tests that need one large automaton.
//
//     RC_GTEST_PROP(Reversed, is_its_own_inverse, ()) {
//         const WeightedAutomaton automaton = *tests::weighted_automata({.max_states = 6});
//         RC_ASSERT(reversed(reversed(automaton)) == automaton);
//     }
#pragma once

#include <rapidcheck.h>

#include <cstddef>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"
#include "formats/native.hpp"

namespace linac {

// How RapidCheck and GoogleTest print a counterexample.
inline void showValue(const Rational& value, std::ostream& out) {
    out << to_string(value);
}
inline void showValue(const WeightedAutomaton& automaton, std::ostream& out) {
    out << write_automaton(automaton);
}
inline void PrintTo(const Rational& value, std::ostream* out) {
    *out << to_string(value);
}

}  // namespace linac

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
inline Alphabet letters(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.emplace_back(1, static_cast<char>('a' + i));
    return Alphabet(std::move(names));
}

/// lower … upper with equal chances; RapidCheck by itself draws mostly small numbers in the first cases.
inline rc::Gen<std::size_t> between(std::size_t lower, std::size_t upper) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(lower, upper + 1));
}

/// Small rationals, half of them integers: many sums of products of them cancel.
inline rc::Gen<Rational> small_rationals() {
    const auto integer = [](std::int64_t lower, std::int64_t upper) {
        return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(lower, upper + 1));
    };
    return rc::gen::oneOf(rc::gen::map(integer(-3, 3), [](std::int64_t n) { return Rational(n); }),
                          rc::gen::apply([](std::int64_t n, std::int64_t d) { return Rational(n, d); },
                                         integer(-9, 9), integer(1, 9)));
}

/// `small_rationals` in about `density_percent` of a hundred cases, otherwise 0.
inline rc::Gen<Rational> sparse_rationals(int density_percent) {
    const auto percent = static_cast<std::size_t>(density_percent);
    return rc::gen::weightedOneOf<Rational>(
        {{100 - percent, rc::gen::just(Rational(0))}, {percent, small_rationals()}});
}

/// A vector of the given length with about `density_percent` of a hundred entries other than 0.
inline rc::Gen<SparseVector> sparse_vectors(std::size_t size, int density_percent) {
    return rc::gen::map(rc::gen::container<Vector>(size, sparse_rationals(density_percent)),
                        [](const Vector& values) { return sparse(values); });
}

inline rc::Gen<SparseMatrix> sparse_matrices(std::size_t rows, std::size_t columns, int density_percent) {
    return rc::gen::map(rc::gen::container<Vector>(rows * columns, sparse_rationals(density_percent)),
                        [rows, columns](const Vector& values) {
                            SparseMatrix matrix(rows, columns);
                            for (std::size_t i = 0; i < values.size(); ++i)
                                matrix.add(i / columns, i % columns, values[i]);
                            return matrix;
                        });
}

/// A weighted automaton with exactly `size` states; call it inside a property or rc::gen::exec.
inline WeightedAutomaton draw_weighted_automaton(const Alphabet& alphabet, std::size_t size,
                                                 int density_percent) {
    WeightedAutomaton automaton(alphabet, size);
    automaton.initial = *sparse_vectors(size, density_percent);
    automaton.final = *sparse_vectors(size, density_percent);
    for (SparseMatrix& matrix : automaton.transition) matrix = *sparse_matrices(size, size, density_percent);
    return automaton;
}

inline rc::Gen<WeightedAutomaton> weighted_automata(const AutomatonShape& shape) {
    return rc::gen::exec([shape] {
        const auto size = *between(shape.allow_empty ? 0 : 1, shape.max_states);
        const auto letter_count = *between(1, shape.max_letters);
        return draw_weighted_automaton(letters(letter_count), size, shape.density_percent);
    });
}

/// A word over `alphabet` of length 0 … max_length; the empty word if the alphabet is empty.
inline rc::Gen<Word> words(const Alphabet& alphabet, std::size_t max_length) {
    if (alphabet.size() == 0) return rc::gen::just(Word{});
    return rc::gen::mapcat(between(0, max_length), [size = alphabet.size()](std::size_t n) {
        return rc::gen::container<Word>(n, between(0, size - 1));
    });
}

/// The same kinds of automata and words from a seeded engine, without shrinking.
class RandomAutomata {
  public:
    explicit RandomAutomata(std::mt19937::result_type seed) : engine_(seed) {}

    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
    }

    Rational rational() {
        const auto numerator = static_cast<std::int64_t>(below(19)) - 9;
        return {numerator, below(2) == 0 ? 1 : 1 + static_cast<std::int64_t>(below(9))};
    }

    SparseVector sparse_vector(std::size_t size, int density_percent) {
        SparseVector vector;
        for (std::size_t i = 0; i < size; ++i)
            if (below(100) < static_cast<std::size_t>(density_percent)) add_entry(vector, i, rational());
        return vector;
    }

    WeightedAutomaton weighted(std::size_t size, std::size_t letter_count, int density_percent) {
        WeightedAutomaton automaton(letters(letter_count), size);
        automaton.initial = sparse_vector(size, density_percent);
        automaton.final = sparse_vector(size, density_percent);
        for (SparseMatrix& matrix : automaton.transition)
            for (std::size_t i = 0; i < size; ++i) matrix.set_row(i, sparse_vector(size, density_percent));
        return automaton;
    }

    Word word(const Alphabet& alphabet, std::size_t length) {
        Word word(length);
        for (Symbol& symbol : word) symbol = below(alphabet.size());
        return word;
    }

  private:
    std::mt19937 engine_;
};

}  // namespace linac::tests
