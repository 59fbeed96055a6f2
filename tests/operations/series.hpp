// Series by their values on all words up to a length, as maps from words to numbers, and the operations on them by
// definition: what lib/operations computes on automata is checked against this. Numbers are GMP's through Boost.
#pragma once

#include <rapidcheck.h>

#include <map>
#include <string>
#include <vector>

#include "analysis/brute_force.hpp"
#include "analysis/equality.hpp"
#include "operations/operands.hpp"
#include "support/random_automata.hpp"
#include "text.hpp"

namespace linac::tests {

inline constexpr std::size_t series_length = 6;

/// Non-zeros by word; symbols are single letters.
using Series = std::map<std::string, Plain>;

inline void add_to(Series& series, const std::string& word, const Plain& value) {
    if (word.size() > series_length || value == 0) return;
    Plain& at = series[word];
    at += value;
    if (at == 0) series.erase(word);
}

inline Plain at(const Series& series, const std::string& word) {
    const auto found = series.find(word);
    return found == series.end() ? Plain(0) : found->second;
}

/// The values of an automaton, computed densely.
inline Series series_of(const WeightedAutomaton& automaton) {
    Series series;
    for_all_words(automaton, series_length, [&](const Word& word, const Plain& weight) {
        std::string text;
        for (const Symbol symbol : word) text += automaton.alphabet.name(symbol);
        add_to(series, text, weight);
        return true;
    });
    return series;
}

inline Series sum_of(const Series& left, const Series& right, const Plain& factor = 1) {
    Series result = left;
    for (const auto& [word, value] : right) add_to(result, word, factor * value);
    return result;
}

inline Series product_of(const Series& left, const Series& right) {
    Series result;
    for (const auto& [u, l] : left)
        for (const auto& [v, r] : right)
            if (u.size() + v.size() <= series_length) add_to(result, u + v, l * r);
    return result;
}

/// The solution of S* = 1 + S S*, from the empty word on.
inline Series star_of(const Series& series) {
    const Plain factor = 1 / (1 - at(series, ""));
    Series proper = series;
    proper.erase("");
    Series result = {{"", factor}};
    Series last = result;  // words of one factor more in each round
    for (std::size_t k = 0; k < series_length; ++k) {
        Series next;
        for (const auto& [word, value] : product_of(proper, last)) add_to(next, word, factor * value);
        result = sum_of(result, next);
        last = next;
    }
    return result;
}

/// Calls `visit(word)` for all words over these letters up to the length, by ascending length.
template <class Visit>
void for_all_texts(const std::string& letters, std::size_t length, const Visit& visit) {
    std::vector<std::string> level = {""};
    for (std::size_t n = 0; n <= length; ++n) {
        std::vector<std::string> next;
        for (const std::string& word : level) {
            visit(word);
            for (const char letter : letters) next.push_back(word + letter);
        }
        level = std::move(next);
    }
}

/// The sum over all ways to choose the positions of the left word.
inline Series shuffle_of(const Series& left, const Series& right, const std::string& letters,
                         std::size_t length) {
    Series result;
    for_all_texts(letters, length, [&](const std::string& word) {
        for (unsigned mask = 0; mask < 1U << word.size(); ++mask) {
            std::string u;
            std::string v;
            for (std::size_t i = 0; i < word.size(); ++i) ((mask >> i & 1U) != 0 ? u : v) += word[i];
            add_to(result, word, at(left, u) * at(right, v));
        }
    });
    return result;
}

inline Series shortened(const Series& series, std::size_t length) {
    Series result;
    for (const auto& [word, value] : series)
        if (word.size() <= length) result.emplace(word, value);
    return result;
}

/// The letters of the alphabet in one text.
inline std::string text_of(const Alphabet& alphabet) {
    return join(alphabet.symbols(), "");
}

/// An automaton of 0 … max_states states over one of some alphabets of up to two letters, none among them; weights
/// of both signs that often cancel, or whatever small numbers.
inline WeightedAutomaton draw_operand(std::size_t max_states = 4) {
    const std::vector<std::vector<std::string>> alphabets = {{"a"},      {"b"},      {"a", "b"},
                                                             {"b", "a"}, {"b", "c"}, {}};
    const std::vector<std::string> prefixes = {"p", "é ü", "1,0", "start", "\"", "$"};
    const auto alphabet = *rc::gen::elementOf(alphabets);
    const auto size = *between(0, max_states);
    WeightedAutomaton automaton =
        draw_weighted_automaton(Alphabet(alphabet), size, *rc::gen::element(0, 20, 40, 80));
    if (*rc::gen::arbitrary<bool>()) {
        const auto made_unit = [](SparseVector vector) {
            for (Entry& e : vector) e.value = e.value.sign();
            return vector;
        };
        automaton.initial = made_unit(automaton.initial);
        automaton.final = made_unit(automaton.final);
        for (SparseMatrix& matrix : automaton.transition)
            for (std::size_t i = 0; i < size; ++i) matrix.set_row(i, made_unit(matrix.row(i)));
    }
    if (*rc::gen::arbitrary<bool>())
        for (std::string& state : automaton.states) state = *rc::gen::elementOf(prefixes) + state;
    return automaton;
}

/// Equality on all words, over the united alphabet.
inline bool equal_everywhere(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    std::vector<WeightedAutomaton> both = {left, right};
    share_alphabet(both);
    return compare(both[0], both[1]).equal();
}

/// Whether a file can hold it: names are distinct, rows ascend and have no zeros, and reading gives it back. (The
/// files need a symbol.)
inline bool is_sound(WeightedAutomaton automaton) {
    if (automaton.alphabet.size() == 0) {
        automaton.alphabet = letters(1);
        automaton.transition.emplace_back(automaton.size(), automaton.size());
    }
    const auto read = read_automaton(write_automaton(automaton), "written");
    return read && std::get<WeightedAutomaton>(read.value()) == automaton;
}

}  // namespace linac::tests
