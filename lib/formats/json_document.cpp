#include "formats/json_document.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "text.hpp"

namespace linac::json {
namespace {

constexpr std::array<const char*, 9> kind_names{"null",
                                                "a truth value",
                                                "a whole number",
                                                "a number beyond 4294967295",
                                                "a negative number",
                                                "a number with a fraction or exponent",
                                                "a string",
                                                "an array",
                                                "an object"};

/// At most how much a text holds.
struct Extent {
    std::size_t nodes = 1;
    std::size_t string_bytes = 0;
};

/// Refuses what the parser must not meet: it would take memory for it, or silently stop there (a byte 0).
Extent scan(std::string_view text, const std::string& source, const Format& format) {
    if (text.size() > format.max_bytes)
        throw Error::bad_input("a " + format.noun + " file of more than " + std::to_string(format.max_bytes) +
                               " bytes");
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        throw Error::bad_input("an empty file", {}, format.hint);
    const auto refuse = [&](const std::string& message, std::size_t offset) {
        return Error::bad_input(message, place_in(text, offset, source),
                                format.noun + " files are UTF-8 text");
    };
    if (const auto bad = first_invalid_utf8(text)) throw refuse("a byte that is not UTF-8", *bad);
    Extent extent;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r')
            throw refuse("a control character", at);
        if (c == '"')
            in_string = !in_string;
        else if (in_string)
            at += c == '\\' ? 1 : 0;
        else if (c == ',' || c == ':')
            ++extent.nodes;
        else if (c == ']' || c == '}')
            depth -= depth > 0 ? 1 : 0;
        else if (c == '[' || c == '{') {
            ++extent.nodes;
            if (++depth > format.max_depth)
                throw Error::bad_input("nested deeper than " + std::to_string(format.max_depth) + " levels",
                                       place_in(text, at, source));
        }
        extent.string_bytes += in_string ? 1 : 0;
    }
    return extent;
}

/// Whether a byte lies in a string: after its opening quote, up to the closing one.
bool is_in_string(std::string_view text, std::size_t offset) {
    bool in_string = false;
    for (std::size_t at = 0; at < offset; ++at) {
        if (text[at] == '"')
            in_string = !in_string;
        else if (in_string && text[at] == '\\')
            ++at;
    }
    return in_string;
}

}  // namespace

/// Fills a document from the parser's events.
class Document::Builder : public nlohmann::json_sax<nlohmann::json> {
  public:
    Builder(Document& document, std::string_view text, const std::string& source, const std::string& noun)
        : document_(document), text_(text), source_(source), noun_(noun) {}

    bool null() override { return add({Node::null}); }
    bool boolean(bool value) override { return add({Node::boolean, 0, value ? 1U : 0U}); }
    bool number_integer(std::int64_t value) override {
        return value < 0 ? add({Node::negative}) : number_unsigned(static_cast<std::uint64_t>(value));
    }
    bool number_unsigned(std::uint64_t value) override {
        if (value > std::numeric_limits<std::uint32_t>::max()) return add({Node::large});
        return add({Node::whole, 0, static_cast<std::uint32_t>(value)});
    }
    bool number_float(double /*value*/, const std::string& text) override {
        if (text.find_first_of(".eE") != std::string::npos) return add({Node::fraction});
        return add({text[0] == '-' ? Node::negative : Node::large});  // too long for an integer of the parser
    }
    bool string(std::string& value) override {
        const auto first = static_cast<std::uint32_t>(document_.pool_.size());
        document_.pool_ += value;
        return add({Node::string, static_cast<std::uint32_t>(value.size()), first});
    }
    bool key(std::string& value) override { return string(value); }
    bool binary(binary_t& /*value*/) override { return false; }  // not in JSON texts
    bool start_array(std::size_t /*size*/) override { return open({Node::array}); }
    bool start_object(std::size_t /*size*/) override { return open({Node::object}); }
    bool end_array() override { return close(); }
    bool end_object() override { return close(); }

