// What each automaton of the zoo computes, said again without automata.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "exact/rational.hpp"
#include "text.hpp"

namespace linac::tests {

/// A word by the names of its symbols.
using Names = std::vector<std::string>;

struct ZooFunction {
    std::function<Rational(const Names&)> weight;
    std::size_t max_length;  ///< of the words to compare on: all of them up to this length
};

namespace zoo {

inline std::int64_t count(const Names& word, const std::string& symbol) {
    return std::count(word.begin(), word.end(), symbol);
}

inline std::int64_t modulo(std::int64_t number, std::int64_t modulus) {
    return ((number % modulus) + modulus) % modulus;
}

inline std::function<Rational(const Names&)> matches(const std::string& expression) {
    return [language = std::regex(expression)](const Names& word) {
        return std::regex_match(join(word, ""), language) ? 1 : 0;
    };
}

/// Whether some run of 1s of odd length is followed by a run of 0s of odd length.
inline bool has_odd_ones_then_odd_zeros(const std::string& word) {
    std::vector<std::string> runs;
    for (const char symbol : word) {
        if (runs.empty() || runs.back().back() != symbol) runs.emplace_back();
        runs.back() += symbol;
    }
    for (std::size_t i = 0; i + 1 < runs.size(); ++i)
        if (runs[i][0] == '1' && runs[i].size() % 2 == 1 && runs[i + 1].size() % 2 == 1) return true;
    return false;
}

/// Removes innermost pairs until none is left.
inline std::int64_t is_dyck_of_depth_3(const Names& word) {
    const std::string brackets = join(word, "");
    std::int64_t depth = 0;
    for (const char bracket : brackets) {
        depth += bracket == '(' || bracket == '[' ? 1 : -1;
        if (depth > 3) return 0;
    }
    std::string left = brackets;
    for (std::string before; before != left;) {
        before = left;
        for (const std::string pair : {"()", "[]"})
            if (const auto at = left.find(pair); at != std::string::npos) left.erase(at, 2);
    }
    return left.empty() ? 1 : 0;
}

/// Probabilities in one situation: of a 0, of a 1, of stopping.
using Chances = std::array<Rational, 3>;

/// The probability of generating the word where the situation is a function of what was generated so far.
inline std::function<Rational(const Names&)> generated(
    std::function<std::size_t(const std::string&)> situation, std::vector<Chances> chances) {
    return [=](const Names& word) {
        Rational probability = 1;
        std::string prefix;
        for (const std::string& symbol : word) {
            probability *= chances[situation(prefix)][symbol == "0" ? 0 : 1];
            if (probability.is_zero()) return probability;
            prefix += symbol;
        }
        return probability * chances[situation(prefix)][2];
    };
}

inline std::size_t trailing(const std::string& word, char symbol) {
    std::size_t length = 0;
    while (length < word.size() && word[word.size() - 1 - length] == symbol) ++length;
    return length;
}

/// 0: the last run of 1s is even or followed by nothing to refuse, 1: it is odd and last, 2 and 3: it is odd
/// and an odd or even number of 0s follows.
inline std::size_t tomita_3_situation(const std::string& prefix) {
    const std::size_t zeros = trailing(prefix, '0');
    const std::size_t ones = trailing(prefix.substr(0, prefix.size() - zeros), '1');
    if (ones % 2 == 0) return 0;
    if (zeros == 0) return 1;
    return zeros % 2 == 1 ? 2 : 3;
}

inline std::size_t tomita_5_situation(const std::string& prefix) {
    const auto zeros = static_cast<std::size_t>(std::count(prefix.begin(), prefix.end(), '0'));
    return zeros % 2 + 2 * ((prefix.size() - zeros) % 2);
}

inline std::size_t tomita_6_situation(const std::string& prefix) {
    const auto zeros = std::count(prefix.begin(), prefix.end(), '0');
    return static_cast<std::size_t>(modulo(2 * zeros - static_cast<std::int64_t>(prefix.size()), 3));
}

/// How often the symbol changed, from a 0 before the word.
inline std::size_t tomita_7_situation(const std::string& prefix) {
    std::size_t changes = 0;
    char last = '0';
    for (const char symbol : prefix) {
        if (symbol != last) ++changes;
        last = symbol;
    }
    return changes;
}

/// The sum over all sequences of hidden states, one more than symbols.
inline Rational diary_probability(const Names& word) {
    using Row = std::array<Rational, 3>;
    const Row first = {{{1, 2}, {1, 3}, {1, 6}}};
    const std::array<Row, 3> next = {
        {{{{2, 3}, {2, 9}, {1, 9}}}, {{{1, 3}, {1, 3}, {1, 3}}}, {{{1, 5}, {2, 5}, {2, 5}}}}};
    const std::array<Row, 3> activity = {
        {{{{3, 5}, {3, 10}, {1, 10}}}, {{{1, 3}, {1, 2}, {1, 6}}}, {{{1, 10}, {2, 5}, {1, 2}}}}};
    const Rational stop(1, 10);
    std::size_t paths = 3;
    for (std::size_t i = 0; i < word.size(); ++i) paths *= 3;
    Rational total;
    for (std::size_t path = 0; path < paths; ++path) {
        std::size_t rest = path;
        std::size_t weather = rest % 3;
        Rational probability = first[weather];
        for (const std::string& symbol : word) {
            rest /= 3;
            const std::size_t what = symbol == "walk" ? 0 : symbol == "shop" ? 1 : 2;
            probability *= (1 - stop) * activity[weather][what] * next[weather][rest % 3];
            weather = rest % 3;
        }
        total += probability * stop;
    }
    return total;
}

/// Where point 0 goes if each symbol moves a point so.
inline std::function<Rational(const Names&)> point_moved_by(
    std::function<std::int64_t(std::int64_t, char)> move) {
    return [=](const Names& word) {
        std::int64_t point = 0;
        for (const std::string& symbol : word) point = move(point, symbol[0]);
        return point;
    };
}

inline std::int64_t neighbours_swapped(std::int64_t point, char letter) {
    const std::int64_t left = letter - 'a';
    if (point == left) return left + 1;
    return point == left + 1 ? left : point;
}

inline std::int64_t fibonacci(const Names& word) {
    std::int64_t current = 0;
    std::int64_t next = 1;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const std::int64_t sum = current + next;
        current = next;
        next = sum;
    }
    return current;
}

inline void add_languages(std::map<std::string, ZooFunction>& zoo) {
    const auto add = [&](const std::string& name, std::function<Rational(const Names&)> weight) {
        zoo["weighted/" + name] = {std::move(weight), 12};
    };
    add("tomita-1", matches("1*"));
    add("tomita-2", matches("(10)*"));
    add("tomita-3", [](const Names& w) { return has_odd_ones_then_odd_zeros(join(w, "")) ? 0 : 1; });
    add("tomita-4", [](const Names& w) { return join(w, "").find("000") == std::string::npos ? 1 : 0; });
    add("tomita-5", [](const Names& w) { return count(w, "0") % 2 == 0 && count(w, "1") % 2 == 0 ? 1 : 0; });
    add("tomita-6", [](const Names& w) { return modulo(count(w, "0") - count(w, "1"), 3) == 0 ? 1 : 0; });
    add("tomita-7", matches("0*1*0*1*"));
    add("even-pairs", [](const Names& w) { return w.empty() || w.front() == w.back() ? 1 : 0; });
    zoo["weighted/dyck-1-depth-3"] = {is_dyck_of_depth_3, 12};
    zoo["weighted/dyck-2-depth-3"] = {is_dyck_of_depth_3, 8};
}

inline void add_counters(std::map<std::string, ZooFunction>& zoo) {
    zoo["weighted/parity"] = {[](const Names& w) { return count(w, "1") % 2; }, 12};
    zoo["weighted/mod-3-counter"] = {[](const Names& w) { return count(w, "1") % 3; }, 12};
    zoo["weighted/mod-7-counter"] = {[](const Names& w) { return count(w, "1") % 7; }, 12};
    zoo["weighted/cycle-navigation"] = {
        [](const Names& w) { return modulo(count(w, "right") - count(w, "left"), 5); }, 7};
    zoo["weighted/flip-flop"] = {[](const Names& w) {
                                     const auto last = std::find_if(
                                         w.rbegin(), w.rend(), [](const auto& s) { return s != "ignore"; });
                                     return last != w.rend() && *last == "set1" ? 1 : 0;
                                 },
                                 7};
    zoo["weighted/fibonacci"] = {fibonacci, 90};
    zoo["weighted/binary-value"] = {
        [](const Names& w) { return w.empty() ? 0 : std::stoll(join(w, ""), nullptr, 2); }, 12};
    zoo["weighted/a-minus-b"] = {[](const Names& w) { return count(w, "a") - count(w, "b"); }, 12};
    zoo["weighted/length-times-a"] = {
        [](const Names& w) { return static_cast<std::int64_t>(w.size()) * count(w, "a"); }, 12};
}

inline void add_distributions(std::map<std::string, ZooFunction>& zoo) {
    const auto add = [&](const std::string& name, std::function<std::size_t(const std::string&)> situation,
                         std::vector<Chances> chances) {
        zoo["weighted/probabilistic-" + name] = {generated(std::move(situation), std::move(chances)), 11};
    };
    add("tomita-1", [](const std::string&) { return 0U; }, {{{0, {3, 4}, {1, 4}}}});
    add("tomita-2", [](const std::string& prefix) { return prefix.size() % 2; },
        {{{0, {5, 7}, {2, 7}}}, {{1, 0, 0}}});
    add("tomita-3", tomita_3_situation,
        {{{{1, 4}, {1, 2}, {1, 4}}}, {{{3, 10}, {3, 5}, {1, 10}}}, {{1, 0, 0}}, {{{1, 3}, {1, 2}, {1, 6}}}});
    add("tomita-4", [](const std::string& prefix) { return trailing(prefix, '0'); },
        {{{{1, 2}, {7, 20}, {3, 20}}}, {{{3, 10}, {11, 20}, {3, 20}}}, {{0, {4, 5}, {1, 5}}}});
    add("tomita-5", tomita_5_situation,
        {{{{1, 3}, {1, 2}, {1, 6}}}, {{{4, 9}, {5, 9}, 0}}, {{{2, 3}, {1, 3}, 0}}, {{{1, 8}, {7, 8}, 0}}});
    add("tomita-6", tomita_6_situation,
        {{{{2, 11}, {6, 11}, {3, 11}}}, {{{1, 2}, {1, 2}, 0}}, {{{4, 5}, {1, 5}, 0}}});
    add("tomita-7", tomita_7_situation,
        {{{{1, 2}, {3, 8}, {1, 8}}},
         {{{2, 5}, {2, 5}, {1, 5}}},
         {{{1, 6}, {1, 2}, {1, 3}}},
         {{0, {9, 10}, {1, 10}}}});
    zoo["weighted/hidden-markov"] = {diary_probability, 5};
}

inline void add_groups(std::map<std::string, ZooFunction>& zoo) {
    zoo["permutation/parity"] = zoo["weighted/parity"];
    zoo["permutation/s3"] = {point_moved_by([](std::int64_t p, char letter) {
                                 if (letter == 'r') return (p + 1) % 3;
                                 return p < 2 ? 1 - p : p;
                             }),
                             10};
    zoo["permutation/s5-transpositions"] = {point_moved_by(neighbours_swapped), 6};
    zoo["permutation/s5-two-generators"] = {point_moved_by([](std::int64_t p, char letter) {
                                                if (letter == 'r') return (p + 1) % 5;
                                                return p < 2 ? 1 - p : p;
                                            }),
                                            10};
    zoo["permutation/a5"] = {point_moved_by([](std::int64_t p, char letter) {
                                 if (letter == 'r') return (p + 1) % 5;
                                 return p < 3 ? (p + 1) % 3 : p;
                             }),
                             10};
    zoo["permutation/z60"] = {[](const Names& w) {
                                  std::int64_t sum = 0;
                                  for (const std::string& symbol : w) sum += std::stoll(symbol);
                                  return sum % 60;
                              },
                              6};
}

/// Entry (0, 0) of the product of 3×3 matrices written row by row; 0 if the last one is not complete.
inline std::int64_t product_of_matrices(const Names& entries) {
    if (entries.size() % 9 != 0) return 0;
    std::array<std::int64_t, 3> row = {1, 0, 0};
    for (auto matrix = entries.begin(); matrix != entries.end(); matrix += 9) {
        std::array<std::int64_t, 3> next = {0, 0, 0};
        for (std::ptrdiff_t i = 0; i < 9; ++i)
            next.at(static_cast<std::size_t>(i % 3)) +=
                row.at(static_cast<std::size_t>(i / 3)) * std::stoll(matrix[i]);
        row = next;
    }
    return row[0];
}

}  // namespace zoo

/// By folder and file, "weighted/parity".
inline std::map<std::string, ZooFunction> zoo_functions() {
    std::map<std::string, ZooFunction> functions;
    zoo::add_languages(functions);
    zoo::add_counters(functions);
    zoo::add_distributions(functions);
    zoo::add_groups(functions);
    functions["weighted/imm3"] = {zoo::product_of_matrices, 10};
    return functions;
}

}  // namespace linac::tests
