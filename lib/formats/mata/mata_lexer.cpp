#include "formats/mata/mata_lexer.hpp"

#include <optional>

#include "formats/lexer.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Kind = MataToken::Kind;

bool is_mata_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

bool is_operator(char c) {
    return c == '(' || c == ')' || c == '&' || c == '|' || c == '!';
}

bool is_bare(char c) {
    return !is_mata_blank(c) && !is_operator(c) && c != '\n' && c != '"' && c != '#' && c != '%' &&
           c != '@' && c != '\\';
}

}  // namespace

bool MataLexer::next_line() {
    is_first_ = true;
    do {
        while (!cursor_.at_end() && (cursor_.peek() == '\n' || is_mata_blank(cursor_.peek()))) cursor_.take();
        if (cursor_.at_end()) return false;
        read_token();
    } while (at_end());
    return true;
}

MataToken MataLexer::take() {
    MataToken token = std::move(token_);
    if (token.kind != Kind::end)
        read_token();
    else
        token_ = token;
    return token;
}

void MataLexer::skip_line() {
    while (!at_end()) take();
}

Error MataLexer::unexpected(const std::string& expected, const std::string& hint) const {
    std::string found = "'" + token_.text + "'";
    if (token_.kind == Kind::name) found = quoted_if_needed(printable(token_.text));
    if (token_.kind == Kind::key) found = "%" + printable(token_.text);
    if (token_.kind == Kind::section) found = "@" + printable(token_.text);
    if (token_.kind == Kind::constant) found = "\\" + token_.text;
    if (at_end()) found = "the end of the line";
    return error(token_, "expected " + expected + ", found " + found, hint);
}

void MataLexer::expect_end() const {
    if (!at_end()) throw unexpected("the end of the line");
}

void MataLexer::skip_comment() {
    std::size_t last = cursor_.offset();
    char last_byte = '#';
    while (!cursor_.at_end() && cursor_.peek() != '\n') {
        if (cursor_.peek() != '\r') {
            last = cursor_.offset();
            last_byte = cursor_.peek();
        }
        cursor_.take();
    }
    // Mata joins the next line to this one, which a reader of comments does not expect.
    if (last_byte == '\\' && !is_first_)
        throw cursor_.error_at(last, "a comment that ends in '\\'", "end the comment in another character");
}

void MataLexer::skip_to_token() {
    std::optional<std::size_t> join;  // the last \ before a line end
    while (true) {
        while (is_mata_blank(cursor_.peek())) cursor_.take();
        const std::size_t here = cursor_.offset();
        const bool ends_text = cursor_.peek() == '\\' && cursor_.offset() + 1 == size_;
        if (!ends_text && !cursor_.take_if("\\\r\n") && !cursor_.take_if("\\\n")) break;
        if (ends_text) cursor_.take();
        join = here;
    }
    const char next = cursor_.peek();
    // Mata would go on to the next line that has something.
    if (join && (cursor_.at_end() || next == '\n' || next == '#'))
        throw cursor_.error_at(*join, "a '\\' that joins no line", "the line after it has nothing to join");
    token_ = {Kind::end, {}, cursor_.offset()};
    if (next == '#') skip_comment();
}

void MataLexer::read_token() {
    skip_to_token();
    const char first = cursor_.peek();
    if (cursor_.at_end() || first == '\n') return;
    if (first == '"') {
        token_.text = quoted_name();
        token_.kind = Kind::name;
    } else if (is_operator(first)) {
        token_.text = cursor_.take();
        token_.kind = Kind::operator_;
    } else if (first == '\\') {
        token_.kind = read_constant(token_.text);
    } else if (first == '@' || first == '%') {
        if (!is_first_)
            throw error(token_, std::string("a misplaced '") + first + "'", "put the name in quotes");
        cursor_.take();
        token_.text = bare_name();
        if (token_.text.empty())
            throw error(
                token_, std::string("a '") + first + "' without a name",
                first == '@' ? "the first line is: @NFA-explicit" : "put a line such as: %Initial q0");
        token_.kind = first == '@' ? Kind::section : Kind::key;
    } else {
        token_.text = bare_name();
        token_.kind = Kind::name;
    }
    is_first_ = false;
}

std::string MataLexer::quoted_name() {
    const std::size_t begin = cursor_.offset();
    const auto unclosed = [&] { return cursor_.error_at(begin, "a name without its closing quote"); };
    std::string name;
    cursor_.take();
    while (cursor_.peek() != '"') {
        if (cursor_.at_end() || cursor_.peek() == '\n' || cursor_.peek() == '\r') throw unclosed();
        if (cursor_.peek() == '\\') {
            cursor_.take();
            if (cursor_.peek() != '"' && cursor_.peek() != '\\')
                throw cursor_.unexpected("'\"' or '\\' after '\\'", "write \\\\ for a backslash in a name");
        }
        name += cursor_.take_character();
    }
    cursor_.take();
    if (name.empty()) throw cursor_.error_at(begin, "an empty name");
    const char next = cursor_.peek();
    if (!cursor_.at_end() && (is_bare(next) || next == '"' || next == '@' || next == '%'))
        throw cursor_.unexpected("a blank after a name in quotes");
    return name;
}

std::string MataLexer::bare_name() {
    std::string name(cursor_.take_while(is_bare));
    const char next = cursor_.peek();
    if (!cursor_.at_end() && (next == '"' || next == '@' || next == '%'))
        throw cursor_.error_at(cursor_.offset(), std::string("a misplaced '") + next + "'",
                               "put the whole name in quotes, with \\\" for a quote");
    return name;
}

MataToken::Kind MataLexer::read_constant(std::string& text) {
    for (const std::string_view constant : {"true", "false"}) {
        if (!cursor_.starts_with("\\" + std::string(constant))) continue;
        const char next = cursor_.peek(constant.size() + 1);
        if (is_bare(next) && next != '\0') continue;
        cursor_.take_if("\\" + std::string(constant));
        text = constant;
        return Kind::constant;
    }
    throw cursor_.error_at(
        cursor_.offset(), "a misplaced '\\'",
        "names with a '\\' stand in quotes, with \\\\ for it; at the end of a line it joins the next");
}

}  // namespace linac
