// JSON texts (RFC 8259) as a flat list of nodes, and values that know where they are: what a reader of a file
// in JSON needs to check every value and to name its place.
//
// A value takes 12 bytes and its text, so that three bytes of JSON do not become fifty of memory. Numbers
// other than whole ones below 2³² are told apart but not kept: exact constants are strings.
//
//     const json::Document document(text, "parity.net", {.noun = "network", .max_bytes = 1000});
//     const json::Object object({document, 0}, {"version", "name"});  // exactly these keys
//     object["version"].whole();                                      // or "at /version: expected …"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "exact/rational.hpp"

namespace linac::json {

/// A value; the contents of an array or object (key, value, key, value…) follow it.
struct Node {
    enum Kind : std::uint8_t { null, boolean, whole, large, negative, fraction, string, array, object };
    Kind kind = null;
    std::uint32_t size = 0;  ///< string: bytes; array or object: nodes inside, at any depth
    std::uint32_t content =
        0;  ///< boolean, whole: the value; string: first byte in the pool; array: elements
};

/// What a text must keep to, and what messages call it.
struct Format {
    std::string noun;                   ///< "network": the text is "a network file"
    std::string hint;                   ///< of the error of an empty text
    std::size_t max_bytes = 1U << 28U;  ///< below 2³²
    std::size_t max_depth = 16;
};

class Document {
  public:
    /// Parses the text; `source` names it in errors. Throws bad_input with its line and column, or without
    /// any place if the text as a whole is at fault. Takes memory in proportion to the text at most.
    Document(std::string_view text, const std::string& source, const Format& format);

    [[nodiscard]] const Node& node(std::size_t index) const { return nodes_[index]; }
    [[nodiscard]] std::string_view text(const Node& node) const {
        return std::string_view(pool_).substr(node.content, node.size);
    }
    /// The node after a value and all that is inside it.
    [[nodiscard]] std::size_t after(std::size_t index) const {
        const Node& node = nodes_[index];
        return index + 1 + (node.kind == Node::array || node.kind == Node::object ? node.size : 0);
    }
    /// The path of a value, such as /layers/0/label; "/" for the whole.
    [[nodiscard]] std::string path(std::size_t target) const;

  private:
    class Builder;
    std::vector<Node> nodes_;
    std::string pool_;
};

/// A value of a document, with the checks that every reader needs: each accessor throws bad_input "at
/// <path>: expected …, found …" if the value is of another kind.
class Value {
  public:
    Value(const Document& document, std::size_t index) : document_(&document), index_(index) {}

    [[nodiscard]] Error error(const std::string& message, const std::string& hint = {}) const {
        return Error::bad_input("at " + document_->path(index_) + ": " + message, {}, hint);
    }
    [[nodiscard]] std::size_t index() const noexcept { return index_; }
    [[nodiscard]] bool is_null() const { return document_->node(index_).kind == Node::null; }
    [[nodiscard]] std::string_view string(const std::string& expected = "a string") const {
        return document_->text(expect(Node::string, expected));
    }
    [[nodiscard]] bool boolean() const { return expect(Node::boolean, "true or false").content != 0; }
    [[nodiscard]] std::size_t whole() const { return expect(Node::whole, "a whole number").content; }
    [[nodiscard]] std::size_t size() const { return expect(Node::array, "an array").content; }
    [[nodiscard]] std::size_t members() const { return expect(Node::object, "an object").content / 2; }
    /// Of an array: its first element; of an object: its first key. Only if there is one.
    [[nodiscard]] Value first() const { return {*document_, index_ + 1}; }
    /// The value after this one in the same array or object. Only if there is one.
    [[nodiscard]] Value next() const { return {*document_, document_->after(index_)}; }
    template <class Visit>
    void for_each(const Visit& visit) const {
        Value element = first();
        for (std::size_t left = size(); left > 0; --left, element = element.next()) visit(element);
    }
    /// The value of an object's key that decides how the rest is read, before the other keys are looked at.
    [[nodiscard]] Value member(std::string_view name) const;

  private:
    [[nodiscard]] const Node& expect(Node::Kind kind, const std::string& expected) const;

    const Document* document_;
    std::size_t index_;
};

/// An object that has exactly the given keys, each once; the optional ones may be missing or null.
class Object {
  public:
    Object(const Value& value, const std::vector<std::string>& keys,
           const std::vector<std::string>& optional_keys = {});
    [[nodiscard]] const Value& operator[](const std::string& key) const { return members_.at(key); }
    /// The value of an optional key; a null pointer if it is not given.
    [[nodiscard]] const Value* find(const std::string& key) const {
        const auto member = members_.find(key);
        return member == members_.end() || member->second.is_null() ? nullptr : &member->second;
    }

  private:
    std::map<std::string, Value, std::less<>> members_;
};

/// An exact number, written as a string.
[[nodiscard]] Rational rational(const Value& value);

/// A text for use inside a message.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// A text as a JSON string.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace linac::json
