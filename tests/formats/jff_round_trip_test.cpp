// Reading what was written to a JFLAP file gives the same automaton, its symbols perhaps in another order.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "formats/jff.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::jff_round_trip_test {
namespace {

std::string draw_character() {
    return *rc::gen::element<std::string>("a", "b", "0", "1", "[", "]", "-", "<", ">", "&", "\"", "'", " ",
                                          ";", "#", "λ", "ε", "ü", "∑", "🂡", "\u00A0", "\u0301", "\\",
                                          "\u2028", "!");
}

std::string draw_state_name() {
    std::string name;
    for (std::size_t count = *between(1, 3); count > 0; --count)
        name += *between(0, 3) == 0
                    ? *rc::gen::element<std::string>("initial", "t1.1", "q0", "#1", "&lt;", "&#9;")
                    : draw_character();
    return name;
}

/// An automaton with weights 0 and 1, each symbol on a transition.
WeightedAutomaton draw_weight_free() {
    std::set<std::string> symbols;
    for (std::size_t count = *between(1, 5); symbols.size() < count;) symbols.insert(draw_character());
    const std::size_t size = *between(1, 6);
    const int density = *rc::gen::element(0, 20, 60);
    WeightedAutomaton automaton = draw_weighted_automaton(
        Alphabet(std::vector<std::string>(symbols.begin(), symbols.end())), size, density);
    std::set<std::string> names;
    while (names.size() < size) names.insert(draw_state_name());
    automaton.states.assign(names.begin(), names.end());
    const auto ones = [](SparseVector vector) {
        for (Entry& e : vector) e.value = 1;
        return vector;
    };
    automaton.initial = ones(automaton.initial);
    automaton.final = ones(automaton.final);
    for (SparseMatrix& matrix : automaton.transition) {
        for (std::size_t i = 0; i < size; ++i) matrix.set_row(i, ones(matrix.row(i)));
        if (matrix.nonzeros() == 0) matrix.set_row(*between(0, size - 1), unit(*between(0, size - 1)));
    }
    return automaton;
}

RC_GTEST_PROP(JffRoundTrip, keeps_automata_with_one_initial_state_or_none, ()) {
    WeightedAutomaton automaton = draw_weight_free();
    if (automaton.initial.size() > 1) automaton.initial = unit(*between(0, automaton.size() - 1));
    const ForeignAutomaton copy = read_jff(write_jff(automaton), "copy").value();
    RC_ASSERT(copy.is_weight_free);
    RC_ASSERT(copy.content.epsilon.nonzeros() == 0U);
    RC_ASSERT(reordered(copy.content.automaton, automaton.alphabet, "copy", "automaton") == automaton);
}

RC_GTEST_PROP(JffRoundTrip, keeps_the_paths_of_automata_with_several, ()) {
    WeightedAutomaton automaton = draw_weight_free();
    RC_PRE(automaton.size() > 1);
    automaton.initial = {{0, 1}, {automaton.size() - 1, 1}};
    const EpsilonAutomaton copy = read_jff(write_jff(automaton), "copy").value().content;
    // One more state, from which nothing but the ε-transitions lead to the initial ones.
    const std::size_t size = automaton.size();
    RC_ASSERT(copy.automaton.size() == size + 1);
    RC_ASSERT(copy.automaton.initial == unit(size));
    RC_ASSERT(copy.epsilon.row(size) == automaton.initial);
    RC_ASSERT(copy.epsilon.nonzeros() == 2U);
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < size; ++i) others.push_back(i);
    WeightedAutomaton rest = restricted(copy.automaton, others);
    rest.initial = automaton.initial;
    RC_ASSERT(reordered(rest, automaton.alphabet, "copy", "automaton") == automaton);
    const Word word = *words(automaton.alphabet, 5);
    const WeightedAutomaton counting =
        reordered(without_epsilon(copy), automaton.alphabet, "copy", "automaton");
    RC_ASSERT(weight(counting, word) == weight(automaton, word));
}

TEST(JffRoundTrip, keeps_or_refuses_the_zoo) {
    std::size_t kept = 0;
    for (const std::string folder : {"weighted", "permutation"})
        for (const auto& file : automaton_files(folder)) {
            const WeightedAutomaton automaton =
                to_weighted(read_automaton(read_file(file), file.string()).value());
            const auto text = capture([&] { return write_jff(automaton); });
            if (!text) {
                EXPECT_EQ(text.error().kind(), Error::Kind::impossible) << file;
                continue;
            }
            ++kept;
            const EpsilonAutomaton copy = read_jff(text.value(), file.string()).value().content;
            if (copy.epsilon.nonzeros() > 0) continue;
            EXPECT_EQ(reordered(copy.automaton, automaton.alphabet, "copy", "file"), automaton) << file;
        }
    EXPECT_GT(kept, 5U);
}

}  // namespace
}  // namespace linac::tests::jff_round_trip_test
