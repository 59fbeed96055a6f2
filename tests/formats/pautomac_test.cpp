#include "formats/pautomac.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/native.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::pautomac_test {
namespace {

// A coin of two sides; heads is followed by heads or the end.
constexpr auto coin =
    "I: (state)\n"
    "\t(0) 1.0\n"
    "F: (state)\n"
    "\t(1) 0.25\n"
    "S: (state,symbol) \n"
    "\t(0,0) 0.5\n"
    "\t(0,1) 0.5\n"
    "\t(1,1) 1.0\n"
    "T: (state,symbol,state) \n"
    "\t(0,0,0) 1.0\n"
    "\t(0,1,1) 1e-01\n"
    "\t(0,1,0) 0.9\n"
    "\t(1,1,1) 1.0\n";

WeightedAutomaton read(const std::string& text) {
    const ForeignAutomaton automaton = read_pautomac(text, "a.txt").value();
    EXPECT_FALSE(automaton.is_weight_free);
    EXPECT_EQ(automaton.content.epsilon.nonzeros(), 0U);
    return automaton.content.automaton;
}

TEST(ReadPautomac, multiplies_going_on_symbol_and_next_state) {
    EXPECT_EQ(write_automaton(read(coin)),
              "linac 1 weighted\n"
              "alphabet 0 1\n"
              "$ -> 0\n"
              "0 -> 0 <1/2>0, <9/20>1\n"
              "0 -> 1 <1/20>1\n"
              "1 -> 1 <3/4>1\n"
              "1 -> $ <1/4>\n");
}

TEST(ReadPautomac, takes_sections_in_any_order_and_blanks_anywhere) {
    EXPECT_EQ(read("T:\n(0, 1 ,1)  .1\r\n ( 0,1,0) 0.9\n(0,0,0) 1\n(1,1,1) 1\n\n"
                   "S: (state,symbol)\n(1,1) 1\n(0,0) .5\n(0,1) .5\n"
                   "F:(state)\n(1) .25\nI:\n\t(0) 1"),
              read(coin));
}

TEST(ReadPautomac, counts_states_and_symbols_up_to_the_largest_number) {
    const WeightedAutomaton automaton =
        read("I: (state)\n(2) 1\nF: (state)\n(0) 0\nS: (state,symbol)\n(0,4) 0\nT:\n");
    EXPECT_EQ(automaton.states, (std::vector<std::string>{"0", "1", "2"}));
    EXPECT_EQ(automaton.alphabet, Alphabet({"0", "1", "2", "3", "4"}));
    EXPECT_EQ(automaton.transition_count(), 0U);
    EXPECT_EQ(automaton.initial, unit(2));
    EXPECT_TRUE(automaton.final.empty());
}

TEST(ReadPautomac, leaves_out_transitions_whose_symbol_has_no_probability) {
    EXPECT_EQ(read("I:\nF:\nS:\n(0,1) 1\nT:\n(0,0,0) 1\n(0,2,0) 1\n").transition_count(), 0U);
}

/// A model by its tables, in an arithmetic that shares no code with the library's.
struct Model {
    std::vector<Oracle> initial;
    std::vector<Oracle> stop;
    std::vector<std::vector<Oracle>> symbol;
    std::vector<std::vector<std::vector<Oracle>>> next;
};

/// The sum over all paths, one by one.
Oracle probability(const Model& model, const Word& word, std::size_t state, std::size_t at) {
    if (at == word.size()) return model.stop[state];
    Oracle sum = 0;
    for (std::size_t to = 0; to < model.stop.size(); ++to)
        sum += (1 - model.stop[state]) * model.symbol[state][word[at]] * model.next[state][word[at]][to] *
               probability(model, word, to, at + 1);
    return sum;
}

RC_GTEST_PROP(ReadPautomac, agrees_with_the_definition, ()) {
    const std::size_t states = *between(1, 3);
    const std::size_t symbols = *between(1, 3);
    const auto draw = [](std::string& text, const std::string& indices) -> Oracle {
        if (*between(0, 3) == 0) return 0;  // not in the file
        const std::size_t thousandths = *between(0, 1000);
        const std::string digits = std::to_string(1000 + thousandths).substr(1);
        text += "\t(" + indices + ") " + (thousandths == 1000 ? "1.0" : "0." + digits) + "\n";
        return Oracle(OracleInteger(thousandths), OracleInteger(1000));
    };
    Model model;
    std::string initial = "I: (state)\n";
    std::string stop = "F: (state)\n";
    std::string symbol = "S: (state,symbol)\n";
    std::string next = "T: (state,symbol,state)\n";
    for (std::size_t q = 0; q < states; ++q) {
        const std::string from = std::to_string(q);
        model.initial.push_back(draw(initial, from));
        model.stop.push_back(draw(stop, from));
        model.symbol.emplace_back();
        model.next.emplace_back();
        for (std::size_t a = 0; a < symbols; ++a) {
            const std::string read = from + "," + std::to_string(a);
            model.symbol[q].push_back(draw(symbol, read));
            model.next[q].emplace_back();
            for (std::size_t to = 0; to < states; ++to)
                model.next[q][a].push_back(draw(next, read + "," + std::to_string(to)));
        }
    }
    // So that each state and symbol is in the file.
    const std::string last = std::to_string(states - 1) + "," + std::to_string(symbols - 1);
    symbol.insert(symbol.find('\n') + 1,
                  symbol.find("(" + last + ")") == std::string::npos ? "(" + last + ") 0\n" : "");
    const WeightedAutomaton automaton = read(next + initial + symbol + stop);
    const Word word = *words(automaton.alphabet, 4);
    Oracle expected = 0;
    for (std::size_t q = 0; q < states; ++q) expected += model.initial[q] * probability(model, word, q, 0);
    RC_ASSERT(agrees(weight(automaton, word), expected));
}

TEST(ReadPautomacWords, reads_a_test_file) {
    EXPECT_EQ(read_pautomac_words("3 4\n3 3 0 3\n0\n1 1\n", "a.test", Alphabet({"0", "1", "2", "3"})).value(),
              (std::vector<Word>{{3, 0, 3}, {}, {1}}));
    // By name: the order of the alphabet does not matter.
    EXPECT_EQ(read_pautomac_words("1 2\n2 0 1\n", "a.test", Alphabet({"1", "0"})).value(),
              (std::vector<Word>{{1, 0}}));
    EXPECT_TRUE(read_pautomac_words("0 0\n", "a.test", Alphabet()).value().empty());
}

TEST(ReadPautomacSolution, keeps_the_unit_of_the_last_digit) {
    EXPECT_EQ(read_pautomac_solution("2\n0.25\n6.1e-08\n", "a.txt").value(),
              (std::vector<Decimal>{{Rational(1, 4), Rational(1, 100)},
                                    {*parse_rational("0.000000061"), *parse_rational("0.000000001")}}));
}

TEST(CompareWithSolution, normalises_the_weights) {
    const auto solution = read_pautomac_solution("3\n0.333\n0.67\n0\n", "a.txt").value();
    const SolutionComparison comparison =
        compare_with_solution({Rational(1, 6), Rational(1, 3), Rational(0)}, solution);
    EXPECT_EQ(comparison.count, 3U);
    EXPECT_EQ(comparison.within_half_a_unit, 3U);
    EXPECT_EQ(comparison.worst, 1U);
    EXPECT_EQ(comparison.relative_difference, Rational(1, 201));  // (67/100 − 2/3) / (67/100)
    EXPECT_EQ(comparison.units, Rational(1, 3));
}

TEST(CompareWithSolution, tells_how_far_off_a_word_is) {
    const auto solution = read_pautomac_solution("2\n0.5\n0.50\n", "a.txt").value();
    const SolutionComparison comparison = compare_with_solution({Rational(3, 5), Rational(2, 5)}, solution);
    EXPECT_EQ(comparison.within_half_a_unit, 0U);
    EXPECT_EQ(comparison.worst, 1U);
    EXPECT_EQ(comparison.relative_difference, Rational(1, 5));
    EXPECT_EQ(comparison.units, Rational(10));
}

TEST(CompareWithSolution, takes_a_word_of_no_weight_for_wholly_different) {
    const auto solution = read_pautomac_solution("2\n1.0\n0.1\n", "a.txt").value();
    EXPECT_EQ(compare_with_solution({Rational(1), Rational(0)}, solution).relative_difference, Rational(1));
    EXPECT_EQ(compare_with_solution({}, {}).worst, std::nullopt);
}

TEST(CompareWithSolution, refuses_what_cannot_be_compared) {
    const auto solution = read_pautomac_solution("1\n1.0\n", "a.txt").value();
    const auto counts = capture([&] { return compare_with_solution({}, solution); });
    ASSERT_FALSE(counts);
    EXPECT_EQ(describe(counts.error()), "0 weights and a solution for 1 word\n");
    const auto zero = capture([&] { return compare_with_solution({Rational(0)}, solution); });
    ASSERT_FALSE(zero);
    EXPECT_EQ(describe(zero.error()), "the weights add up to 0 and cannot be normalised\n");
}

}  // namespace
}  // namespace linac::tests::pautomac_test