    /// `position` is the number of characters read, more than there are at the end of the text.
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception& error) override {
        const auto refuse = [&](const std::string& message, std::size_t offset) {
            return Error::bad_input(message, place_in(text_, offset, source_));
        };
        if (position > text_.size())
            throw refuse("the text ends before the " + noun_ + " does", text_.size());
        const std::size_t last = position - 1;
        const std::size_t first = position - std::min(token.size(), position);
        constexpr int number_out_of_range = 406;
        if (error.id == number_out_of_range) throw refuse("a number out of range", first);
        // The parser's token is a whole string, number or word, or it ends with the character that is wrong.
        const bool is_whole = nlohmann::json::accept(token);
        if (open_.empty() && !document_.nodes_.empty())
            throw refuse("text after the end of the " + noun_, is_whole ? first : last);
        if (is_whole)
            throw refuse(
                "not JSON: unexpected " + (token[0] == '"' ? printable(token) : "'" + printable(token) + "'"),
                first);
        if (is_in_string(text_, last)) throw refuse("a wrong escape or a line break in a string", last);
        throw refuse("not JSON: unexpected '" + printable_characters(text_.substr(last, 4)).front() + "'",
                     last);
    }

  private:
    bool add(Node node) {
        if (!open_.empty()) ++document_.nodes_[open_.back()].content;
        document_.nodes_.push_back(node);
        return true;
    }
    bool open(Node node) {
        add(node);
        open_.push_back(document_.nodes_.size() - 1);
        return true;
    }
    bool close() {
        document_.nodes_[open_.back()].size =
            static_cast<std::uint32_t>(document_.nodes_.size() - open_.back() - 1);
        open_.pop_back();
        return true;
    }

    Document& document_;
    std::string_view text_;
    const std::string& source_;
    const std::string& noun_;
    std::vector<std::size_t> open_;
};

Document::Document(std::string_view text, const std::string& source, const Format& format) {
    const Extent extent = scan(text, source, format);
    nodes_.reserve(extent.nodes);
    pool_.reserve(extent.string_bytes);
    Builder builder(*this, text, source, format.noun);
    nlohmann::json::sax_parse(text, &builder);
}

std::string Document::path(std::size_t target) const {
    std::string path;
    for (std::size_t at = 0; at < target;) {
        const bool keyed = node(at).kind == Node::object;
        std::size_t child = at + 1;
        std::size_t count = 0;
        for (; after(child) <= target; ++count) child = after(child);
        if (keyed && count % 2 == 0) break;  // the target is a key
        path += "/" + (keyed ? std::string(text(node(child - 1))) : std::to_string(count));
        at = child;
    }
    return path.empty() ? "/" : path;
}

const Node& Value::expect(Node::Kind kind, const std::string& expected) const {
    const Node& node = document_->node(index_);
    if (node.kind != kind) throw error("expected " + expected + ", found " + kind_names.at(node.kind));
    return node;
}

Value Value::member(std::string_view name) const {
    Value key = first();
    for (std::size_t left = members(); left > 0; --left, key = key.next().next())
        if (key.string() == name) return key.next();
    throw error("key " + in_quotes(name) + " is missing");
}

Object::Object(const Value& value, const std::vector<std::string>& keys,
               const std::vector<std::string>& optional_keys) {
    std::vector<std::string> all = keys;
    all.insert(all.end(), optional_keys.begin(), optional_keys.end());
    Value key = value.first();
    for (std::size_t left = value.members(); left > 0; --left, key = key.next().next()) {
        const std::string_view name = key.string();
        if (std::find(all.begin(), all.end(), name) == all.end())
            throw value.error("unknown key " + in_quotes(name), "the keys here are " + join(all, ", "));
        if (!members_.emplace(name, key.next()).second)
            throw value.error("key " + in_quotes(name) + " is given twice");
    }
    for (const std::string& name : keys)
        if (members_.count(name) == 0) throw value.error("key " + in_quotes(name) + " is missing");
}

Rational rational(const Value& value) {
    ParsedNumber number = parse_number(value.string("an exact number in quotes, such as \"1/2\""));
    if (number.value) return *std::move(number.value);
    if (number.error == NumberError::zero_denominator) throw value.error("a denominator of 0");
    if (number.error == NumberError::too_long)
        throw value.error("a number of more than " + std::to_string(max_digits) + " digits");
    throw value.error(in_quotes(value.string()) + " is not a number",
                      "a number is an integer, p/q or a finite decimal");
}

std::string in_quotes(std::string_view text) {
    return '"' + printable(text) + '"';
}

std::string quoted(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::string_view short_codes = "\b\f\n\r\t";
    constexpr std::string_view short_names = "bfnrt";
    std::string result = "\"";
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (result += '\\') += c;
        else if (const auto found = short_codes.find(c); found != std::string_view::npos)
            (result += '\\') += short_names[found];
        else if (code < 0x20)
            (result += code < 0x10 ? "\\u000" : "\\u001") += digits[code % 0x10];
        else
            result += c;
    }
    return result + '"';
}

}  // namespace linac::json
