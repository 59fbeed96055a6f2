// Classes of letters cost the alphabet, not only their text: a short file must not cost its square.
#include <gtest/gtest.h>

#include "formats/daut.hpp"
#include "formats/vcsn/labels.hpp"

namespace linac::tests::labels_test {
namespace {

/// Distinct words of four letters, in alphabetical order.
std::string long_letter(std::size_t index) {
    std::string letter(4, 'a');
    for (std::size_t i = 4; i-- > 0; index /= 26) letter[i] = static_cast<char>('a' + index % 26);
    return "'" + letter + "'";
}

std::string context_of(std::size_t letters) {
    std::string text = "context = letterset<string_letters(";
    for (std::size_t i = 0; i < letters; ++i) text += long_letter(i);
    return text + ")>, q\n";
}

constexpr std::size_t letter_count = 20'000;
/// As many classes without any letter as look at more letters than allowed: each looks at the alphabet twice.
constexpr std::size_t too_many = max_vcsn_class_letters / (2 * letter_count) + 1;

std::string empty_class() {
    return "[^" + long_letter(0) + "-" + long_letter(letter_count - 1) + "]";
}

TEST(VcsnLabels, refuses_classes_that_exclude_long_alphabets_again_and_again) {
    std::string text = context_of(letter_count) + "0 -> 0 " + empty_class();
    for (std::size_t i = 1; i < too_many; ++i) text += ", " + empty_class();
    const auto result = read_daut(text, "a.daut");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message(), "classes of more than 32000000 letters in all");
    EXPECT_EQ(result.error().place().line, 2U);
    EXPECT_GT(result.error().place().column, (too_many - 1) * (empty_class().size() + 2));
}

TEST(VcsnLabels, refuses_them_line_by_line) {
    std::string text = context_of(letter_count);
    for (std::size_t i = 0; i < too_many; ++i) text += "0 -> 1 " + empty_class() + "\n";
    const auto result = read_daut(text, "a.daut");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message(), "classes of more than 32000000 letters in all");
    EXPECT_EQ(result.error().place().line, too_many + 1);
}

TEST(VcsnLabels, sorts_a_long_alphabet_once) {
    // A sort a line would take minutes.
    constexpr std::size_t lines = 100'000;
    std::string text = context_of(letter_count);
    for (std::size_t i = 0; i < lines; ++i) text += "0 0 [" + long_letter(7) + "-" + long_letter(8) + "]\n";
    const ForeignAutomaton foreign = read_daut(text, "a.daut").value();
    EXPECT_EQ(foreign.content.automaton.transition_count(), 2U);
    EXPECT_EQ(foreign.content.automaton.transition[7].at(0, 0), Rational(lines));
}

TEST(VcsnLabels, reads_a_range_by_the_order_of_names) {
    const auto foreign = read_daut("context = lal_char(cab), q\n0 -> 1 [a-b], <2>[^a-b]\n", "a.daut").value();
    const WeightedAutomaton& automaton = foreign.content.automaton;
    EXPECT_EQ(automaton.alphabet.symbols(), (std::vector<std::string>{"c", "a", "b"}));
    EXPECT_EQ(automaton.transition[0].at(0, 1), Rational(2));
    EXPECT_EQ(automaton.transition[1].at(0, 1), Rational(1));
    EXPECT_EQ(automaton.transition[2].at(0, 1), Rational(1));
}

}  // namespace
}  // namespace linac::tests::labels_test
