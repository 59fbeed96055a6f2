#include "formats/manifest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "support/rapidcheck.hpp"

namespace linac::manifest_test {
namespace {

/// The pairs, one a line, and the errors in their places.
std::vector<std::string> read(const std::string& text, const std::string& name = "pairs") {
    const auto manifest = read_manifest(text, name);
    if (!manifest) return {"refused: " + describe(manifest.error())};
    std::vector<std::string> all;
    for (std::size_t index = 1; index <= manifest.value().size(); ++index) {
        const auto pair = manifest.value().pair(index);
        all.push_back(pair ? write_pair(pair.value()) : describe(pair.error()));
    }
    return all;
}

std::string only(const std::string& text, const std::string& name = "pairs") {
    const std::vector<std::string> all = read(text, name);
    return all.size() == 1 ? all.front() : "not one pair";
}

using Lines = std::vector<std::string>;

TEST(Manifest, the_example_of_the_header_says_the_same_in_both_forms) {
    const std::string expected =
        R"({"left":"a.linac","right":"a.json","mode":"verify","limits":{"max_length":8}})";
    EXPECT_EQ(only(R"({"left": "a.linac", "right": "a.json", "mode": "verify", "limits": {"max_length": 8}})"
                   "\n"),
              expected);
    EXPECT_EQ(only("left,right,mode,max_length\na.linac,a.json,verify,8\n"), expected);
}

TEST(Manifest, json_lines_with_every_limit) {
    const std::string all = R"({"left":"a","right":"b","mode":"auto","limits":{"words":"w","max_length":1,)"
                            R"("random":2,"length":3,"seed":4294967295,"bound":5,"max_states":6}})";
    EXPECT_EQ(only(all), all);
    const std::string least = R"({"left":"a","right":"b","mode":"auto","limits":{}})";
    EXPECT_EQ(only(R"( {"right":"b", "left":"a"} )"), least);
    EXPECT_EQ(only(R"({"left":"a","right":"b","mode":null,"limits":{"words":null,"seed":null}})"), least);
    EXPECT_EQ(only(R"({"left":"a","right":"b","limits":null})"), least);
    EXPECT_EQ(only(R"({"left":"\u00e4 b\"","right":"\\"})"),
              R"({"left":"ä b\"","right":"\\","mode":"auto","limits":{}})");
}

TEST(Manifest, csv_with_columns_in_any_order_and_empty_fields) {
    EXPECT_EQ(read("seed,right,words,left,random,mode,length,bound,max_states\r\n"
                   ",b,,a,,,,,\r\n"
                   "7,\"b,\"\"2\"\"\",w,a,3,verify,4,5,6\r\n"),
              (Lines{R"({"left":"a","right":"b","mode":"auto","limits":{}})",
                     R"({"left":"a","right":"b,\"2\"","mode":"verify","limits":{"words":"w","random":3,)"
                     R"("length":4,"seed":7,"bound":5,"max_states":6}})"}));
}

TEST(Manifest, the_form_is_told_by_the_name_or_else_by_the_text) {
    const std::string csv = "left,right\na,b\n";
    const std::string json = "\n  {\"left\":\"a\",\"right\":\"b\"}\n";
    const std::string pair = R"({"left":"a","right":"b","mode":"auto","limits":{}})";
    EXPECT_EQ(only(csv), pair);
    EXPECT_EQ(only(csv, "x.csv"), pair);
    EXPECT_EQ(only(json), pair);
    for (const std::string name : {"x.jsonl", "x.ndjson", "x.json"}) {
        EXPECT_EQ(only(json, name), pair);
        EXPECT_EQ(read(csv, name).size(), 2U) << "two lines that are not JSON";
    }
    EXPECT_EQ(only(json, "x.csv").find("refused: x.csv:2:1: a quote within a field"), std::string::npos);
    EXPECT_EQ(only("\xEF\xBB\xBF" + csv), pair) << "with a byte order mark";
    EXPECT_EQ(only("\xEF\xBB\xBF" + json), pair);
}

TEST(Manifest, may_be_empty_and_have_blank_lines) {
    for (const std::string text : {"", "\n", " \r\n\t\n", "left,right\n", "\n\nleft,right\n\n \n"})
        EXPECT_EQ(read(text), Lines{}) << text;
    EXPECT_EQ(read("", "x.csv"), Lines{});
    EXPECT_EQ(read("\n{\"left\":\"a\",\"right\":\"b\"}\r\n\r\n{\"left\":\"c\",\"right\":\"d\"}").size(), 2U);
}

