#include "formats/jff.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/jff/reads.hpp"
#include "formats/native.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::jff_test {
namespace {

std::string structure(const std::string& body, const std::string& before = "") {
    return before + "<structure><type>fa</type><automaton>" + body + "</automaton></structure>";
}

std::string transition(std::size_t from, std::size_t to, const std::string& read) {
    return "<transition><from>" + std::to_string(from) + "</from><to>" + std::to_string(to) + "</to><read>" +
           read + "</read></transition>";
}

constexpr auto two_states =
    R"(<state id="0" name="p"><initial/></state><state id="1" name="q"><final/></state>)";

EpsilonAutomaton read(const std::string& text) {
    const ForeignAutomaton automaton = read_jff(text, "a.jff").value();
    EXPECT_TRUE(automaton.is_weight_free);
    return automaton.content;
}

std::string native(const std::string& text) {
    const EpsilonAutomaton automaton = read(text);
    EXPECT_EQ(automaton.epsilon.nonzeros(), 0U);
    return write_automaton(automaton.automaton);
}

// As JFLAP 7.1 writes an automaton: &#13; at the ends of lines, comments, coordinates, labels and notes.
constexpr auto of_jflap_7 =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><!--Created with JFLAP "
    "7.1.--><structure>&#13;\n"
    "\t<type>fa</type>&#13;\n"
    "\t<automaton>&#13;\n"
    "\t\t<!--The list of states.-->&#13;\n"
    "\t\t<state id=\"0\" name=\"q0\">&#13;\n"
    "\t\t\t<x>72.0</x>&#13;\n"
    "\t\t\t<y>137.0</y>&#13;\n"
    "\t\t\t<label>start</label>&#13;\n"
    "\t\t\t<initial/>&#13;\n"
    "\t\t</state>&#13;\n"
    "\t\t<state id=\"1\" name=\"q1\">&#13;\n"
    "\t\t\t<x>152.0</x>&#13;\n"
    "\t\t\t<y>88.0</y>&#13;\n"
    "\t\t\t<final/>&#13;\n"
    "\t\t</state>&#13;\n"
    "\t\t<!--The list of transitions.-->&#13;\n"
    "\t\t<transition>&#13;\n"
    "\t\t\t<from>0</from>&#13;\n"
    "\t\t\t<to>1</to>&#13;\n"
    "\t\t\t<read>1</read>&#13;\n"
    "\t\t\t<controlx>110</controlx>&#13;\n"
    "\t\t</transition>&#13;\n"
    "\t\t<transition>&#13;\n"
    "\t\t\t<from>1</from>&#13;\n"
    "\t\t\t<to>0</to>&#13;\n"
    "\t\t\t<read/>&#13;\n"
    "\t\t</transition>&#13;\n"
    "\t\t<note><text>a note</text><x>1.0</x><y>1.0</y></note>&#13;\n"
    "\t</automaton>&#13;\n"
    "</structure>";

TEST(ReadJff, reads_a_file_of_jflap_7) {
    const EpsilonAutomaton automaton = read(of_jflap_7);
    EXPECT_EQ(write_automaton(automaton.automaton),
              "linac 1 weighted\n"
              "alphabet 1\n"
              "$ -> q0\n"
              "q0 -> q1 1\n"
              "q1 -> $\n");
    EXPECT_EQ(automaton.epsilon.at(1, 0), Rational(1));
    EXPECT_EQ(automaton.epsilon.nonzeros(), 1U);
}

TEST(ReadJff, reads_files_without_an_automaton_element_and_with_the_type_as_an_attribute) {
    const std::string body = std::string(two_states) + transition(0, 1, "a");
    const std::string expected = native(structure(body));
    EXPECT_EQ(native("<structure><type>fa</type>" + body + "</structure>"), expected);
    EXPECT_EQ(native("<structure type=\"fa\">" + body + "</structure>"), expected);
    EXPECT_EQ(native("\xEF\xBB\xBF" + structure(body)), expected);
}

TEST(ReadJff, names_states) {
    EXPECT_EQ(read(structure(R"(<state id="4"/><state id="7" name="q4"/><state id="1" name="q4"/>)"
                             R"(<state id="2" name="a &lt; b"/><state id="3" name="q4#1"/>)"))
                  .automaton.states,
              (std::vector<std::string>{"q4", "q4#7", "q4#1", "a < b", "q4#1#3"}));
}

TEST(ReadJff, reads_characters_one_after_the_other) {
    EXPECT_EQ(native(structure(std::string(two_states) + transition(0, 1, "abα") + transition(1, 0, "b"))),
              "linac 1 weighted\n"
              "alphabet a b α\n"
              "states p q t1.1 t1.2\n"
              "$ -> p\n"
              "p -> t1.1 a\n"
              "q -> p b\n"
              "t1.1 -> t1.2 b\n"
              "t1.2 -> q α\n"
              "q -> $\n");
}

TEST(ReadJff, reads_blanks_and_entities_as_characters) {
    const EpsilonAutomaton automaton =
        read(structure(std::string(two_states) + transition(0, 1, " ") + transition(0, 1, "&lt;&#945;") +
                       transition(0, 1, "<![CDATA[&]]>") + transition(0, 1, "a<!-- no b -->c")));
    EXPECT_EQ(automaton.automaton.alphabet, Alphabet({" ", "<", "α", "&", "a", "c"}));
}

TEST(ReadJff, reads_nothing_where_read_is_empty_or_missing) {
    const EpsilonAutomaton automaton = read(structure(std::string(two_states) + transition(0, 1, "") +
                                                      "<transition><to>0</to><from> 1 </from></transition>"));
    EXPECT_EQ(automaton.epsilon.at(0, 1), Rational(1));
    EXPECT_EQ(automaton.epsilon.at(1, 0), Rational(1));
    EXPECT_EQ(automaton.automaton.alphabet.size(), 0U);
}

TEST(ReadJff, reads_ranges) {
    EXPECT_EQ(
        native(structure(std::string(two_states) + transition(0, 1, "[b-d]") + transition(1, 1, "[[-[]"))),
        "linac 1 weighted\n"
        "alphabet b c d [\n"
        "$ -> p\n"
        "p -> q b, c, d\n"
        "q -> q [\n"
        "q -> $\n");
    // All characters of the range but the halves of UTF-16.
    EXPECT_EQ(
        read(structure(std::string(two_states) + transition(0, 1, "[\uD7FF-\uE000]"))).automaton.alphabet,
        Alphabet({"\uD7FF", "\uE000"}));
}

TEST(ReadJff, takes_a_transition_that_is_written_twice_as_one) {
    const std::string twice = transition(0, 1, "a") + transition(0, 1, "a");
    EXPECT_EQ(native(structure(std::string(two_states) + twice)),
              native(structure(std::string(two_states) + transition(0, 1, "a"))));
    const EpsilonAutomaton overlapping =
        read(structure(std::string(two_states) + transition(0, 1, "a") + transition(0, 1, "[a-b]")));
    EXPECT_EQ(overlapping.automaton.transition[0].at(0, 1), Rational(2));
}

TEST(ReadJff, needs_no_initial_state_and_no_state) {
    EXPECT_TRUE(read(structure(R"(<state id="0"/>)")).automaton.initial.empty());
    EXPECT_EQ(read(structure("")).automaton.size(), 0U);
}

TEST(ReadJff, does_not_expand_entities_that_a_file_defines) {
    std::string bomb = "<!DOCTYPE structure [<!ENTITY a0 \"aaaaaaaaaa\">\n";
    for (int i = 1; i < 30; ++i) {
        const std::string before = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + before + "\">\n";
    }
    bomb += "]>";
    EXPECT_FALSE(read_jff(structure(std::string(two_states) + transition(0, 1, "&a29;"), bomb), "a.jff"));
    EXPECT_FALSE(read_jff(structure(std::string(two_states) + transition(0, 1, "&a29;")), "a.jff"));
}

TEST(ReadJff, reads_deep_nesting_without_recursion) {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += "<x>";
    for (int i = 0; i < 200'000; ++i) deep += "</x>";
    EXPECT_EQ(read(structure(deep + two_states)).automaton.size(), 2U);
}

TEST(ReadJff, stops_at_the_limits_before_it_takes_memory) {
    const auto refusal = [](const std::string& text) {
        const auto automaton = read_jff(text, "a.jff");
        return automaton ? "" : automaton.error().message();
    };
    EXPECT_EQ(refusal(structure(std::string(two_states) + transition(0, 1, std::string(2'000'000, 'a')))),
              "more than 1000000 states");
    std::string states;
    for (std::size_t i = 2; i < 300; ++i) states += "<state id=\"" + std::to_string(i) + "\"/>";
    EXPECT_EQ(refusal(structure(two_states + states + transition(0, 1, "[\u0020-\uFFF0]"))),
              "states times symbols is more than 16000000");
    std::string overlapping;
    for (std::uint32_t i = 0; i < 100; ++i)
        overlapping += transition(0, 1, "[" + jff::utf8(0x100 + i) + "-\uFFF0]");
    EXPECT_EQ(refusal(structure(std::string(two_states) + overlapping)),
              "more than 4000000 transitions of one character");
}

/// An automaton as JFLAP understands it: transitions by what they read.
struct Jflap {
    struct Transition {
        std::size_t from;
        std::size_t to;
        std::string read;
    };
    std::vector<Transition> transitions;
    std::vector<bool> is_final;
};

/// The number of ways to read the text from a state to a final one; transitions that read nothing lead to higher states.
std::size_t paths(const Jflap& automaton, std::size_t state, std::string_view text) {
    std::size_t count = text.empty() && automaton.is_final[state] ? 1 : 0;
    for (const auto& [from, to, read] : automaton.transitions)
        if (from == state && text.starts_with(read)) count += paths(automaton, to, text.substr(read.size()));
    return count;
}

RC_GTEST_PROP(ReadJff, counts_the_paths_of_jflap, ()) {
    const std::size_t size = *between(1, 4);
    Jflap automaton;
    std::string body;
    for (std::size_t i = 0; i < size; ++i) {
        automaton.is_final.push_back(*rc::gen::arbitrary<bool>());
        body += "<state id=\"" + std::to_string(i) + "\">" + (i == 0 ? "<initial/>" : "") +
                (automaton.is_final[i] ? "<final/>" : "") + "</state>";
    }
    for (std::size_t count = *between(0, 8); count > 0; --count) {
        const std::size_t from = *between(0, size - 1);
        const std::size_t to = *between(0, size - 1);
        const std::string read = *rc::gen::element<std::string>("", "a", "b", "ab", "aa", "bab");
        if (read.empty() && to <= from) continue;
        const auto is_same = [&](const auto& t) { return t.from == from && t.to == to && t.read == read; };
        body += transition(from, to, read);
        if (std::none_of(automaton.transitions.begin(), automaton.transitions.end(), is_same))
            automaton.transitions.push_back({from, to, read});
    }
    const WeightedAutomaton counting = without_epsilon(read(structure(body)));
    for (std::size_t bits = 1; bits < 64; ++bits) {  // the words up to length 5
        std::string text;
        for (std::size_t rest = bits; rest > 1; rest /= 2) text += rest % 2 == 0 ? 'a' : 'b';
        const auto word = parse_word(text, counting.alphabet, "word");
        const std::size_t expected = paths(automaton, 0, text);
        RC_ASSERT((word ? weight(counting, word.value()) : Rational(0)) ==
                  Rational(static_cast<std::int64_t>(expected)));
    }
}

WeightedAutomaton two_letters() {
    WeightedAutomaton automaton(Alphabet({"a", "<"}), 2);
    automaton.states = {"p", "\"q\" & r"};
    automaton.initial = unit(0);
    automaton.final = unit(1);
    automaton.transition[0].set_row(0, {{0, 1}, {1, 1}});
    automaton.transition[1].set_row(1, unit(0));
    return automaton;
}

TEST(WriteJff, writes_what_jflap_7_writes) {
    EXPECT_EQ(write_jff(two_letters()),
              "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
              "<structure>\n"
              "\t<type>fa</type>\n"
              "\t<automaton>\n"
              "\t\t<!--The list of states.-->\n"
              "\t\t<state id=\"0\" name=\"p\">\n"
              "\t\t\t<x>120</x>\n"
              "\t\t\t<y>120</y>\n"
              "\t\t\t<initial/>\n"
              "\t\t</state>\n"
              "\t\t<state id=\"1\" name=\"&quot;q&quot; &amp; r\">\n"
              "\t\t\t<x>240</x>\n"
              "\t\t\t<y>120</y>\n"
              "\t\t\t<final/>\n"
              "\t\t</state>\n"
              "\t\t<!--The list of transitions.-->\n"
              "\t\t<transition>\n"
              "\t\t\t<from>0</from>\n"
              "\t\t\t<to>0</to>\n"
              "\t\t\t<read>a</read>\n"
              "\t\t</transition>\n"
              "\t\t<transition>\n"
              "\t\t\t<from>0</from>\n"
              "\t\t\t<to>1</to>\n"
              "\t\t\t<read>a</read>\n"
              "\t\t</transition>\n"
              "\t\t<transition>\n"
              "\t\t\t<from>1</from>\n"
              "\t\t\t<to>0</to>\n"
              "\t\t\t<read>&lt;</read>\n"
              "\t\t</transition>\n"
              "\t</automaton>\n"
              "</structure>\n");
}

std::string refusal(const WeightedAutomaton& automaton) {
    const auto text = capture([&] { return write_jff(automaton); });
    EXPECT_FALSE(text);
    if (text) return {};
    EXPECT_EQ(text.error().kind(), Error::Kind::impossible);
    return describe(text.error());
}

TEST(WriteJff, refuses_what_the_format_cannot_hold) {
    WeightedAutomaton automaton = two_letters();
    automaton.transition[0].add(0, 0, 1);
    EXPECT_EQ(refusal(automaton),
              "a transition of weight 2 cannot be written to a .jff file: its automata have no weights\n");
    automaton = two_letters();
    automaton.initial = unit(0, Rational(1, 2));
    EXPECT_EQ(refusal(automaton),
              "an initial weight 1/2 cannot be written to a .jff file: its automata have no weights\n");
    automaton = two_letters();
    automaton.final = unit(1, -1);
    EXPECT_EQ(refusal(automaton),
              "a final weight -1 cannot be written to a .jff file: its automata have no weights\n");
    automaton = two_letters();
    automaton.alphabet = Alphabet({"a", "bb"});
    EXPECT_EQ(refusal(automaton),
              "symbol bb cannot be written to a .jff file: a symbol is one character there\n");
    automaton.alphabet = Alphabet({"a", "\t"});
    EXPECT_EQ(refusal(automaton),
              "symbol   cannot be written to a .jff file: it is not a printable character\n");
    automaton = two_letters();
    automaton.transition[1] = SparseMatrix(2, 2);
    EXPECT_EQ(refusal(automaton),
              "symbol < cannot be written to a .jff file: a symbol is kept by its transitions there, and it "
              "has none\n");
    automaton = two_letters();
    automaton.states[0] = "a\nb";
    EXPECT_EQ(refusal(automaton),
              "state a?b cannot be written to a .jff file: it has no name of printable characters\n");
}

}  // namespace
}  // namespace linac::tests::jff_test
