// Random automata and words, the same in every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "automata/weighted.hpp"

namespace linac::bench {

class Inputs {
  public:
    /// Numerators of at most 9, denominators of at most `max_denominator`.
    explicit Inputs(std::int64_t max_denominator = 4) : max_denominator_(max_denominator) {}

    Rational rational() { return {between(-9, 9), between(1, max_denominator_)}; }

    Vector vector(std::size_t size) {
        Vector values(size);
        for (Rational& value : values) value = rational();
        return values;
    }

    SparseMatrix matrix(std::size_t rows, std::size_t columns) {
        SparseMatrix result(rows, columns);
        for (std::size_t i = 0; i < rows; ++i) result.set_row(i, sparse(vector(columns)));
        return result;
    }

    /// Almost all weights other than 0.
    WeightedAutomaton dense_automaton(std::size_t states, std::size_t letters = 2) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < letters; ++i) names.push_back(std::string(1, static_cast<char>('a' + i)));
        WeightedAutomaton automaton(Alphabet(std::move(names)), states);
        automaton.initial = sparse(vector(states));
        automaton.final = sparse(vector(states));
        for (SparseMatrix& letter : automaton.transition) letter = matrix(states, states);
        return automaton;
    }

    Word word(std::size_t length, std::size_t letters = 2) {
        Word symbols(length);
        for (Symbol& symbol : symbols)
            symbol = static_cast<Symbol>(between(0, static_cast<std::int64_t>(letters) - 1));
        return symbols;
    }

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(generator_);
    }

  private:
    std::int64_t max_denominator_;
    std::mt19937_64 generator_{20260301};  // NOLINT(cert-msc*): the same in every run
};

/// Both automata side by side with half the weight each: equal to `automaton`, of twice its states.
inline WeightedAutomaton doubled(const WeightedAutomaton& automaton) {
    const std::size_t size = automaton.size();
    WeightedAutomaton result(automaton.alphabet, 2 * size);
    const auto both = [size](const SparseVector& vector, const Rational& factor) {
        SparseVector sum = scaled(vector, factor);
        for (const Entry& e : scaled(vector, factor)) sum.push_back({e.index + size, e.value});
        return sum;
    };
    result.initial = both(automaton.initial, {1, 2});
    result.final = both(automaton.final, 1);
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t i = 0; i < size; ++i) {
            const SparseVector& row = automaton.transition[s].row(i);
            SparseVector shifted = row;
            for (Entry& e : shifted) e.index += size;
            result.transition[s].set_row(i, row);
            result.transition[s].set_row(i + size, std::move(shifted));
        }
    return result;
}

}  // namespace linac::bench
