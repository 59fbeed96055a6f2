#include "formats/json_tree.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "formats/json_document.hpp"
#include "text.hpp"

namespace linac::json {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

std::string utf8(std::string_view text) {
    std::string result;
    while (const auto bad = first_invalid_utf8(text)) {
        (result += text.substr(0, *bad)) += replacement;
        text.remove_prefix(*bad + 1);
    }
    return result += text;
}

}  // namespace

Tree::Tree(std::initializer_list<Tree> values) {
    const auto is_member = [](const Tree& value) {
        const auto* pair = std::get_if<Array>(&value.content_);
        return pair && pair->size() == 2 && std::holds_alternative<std::string>(pair->front().content_);
    };
    if (!std::all_of(values.begin(), values.end(), is_member)) {
        content_ = Array(values);
        return;
    }
    Object members;
    members.reserve(values.size());
    for (const Tree& value : values) {
        const auto& pair = std::get<Array>(value.content_);
        members.emplace_back(std::get<std::string>(pair[0].content_), pair[1]);
    }
    content_ = std::move(members);
}

Tree& Tree::operator[](std::string_view key) {
    auto& members = std::get<Object>(content_);
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto& member) { return member.first == key; });
    if (found != members.end()) return found->second;
    return members.emplace_back(key, Tree()).second;
}

/// Writes a value after what is there of the text.
struct Tree::Writer {
    std::string& text;
    std::optional<std::size_t> indent;
    std::size_t depth = 0;

    void operator()(std::monostate /*null*/) { text += "null"; }
    void operator()(bool value) { text += value ? "true" : "false"; }
    void operator()(std::int64_t value) { text += std::to_string(value); }
    void operator()(double value) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.begin(), digits.end(), value).ptr;
        const std::string_view number(digits.data(), static_cast<std::size_t>(end - digits.data()));
        text += number;
        if (number.find_first_of(".e") == std::string_view::npos) text += ".0";
    }
    void operator()(const std::string& value) { text += json::quoted(utf8(value)); }
    void operator()(const Written& value) { text += value.text; }
    void operator()(const Array& values) {
        list('[', ']', values, [&](const Tree& value) { std::visit(*this, value.content_); });
    }
    void operator()(const Object& members) {
        list('{', '}', members, [&](const auto& member) {
            (*this)(member.first);
            text += indent ? ": " : ":";
            std::visit(*this, member.second.content_);
        });
    }

  private:
    template <class Values, class Write>
    void list(char open, char close, const Values& values, const Write& write) {
        text += open;
        ++depth;
        for (const auto& value : values) {
            if (&value != &values.front()) text += ',';
            start_line();
            write(value);
        }
        --depth;
        if (!values.empty()) start_line();
        text += close;
    }
    void start_line() {
        if (indent) (text += '\n').append(depth * *indent, ' ');
    }
};

std::string Tree::text(std::optional<std::size_t> indent) const {
    std::string text;
    std::visit(Writer{text, indent}, content_);
    return text;
}

}  // namespace linac::json
