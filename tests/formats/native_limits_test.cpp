// Files that would take too much memory or time: generated here, as they are too large to store.
#include <gtest/gtest.h>

#include "formats/native.hpp"

namespace linac::native_limits_test {
namespace {

std::string error_of(const std::string& text) {
    const auto automaton = read_automaton(text, "big.linac");
    return automaton ? "no error" : describe(automaton.error());
}

/// " 0 1 2 …", `count` names.
std::string names(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += " " + std::to_string(i);
    return text;
}

std::string repeated(const std::string& text, std::size_t count) {
    std::string result;
    for (std::size_t i = 0; i < count; ++i) result += text;
    return result;
}

constexpr std::size_t million = 1'000'000;

TEST(HugeFiles, with_a_weight_of_a_million_digits_are_refused) {
    const std::string digits(million, '7');
    const std::string excerpt = "$ -> 0 <" + digits.substr(0, 92) + "...\n        ^\n";
    const std::string head = "linac 1 weighted\nalphabet a\n";
    EXPECT_EQ(error_of(head + "$ -> 0 <" + digits + ">\n"),
              "big.linac:3:9: a weight of more than 100000 digits\n" + excerpt);
    EXPECT_EQ(error_of(head + "$ -> 0 <1/" + digits + ">\n"),
              "big.linac:3:9: a weight of more than 100000 digits\n$ -> 0 <1/" + digits.substr(0, 90) +
                  "...\n        ^\n");
    EXPECT_EQ(error_of(head + "$ -> 0 <" + digits),
              "big.linac:3:8: a weight without its closing '>'\n$ -> 0 <" + digits.substr(0, 92) +
                  "...\n       ^\n");
}

TEST(HugeFiles, with_too_many_states_on_one_line_are_refused) {
    // The last name is one too many; what is shown of the line begins within 999986.
    const std::string shown =
        "6 999987 999988 999989 999990 999991 999992 999993 999994 999995 999996 999997 999998 999999 "
        "1000000";
    EXPECT_EQ(
        error_of("linac 1 weighted\nalphabet a\nstates" + names(million + 1) + "\n"),
        "big.linac:3:6888898: more than 1000000 states\n..." + shown + "\n" + std::string(96, ' ') + "^\n");
}

TEST(HugeFiles, with_too_many_states_over_all_lines_are_refused) {
    std::string text = "linac 1 weighted\nalphabet a\n";
    for (std::size_t i = 0; i <= million; ++i) text += "$->" + std::to_string(i) + "\n";
    EXPECT_EQ(error_of(text), "big.linac:1000003:4: more than 1000000 states\n$->1000000\n   ^\n");
}

TEST(HugeFiles, with_too_many_states_for_their_symbols_are_refused) {
    const std::string message = "states times symbols is more than 16000000\n";
    const std::string four_thousand = names(4'000);
    const auto first_line = [](const std::string& text) { return text.substr(0, text.find('\n') + 1); };
    EXPECT_EQ(
        first_line(error_of("linac 1 weighted\nalphabet" + four_thousand + "\nstates" + names(4'001) + "\n")),
        "big.linac:3:18898: " + message);
    EXPECT_EQ(first_line(error_of("linac 1 permutation\nstates" + names(4'001) + "\nalphabet" +
                                  four_thousand + "\n")),
              "big.linac:3:18895: " + message);
}

TEST(HugeFiles, with_a_name_of_a_million_characters_are_read_or_refused_briefly) {
    const std::string name(million, 'n');
    EXPECT_EQ(error_of("linac 1 weighted\nalphabet " + name + "\n$ -> " + name + "\n"), "no error");
    EXPECT_EQ(error_of("linac 1 weighted\nalphabet a\n0 -> 0 " + name + "\n"),
              "big.linac:3:8: symbol " + name.substr(0, 60) + "... is not in the alphabet\n0 -> 0 " +
                  name.substr(0, 93) + "...\n       ^\nhint: declare it on the alphabet line\n");
}

TEST(HugeFiles, within_the_limits_are_read) {
    const std::size_t states = 100'000;
    std::string text = "linac 1 weighted\nalphabet a b\n$ -> 0\n";
    for (std::size_t i = 0; i < states; ++i)
        text += std::to_string(i) + " -> " + std::to_string((i + 1) % states) + " <1/3>a, b\n";
    const Automaton automaton = read_automaton(text + "7 -> $\n", "big.linac").value();
    EXPECT_EQ(to_weighted(automaton).size(), states);
    EXPECT_EQ(read_automaton(write_automaton(automaton), "copy").value(), automaton);
}

TEST(HugeFiles, with_the_same_transition_many_times_are_read) {
    const std::string text = "linac 1 weighted\nalphabet a\n0 -> 0 a" + repeated(", <1/2>a", 100'000) + "\n";
    EXPECT_EQ(to_weighted(read_automaton(text, "big.linac").value()).transition[0].at(0, 0), 50'001);
}

TEST(HugeFiles, with_weights_that_add_up_to_a_number_that_is_too_long_are_refused) {
    std::string text = "linac 1 weighted\nalphabet a\n0 -> 0 a";
    for (int i = 0; i < 40'000; ++i) text += ", <1/" + std::to_string(100'000'007 + 2 * i) + ">a";
    const auto automaton = read_automaton(text + "\n", "big.linac");
    ASSERT_FALSE(automaton);
    EXPECT_EQ(describe(automaton.error()),
              "big.linac: repeated weights add up to a number of more than 100000 digits\n");
}

TEST(HugeFiles, with_many_final_states_from_last_to_first_are_read) {
    const std::size_t states = 200'000;
    std::string text =
        "linac 1 permutation\nalphabet a\nstates" + names(states) + "\na = ()\ninitial 0\nfinal 0";
    for (std::size_t i = states - 1; i > 0; --i) text += ", " + std::to_string(i);
    EXPECT_EQ(std::get<PermutationAutomaton>(read_automaton(text, "big.linac").value()).final.size(), states);
}

TEST(NativeWriter, refuses_an_automaton_without_symbols_as_its_reader_does) {
    const auto text = capture([&] { return write_automaton(WeightedAutomaton(Alphabet(), 1)); });
    ASSERT_FALSE(text);
    EXPECT_EQ(describe(text.error()),
              "an automaton without symbols cannot be written\n"
              "hint: its files have one at least\n");
}

}  // namespace
}  // namespace linac::native_limits_test
