#include "formats/certificate_file.hpp"

#include <gtest/gtest.h>

#include "analysis/equality.hpp"
#include "analysis/pairs.hpp"
#include "support/files.hpp"
#include "support/scale.hpp"

namespace linac::certificate_file_test {
namespace {

using tests::Pairs;

std::string example() {
    const std::string page = tests::read_file(tests::source_directory() / "lib/formats/certificate_file.md");
    const std::string opening = "```json\n";
    const std::size_t first = page.find(opening) + opening.size();
    return page.substr(first, page.find("```", first) - first);
}

TEST(CertificateFile, TheExampleIsValidAndWrittenAsItIs) {
    const Certificate certificate = read_certificate(example(), "example").value();
    WeightedAutomaton left = tests::cyclic({0, 1});
    WeightedAutomaton right = restricted(left, {1, 0});
    EXPECT_EQ(flaw(certificate, left, right), std::nullopt);
    EXPECT_EQ(write_certificate(certificate), example());
}

TEST(CertificateFile, ReadsBackWhatWasWritten) {
    Pairs pairs(21);
    for (std::size_t k = 0; k < tests::scaled(1000); ++k) {
        auto [left, right] = pairs.draw(k % Pairs::kinds);
        Certificate certificate = certified_compare(left, right);
        if (k % 7 == 0)
            certificate.alphabet =
                Alphabet(left.alphabet.size() == 1 ? std::vector<std::string>{"\"\\\x01 é"}
                                                   : std::vector<std::string>{"a b", "\n\x1F"});
        const std::string text = write_certificate(certificate);
        const Result<Certificate> again = read_certificate(text, "test");
        ASSERT_TRUE(again) << text << describe(again.error());
        ASSERT_EQ(again.value(), certificate);
        ASSERT_EQ(write_certificate(again.value()), text);
    }
}

TEST(CertificateFile, SurvivesDamage) {
    Pairs pairs(22);
    std::mt19937 random(23);
    static const std::string bytes = "{}[],:\"\\/-+.0123456789eabt \n\xC3\xFF\x01" + std::string(1, '\0');
    std::size_t valid = 0;
    for (std::size_t k = 0; k < tests::scaled(2000); ++k) {
        const auto [left, right] = pairs.draw(k % Pairs::kinds);
        std::string text = write_certificate(certified_compare(left, right));
        for (std::size_t edits = 1 + random() % 3; edits > 0; --edits) {
            const std::size_t at = random() % text.size();
            const std::size_t digit = text.find_first_of("0123456789", at);
            if (random() % 2 == 0)
                text[at] = bytes[random() % bytes.size()];
            else if (digit != std::string::npos)  // keeps the form, so that what is behind it is reached
                text[digit] = static_cast<char>('0' + random() % 10);
        }
        const Result<Certificate> read = read_certificate(text, "test");
        if (!read) continue;
        ++valid;
        ASSERT_EQ(read_certificate(write_certificate(read.value()), "test").value(), read.value());
        static_cast<void>(flaw(read.value(), left, right));  // neither throws nor crashes
    }
    EXPECT_GT(valid, 0U);
}

TEST(CertificateFile, EveryTruncationIsAnError) {
    const std::string text = example();
    for (std::size_t length = 0; length + 2 < text.size(); ++length)
        ASSERT_FALSE(read_certificate(text.substr(0, length), "test")) << length;
}

TEST(CertificateFile, SaysWhatIsWrongAndWhere) {
    struct Edit {
        std::string from;
        std::string to;
        std::string message;
    };
    const std::string different =
        "{\"format\": \"linac certificate\", \"version\": 1, \"alphabet\": [\"a\"], \"left_states\": 1, "
        "\"right_states\": 1, \"verdict\": \"different\", \"scope\": \"this word\", \"word\": [\"a\"], "
        "\"left\": \"1\", \"right\": \"2\"}";
    const auto check = [](const std::string& original, const std::vector<Edit>& edits) {
        for (const Edit& edit : edits) {
            std::string text = original;
            const std::size_t at = text.find(edit.from);
            ASSERT_NE(at, std::string::npos) << edit.from;
            text.replace(at, edit.from.size(), edit.to);
            const Result<Certificate> read = read_certificate(text, "c.json");
            ASSERT_FALSE(read) << edit.to;
            EXPECT_EQ(describe(read.error()), "c.json: " + edit.message + "\n") << edit.to;
        }
    };
    check(example(),
          {{"linac certificate", "linac network",
            "at /format: expected \"linac certificate\", found \"linac network\""},
           {"\"version\": 1", "\"version\": 2",
            "at /version: version 2 is unknown\nhint: this program reads version 1"},
           {"[\"a\"]", "[\"a\", \"a\"]", "at /alphabet: symbol a is twice in the alphabet"},
           {"\"left_states\": 2", "\"left_states\": -2",
            "at /left_states: expected a whole number, found a negative number"},
           {"\"left_states\": 2", "\"left_states\": 100000000",
            "at /left_states: state 100000000 of 100000000\nhint: indices count from 0"},
           {"\"equal\"", "\"same\"", "at /verdict: expected \"equal\" or \"different\", found \"same\""},
           {"all words", "this word", "at /scope: expected \"all words\", found \"this word\""},
           {"forward", "sideways", "at /direction: expected \"forward\" or \"backward\", found \"sideways\""},
           {"\"columns\": [0, 1]", "\"columns\": [0, 4]",
            "at /columns/1: column 4 of 4\nhint: indices count from 0"},
           {"\"columns\": [0, 1]", "\"columns\": [0]", "at /basis: 2 rows and 1 column"},
           {"\"columns\": [0, 1],", "", "at /: key \"columns\" is missing"},
           {"[0, \"1\"]", "[4, \"1\"]", "at /basis/0/0/0: column 4 of 4\nhint: indices count from 0"},
           {"[3, \"1\"]", "[0, \"1\"]", "at /basis/0/1: column 0 after column 0"},
           {"[0, \"1\"]", "[0, \"1\", 2]", "at /basis/0/0: expected [column, number], found 3 elements"},
           {"[0, \"1\"]", "[0, 1]",
            "at /basis/0/0/1: expected an exact number in quotes, such as \"1/2\", found a whole number"},
           {"[0, \"1\"]", "[0, \"1/0\"]", "at /basis/0/0/1: a denominator of 0"},
           {"[0, \"1\"]", "[0, \"0\"]",
            "at /basis/0/0: an entry of 0\nhint: rows list their non-zero entries only"}});
    check(different,
          {{"[\"a\"], \"left\"", "[\"b\"], \"left\"", "at /word/0: \"b\" is not in the alphabet"},
           {"this word", "all words", "at /scope: expected \"this word\", found \"all words\""},
           {"\"right\": \"2\"", "\"right\": \"two\"",
            "at /right: \"two\" is not a number\nhint: a number is an integer, p/q or a finite decimal"},
           {"\"right\": \"2\"", "\"basis\": []",
            "at /: unknown key \"basis\"\nhint: the keys here are format, version, alphabet, left_states, "
            "right_states, verdict, scope, word, left, right"}});
    const Result<Certificate> empty = read_certificate(" ", "c.json");
    ASSERT_FALSE(empty);
    EXPECT_EQ(describe(empty.error()),
              "c.json: an empty file\nhint: a certificate is one JSON object, see certificate_file.md\n");
}

}  // namespace
}  // namespace linac::certificate_file_test