TEST(Manifest, a_malformed_pair_is_an_error_with_its_line_and_the_others_are_read) {
    const std::string good = R"({"left":"a","right":"b","mode":"auto","limits":{}})";
    EXPECT_EQ(read(good + "\n\n{\"left\": \"a\" \"right\": \"b\"}\n" + good + "\n"),
              (Lines{good,
                     "pairs:3:14: not JSON: unexpected \"right\"\n"
                     "{\"left\": \"a\" \"right\": \"b\"}\n"
                     "             ^\n",
                     good}));
    EXPECT_EQ(read("left,right\na,b\n\"c\nd\",e,f\ng,h\n"),
              (Lines{good, "pairs:3: 3 fields for 2 columns\n",
                     R"({"left":"g","right":"h","mode":"auto","limits":{}})"}));
    EXPECT_EQ(
        read("left,right\n\"a\nb\",c\"d\n"),
        (Lines{"pairs:3:5: a quote within a field\n"
               "b\",c\"d\n"
               "    ^\n"
               "hint: a field that holds a quote or a comma is in quotes, the quotes in it doubled\n"}));
}

TEST(Manifest, says_what_is_wrong_in_json) {
    const auto line = [](const std::string& text) {
        const std::string all = only(text);
        return all.substr(0, all.find('\n'));
    };
    EXPECT_EQ(line(R"([1])"), "refused: pairs:1:1: unknown column \"[1]\"");
    EXPECT_EQ(line(R"({"left":"a"})"), "pairs:1: at /: key \"right\" is missing");
    EXPECT_EQ(line(R"({"left":"a","right":7})"),
              "pairs:1: at /right: expected a string, found a whole number");
    EXPECT_EQ(line(R"({"left":"a","right":null})"), "pairs:1: at /right: expected a string, found null");
    EXPECT_EQ(line(R"({"left":"a","right":"b","left":"c"})"), "pairs:1: at /: key \"left\" is given twice");
    EXPECT_EQ(line(R"({"left":"a","right":"b","max_length":7})"),
              "pairs:1: at /: unknown key \"max_length\"");
    EXPECT_EQ(line(R"({"left":"a","right":"b","limits":{"time":7}})"),
              "pairs:1: at /limits: unknown key \"time\"");
    EXPECT_EQ(line(R"({"left":"a","right":"b","limits":[]})"),
              "pairs:1: at /limits: expected an object, found an array");
    EXPECT_EQ(line(R"({"left":"a","right":"b","limits":{"random":-7}})"),
              "pairs:1: at /limits/random: expected a whole number, found a negative number");
    EXPECT_EQ(line(R"({"left":"a","right":"b","limits":{"seed":4294967296}})"),
              "pairs:1: at /limits/seed: expected a whole number, found a number beyond 4294967295");
    EXPECT_EQ(line(R"({"left":"a","right":"b","mode":"equals"})"), "pairs:1: \"equals\" is not a mode");
    EXPECT_EQ(line(R"({"left":"a","right":"b"} x)"), "pairs:1:26: text after the end of the pair");
    EXPECT_EQ(line(R"({"left":"a","right":"b)"), "pairs:1:23: the text ends before the pair does");
    EXPECT_EQ(line(R"({"left":{"a":[[[1]]]},"right":"b"})"), "pairs:1:16: nested deeper than 4 levels");
}

TEST(Manifest, says_what_is_wrong_with_a_pair) {
    const auto line = [](const std::string& members) {
        const std::string all = only("{" + members + "}");
        return all.substr(0, all.find('\n'));
    };
    const std::string ab = R"("left":"a","right":"b",)";
    EXPECT_EQ(line(R"("left":"","right":"b")"), "pairs:1: no left file");
    EXPECT_EQ(line(R"("left":"a","right":"-")"), "pairs:1: right: standard input cannot be part of a pair");
    EXPECT_EQ(line(R"("left":"a\u0000b","right":"b")"), "pairs:1: left: \"a?b\" is not a file name");
    EXPECT_EQ(line(ab + R"("limits":{"words":"-"})"),
              "pairs:1: words: standard input cannot be part of a pair");
    EXPECT_EQ(line(ab + R"("limits":{"random":0})"), "pairs:1: random 0 runs no words");
    EXPECT_EQ(line(ab + R"("limits":{"length":5})"), "pairs:1: length is about random words");
    EXPECT_EQ(line(ab + R"("limits":{"seed":5,"max_length":2})"), "pairs:1: seed is about random words");
    for (const std::string limit : {"max_length", "random", "bound"})
        EXPECT_EQ(line(ab + R"("mode":"equal","limits":{")" + limit + "\":5}"),
                  "pairs:1: " + limit + " is for the mode verify");
    EXPECT_EQ(line(ab + R"("mode":"equal","limits":{"max_states":5})"),
              R"({"left":"a","right":"b","mode":"equal","limits":{"max_states":5}})");
}

