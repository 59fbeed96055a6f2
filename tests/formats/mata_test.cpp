// What Mata's text says, by the examples of its documentation and of its own tests; and back.
#include "formats/mata.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/isomorphism.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::mata_test {
namespace {

ForeignAutomaton read(const std::string& text) {
    return read_mata(text, "a.mata").value();
}

std::string native(const std::string& text) {
    return write_automaton(read(text).content.automaton);
}

const std::string section = "@NFA-explicit\n";

/// The states with weight 1.
std::vector<std::string> members(const WeightedAutomaton& automaton, const SparseVector& vector) {
    std::vector<std::string> names;
    for (const Entry& part : vector) names.push_back(automaton.states[part.index]);
    return names;
}

std::vector<std::string> final_states(const std::string& lines) {
    const auto automaton = read(section + "p a q\nq a r\n" + lines).content.automaton;
    return members(automaton, automaton.final);
}

using Names = std::vector<std::string>;

TEST(Mata, reads_what_mata_writes) {
    const ForeignAutomaton foreign = read(
        "@NFA-explicit\n%Alphabet-auto\n%Initial q0\n%Final q3\nq0 99 q1\nq0 4294967195 q0\nq1 98 q2\nq2 97 "
        "q3\n");
    EXPECT_TRUE(foreign.is_weight_free);
    EXPECT_EQ(foreign.content.epsilon, SparseMatrix(4, 4));
    EXPECT_EQ(write_automaton(foreign.content.automaton),
              "linac 1 weighted\nalphabet 99 4294967195 98 97\nstates q0 q3 q1 q2\n"
              "$ -> q0\nq0 -> q0 4294967195\nq0 -> q1 99\nq1 -> q2 98\nq2 -> q3 97\nq3 -> $\n");
}

TEST(Mata, reads_lists_in_their_order) {
    EXPECT_EQ(native(section + "%States-enum r p q\n%Alphabet-enum c a\n%Initial p\n%Final q\np a q\n"),
              "linac 1 weighted\nalphabet c a\nstates r p q\n$ -> p\np -> q a\nq -> $\n");
    // Below the lines that they are about, and on two lines.
    EXPECT_EQ(native("@NFA\np a q\n%States r p\n%States q\n%Alphabet c a\n"),
              "linac 1 weighted\nalphabet c a\nstates r p q\np -> q a\n");
}

TEST(Mata, reads_comments_joined_lines_and_quotes) {
    // Mata's tests/parser.cc, retyped in part.
    EXPECT_EQ(
        native("     \n# a comment\n    #another comment\n     @NFA#pe      \n"
               "%Initial value1#comment#comment2\n   %Final value2.1 # value2.2     \n\t\n   b0 b1 b2#b3"),
        "linac 1 weighted\nalphabet b1\nstates value1 value2.1 b0 b2\n$ -> value1\n"
        "b0 -> b2 b1\nvalue2.1 -> $\n");
    EXPECT_EQ(native(section + "a\\\nb\\\r\nc"), native(section + "a b c"));
    EXPECT_EQ(read(section + "c \"\\\"he's so cool,\\\" he said\" \"\\\\ #1\"").content.automaton.alphabet,
              Alphabet({"\"he's so cool,\" he said"}));
    EXPECT_EQ(read(section + "c a \"\\\\ #1\"").content.automaton.states, (Names{"c", "\\ #1"}));
    EXPECT_EQ(native("\xEF\xBB\xBF@NFA-explicit\r\n%Initial p\r\np a & q\r\n"),
              native(section + "%Initial p\np a q"));
}

TEST(Mata, reads_sets_of_final_states) {
    EXPECT_EQ(final_states(""), Names{});
    EXPECT_EQ(final_states("%Final"), Names{});
    EXPECT_EQ(final_states("%Final q p"), (Names{"p", "q"}));
    EXPECT_EQ(final_states("%Final q|p | q"), (Names{"p", "q"}));
    EXPECT_EQ(final_states("%Final q\n%Final p r\n%Final"), (Names{"p", "q", "r"}));
    EXPECT_EQ(final_states("%Final !q & !p"), Names{"r"});
    EXPECT_EQ(final_states("%Final !(q | p) & !q"), Names{"r"});
    EXPECT_EQ(final_states("%Final !q"), (Names{"p", "r"}));
    EXPECT_EQ(final_states("%Final !q\ns a s"), (Names{"p", "r", "s"}));
    EXPECT_EQ(final_states("%Final \\true"), (Names{"p", "q", "r"}));
    EXPECT_EQ(final_states("%Final \\false"), Names{});
}

TEST(Mata, counts_a_repeated_transition_and_state_once) {
    EXPECT_EQ(native(section + "%Initial p p\n%Final q\n%Final q\np a q\np a q\n"),
              native(section + "%Initial p\n%Final q\np a q\n"));
}

TEST(Mata, reads_symbols_that_read_nothing) {
    const std::string plain = section + "%Initial p\n%Final q\np a q\n";
    EpsilonAutomaton expected = read(plain).content;
    expected.epsilon.add(0, 1, 1);
    expected.epsilon.add(1, 0, 1);
    EXPECT_EQ(read(plain + "p 4294967295 q\nq 4294967295 p").content, expected);
    EXPECT_EQ(read(plain + "p e q\nq eps p\np eps q\n%Epsilon e | eps").content, expected);
    EXPECT_EQ(read(plain + "p e q\nq eps p\n%Epsilon e\n%Epsilon eps\n%Alphabet-enum e a eps").content,
              expected);
}

TEST(Mata, refuses_to_write_what_mata_does_not_hold) {
    const auto refusal = [](const WeightedAutomaton& automaton) {
        const auto result = capture([&] { return write_mata(automaton); });
        return result ? "" : describe(result.error());
    };
    WeightedAutomaton automaton(Alphabet({"a"}), 2);
    automaton.initial = unit(0);
    automaton.final = unit(1);
    automaton.transition[0].add(0, 1, Rational(1, 2));
    EXPECT_EQ(refusal(automaton),
              "mata files have no weights: the transition 0 -> 1 on a weighs 1/2\n"
              "hint: automata whose weights are all 0 or 1 can be written\n");
    automaton.final = unit(1, 2);
    automaton.transition[0] = SparseMatrix(2, 2);
    EXPECT_EQ(refusal(automaton),
              "mata files have no weights: the final state 1 weighs 2\n"
              "hint: automata whose weights are all 0 or 1 can be written\n");
    automaton.initial = unit(1, -1);
    EXPECT_EQ(refusal(automaton),
              "mata files have no weights: the initial state 1 weighs -1\n"
              "hint: automata whose weights are all 0 or 1 can be written\n");
    automaton = WeightedAutomaton(Alphabet({"a"}), 1);
    automaton.states = {"!x"};
    EXPECT_EQ(refusal(automaton),
              "the state !x cannot be in a mata file: Mata takes it for an operator, with quotes too\n"
              "hint: rename it\n");
    automaton.states = {"two\nlines"};
    EXPECT_EQ(refusal(automaton),
              "the state two?lines cannot be in a mata file: it has a control character\nhint: rename it\n");
    EXPECT_EQ(refusal(WeightedAutomaton(Alphabet({"4294967295"}), 1)),
              "the symbol 4294967295 cannot be in a mata file: there it reads nothing\nhint: rename it\n");
    EXPECT_EQ(refusal(WeightedAutomaton(Alphabet({"&"}), 1)),
              "the symbol & cannot be in a mata file: Mata takes it for an operator, with quotes too\n"
              "hint: rename it\n");
    EXPECT_EQ(refusal(WeightedAutomaton()), "an alphabet without symbols\n");
}

TEST(Mata, writes_lists_of_names) {
    WeightedAutomaton automaton(Alphabet({"a", "größer", "b c"}), 3);
    automaton.states = {"0", "x\\y", "\"q\""};
    automaton.initial = unit(0);
    automaton.final = unit(2);
    automaton.transition[1].add(0, 1, 1);
    automaton.transition[2].add(1, 2, 1);
    EXPECT_EQ(write_mata(automaton),
              "@NFA-explicit\n%Alphabet-enum a größer \"b c\"\n%States-enum 0 \"x\\\\y\" \"\\\"q\\\"\"\n"
              "%Initial 0\n%Final \"\\\"q\\\"\"\n0 größer \"x\\\\y\"\n\"x\\\\y\" \"b c\" \"\\\"q\\\"\"\n");
}

/// Names that begin with what Mata takes for an operator are kept out by their first piece.
Names draw_mata_names(std::size_t count) {
    static const Names first = {"a",  "q",  "0", "ε",  "größer", "#", "%Final", "@",
                                "\"", "\\", " ", "\t", "->",     "🂡", "'",      "[a-z]"};
    static const Names more = {"&",  "|", "!",      "(",      ")", "",  "\\true", "\\",
                               "\"", " ", "\u0301", "\u00A0", "#", "%", "@",      "1"};
    Names names;
    std::set<std::string> taken;
    while (names.size() < count) {
        std::string name = *rc::gen::elementOf(first);
        for (std::size_t pieces = *between(0, 3); pieces > 0; --pieces) name += *rc::gen::elementOf(more);
        while (!taken.insert(name).second) name += "x";
        names.push_back(std::move(name));
    }
    return names;
}

void set_weights_to_one(SparseVector& vector) {
    for (Entry& part : vector) part.value = 1;
}

WeightedAutomaton weight_free(WeightedAutomaton automaton) {
    set_weights_to_one(automaton.initial);
    set_weights_to_one(automaton.final);
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < matrix.rows(); ++i) {
            SparseVector row = matrix.row(i);
            set_weights_to_one(row);
            matrix.set_row(i, std::move(row));
        }
    return automaton;
}

