#include "formats/lexer.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"

namespace linac {
namespace {

bool is_special(char c) {
    switch (c) {
        case '#':
        case ',':
        case '<':
        case '>':
        case '$':
        case '"':
        case '(':
        case ')':
            return true;
        default:
            return is_blank(c);
    }
}

/// Whether a name written without quotes would be taken for a part of the syntax.
bool is_reserved(std::string_view name) {
    using namespace std::string_view_literals;
    constexpr std::array words = {"alphabet"sv, "states"sv, "initial"sv, "final"sv, "="sv};
    return std::find(words.begin(), words.end(), name) != words.end();
}

bool starts_arrow(std::string_view text, std::size_t at) {
    return text.substr(at, 2) == "->";
}

std::string_view trim(std::string_view text, std::size_t& offset) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
        ++offset;
    }
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace

Line::Line(const std::string& source, std::size_t number, std::string_view text)
    : source_(source), number_(number), text_(text) {
    constexpr std::size_t bytes_a_token = 3;  // about, so that few lines need more room
    tokens_.reserve(text.size() / bytes_a_token + 2);
    std::size_t at = 0;
    while (true) {
        while (at < text_.size() && is_blank(text_[at])) ++at;
        if (at == text_.size() || text_[at] == '#') break;
        tokens_.push_back(lex(at, at));
    }
    tokens_.push_back(Token{Token::Kind::end, at});
}

Token Line::lex(std::size_t at, std::size_t& next) const {
    const auto punctuation = [&](Token::Kind kind, std::size_t length) {
        next = at + length;
        return Token{kind, at};
    };
    switch (text_[at]) {
        case ',':
            return punctuation(Token::Kind::comma, 1);
        case '$':
            return punctuation(Token::Kind::dollar, 1);
        case '(':
            return punctuation(Token::Kind::open, 1);
        case ')':
            return punctuation(Token::Kind::close, 1);
        case '"':
            return lex_quoted(at, next);
        case '<':
            return lex_weight(at, next);
        case '>':
            throw error_at("'>' without '<'", at, "a name that contains '>' is written in quotes");
        default:
            break;
    }
    if (starts_arrow(text_, at)) return punctuation(Token::Kind::arrow, 2);
    next = at;
    while (next < text_.size() && !is_special(text_[next]) && !starts_arrow(text_, next)) ++next;
    return Token{Token::Kind::name, at, text_.substr(at, next - at)};
}

Token Line::lex_quoted(std::size_t at, std::size_t& next) const {
    Token token{Token::Kind::name, at, {}, true};
    for (next = at + 1; next < text_.size() && text_[next] != '"'; ++next) {
        if (text_[next] == '\\') {
            ++next;
            if (next == text_.size() || (text_[next] != '"' && text_[next] != '\\'))
                throw error_at("an unknown escape", next - 1, "only \\\" and \\\\ are escapes");
        }
        token.text += text_[next];
    }
    if (next == text_.size()) throw error_at("a quoted name without its closing quote", at, "");
    if (token.text.empty()) throw error_at("an empty name", at, "");
    ++next;
    return token;
}

Token Line::lex_weight(std::size_t at, std::size_t& next) const {
    const std::size_t close = text_.find('>', at);
    if (close == std::string::npos) throw error_at("a weight without its closing '>'", at, "");
    std::size_t first = at + 1;
    const std::string_view digits = trim(std::string_view(text_).substr(first, close - first), first);
    const ParsedNumber number = parse_number(digits);
    if (!number.value) {
        const std::size_t place = first + number.offset;
        switch (number.error) {
            case NumberError::no_digits:
                throw error_at("a weight without digits", place,
                               "a weight is an integer, p/q or a finite decimal");
            case NumberError::zero_denominator:
                throw error_at("a denominator of 0", place, "");
            case NumberError::too_long:
                throw error_at("a weight of more than " + std::to_string(max_digits) + " digits", place, "");
            case NumberError::trailing_text:
                throw error_at("a weight that is not a number", place,
                               "a weight is an integer, p/q or a finite decimal");
        }
    }
    next = close + 1;
    return Token{Token::Kind::weight, at, {}, false, *number.value};
}

const Token& Line::peek(std::size_t ahead) const {
    return tokens_[std::min(position_ + ahead, tokens_.size() - 1)];
}

const Token& Line::take() {
    const Token& token = peek();
    if (position_ + 1 < tokens_.size()) ++position_;
    return token;
}

const Token* Line::take_if(Token::Kind kind) {
    return peek().kind == kind ? &take() : nullptr;
}

const Token& Line::expect(Token::Kind kind, std::string_view expected, std::string_view hint) {
    if (peek().kind != kind) throw unexpected(expected, hint);
    return take();
}

void Line::expect_end(std::string_view expected) {
    if (!at_end()) throw unexpected(expected);
}

Error Line::error_at(const std::string& message, std::size_t offset, const std::string& hint) const {
    const std::size_t column = character_count(std::string_view(text_).substr(0, offset)) + 1;
    return Error::bad_input(message, Place{source_, number_, column, text_}, hint);
}

Error Line::error(const std::string& message, const Token& at, const std::string& hint) const {
    return error_at(message, at.offset, hint);
}

Error Line::unexpected(std::string_view expected, std::string_view hint) const {
    const Token& token = peek();
    std::string found;
    switch (token.kind) {
        case Token::Kind::end:
            found = "the end of the line";
            break;
        case Token::Kind::weight:
            found = "a weight";
            break;
        case Token::Kind::name:
            found = quoted_if_needed(printable(token.text));
            break;
        default:
            found = "'" + text_.substr(token.offset, token.kind == Token::Kind::arrow ? 2 : 1) + "'";
            break;
    }
    return error("expected " + std::string(expected) + ", found " + found, token, std::string(hint));
}

std::vector<std::string_view> split_lines(std::string_view text, const std::string& source) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        const auto refuse = [&](const std::string& message, std::size_t offset) {
            Place place{source, lines.size() + 1, character_count(line.substr(0, offset)) + 1,
                        std::string(line)};
            return Error::bad_input(message, std::move(place), "automaton files are UTF-8 text");
        };
        if (const auto bad = first_invalid_utf8(line)) throw refuse("a byte that is not UTF-8", *bad);
        for (std::size_t i = 0; i < line.size(); ++i) {
            const auto byte = static_cast<unsigned char>(line[i]);
            if ((byte < 0x20 && byte != '\t') || byte == 0x7F) throw refuse("a control character", i);
        }
        lines.push_back(line);
        at = end + 1;
    }
    return lines;
}

std::string quoted_if_needed(const std::string& name) {
    const bool is_plain =
        !name.empty() && !is_reserved(name) &&
        std::none_of(name.begin(), name.end(), [](char c) { return is_special(c) || c == '\\'; });
    if (is_plain) return name;
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace linac
