// json::Tree: a JSON value that is being made, to be written as text.
//
// The values of an object stay in the order in which they are set. json_document.hpp reads what others wrote.
//
//     json::Tree tree{{"word", "ab"}, {"weights", json::Tree::array()}};
//     tree["weights"].push_back("1/2");
//     assert(tree.text() == R"({"word":"ab","weights":["1/2"]})");
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace linac::json {

class Tree {
  public:
    Tree() = default;                                             // null
    Tree(bool value) : content_(value) {}                         // NOLINT(google-explicit-constructor)
    Tree(double value) : content_(value) {}                       // NOLINT(google-explicit-constructor)
    Tree(std::string text) : content_(std::move(text)) {}         // NOLINT(google-explicit-constructor)
    Tree(std::string_view text) : content_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
    Tree(const char* text) : content_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
    template <std::integral Integer>
    Tree(Integer value)
        : content_(static_cast<std::int64_t>(value)) {}  // NOLINT(google-explicit-constructor)
    template <class Value>
    Tree(const std::optional<Value>& value) {  // NOLINT(google-explicit-constructor)
        if (value) *this = Tree(*value);
    }
    template <class Value>
    Tree(const std::vector<Value>& values) {  // NOLINT(google-explicit-constructor)
        Array list;
        list.reserve(values.size());
        for (const Value& value : values) list.emplace_back(value);
        content_ = std::move(list);
    }
    /// An object, if each value is a list of a text and another value; else an array.
    Tree(std::initializer_list<Tree> values);

    [[nodiscard]] static Tree array() { return Array(); }
    [[nodiscard]] static Tree object() { return Object(); }
    /// What is JSON already, on one line.
    [[nodiscard]] static Tree written(std::string text) { return Written{std::move(text)}; }

    /// Of an array.
    void push_back(Tree value) { std::get<Array>(content_).push_back(std::move(value)); }
    [[nodiscard]] Tree& back() { return std::get<Array>(content_).back(); }
    [[nodiscard]] std::size_t size() const { return std::get<Array>(content_).size(); }
    /// Of an object: the value of a key, which is null if it was not there.
    Tree& operator[](std::string_view key);

    /// The text on one line; or, with `indent` blanks a level, a line for each value. What is not UTF-8 in it is U+FFFD.
    [[nodiscard]] std::string text(std::optional<std::size_t> indent = {}) const;

  private:
    using Array = std::vector<Tree>;
    using Object = std::vector<std::pair<std::string, Tree>>;
    struct Written {
        std::string text;
    };
    struct Writer;

    Tree(Array values) : content_(std::move(values)) {}
    Tree(Object values) : content_(std::move(values)) {}
    Tree(Written text) : content_(std::move(text)) {}

    std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object, Written> content_;
};

}  // namespace linac::json