TEST(Manifest, says_what_is_wrong_in_csv) {
    const auto line = [](const std::string& text) {
        const std::string all = only(text, "x.csv");
        return all.substr(0, all.find('\n'));
    };
    EXPECT_EQ(line("left;right\na;b\n"), "refused: x.csv:1:1: unknown column \"left;right\"");
    EXPECT_EQ(line("left,Right\n"), "refused: x.csv:1:6: unknown column \"Right\"");
    EXPECT_EQ(line("\nleft,right,left\n"), "refused: x.csv:2:12: column left is given twice");
    EXPECT_EQ(line("left,mode\n"), "refused: x.csv:1:1: column right is missing");
    EXPECT_EQ(line("left,\"right\n"), "refused: x.csv:1:6: a quote that is not closed");
    EXPECT_EQ(line("left,right\na,\"b\nc,d\n"), "refused: x.csv:2:3: a quote that is not closed");
    EXPECT_EQ(line("left,right\na\n"), "x.csv:2: 1 field for 2 columns");
    for (const std::string wrong : {"x", "-1", "1.5", " 1", "0x1", "4294967296", "99999999999999999999"})
        EXPECT_EQ(line("left,right,max_length\na,b," + wrong + "\n"),
                  "x.csv:2: max_length: \"" + wrong + "\" is not a whole number of at most 4294967295");
}

TEST(Manifest, hostile_text_is_refused_where_it_is) {
    EXPECT_EQ(only(std::string("{\"left\":\"a\0b\",\"right\":\"b\"}", 26)),
              "pairs:1:11: a control character\n"
              "{\"left\":\"a?b\",\"right\":\"b\"}\n"
              "          ^\n"
              "hint: manifests are UTF-8 text\n");
    EXPECT_NE(only("left,right\nä\xFF,b\n").find("pairs:2:2: a byte that is not UTF-8\nä?,b\n"),
              std::string::npos);
    EXPECT_NE(only("left,ri\x01ght\n").find("refused: pairs:1:8: a control character"), std::string::npos);
    const std::string huge(max_pair_bytes, 'a');
    EXPECT_EQ(read("{\"left\":\"" + huge + "\",\"right\":\"b\"}\n{\"left\":\"a\",\"right\":\"b\"}"),
              (Lines{"pairs:1: a pair of more than 1048576 bytes\n",
                     R"({"left":"a","right":"b","mode":"auto","limits":{}})"}));
    EXPECT_EQ(read(std::string(max_manifest_bytes + 1, '\n')),
              (Lines{"refused: pairs: a manifest of more than 268435456 bytes\n"
                     "hint: split it; result files can be put together\n"}));
}

ManifestPair drawn_pair() {
    const auto name = [] {
        return tests::drawn_text("a/ ,\"\\\n{") + tests::drawn_of<std::string>({"a", " ", "\"", "\n"});
    };
    ManifestPair pair{name(), name(), tests::drawn_of({PairMode::automatic, PairMode::verify}), {}};
    if (*rc::gen::arbitrary<bool>()) pair.limits.words = name();
    for (const CountLimit& limit : count_limits)
        if (*rc::gen::arbitrary<bool>())
            pair.limits.*limit.value = *rc::gen::inRange<std::size_t>(1, 1U << 31U);
    if (!pair.limits.random) pair.limits.length = pair.limits.seed = std::nullopt;
    return pair;
}

RC_GTEST_PROP(Manifest, reads_back_the_pairs_that_it_writes, ()) {
    std::vector<ManifestPair> all(*rc::gen::inRange<std::size_t>(0, 20));
    for (ManifestPair& pair : all) pair = drawn_pair();
    std::string text;
    for (const ManifestPair& pair : all) text += write_pair(pair) + "\n";
    const auto manifest = read_manifest(text, "pairs");
    RC_ASSERT(manifest.value().size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) RC_ASSERT(manifest.value().pair(i + 1).value() == all[i]);
}

RC_GTEST_PROP(Manifest, damaged_text_is_read_or_refused_at_a_line_that_it_has, ()) {
    std::string text =
        tests::drawn_of<std::string>({"left,right,mode,max_length\na,b,verify,7\n\"c\n1\",\"d\"\"\",,\n",
                                      "{\"left\":\"a\",\"right\":\"b\",\"mode\":\"verify\",\"limits\":{"
                                      "\"seed\":1,\"random\":2}}\n\n{\"left\":\"a\","
                                      "\"right\":\"b\"}\n"});
    const auto changes = *rc::gen::inRange<std::size_t>(1, 4);
    for (std::size_t change = 0; change < changes; ++change) {
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        text[at] = *rc::gen::arbitrary<char>();
    }
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    const auto manifest = read_manifest(text, "pairs");
    if (!manifest) {
        RC_ASSERT(manifest.error().place().source == "pairs");
        RC_ASSERT(manifest.error().place().line <= lines);
        return;
    }
    for (std::size_t index = 1; index <= manifest.value().size(); ++index) {
        const auto pair = manifest.value().pair(index);
        if (pair) continue;
        RC_ASSERT(pair.error().kind() == Error::Kind::bad_input);
        RC_ASSERT(pair.error().place().source == "pairs");
        RC_ASSERT(pair.error().place().line >= 1U);
        RC_ASSERT(pair.error().place().line <= lines);
    }
}

}  // namespace
}  // namespace linac::manifest_test
