// The expected weights in data/ against the automata they are named after.
#include <gtest/gtest.h>

#include "automata/automaton.hpp"
#include "formats/lexer.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::tests::data_test {
namespace {

std::vector<std::string> lines_of(const std::string& file) {
    const std::string text = read_file(source_directory() / "data" / file);
    std::vector<std::string> lines;
    for (const std::string_view line : split_lines(text, file)) lines.emplace_back(line);
    return lines;
}

struct WordList : testing::TestWithParam<std::pair<std::string, std::string>> {};

TEST_P(WordList, has_the_weights_that_stand_beside_it) {
    const auto& [list, name] = GetParam();
    const auto file = source_directory() / "automata" / "weighted" / (name + ".linac");
    const Automaton automaton = read_automaton(read_file(file), name).value();
    const std::vector<std::string> words = lines_of(list + ".txt");
    const std::vector<std::string> weights = lines_of(list + "." + name + ".txt");
    ASSERT_EQ(words.size(), weights.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word word = parse_word(words[i], alphabet_of(automaton), list, i + 1).value();
        EXPECT_EQ(to_string(weight(to_weighted(automaton), word)), weights[i]) << words[i];
    }
}

INSTANTIATE_TEST_SUITE_P(Data, WordList,
                         testing::Values(std::pair{"words-ab", "a-minus-b"},
                                         std::pair{"words-ab", "length-times-a"},
                                         std::pair{"words-01", "binary-value"},
                                         std::pair{"words-01", "parity"},
                                         std::pair{"words-diary", "hidden-markov"}));

}  // namespace
}  // namespace linac::tests::data_test
