// What json::Tree writes is what nlohmann-json writes of the same values.
#include "formats/json_tree.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/rapidcheck.hpp"

namespace linac::json_tree_test {
namespace {

using Other = nlohmann::ordered_json;

struct Both {
    json::Tree tree;
    Other other;
};

Both drawn_value(std::size_t depth);

/// In UTF-8: of wrong bytes, each writer makes something else.
std::string drawn_text() {
    if (*rc::gen::arbitrary<bool>())
        return tests::drawn_of<std::string>({"", "\"\\\b\f\n\r\t\x1f", "∞ \U0001F600"});
    std::string text;
    for (const std::size_t byte : tests::drawn_numbers(126)) text += static_cast<char>(byte + 1);
    return text;
}

Both drawn_list(std::size_t depth) {
    Both list{json::Tree::array(), Other::array()};
    for (auto left = *rc::gen::inRange<std::size_t>(0, 4); left > 0; --left) {
        Both value = drawn_value(depth - 1);
        list.tree.push_back(value.tree);
        list.other.push_back(value.other);
    }
    return list;
}

Both drawn_object(std::size_t depth) {
    Both object{json::Tree::object(), Other::object()};
    for (auto left = *rc::gen::inRange<std::size_t>(0, 4); left > 0; --left) {
        const std::string key = tests::drawn_of<std::string>({"a", "b", "\"", ""});
        Both value = drawn_value(depth - 1);
        object.tree[key] = value.tree;
        object.other[key] = value.other;
    }
    return object;
}

Both drawn_value(std::size_t depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
        case 0:
            return {{}, {}};
        case 1: {
            const bool value = *rc::gen::arbitrary<bool>();
            return {value, value};
        }
        case 2: {
            const auto value = *rc::gen::arbitrary<std::int64_t>();
            return {value, value};
        }
        case 3: {
            const double value = tests::drawn_of({0.0, 0.5, -2.0, 1099511627776.0, 0.0625, 1e300, 3.0});
            return {value, value};
        }
        case 4: {
            const std::string value = drawn_text();
            return {value, value};
        }
        case 5:
            return drawn_list(depth);
        default:
            return drawn_object(depth);
    }
}

RC_GTEST_PROP(JsonTree, writes_what_another_writer_writes, ()) {
    const Both value = drawn_value(3);
    constexpr auto replace = Other::error_handler_t::replace;
    RC_ASSERT(value.tree.text() == value.other.dump(-1, ' ', false, replace));
    RC_ASSERT(value.tree.text(2) == value.other.dump(2, ' ', false, replace));
}

TEST(JsonTree, lists_of_pairs_that_begin_with_a_text_are_objects) {
    const json::Tree tree{{"word", "ab"}, {"weights", std::vector<std::string>{"1/2"}}};
    EXPECT_EQ(tree.text(), R"({"word":"ab","weights":["1/2"]})");
    EXPECT_EQ((json::Tree{{0, "1"}, {1, "2"}}.text()), R"([[0,"1"],[1,"2"]])");
    EXPECT_EQ(json::Tree(std::optional<std::string>()).text(), "null");
    EXPECT_EQ((json::Tree{{"inner", json::Tree::written("{}")}}.text()), R"({"inner":{}})");
}

TEST(JsonTree, a_key_keeps_its_place_and_has_one_value) {
    json::Tree tree = json::Tree::object();
    tree["b"] = 1;
    tree["a"] = 2;
    tree["b"] = 3;
    EXPECT_EQ(tree.text(), R"({"b":3,"a":2})");
}

TEST(JsonTree, bytes_that_are_not_utf8_are_replaced) {
    EXPECT_EQ(json::Tree("a\xFFz").text(), "\"a\xEF\xBF\xBDz\"");
}

}  // namespace
}  // namespace linac::json_tree_test
