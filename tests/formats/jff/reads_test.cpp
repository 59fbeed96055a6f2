#include "formats/jff/reads.hpp"

#include <gtest/gtest.h>

namespace linac::tests::reads_test {
namespace {

TEST(JffReads, takes_characters_off_a_text) {
    std::string_view text = "a∑🂡";
    EXPECT_EQ(jff::take_character(text), "a");
    EXPECT_EQ(jff::take_character(text), "∑");
    EXPECT_EQ(jff::take_character(text), "🂡");
    EXPECT_TRUE(text.empty());
}

TEST(JffReads, knows_what_is_printable) {
    EXPECT_TRUE(jff::is_printable("größer ∑"));
    EXPECT_TRUE(jff::is_printable(""));
    EXPECT_FALSE(jff::is_printable("a\tb"));
    EXPECT_FALSE(jff::is_printable("\x7F"));
    EXPECT_FALSE(jff::is_printable("\xFF"));
    EXPECT_FALSE(jff::is_printable("\xEF\xBF\xBF"));  // U+FFFF
}

TEST(JffReads, knows_the_entities_of_xml) {
    EXPECT_EQ(jff::unknown_entity("a&lt;&gt;&amp;&quot;&apos;&#945;&#x3b1;b"), std::nullopt);
    EXPECT_EQ(jff::unknown_entity("ab&epsilon;"), 2U);
    EXPECT_EQ(jff::unknown_entity("&amp;&"), 5U);
    EXPECT_EQ(jff::unknown_entity("&#;"), 0U);
    EXPECT_EQ(jff::unknown_entity("&#x;"), 0U);
    EXPECT_EQ(jff::unknown_entity("&#12"), 0U);
    EXPECT_EQ(jff::unknown_entity("&#3b1;"), 0U);
}

TEST(JffReads, reads_ranges) {
    using Range = std::pair<std::uint32_t, std::uint32_t>;
    EXPECT_EQ(jff::range("[a-z]"), Range('a', 'z'));
    EXPECT_EQ(jff::range("[[-[]"), Range('[', '['));
    EXPECT_EQ(jff::range("[]-]]"), Range(']', ']'));
    EXPECT_EQ(jff::range("[---]"), Range('-', '-'));
    EXPECT_EQ(jff::range("[α-🂡]"), Range(0x3B1, 0x1F0A1));
    for (const std::string text :
         {"[", "[a", "[a-", "[a-z", "[ab]", "[a-z]x", "x[a-z]", "a-z", "[a-zz]", "[]"})
        EXPECT_EQ(jff::range(text), std::nullopt) << text;
}

TEST(JffReads, writes_the_characters_of_a_range) {
    EXPECT_EQ(jff::utf8('a'), "a");
    EXPECT_EQ(jff::utf8(0xFC), "ü");
    EXPECT_EQ(jff::utf8(0x2211), "∑");
}

}  // namespace
}  // namespace linac::tests::reads_test
