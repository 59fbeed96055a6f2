#include "formats/csv.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "error.hpp"
#include "support/rapidcheck.hpp"

namespace linac::csv_test {
namespace {

using Records = std::vector<std::vector<std::string>>;

Records read(const std::string& text) {
    Records all;
    for (std::size_t at = 0; at < text.size();) {
        all.emplace_back();
        for (const csv::Field& field : csv::fields(csv::take_record(text, at)))
            all.back().push_back(field.text);
    }
    return all;
}

std::string message(const std::string& text) {
    const auto records = capture([&] { return read(text); });
    return records ? "none" : describe(records.error());
}

/// As RFC 4180 asks for, or with quotes around everything.
std::string written(const Records& records, bool quote_all, const std::string& line_end) {
    std::string text;
    for (const auto& record : records) {
        for (std::size_t i = 0; i < record.size(); ++i) {
            text += i > 0 ? "," : "";
            const bool quoted = quote_all || record[i].find_first_of(",\"\r\n") != std::string::npos;
            text += quoted ? "\"" : "";
            for (const char c : record[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += quoted ? "\"" : "";
        }
        text += line_end;
    }
    return text;
}

TEST(Csv, separates_records_and_fields) {
    EXPECT_EQ(read("a,b\nc,d\n"), (Records{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(read("a,b\r\nc,d"), (Records{{"a", "b"}, {"c", "d"}}));
    EXPECT_EQ(read("a,b\r"), (Records{{"a", "b"}}));
    EXPECT_EQ(read(",\n\n x "), (Records{{"", ""}, {""}, {" x "}}));
    EXPECT_EQ(read(R"("a,1","say ""no""","")"
                   "\n\"two\nlines\",x"),
              (Records{{"a,1", "say \"no\"", ""}, {"two\nlines", "x"}}));
    EXPECT_EQ(read(R"("""",x)"), (Records{{"\"", "x"}}));
}

TEST(Csv, names_the_place_of_what_is_malformed) {
    EXPECT_NE(message("a,b\nc,\"d\ne,f\n").find("2:3: a quote that is not closed\nc,\"d\n  ^\nhint: "),
              std::string::npos);
    EXPECT_NE(message("a,b\"c,d").find("1:4: a quote within a field"), std::string::npos);
    EXPECT_NE(message(R"(a,"b"c,d)").find("1:6: text after a closing quote"), std::string::npos);
    EXPECT_NE(message(R"("a" ,b)").find("1:4: text after a closing quote"), std::string::npos);
    EXPECT_NE(message(R"(")").find("not closed"), std::string::npos);
}

RC_GTEST_PROP(Csv, reads_back_what_the_standard_writes, ()) {
    const auto width = *rc::gen::inRange<std::size_t>(2, 5);
    Records records(*rc::gen::inRange<std::size_t>(0, 20), std::vector<std::string>(width));
    for (auto& record : records)
        for (std::string& field : record) field = tests::drawn_text("a,\"\n\r ");
    const auto line_end = tests::drawn_of<std::string>({"\n", "\r\n"});
    RC_ASSERT(read(written(records, *rc::gen::arbitrary<bool>(), line_end)) == records);
}

RC_GTEST_PROP(Csv, any_text_is_read_or_refused, ()) {
    using namespace std::string_view_literals;
    const std::string text = tests::drawn_text("a,\"\n\r\0"sv);
    std::size_t bytes = 0;
    const auto records = capture([&] { return read(text); });
    if (!records) return;
    for (const auto& record : records.value())
        for (const std::string& field : record) bytes += field.size();
    RC_ASSERT(bytes <= text.size());
}

}  // namespace
}  // namespace linac::csv_test
