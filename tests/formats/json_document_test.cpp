#include "formats/json_document.hpp"

#include <gtest/gtest.h>

namespace linac::json_document_test {
namespace {

const json::Format note{"note", "a note is one JSON object", 1000, 4};

json::Document parsed(const std::string& text) {
    return {text, "test", note};
}

template <class Function>
std::string message(const Function& function) {
    const auto result = capture([&] {
        function();
        return true;
    });
    return result ? "none" : result.error().message();
}

TEST(JsonDocument, gives_values_and_names_the_place_of_a_wrong_one) {
    const json::Document document =
        parsed(R"({"version": 1, "names": ["a", "b\u0063", 7, {"deep": [0.5]}], "none": null})");
    const json::Object object({document, 0}, {"version", "names", "none"});
    EXPECT_EQ(object["version"].whole(), 1U);
    const json::Value names = object["names"];
    EXPECT_EQ(names.size(), 4U);
    EXPECT_EQ(names.first().string(), "a");
    EXPECT_EQ(names.first().next().string(), "bc");
    std::vector<std::string> errors;
    names.for_each([&](const json::Value& name) { errors.push_back(message([&] { (void)name.string(); })); });
    EXPECT_EQ(errors, (std::vector<std::string>{"none", "none",
                                                "at /names/2: expected a string, found a whole number",
                                                "at /names/3: expected a string, found an object"}));
    const json::Value deep = names.first().next().next().next().member("deep").first();
    EXPECT_EQ(message([&] { (void)deep.whole(); }),
              "at /names/3/deep/0: expected a whole number, found a number with a fraction or exponent");
    EXPECT_EQ(message([&] { (void)object["none"].members(); }), "at /none: expected an object, found null");
    EXPECT_EQ(message([&] { (void)json::Value(document, 0).size(); }),
              "at /: expected an array, found an object");
}

TEST(JsonDocument, an_object_has_exactly_its_keys) {
    const auto with_keys = [](const std::string& text, const std::vector<std::string>& keys) {
        const json::Document document = parsed(text);
        return message([&] { const json::Object object({document, 0}, keys); });
    };
    EXPECT_EQ(with_keys(R"({"a": 1, "b": 2})", {"b", "a"}), "none");
    EXPECT_EQ(with_keys(R"({"a": 1})", {"b", "a"}), R"(at /: key "b" is missing)");
    EXPECT_EQ(with_keys(R"({"a": 1, "c": 2})", {"a"}), R"(at /: unknown key "c")");
    EXPECT_EQ(with_keys(R"({"a": 1, "a": 2})", {"a"}), R"(at /: key "a" is given twice)");
}

TEST(JsonDocument, messages_call_the_text_by_its_noun) {
    const auto refused = [](const std::string& text) { return message([&] { (void)parsed(text); }); };
    EXPECT_EQ(refused("{"), "the text ends before the note does");
    EXPECT_EQ(refused("{} 1"), "text after the end of the note");
    EXPECT_EQ(refused(std::string(1001, ' ')), "a note file of more than 1000 bytes");
    EXPECT_EQ(refused("[[[[[]]]]]"), "nested deeper than 4 levels");
    EXPECT_EQ(refused(" "), "an empty file");
}

}  // namespace
}  // namespace linac::json_document_test