RC_GTEST_PROP(MataRoundTrip, keeps_weight_free_automata, ()) {
    const std::size_t size = *between(0, 8);
    const Alphabet alphabet(draw_mata_names(*between(1, 4)));
    WeightedAutomaton automaton =
        weight_free(draw_weighted_automaton(alphabet, size, *rc::gen::element(0, 5, 20, 60)));
    automaton.states = draw_mata_names(size);
    const ForeignAutomaton copy = read(write_mata(automaton));
    RC_ASSERT(copy.is_weight_free);
    RC_ASSERT(copy.content.epsilon == SparseMatrix(size, size));
    RC_ASSERT(copy.content.automaton == automaton);
}

/// The file as Mata writes it: no lists, and so another order of the states.
RC_GTEST_PROP(MataRoundTrip, keeps_the_automaton_without_lists, ()) {
    WeightedAutomaton automaton = weight_free(
        trimmed(*weighted_automata({.max_letters = 1, .density_percent = *rc::gen::element(20, 60)})));
    RC_PRE(automaton.transition[0].nonzeros() > 0);
    std::string text = write_mata(automaton);
    const std::size_t begin = text.find("%Alphabet");
    text.erase(begin, text.find("%Initial") - begin);
    RC_ASSERT(isomorphic(read(text).content.automaton, automaton));
}

TEST(MataRoundTrip, keeps_the_zoo_or_names_a_weight) {
    std::size_t written = 0;
    std::size_t refused = 0;
    for (const char* kind : {"weighted", "permutation"})
        for (const auto& path : automaton_files(kind)) {
            const auto automaton = to_weighted(read_automaton(read_file(path), "zoo").value());
            if (automaton == weight_free(automaton)) {
                ++written;
                const auto text = capture([&] { return write_mata(automaton); });
                if (text)
                    EXPECT_EQ(read(text.value()).content.automaton, automaton) << path;
                else  // of balanced brackets
                    EXPECT_EQ(text.error().message(),
                              "the state \"(\" cannot be in a mata file: Mata takes it for an operator, with "
                              "quotes too")
                        << path;
            } else {
                ++refused;
                EXPECT_THROW(static_cast<void>(write_mata(automaton)), Error) << path;
            }
        }
    EXPECT_GT(written, 3U);
    EXPECT_GT(refused, 3U);
}

}  // namespace
}  // namespace linac::tests::mata_test
