#include "analysis/classification.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"

namespace linac::classification_test {
namespace {

Automaton read(const std::string& text) {
    return read_automaton("linac 1 " + text, "test").value();
}

Automaton zoo(const std::string& name) {
    const auto file = tests::source_directory() / "automata" / (name + ".linac");
    return read_automaton(tests::read_file(file), name).value();
}

std::string class_of(const Automaton& automaton, const ClassificationLimits& limits = {}) {
    return describe(classification(automaton, limits).complexity);
}

/// Every file, with what is claimed of it.
const std::map<std::string, std::string>& expected_classes() {
    static const std::string star_free = "star-free, in AC⁰";
    static const std::string solvable = "in ACC⁰, not in AC⁰";
    static const std::string complete = "NC¹-complete";
    static const std::string weights = "in PNC¹";
    static const std::string stratified = "in L, in NC¹";
    static const std::map<std::string, std::string> classes = {
        {"weighted/a-minus-b", weights},
        {"weighted/binary-value", weights},
        {"weighted/cycle-navigation", solvable},
        {"weighted/dyck-1-depth-3", star_free},
        {"weighted/dyck-2-depth-3", star_free},
        {"weighted/even-pairs", star_free},
        {"weighted/fibonacci", weights},
        {"weighted/flip-flop", star_free},
        {"weighted/hidden-markov", weights},
        {"weighted/imm3", weights},
        {"weighted/length-times-a", weights},
        {"weighted/mod-3-counter", solvable},
        {"weighted/mod-7-counter", solvable},
        {"weighted/parity", solvable},
        {"weighted/probabilistic-tomita-1", weights},
        {"weighted/probabilistic-tomita-2", weights},
        {"weighted/probabilistic-tomita-3", weights},
        {"weighted/probabilistic-tomita-4", weights},
        {"weighted/probabilistic-tomita-5", weights},
        {"weighted/probabilistic-tomita-6", weights},
        {"weighted/probabilistic-tomita-7", weights},
        {"weighted/tomita-1", star_free},
        {"weighted/tomita-2", star_free},
        {"weighted/tomita-3", "in AC⁰, not star-free"},  // where runs begin and end, modulo 2
        {"weighted/tomita-4", star_free},
        {"weighted/tomita-5", solvable},
        {"weighted/tomita-6", solvable},
        {"weighted/tomita-7", star_free},
        {"permutation/a5", complete},
        {"permutation/parity", solvable},
        {"permutation/s3", solvable},
        {"permutation/s5-transpositions", complete},
        {"permutation/s5-two-generators", complete},
        {"permutation/z60", solvable},
        {"counter/a-m-b-n-c-m-d-n", stratified},
        {"counter/a-n-b-n", stratified},
        {"counter/a-n-b-n-c-n", stratified},
        {"counter/dyck-1", stratified},
        {"counter/equal-number", stratified},
        {"counter/graph-connectivity", "in L"},
        {"counter/majority", stratified},
        {"counter/shuffle-2", stratified},
        {"counter/shuffle-4", stratified},
        {"stack/circuit-value", "in P"},
        {"stack/dyck-2", "in P, in LogDCFL"},
        {"stack/marked-palindromes", "in P, in LogDCFL"}};
    return classes;
}

TEST(Classification, does_what_its_header_shows) {
    const Classification found = classification(zoo("weighted/parity"));
    EXPECT_EQ(found.complexity.name, "ACC⁰");
    EXPECT_EQ(found.monoid->elements, 2);
}

TEST(Classification, expects_a_class_of_every_file_of_the_zoo) {
    std::set<std::string> files;
    for (const std::string folder : {"weighted", "permutation", "counter", "stack"})
        for (const auto& file : tests::automaton_files(folder))
            files.insert(folder + "/" + file.stem().string());
    std::set<std::string> expected;
    for (const auto& entry : expected_classes()) expected.insert(entry.first);
    EXPECT_EQ(files, expected);
}

TEST(Classification, of_the_zoo) {
    for (const auto& [name, expected] : expected_classes()) {
        const Classification found = classification(zoo(name));
        EXPECT_EQ(describe(found.complexity), expected) << name;
        EXPECT_NE(expected.find(found.complexity.name), std::string::npos) << name;
        const bool is_machine = name.starts_with("counter/") || name.starts_with("stack/");
        EXPECT_EQ(found.dimension.has_value(), !is_machine) << name;
        EXPECT_EQ(found.stratification.has_value(), name.starts_with("counter/")) << name;
        EXPECT_EQ(found.monoid.has_value(), found.finiteness.machine.has_value()) << name;
        for (const Theorem& theorem : found.complexity.theorems) {
            EXPECT_FALSE(theorem.reason.empty()) << name;
            EXPECT_FALSE(theorem.source.empty()) << name;
        }
    }
}

TEST(Classification, tells_the_length_from_the_symbols) {
    const std::string odd_length =
        "permutation\nalphabet a b\nstates 0 1\na = (0 1)\nb = (0 1)\ninitial 0\nfinal 1\n";
    EXPECT_EQ(class_of(read(odd_length)), "in AC⁰, not star-free");
    const std::string odd_bs =
        "permutation\nalphabet a b\nstates 0 1\na = ()\nb = (0 1)\ninitial 0\nfinal 1\n";
    EXPECT_EQ(class_of(read(odd_bs)), "in ACC⁰, not in AC⁰");
    // The same functions by weights: (−1) to the length, or to the number of bs.
    EXPECT_EQ(class_of(read("weighted\nalphabet a b\n$ -> 0\n0 -> 0 <-1>a, <-1>b\n0 -> $\n")),
              "in AC⁰, not star-free");
    EXPECT_EQ(class_of(read("weighted\nalphabet a b\n$ -> 0\n0 -> 0 a, <-1>b\n0 -> $\n")),
              "in ACC⁰, not in AC⁰");
    EXPECT_EQ(class_of(read("weighted\nalphabet a b\n")), "star-free, in AC⁰");
}

/// A group beside which nothing else matters, entered by a symbol that is no permutation.
TEST(Classification, sees_groups_behind_symbols_that_merge) {
    const std::string s5 = "a = (0 1 2 3 4)\nb = (0 1)\ninitial 0\nfinal 1\n";
    EXPECT_EQ(class_of(read("permutation\nalphabet a b\nstates 0 1 2 3 4\n" + s5)), "NC¹-complete");
    std::string text = "weighted\nalphabet a b x y\n$ -> s\ns -> 0 x\n1 -> $\n";
    const std::size_t a[] = {1, 2, 3, 4, 0};
    const std::size_t b[] = {1, 0, 2, 3, 4};
    for (std::size_t i = 0; i < 5; ++i)
        text += std::to_string(i) + " -> " + std::to_string(a[i]) + " a\n" + std::to_string(i) + " -> " +
                std::to_string(b[i]) + " b\n" + std::to_string(i) + " -> s y\n";
    EXPECT_EQ(class_of(read(text)), "NC¹-complete");
}

TEST(Classification, claims_nothing_that_is_over_a_limit) {
    const Automaton tomita = zoo("weighted/tomita-7");
    ClassificationLimits limits;
    limits.elements = 3;
    EXPECT_EQ(class_of(tomita, limits), "in NC¹");
    EXPECT_EQ(classification(tomita, limits).monoid->elements, std::nullopt);
    limits.states = 4;
    EXPECT_EQ(class_of(tomita, limits), "in NC¹");
    EXPECT_FALSE(classification(tomita, limits).monoid);
    // S₄ and a map that merges: the group's symbols alone show that it is not in AC⁰.
    const Automaton maps = read(
        "weighted\nalphabet a b c\n$ -> 0\n0 -> 1 a, b, c\n1 -> 2 a\n1 -> 0 b\n1 -> 1 c\n2 -> 3 a\n"
        "2 -> 2 b, c\n3 -> 0 a\n3 -> 3 b, c\n1 -> $ <1>\n2 -> $ <2>\n3 -> $ <3>\n");
    EXPECT_EQ(class_of(maps), "in ACC⁰, not in AC⁰");
    limits = {};
    limits.elements = 100;
    EXPECT_EQ(class_of(maps, limits), "in NC¹, not in AC⁰");
    limits = {};
    limits.minimized = 1;
    EXPECT_EQ(classification(tomita, limits).dimension, std::nullopt);
}

TEST(Classification, of_weights_whose_number_is_not_known) {
    // Quarter turns, of which every product has finite order.
    const Automaton finite =
        read("weighted\nalphabet a b\n$ -> 0\n0 -> 1 a, <-1>b\n1 -> 0 <-1>a, b\n0 -> $\n1 -> $ <2>\n");
    ClassificationLimits limits;
    EXPECT_EQ(classification(finite, limits).finiteness.finite, true);
    limits.states = 1;
    const Classification found = classification(finite, limits);
    EXPECT_EQ(found.finiteness.finite, std::nullopt);
    EXPECT_FALSE(found.monoid);
    EXPECT_EQ(describe(found.complexity), "in PNC¹");
}

TEST(Classification, of_counter_machines_with_finitely_many_configurations) {
    const Automaton parity = read(
        "counter\nalphabet a b\ncounters n\ninitial p\naccept p n=0\n"
        "p -> p a n=0 n+=1, a n!=0 n-=1, b\n");
    const Classification found = classification(parity);
    EXPECT_EQ(describe(found.complexity), "in ACC⁰, not in AC⁰");
    EXPECT_FALSE(found.stratification->is_stratified());
    EXPECT_EQ(found.monoid->states, 2U);
}

TEST(Classification, of_stack_machines_with_finitely_many_configurations) {
    const Automaton parity = read(
        "stack\nalphabet a b\nstack s = x\ninitial p\naccept p s=empty\n"
        "p -> p a s=empty s+=x, a s-=x, b\n");
    const Classification found = classification(parity);
    EXPECT_EQ(describe(found.complexity), "in ACC⁰, not in AC⁰");
    EXPECT_EQ(found.monoid->states, 2U);
    const Automaton silent =
        read("stack\nalphabet a\nstack s = x\ninitial p\nreject r\np -> p () s=empty s+=x\n");
    EXPECT_EQ(describe(classification(silent).complexity), "no class");
}

TEST(Classification, of_machines_that_are_not_real_time) {
    const Automaton machine = read(
        "counter\nalphabet a\ncounters n\ninitial p\naccept q\nreject r\np -> p a n=0 n+=1\np -> q () "
        "n!=0\n");
    const Classification found = classification(machine);
    EXPECT_EQ(found.complexity.name, "");
    EXPECT_EQ(describe(found.complexity), "no class");
    EXPECT_FALSE(found.stratification);
}

}  // namespace
}  // namespace linac::classification_test
