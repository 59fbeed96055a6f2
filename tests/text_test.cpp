#include "text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "support/rapidcheck.hpp"

namespace linac::text_test {
namespace {

/// UTF-8 as RFC 3629 defines it, from the code point.
std::string encoded(std::uint32_t point) {
    const auto byte = [](std::uint32_t value) {
        return static_cast<char>(static_cast<unsigned char>(value));
    };
    const auto tail = [&](std::uint32_t shift) { return byte(0x80U | ((point >> shift) & 0x3FU)); };
    if (point < 0x80) return {byte(point)};
    if (point < 0x800) return {byte(0xC0U | (point >> 6U)), tail(0)};
    if (point < 0x10000) return {byte(0xE0U | (point >> 12U)), tail(6), tail(0)};
    return {byte(0xF0U | (point >> 18U)), tail(12), tail(6), tail(0)};
}

bool is_surrogate(std::uint32_t point) {
    return point >= 0xD800 && point < 0xE000;
}

/// Of one, two, three and four bytes alike.
std::vector<std::uint32_t> drawn_points() {
    constexpr std::array<std::uint32_t, 5> ranges = {0x20, 0x80, 0x800, 0x10000, 0x110000};
    std::vector<std::uint32_t> points;
    for (const std::size_t range : tests::drawn_numbers(4)) {
        const auto point = *rc::gen::inRange<std::uint32_t>(ranges[range], ranges[range + 1]);
        points.push_back(is_surrogate(point) ? 0xFFFD : point);
    }
    return points;
}

std::string text_of(const std::vector<std::uint32_t>& points) {
    std::string text;
    for (const std::uint32_t point : points) text += encoded(point);
    return text;
}

TEST(Text, of_markup_is_text) {
    EXPECT_EQ(escaped_markup("</script> & \"λ\" 'x'"), "&lt;/script&gt; &amp; &quot;λ&quot; 'x'");
    EXPECT_EQ(escaped_markup(""), "");
}

TEST(Utf8, accepts_every_code_point_but_surrogates) {
    for (std::uint32_t point = 0; point < 0x110000; ++point) {
        const std::string character = encoded(point);
        const bool accepted = !first_invalid_utf8(character).has_value();
        ASSERT_EQ(accepted, !is_surrogate(point)) << point;
        ASSERT_EQ(character_count(character), accepted ? 1U : character.size()) << point;
    }
}

TEST(Utf8, names_the_first_byte_that_is_malformed) {
    EXPECT_EQ(first_invalid_utf8(""), std::nullopt);
    EXPECT_EQ(first_invalid_utf8("plain"), std::nullopt);
    EXPECT_EQ(first_invalid_utf8("a\x80"), 1U) << "a continuation byte alone";
    EXPECT_EQ(first_invalid_utf8("ab\xC3"), 2U) << "cut short";
    EXPECT_EQ(first_invalid_utf8("\xC3("), 0U) << "a letter where a continuation byte belongs";
    EXPECT_EQ(first_invalid_utf8("\xC0\xAF"), 0U) << "'/' in two bytes";
    EXPECT_EQ(first_invalid_utf8("\xE0\x80\xAF"), 0U) << "'/' in three bytes";
    EXPECT_EQ(first_invalid_utf8("\xF0\x80\x80\xAF"), 0U) << "'/' in four bytes";
    EXPECT_EQ(first_invalid_utf8("\xC1\xBF"), 0U) << "the last character of one byte, in two";
    EXPECT_EQ(first_invalid_utf8("\xE0\x9F\xBF"), 0U) << "the last character of two bytes, in three";
    EXPECT_EQ(first_invalid_utf8("\xF0\x8F\xBF\xBF"), 0U) << "the last character of three bytes, in four";
    EXPECT_EQ(first_invalid_utf8("\xED\xA0\x80"), 0U) << "a surrogate";
    EXPECT_EQ(first_invalid_utf8("\xF4\x90\x80\x80"), 0U) << "beyond U+10FFFF";
    EXPECT_EQ(first_invalid_utf8("\xF8\x88\x80\x80\x80"), 0U) << "five bytes";
    EXPECT_EQ(first_invalid_utf8("\xFF"), 0U);
}

RC_GTEST_PROP(Utf8, finds_the_one_byte_that_was_damaged, ()) {
    const auto before = drawn_points();
    const auto after = drawn_points();
    const auto bad = static_cast<char>(*rc::gen::inRange(0xF5, 0x100));
    const std::string start = text_of(before);
    RC_ASSERT(!first_invalid_utf8(start + text_of(after)));
    RC_ASSERT(first_invalid_utf8(start + bad + text_of(after)) == start.size());
}

RC_GTEST_PROP(Characters, are_counted_and_taken_apart_one_by_one, ()) {
    const auto points = drawn_points();
    const std::string text = text_of(points);
    RC_ASSERT(character_count(text) == points.size());
    const std::vector<std::string> characters = printable_characters(text);
    RC_ASSERT(characters.size() == points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const bool control = points[i] >= 0x7F && points[i] < 0xA0;
        RC_ASSERT(characters[i] == (control ? "?" : encoded(points[i])));
    }
}

RC_GTEST_PROP(Characters, after_a_count_are_those_left, ()) {
    const auto points = drawn_points();
    const auto count = *rc::gen::inRange<std::size_t>(0, points.size() + 2);
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(std::min(count, points.size()));
    RC_ASSERT(after_characters(text_of(points), count) == text_of({first, points.end()}));
}

RC_GTEST_PROP(Characters, of_any_bytes_are_well_formed_text, ()) {
    const auto bytes = *rc::gen::arbitrary<std::string>();
    std::string shown;
    for (const std::string& character : printable_characters(bytes)) shown += character;
    RC_ASSERT(!first_invalid_utf8(shown));
    RC_ASSERT(character_count(shown) == character_count(bytes));
}

TEST(Printable, replaces_what_a_terminal_would_obey_or_not_know) {
    EXPECT_EQ(printable("a\x1B[31mb"), "a?[31mb");
    EXPECT_EQ(printable("a\tb\nc"), "a b?c");
    EXPECT_EQ(printable("\xC2\x9B"), "?");
    EXPECT_EQ(printable("caf\xE9"), "caf?");
    EXPECT_EQ(printable("größer ∑ 🂡"), "größer ∑ 🂡");
}

TEST(Printable, cuts_a_long_text) {
    EXPECT_EQ(printable("αβγδ", 4), "αβγδ");
    EXPECT_EQ(printable("αβγδε", 4), "αβγδ...");
    EXPECT_EQ(printable(std::string(1'000'000, 'x'), 3), "xxx...");
    EXPECT_EQ(printable(""), "");
}

TEST(CountOf, puts_the_noun_into_the_plural) {
    EXPECT_EQ(count_of(2, "state"), "2 states");
    EXPECT_EQ(character_count("λ − 1"), 5U);
    EXPECT_EQ(count_of(0, "state"), "0 states");
    EXPECT_EQ(count_of(1, "state"), "1 state");
    EXPECT_EQ(count_of(2, "state"), "2 states");
}

TEST(Join, puts_the_separator_between_words) {
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join({"a"}, ", "), "a");
    EXPECT_EQ(join({"a", "", "b"}, ", "), "a, , b");
}

TEST(FreshName, has_primes_until_it_is_free) {
    EXPECT_EQ(fresh_name("q", [](const std::string& name) { return name.size() < 3; }), "q''");
}

}  // namespace
}  // namespace linac::text_test
