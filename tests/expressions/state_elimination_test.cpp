#include "expressions/state_elimination.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/equality.hpp"
#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/expression_text.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::state_elimination_test {
namespace {

std::string text_of(const std::string& name) {
    const auto path = source_directory() / "automata" / "weighted" / (name + ".linac");
    return expression_text(expression_of(to_weighted(read_automaton(read_file(path), name).value())));
}

void expect_read_back(const WeightedAutomaton& automaton) {
    const std::string text = expression_text(expression_of(automaton));
    const auto read = read_expression(text, "expression", &automaton.alphabet);
    ASSERT_TRUE(read) << describe(read.error());
    EXPECT_TRUE(compare(derived_term_automaton(read.value()), automaton).equal()) << text;
}

RC_GTEST_PROP(StateElimination, gives_an_expression_that_is_read_back_as_an_equal_automaton, ()) {
    const WeightedAutomaton automaton =
        *weighted_automata({.max_states = 4, .max_letters = 3, .density_percent = 30, .allow_empty = true});
    const std::string text = expression_text(expression_of(automaton));
    RC_LOG() << text << '\n';
    const auto read = read_expression(text, "expression", &automaton.alphabet);
    RC_ASSERT(bool(read));
    RC_ASSERT(compare(derived_term_automaton(read.value()), automaton).equal());
}

TEST(StateElimination, takes_the_tomita_automata_there_and_back) {
    for (const auto& file : automaton_files("weighted")) {
        if (file.stem().string().find("tomita") == std::string::npos) continue;
        expect_read_back(to_weighted(read_automaton(read_file(file), file.filename().string()).value()));
    }
}

TEST(StateElimination, gives_short_expressions) {
    EXPECT_EQ(text_of("tomita-1"), "1*");
    EXPECT_EQ(text_of("tomita-2"), "(10)*");
    EXPECT_EQ(text_of("tomita-7"), "0*(\\e+11*(\\e+00*(\\e+11*)))");
    EXPECT_EQ(text_of("probabilistic-tomita-1"), "<1/4>(<3/4>1)*");
}

TEST(StateElimination, quotes_symbols_that_are_not_letters) {
    WeightedAutomaton automaton(Alphabet({"+", "if", "it's", "ε", " ", "é", "-", "^", "\\", "]"}), 1);
    automaton.initial = unit(0);
    automaton.final = unit(0);
    for (SparseMatrix& matrix : automaton.transition) matrix.add(0, 0, 1);
    EXPECT_EQ(expression_text(expression_of(automaton)), "('+'+'if'+'it\\'s'+'ε'+' '+é+-+^+'\\\\'+']')*");
    expect_read_back(automaton);
}

TEST(StateElimination, stops_where_the_expression_is_too_long) {
    RandomAutomata random(8);
    const WeightedAutomaton automaton = random.weighted(30, 2, 100);
    const auto refusal = capture([&] { return expression_of(automaton); });
    ASSERT_FALSE(refusal);
    EXPECT_EQ(describe(refusal.error()),
              "the expression has more than 300000 letters, operators and weights\n"
              "hint: linac minimize may make the automaton smaller\n");
}

TEST(StateElimination, takes_long_automata_without_recursion) {
    WeightedAutomaton automaton(letters(1), 50'000);
    automaton.initial = unit(0);
    automaton.final = unit(automaton.size() - 1);
    for (std::size_t i = 0; i + 1 < automaton.size(); ++i) automaton.transition[0].add(i, i + 1, 1);
    EXPECT_EQ(expression_text(expression_of(automaton)), std::string(automaton.size() - 1, 'a'));
}

}  // namespace
}  // namespace linac::tests::state_elimination_test
