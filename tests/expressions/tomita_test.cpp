// The languages of Tomita 1982 and the distributions over their words, as expressions and as regular expressions,
// against the automata of the collection, on all words.
#include <gtest/gtest.h>

#include "analysis/equality.hpp"
#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/regex_reader.hpp"
#include "expressions/standard_automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::tests::tomita_test {
namespace {

WeightedAutomaton zoo(const std::string& name) {
    const auto path = source_directory() / "automata" / "weighted" / (name + ".linac");
    return to_weighted(read_automaton(read_file(path), name).value());
}

void expect_expression(const std::string& name, const std::string& text) {
    const WeightedAutomaton automaton = zoo(name);
    const RationalExpression expression = read_expression(text, "expression", &automaton.alphabet).value();
    EXPECT_TRUE(compare(derived_term_automaton(expression), automaton).equal()) << name;
    EXPECT_TRUE(compare(standard_automaton(expression), automaton).equal()) << name;
}

WeightedAutomaton language(const std::string& text, const Alphabet& alphabet) {
    const RationalExpression regex =
        read_regex(text, "expression", RegexMeaning::language, &alphabet).value();
    return weighted_language(minimized(deterministic_automaton(regex, 100)));
}

TEST(Tomita, languages_are_these_regular_expressions) {
    const std::vector<std::string> regexes = {
        "1*",
        "(10)*",
        "0*(1(10*1|(00)+1)*(10*|(00)+)?)?",
        "(1|01|001)*(0|00)?",
        "(00|11|(01|10)(00|11)*(01|10))*",
        "(10|(0|11)(01)*(1|00))*",
        "0*1*0*1*",
    };
    const std::vector<std::size_t> states = {1, 2, 4, 3, 4, 3, 4};
    for (std::size_t i = 0; i < regexes.size(); ++i) {
        const WeightedAutomaton automaton = zoo("tomita-" + std::to_string(i + 1));
        const WeightedAutomaton read = language(regexes[i], automaton.alphabet);
        EXPECT_TRUE(compare(read, automaton).equal()) << i + 1;
        EXPECT_EQ(read.size(), states[i]) << i + 1;
    }
}

TEST(Tomita, languages_are_these_expressions) {
    const std::vector<std::string> expressions = {
        "1*",
        "(10)*",
        "0*(\\e + 1(10*1 + (00){+}1)*(\\e + 10* + (00){+}))",
        "(1 + 01 + 001)*(\\e + 0 + 00)",
        "(00 + 11 + (01 + 10)(00 + 11)*(01 + 10))*",
        "(10 + (0 + 11)(01)*(1 + 00))*",
        "0*(\\e + 1{+}(\\e + 0{+}1*))",
    };
    for (std::size_t i = 0; i < expressions.size(); ++i)
        expect_expression("tomita-" + std::to_string(i + 1), expressions[i]);
}

TEST(Tomita, distributions_are_these_expressions) {
    expect_expression("probabilistic-tomita-1", "(<3/4>1)*<1/4>");
    expect_expression("probabilistic-tomita-2", "(<5/7>10)*<2/7>");
    expect_expression("probabilistic-tomita-3",
                      "(<1/4>0)*(<1/4>\\e + <1/2>1(<3/5>1(<1/4>0)*<1/2>1 + <3/10>00(<1/3>00)*<1/2>1)*"
                      "(<1/10>\\e + <3/5>1(<1/4>0)*<1/4> + <3/10>00(<1/3>00)*<1/6>))");
    expect_expression("probabilistic-tomita-4",
                      "(<0.35>1 + <0.5>0<0.55>1 + <0.5>0<0.3>0<0.8>1)*"
                      "(<0.15>\\e + <0.5>0<0.15> + <0.5>0<0.3>0<0.2>)");
    const std::string odd_zeros = "(<5/9>1<7/8>1)*";
    expect_expression("probabilistic-tomita-5", "(<1/3>0" + odd_zeros + "<4/9>0 + (<1/2>1 + <1/3>0" +
                                                    odd_zeros + "<5/9>1<1/8>0)(<2/3>0<1/8>0 + <2/3>0<7/8>1" +
                                                    odd_zeros + "<5/9>1<1/8>0)*(<1/3>1 + <2/3>0<7/8>1" +
                                                    odd_zeros + "<4/9>0))*<1/6>");
    expect_expression(
        "probabilistic-tomita-6",
        "(<6/11>1<4/5>0 + (<2/11>0 + <6/11>1<1/5>1)(<1/2>0<1/5>1)*(<1/2>1 + <1/2>0<4/5>0))*<3/11>");
    expect_expression("probabilistic-tomita-7",
                      "(<1/2>0)*(<1/8>\\e + <3/8>1(<2/5>1)*(<1/5>\\e + <2/5>0(<1/6>0)*(<1/3>\\e + "
                      "<1/2>1(<0.9>1)*<0.1>)))");
}

}  // namespace
}  // namespace linac::tests::tomita_test
