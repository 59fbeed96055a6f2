// Damaged files: whatever is cut off, changed or made up, reading ends in an automaton or in an error with a
// place.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "support/rapidcheck.hpp"

namespace linac::tests::native_fuzz_test {
namespace {

/// All files of automata/, the broken ones too.
const std::vector<std::string>& sample_texts() {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all;
        for (const std::string folder : {"weighted", "permutation", "counter", "stack", "broken"})
            for (const auto& file : automaton_files(folder)) all.push_back(read_file(file));
        return all;
    }();
    return texts;
}

/// What is wrong with how the reader took the text; empty if nothing is.
std::string complaint(const std::string& text) {
    const auto automaton = read_automaton(text, "damaged.linac");
    if (automaton) {
        const auto copy = read_automaton(write_automaton(automaton.value()), "copy");
        return copy && copy.value() == automaton.value() ? "" : "an automaton that is not read back";
    }
    const Error& error = automaton.error();
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    if (error.kind() != Error::Kind::bad_input) return "another kind of error";
    if (error.message().empty()) return "an error without a message";
    if (error.place().source != "damaged.linac" || error.place().line > lines)
        return "an error at a wrong place";
    if (describe(error).find("damaged.linac:") != 0) return "a description without its place";
    return "";
}

TEST(DamagedFiles, cut_off_anywhere_are_read_or_refused) {
    for (const std::string& text : sample_texts())
        for (std::size_t length = 0; length <= text.size(); ++length)
            ASSERT_EQ(complaint(text.substr(0, length)), "") << text.substr(0, length);
}

TEST(DamagedFiles, with_any_line_left_out_or_repeated_are_read_or_refused) {
    for (const std::string& text : sample_texts()) {
        for (std::size_t first = 0; first < text.size();) {
            const std::size_t end = std::min(text.find('\n', first), text.size() - 1) + 1;
            ASSERT_EQ(complaint(text.substr(0, first) + text.substr(end)), "") << text;
            ASSERT_EQ(complaint(text.substr(0, end) + text.substr(first)), "") << text;
            first = end;
        }
    }
}

RC_GTEST_PROP(DamagedFiles, with_random_bytes_changed_are_read_or_refused, ()) {
    std::string text = sample_texts()[*between(0, sample_texts().size() - 1)];
    const std::size_t edits = *between(1, 6);
    for (std::size_t i = 0; i < edits && !text.empty(); ++i) {
        const std::size_t at = *between(0, text.size() - 1);
        constexpr std::string_view meaningful = "#,<>$\"()\\ \t\r\n-/=01ab.";
        const char byte = *rc::gen::arbitrary<bool>() ? meaningful[*between(0, meaningful.size() - 1)]
                                                      : static_cast<char>(*between(0, 255));
        switch (*between(0, 3)) {
            case 0:
                text[at] = byte;
                break;
            case 1:
                text.insert(at, 1, byte);
                break;
            case 2:
                text.erase(at, *between(1, 20));
                break;
            default:
                text.insert(at, text.substr(*between(0, text.size() - 1), *between(1, 40)));
                break;
        }
    }
    RC_ASSERT(complaint(text) == "");
}

RC_GTEST_PROP(DamagedFiles, made_of_random_words_of_the_format_are_read_or_refused, ()) {
    static const std::vector<std::string> words = {
        "alphabet", "states", "initial", "final",  "=",       "->",    "->",   "$",   ",",
        "(",        ")",      "<1>",     "<-2/3>", "<0>",     "<0.5>", "a",    "a",   "b",
        "0",        "0",      "1",       "\"0\"",  "\"x y\"", "\n",    "\n",   "\n",  "# c",
        "counters", "stack",  "accept",  "reject", "n",       "n=0",   "n+=1", "n=A", "n-=A"};
    const std::string kind = drawn_of<std::string>({"weighted", "permutation", "counter", "stack"});
    std::string text = "linac 1 " + kind + "\n";
    if (*rc::gen::arbitrary<bool>()) text += "alphabet a b\nstates 0 1\n";
    for (const std::size_t i : drawn_numbers(words.size())) text += words[i] + " ";
    RC_ASSERT(complaint(text) == "");
}

/// A random line of the right form more often leads to an automaton than random words do.
RC_GTEST_PROP(DamagedFiles, made_of_random_lines_of_the_format_are_read_or_refused, ()) {
    static const std::vector<std::string> lines = {"alphabet a b",
                                                   "alphabet a",
                                                   "states 0 1",
                                                   "$ -> 0",
                                                   "$ -> 1 <1/2>",
                                                   "0 -> 1 a, <2>b",
                                                   "1 -> 0 <-1>a",
                                                   "1 -> $",
                                                   "0 -> $ <-1/3>",
                                                   "a = (0 1)",
                                                   "b = ()",
                                                   "a = (1)(0)",
                                                   "initial 0",
                                                   "initial 1",
                                                   "final 0, 1",
                                                   "final 1 <2>, 1",
                                                   "counters n",
                                                   "stack n = A B",
                                                   "reject 2",
                                                   "accept 0 n=0",
                                                   "accept 1 n=A",
                                                   "0 -> 1 a n=0 n+=1, b n:=0",
                                                   "1 -> 0 a n-=A n+=B, b",
                                                   "0 -> 0 a n+=A",
                                                   "1 -> 1 () n=empty n+=B"};
    std::string text =
        "linac 1 " + drawn_of<std::string>({"weighted", "permutation", "counter", "stack"}) + "\n";
    if (*rc::gen::arbitrary<bool>()) text += "alphabet a b\n";
    for (const std::size_t i : drawn_numbers(lines.size())) text += lines[i] + "\n";
    RC_ASSERT(complaint(text) == "");
}

}  // namespace
}  // namespace linac::tests::native_fuzz_test
