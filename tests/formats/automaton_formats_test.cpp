#include "formats/automaton_formats.hpp"

#include <gtest/gtest.h>

#include "analysis/equality.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "text.hpp"

namespace linac::automaton_formats_test {
namespace {

constexpr FileFormat all_formats[] = {FileFormat::native,  FileFormat::daut, FileFormat::dot,
                                      FileFormat::mata,    FileFormat::jff,  FileFormat::att,
                                      FileFormat::pautomac};

// Two paths read a, one reads b.
constexpr auto nfa = "@NFA-explicit\n%Alphabet-auto\n%Initial p\n%Final q\np a p\np a q\np b q\nq a q\n";

WeightedAutomaton weighted(const AutomatonFile& file) {
    return std::get<WeightedAutomaton>(file.automaton);
}

TEST(AutomatonFormats, have_names) {
    for (const FileFormat format : all_formats) EXPECT_EQ(file_format_by_name(name_of(format)), format);
    EXPECT_EQ(file_format_by_name("xml"), std::nullopt);
    EXPECT_EQ(join(file_format_names(), ", "), "native, daut, dot, mata, jff, att, pautomac");
}

TEST(AutomatonFormats, are_told_by_the_name_of_a_file) {
    EXPECT_EQ(file_format_of_name("folder.daut/a.mata"), FileFormat::mata);
    EXPECT_EQ(file_format_of_name("a.gv"), FileFormat::dot);
    EXPECT_EQ(file_format_of_name("1.pautomac_model.txt"), FileFormat::pautomac);
    EXPECT_EQ(file_format_of_name("a.txt"), std::nullopt);
    EXPECT_EQ(file_format_of_name("-"), std::nullopt);
}

TEST(AutomatonFormats, are_told_by_their_text) {
    EXPECT_EQ(file_format_of_text("# comment\n\nlinac 1 weighted\n"), FileFormat::native);
    EXPECT_EQ(file_format_of_text("context = lal_char(ab), q\n$ -> 0\n"), FileFormat::daut);
    EXPECT_EQ(file_format_of_text("$ -> 0\n0 -> 0 a\n"), FileFormat::daut);
    EXPECT_EQ(file_format_of_text("// vcsn\ndigraph\n{\n}"), FileFormat::dot);
    EXPECT_EQ(file_format_of_text(nfa), FileFormat::mata);
    EXPECT_EQ(file_format_of_text("<?xml version=\"1.0\"?><structure/>"), FileFormat::jff);
    EXPECT_EQ(file_format_of_text("0 1 a 0.5\n1\n"), FileFormat::att);
    EXPECT_EQ(file_format_of_text("I: (state)\n\t(0) 1\n"), FileFormat::pautomac);
    EXPECT_EQ(file_format_of_text(""), FileFormat::native);
    EXPECT_EQ(file_format_of_text("hello"), FileFormat::native);
}

TEST(AutomatonFormats, the_name_goes_before_the_text_and_what_is_said_before_both) {
    EXPECT_FALSE(read_automaton_file(nfa, "a.daut"));
    EXPECT_TRUE(read_automaton_file(nfa, "a.mata"));
    EXPECT_TRUE(read_automaton_file(nfa, "a.daut", {.format = FileFormat::mata}));
    EXPECT_TRUE(read_automaton_file(nfa, "-"));
}

TEST(AutomatonFormats, without_weights_count_paths_or_are_languages) {
    const auto counted = read_automaton_file(nfa, "a.mata").value();
    EXPECT_TRUE(counted.counts_paths);
    EXPECT_TRUE(counted.has_ambiguity);
    EXPECT_EQ(weight(weighted(counted), {0, 0, 0}), 3);
    const auto language = read_automaton_file(nfa, "a.mata", {.as_language = true}).value();
    EXPECT_FALSE(language.counts_paths);
    EXPECT_EQ(weight(weighted(language), {0, 0, 0}), 1);
    EXPECT_EQ(weight(weighted(language), {}), 0);
}

TEST(AutomatonFormats, errors_name_the_file) {
    const auto broken = read_automaton_file("@NFA-explicit\n%Final\np a\n", "a.mata");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().place().source, "a.mata");
    const auto endless =
        read_automaton_file("context = lan_char(a), q\n$ -> 0\n0 -> 0 \\e, a\n0 -> $\n", "a.daut");
    ASSERT_FALSE(endless);
    EXPECT_EQ(endless.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(endless.error().place().source, "a.daut");
}

TEST(AutomatonFormats, pautomac_is_not_written) {
    EXPECT_THROW((void)write_automaton_file(WeightedAutomaton(tests::letters(1), 1), FileFormat::pautomac),
                 Error);
}

// Whatever can be written reads back to the same weights of all words, for the zoo.
TEST(AutomatonFormats, hold_the_zoo_or_say_why_not) {
    std::size_t written = 0;
    for (const std::string folder : {"weighted", "permutation"}) {
        for (const auto& path : tests::automaton_files(folder)) {
            const auto before =
                to_weighted(read_automaton_file(tests::read_file(path), "zoo.linac").value().automaton);
            for (const FileFormat format : all_formats) {
                const auto text = capture([&] { return write_automaton_file(before, format).text; });
                if (!text) {
                    EXPECT_EQ(text.error().kind(), Error::Kind::impossible);
                    continue;
                }
                ++written;
                const auto file = read_automaton_file(text.value(), "-");  // the text tells its format
                ASSERT_TRUE(file) << path << " as " << name_of(format) << ": " << describe(file.error());
                EXPECT_EQ(file.value().format, format);
                const auto after = reordered(weighted(file.value()), before.alphabet, "after", "before");
                EXPECT_TRUE(compare(before, after).equal()) << path << " as " << name_of(format);
            }
        }
    }
    EXPECT_GT(written, 100U);
}

}  // namespace
}  // namespace linac::automaton_formats_test
