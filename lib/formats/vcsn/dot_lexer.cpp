#include "formats/vcsn/dot_lexer.hpp"

#include <algorithm>
#include <utility>

#include "text.hpp"

namespace linac {
namespace {

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool DotToken::is_name() const noexcept {
    if (kind != Kind::name || form != Form::plain) return kind == Kind::name;
    for (const std::string_view keyword : {"digraph", "edge", "graph", "node", "subgraph"})
        if (raw == keyword) return false;
    return true;
}

DotLexer::DotLexer(std::string_view text, const std::string& source)
    : text_(text), file_(text, source, "dot files") {
    next_ = lex();
}

DotToken DotLexer::take() {
    return std::exchange(next_, next_.kind == DotToken::Kind::end ? next_ : lex());
}

bool DotLexer::take_if(std::string_view literal) {
    if (!next_.is(literal)) return false;
    take();
    return true;
}

void DotLexer::expect(std::string_view literal, const std::string& expected, const std::string& hint) {
    if (!take_if(literal)) throw unexpected(expected, hint);
}

DotToken DotLexer::expect_name(const std::string& expected, const std::string& hint) {
    if (!next_.is_name()) throw unexpected(expected, hint);
    return take();
}

VcsnText DotLexer::content(const DotToken& name, const std::string& noun) const {
    return {file_, name.begin, name.raw, name.escapes(), "the end of the " + noun};
}

Error DotLexer::unexpected(const std::string& expected, const std::string& hint) const {
    std::string found = "the end of the file";
    if (next_.form != DotToken::Form::plain)
        found = "a text";
    else if (next_.kind != DotToken::Kind::end)
        found = "'" + printable(next_.raw) + "'";
    return error_at(next_.offset, "expected " + expected + ", found " + found, hint);
}

void DotLexer::skip_space_and_comments() {
    while (true) {
        file_.skip_space();
        const std::size_t begin = file_.offset();
        if (file_.take_if("//")) {
            file_.take_while([](char c) { return c != '\n'; });
        } else if (file_.take_if("/*")) {
            const std::size_t end = text_.find("*/", file_.offset());
            if (end == std::string_view::npos)
                throw file_.error_at(begin, "a comment without its closing */");
            file_.move_to(end + 2);
        } else {
            return;
        }
    }
}

DotToken DotLexer::lex() {
    skip_space_and_comments();
    const std::size_t begin = file_.offset();
    DotToken token{DotToken::Kind::end, DotToken::Form::plain, begin, begin, {}};
    if (file_.at_end()) return token;
    const char c = file_.peek();
    if (c == '"') return lex_quoted();
    if (c == '<') return lex_markup();
    token.kind = DotToken::Kind::name;
    const std::size_t sign = c == '-' ? 1 : 0;
    if (is_name_start(c)) {
        file_.take_while([](char next) { return is_name_start(next) || is_digit(next); });
    } else if (is_digit(file_.peek(sign)) || (file_.peek(sign) == '.' && is_digit(file_.peek(sign + 1)))) {
        file_.move_to(begin + sign);
        file_.take_while(is_digit);
        if (file_.take_if(".")) file_.take_while(is_digit);
    } else {
        token.kind = DotToken::Kind::punctuation;
        const bool is_known =
            file_.take_if("->") ||
            (std::string_view("{}[]=:,;").find(c) != std::string_view::npos && file_.take() != '\0');
        if (!is_known)
            throw file_.unexpected("a name or a sign of the dot language",
                                   file_.starts_with("--") ? "edges of an automaton are written ->"
                                                           : "other names are written in double quotes");
    }
    token.raw = text_.substr(begin, file_.offset() - begin);
    return token;
}

DotToken DotLexer::lex_quoted() {
    const std::size_t opening = file_.offset();
    const std::size_t begin = opening + 1;
    std::size_t at = begin;
    while (at < text_.size() && text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    if (at >= text_.size()) throw file_.error_at(opening, "a text without its closing quote");
    file_.move_to(at + 1);
    return {DotToken::Kind::name, DotToken::Form::quoted, opening, begin, text_.substr(begin, at - begin)};
}

DotToken DotLexer::lex_markup() {
    const std::size_t opening = file_.offset();
    std::size_t depth = 0;
    std::size_t at = opening;
    do {
        if (at == text_.size()) throw file_.error_at(opening, "a text without its closing '>'");
        if (text_[at] == '<') ++depth;
        if (text_[at] == '>') --depth;
        ++at;
    } while (depth > 0);
    file_.move_to(at);
    const std::size_t begin = opening + 1;
    return {DotToken::Kind::name, DotToken::Form::markup, opening, begin,
            text_.substr(begin, at - 1 - begin)};
}

}  // namespace linac
