// Third-party data: the weighted Tomita automata, and the word problems of S3, S5 and A5.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "automata/permutation.hpp"
#include "compile/compile.hpp"
#include "network/executor.hpp"
#include "support/shared_data.hpp"
#include "verify/verify.hpp"

namespace linac::shared_data_test {
namespace {

nlohmann::json json_file(const std::string& folder, const std::string& name) {
    return nlohmann::json::parse(tests::read_file(tests::shared_data() / folder / name));
}

Rational decimal(const nlohmann::json& text) {
    return *parse_rational(text.get<std::string>());
}

/// An automaton of the weighted Tomita file, its decimals read exactly.
WeightedAutomaton tomita(const nlohmann::json& description) {
    std::map<std::string, std::size_t> index;
    for (const auto& [name, weights] : description.at("states").items()) index.emplace(name, index.size());
    WeightedAutomaton automaton(Alphabet({"0", "1"}), index.size());
    for (const auto& [name, weights] : description.at("states").items()) {
        automaton.states[index.at(name)] = name;
        add_entry(automaton.initial, index.at(name), decimal(weights.at("initial")));
        add_entry(automaton.final, index.at(name), decimal(weights.at("final")));
    }
    for (const auto& arc : description.at("transitions")) {
        const Symbol symbol = automaton.alphabet.find(arc.at(1).get<std::string>()).value();
        automaton.transition[symbol].add(index.at(arc.at(0)), index.at(arc.at(2)), decimal(arc.at(3)));
    }
    return automaton;
}

TEST(WeightedTomita, compiles_and_verifies_on_all_words) {
    LINAC_NEED_SHARED_DATA();
    const nlohmann::json file = json_file("weighted_tomita", "pythautomata_weighted_tomita.json");
    ASSERT_EQ(file.size(), 14U);
    for (const auto& [name, description] : file.items()) {
        SCOPED_TRACE(name);
        const WeightedAutomaton automaton = tomita(description);
        for (const Target target : linear_targets()) {
            const auto compiled = compile(automaton, {target, Scheme::direct});
            if (!compiled) {
                EXPECT_EQ(compiled.error().kind(), Error::Kind::impossible);
                EXPECT_NE(target, Target::deltaproduct);
                continue;
            }
            const Verdict verdict = verify(automaton, compiled.value().network).value();
            EXPECT_TRUE(verdict.equal);
            EXPECT_EQ(in_words(verdict.scope), "all words");
        }
    }
}

/// The group on itself: state g goes to g·x on letter x, and weighs its index.
PermutationAutomaton cayley_automaton(const nlohmann::json& cayley) {
    PermutationAutomaton automaton;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < cayley.size(); ++i) names.push_back(std::to_string(i));
    automaton.alphabet = Alphabet(names);
    automaton.states = names;
    for (std::size_t x = 0; x < cayley.size(); ++x) {
        Permutation permutation;
        for (std::size_t g = 0; g < cayley.size(); ++g) permutation.push_back(cayley.at(g).at(x));
        automaton.permutation.push_back(permutation);
    }
    for (std::size_t g = 1; g < cayley.size(); ++g)
        automaton.final.push_back({g, static_cast<std::int64_t>(g)});
    return automaton;
}

std::vector<std::size_t> numbers(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::size_t>(stream), std::istream_iterator<std::size_t>()};
}

class WordProblem : public ::testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(WordProblem, is_reproduced_step_by_step_by_the_automaton_and_its_networks) {
    LINAC_NEED_SHARED_DATA();
    const auto& [group, csv] = GetParam();
    const WeightedAutomaton automaton =
        to_weighted(cayley_automaton(json_file("word_problem", group + "_cayley.json").at("cayley")));
    std::vector<Network> networks;
    for (const Target target : {Target::pd, Target::deltaproduct}) {
        networks.push_back(compile(automaton, {target, Scheme::direct}).value().network);
        const Verdict verdict = verify(automaton, networks.back()).value();
        EXPECT_TRUE(verdict.equal);
        EXPECT_EQ(in_words(verdict.scope), "all words");
    }

    std::istringstream lines(tests::read_file(tests::shared_data() / "word_problem" / csv));
    std::string line;
    std::getline(lines, line);  // seed,input,target
    std::size_t rows = 0;
    WeightedRun run(automaton);
    std::vector<ExactExecutor> executors;
    for (const Network& network : networks) executors.emplace_back(network);
    for (; std::getline(lines, line); ++rows) {
        const std::size_t first = line.find(',');
        const std::size_t second = line.find(',', first + 1);
        const auto input = numbers(line.substr(first + 1, second - first - 1));
        const auto target = numbers(line.substr(second + 1));
        ASSERT_EQ(input.size(), target.size());
        run.restart();
        for (ExactExecutor& executor : executors) executor.restart();
        for (std::size_t t = 0; t < input.size(); ++t) {
            const Rational expected(static_cast<std::int64_t>(target[t]));
            run.step(input[t]);
            ASSERT_EQ(run.weight(), expected);
            for (ExactExecutor& executor : executors) {
                executor.step(input[t]);
                ASSERT_EQ(executor.output(), expected);
            }
        }
    }
    EXPECT_GT(rows, 10U);
}

INSTANTIATE_TEST_SUITE_P(Groups, WordProblem,
                         ::testing::Values(std::pair("S3", "S3=8.csv"), std::pair("A5", "A5=20.csv"),
                                           std::pair("S5", "S5=8.csv")),
                         [](const auto& group) { return group.param.first; });

}  // namespace
}  // namespace linac::shared_data_test
