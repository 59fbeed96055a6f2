#include "expressions/regex_lexer.hpp"

#include <array>
#include <utility>

#include "text.hpp"

namespace linac {
namespace {

using RegexToken = RegexLexer::Token;

/// Letters from the first of a pair to the second.
struct NamedClass {
    std::string_view name;
    std::string_view pairs;
};
constexpr std::string_view digits = "09";
constexpr std::string_view word_characters = "azAZ09__";
constexpr std::string_view blanks = "\t\t  ";
constexpr std::array named_classes = {NamedClass{"alnum", "azAZ09"},       NamedClass{"alpha", "azAZ"},
                                      NamedClass{"blank", blanks},         NamedClass{"digit", digits},
                                      NamedClass{"lower", "az"},           NamedClass{"punct", "!/:@[`{~"},
                                      NamedClass{"space", blanks},         NamedClass{"upper", "AZ"},
                                      NamedClass{"word", word_characters}, NamedClass{"xdigit", "09afAF"}};

constexpr auto regex_repeat_hint =
    "repeats are written {3}, {2,4}, {2,} or {,4}; as a letter '{' is written \\{";

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

RegexLexer::RegexLexer(std::string_view text, const std::string& source, ExpressionBuilder& builder)
    : text_(text), source_(source), cursor_(text, source, "regular expressions"), builder_(&builder) {
    cursor_.take_if("^");
}

Error RegexLexer::error(const std::string& message, std::size_t offset, const std::string& hint,
                        Error::Kind kind) const {
    return {kind, message, place_in(text_, offset, source_), hint};
}

void RegexLexer::count(std::size_t length, std::size_t offset) {
    if (!builder_->count(length))
        throw error("a regular expression of more than " + std::to_string(max_expression_length) +
                        " letters, operators and parentheses",
                    offset, "repeats and letter classes count as often as they are written out",
                    Error::Kind::impossible);
}

RegexToken RegexLexer::take() {
    RegexToken token;
    token.offset = cursor_.offset();
    if (cursor_.starts_with("$") && token.offset + 1 == text_.size()) cursor_.take();
    if (cursor_.at_end()) return token;
    count(1, token.offset);
    if (cursor_.take_if("(")) {
        refuse_group(token.offset);
        cursor_.take_if("?:");
        token.kind = RegexToken::Kind::open;
    } else if (cursor_.take_if(")")) {
        token.kind = RegexToken::Kind::close;
    } else if (cursor_.take_if("|")) {
        token.kind = RegexToken::Kind::bar;
    } else if (take_repeat(token)) {
        token.kind = RegexToken::Kind::repeat;
    } else {
        token.kind = RegexToken::Kind::atom;
        const Symbols symbols = lex_atom();
        count(symbols.size(), token.offset);
        token.atom = builder_->any_of(symbols);
    }
    return token;
}

void RegexLexer::refuse_group(std::size_t offset) const {
    for (const std::string_view look : {"?=", "?!", "?<=", "?<!"})
        if (cursor_.starts_with(look))
            throw error(
                "look-around '(" + std::string(look) + "' is not in the subset of regular expressions",
                offset);
    if (cursor_.starts_with("?") && !cursor_.starts_with("?:"))
        throw error("a group that begins with '(?' is not in the subset of regular expressions", offset,
                    "groups are written (...) or (?:...)");
}

bool RegexLexer::take_repeat(RegexToken& token) {
    if (cursor_.take_if("*")) return true;
    if (cursor_.take_if("+")) {
        token.least = 1;
        return true;
    }
    if (cursor_.take_if("?")) {
        token.most = 1;
        return true;
    }
    if (!cursor_.take_if("{")) return false;
    lex_braces(token);
    return true;
}

std::size_t RegexLexer::lex_count() {
    const std::size_t offset = cursor_.offset();
    std::size_t value = 0;
    for (const char digit : cursor_.take_while(is_digit)) {
        value = 10 * value + static_cast<std::size_t>(digit - '0');
        if (value > max_expression_length)
            throw error("more than " + std::to_string(max_expression_length) + " repeats", offset, "",
                        Error::Kind::impossible);
    }
    return value;
}

void RegexLexer::lex_braces(RegexToken& token) {
    const bool has_least = is_digit(cursor_.peek());
    token.least = lex_count();
    const bool has_comma = cursor_.take_if(",");
    const bool has_most = has_comma && is_digit(cursor_.peek());
    const std::size_t most_offset = cursor_.offset();
    if (has_most) token.most = lex_count();
    if (!has_comma) token.most = token.least;
    if ((!has_least && !has_most) || !cursor_.take_if("}"))
        throw error("a repeat that is not understood", token.offset, regex_repeat_hint);
    if (token.most && *token.most < token.least)
        throw error("a repeat whose most is less than its least", most_offset);
}

RegexLexer::Symbols RegexLexer::letter(std::string_view character, std::size_t offset) {
    if (character == "\n" || character == "\r") throw error("a line end in a regular expression", offset);
    const auto symbol = builder_->letters().find(character);
    if (!symbol) throw error("symbol " + printable(character) + " is not in the alphabet", offset);
    if (builder_->letters().size() > max_letters && !builder_->letters().has_alphabet())
        throw error("more than " + std::to_string(max_letters) + " letters", offset, "",
                    Error::Kind::impossible);
    return {*symbol};
}

RegexLexer::Symbols RegexLexer::ranges(std::string_view pairs, std::size_t offset) {
    Symbols symbols;
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
        const auto range =
            builder_->letters().between(static_cast<char32_t>(pairs[i]), static_cast<char32_t>(pairs[i + 1]));
        if (!range)
            throw error("more than " + std::to_string(max_letters) + " letters", offset, "",
                        Error::Kind::impossible);
        symbols.insert(symbols.end(), range->begin(), range->end());
    }
    return symbols;
}

RegexLexer::Symbols RegexLexer::others(Symbols symbols, std::size_t offset) {
    const Letters& letters = builder_->letters();
    if (!letters.has_alphabet())
        throw error("all letters but some, of an alphabet that is not given", offset,
                    "--alphabet \"a b c\" gives it");
    count(letters.size(), offset);
    return letters.others(symbols);
}

RegexLexer::Symbols RegexLexer::lex_atom() {
    const std::size_t offset = cursor_.offset();
    const char next = cursor_.peek();
    if (next == '^' || next == '$')
        throw error(
            "an anchor '" + std::string(1, next) + "' inside a regular expression", offset,
            "^ may stand at its begin and $ at its end, as it matches the whole word; as a letter it is "
            "written \\" +
                std::string(1, next));
    if (next == '[') return lex_class();
    if (next == '\\') return lex_escape(false);
    if (next == '.') {
        if (!builder_->letters().has_alphabet())
            throw error("any letter, of an alphabet that is not given", offset,
                        "--alphabet \"a b c\" gives it");
        cursor_.take();
        return others({}, offset);
    }
    return letter(cursor_.take_character(), offset);
}

RegexLexer::Symbols RegexLexer::lex_escape(bool in_class) {
    const std::size_t offset = cursor_.offset();
    cursor_.take();
    if (cursor_.at_end())
        throw error("an escape without its letter", offset, "as a letter '\\' is written \\\\");
    const std::string_view character = cursor_.take_character();
    const char c = character[0];
    switch (c) {
        case 'd':
            return ranges(digits, offset);
        case 'w':
            return ranges(word_characters, offset);
        case 's':
            return ranges(blanks, offset);
        case 'D':
            return others(ranges(digits, offset), offset);
        case 'W':
            return others(ranges(word_characters, offset), offset);
        case 'S':
            return others(ranges(blanks, offset), offset);
        default:
            break;
    }
    const std::string escape = "\\" + std::string(character);
    if (is_digit(c) && !in_class)
        throw error("a backreference '" + escape + "' is not in the subset of regular expressions", offset);
    if (!in_class && (c == 'b' || c == 'B' || c == 'A' || c == 'z' || c == 'Z'))
        throw error("a boundary '" + escape + "' is not in the subset of regular expressions", offset);
    if (is_letter(c) || is_digit(c))
        throw error("an unknown escape '" + escape + "'", offset,
                    "\\d, \\w, \\s, \\D, \\W and \\S are classes; other escapes are of punctuation");
    return letter(character, offset);
}

RegexLexer::Symbols RegexLexer::named_class(std::size_t offset) {
    for (const auto& [name, pairs] : named_classes)
        if (cursor_.take_if("[:" + std::string(name) + ":]")) return ranges(pairs, offset);
    throw error(
        "an unknown class of letters", offset,
        "classes are alnum, alpha, blank, digit, lower, punct, space, upper, word and xdigit, such as "
        "[[:digit:]]");
}

RegexLexer::Symbols RegexLexer::lex_class_item() {
    const std::size_t offset = cursor_.offset();
    if (cursor_.starts_with("[:")) return named_class(offset);
    if (cursor_.starts_with("[.") || cursor_.starts_with("[="))
        throw error("a collating element is not in the subset of regular expressions", offset,
                    "as a letter '[' is written \\[");
    // A letter that may begin or end a range; nothing where a class such as \d stands.
    const auto take_letter = [&]() -> std::string_view {
        const char next = cursor_.peek(1);
        if (cursor_.peek() == '\\') {
            if (next == '\0' || is_letter(next) || is_digit(next)) return {};
            cursor_.take();
        }
        return cursor_.take_character();
    };
    const std::string_view first = take_letter();
    if (first.empty()) return lex_escape(true);
    if (cursor_.peek() != '-' || cursor_.peek(1) == ']' || cursor_.peek(1) == '\0')
        return letter(first, offset);
    cursor_.take();
    const bool is_class = cursor_.starts_with("[:") || cursor_.starts_with("[.") || cursor_.starts_with("[=");
    const std::string_view last = is_class ? std::string_view() : take_letter();
    if (last.empty())
        throw error("a range without its last letter", offset, "as a letter '-' is written \\-");
    if (code_point(last) < code_point(first))
        throw error("a range whose last letter comes before its first", offset);
    const auto range = builder_->letters().between(code_point(first), code_point(last));
    if (!range)
        throw error("a range of more than " + std::to_string(max_letters) + " letters", offset, "",
                    Error::Kind::impossible);
    return *range;
}

RegexLexer::Symbols RegexLexer::lex_class() {
    const std::size_t begin = cursor_.offset();
    cursor_.take();
    const bool is_negated = cursor_.take_if("^");
    Symbols symbols;
    // As a letter, ']' may come first.
    for (bool is_first = true; is_first || cursor_.peek() != ']'; is_first = false) {
        if (cursor_.at_end()) throw error("a letter class without its closing ']'", begin);
        const Symbols item = lex_class_item();
        count(item.size(), begin);
        symbols.insert(symbols.end(), item.begin(), item.end());
    }
    cursor_.take();
    return is_negated ? others(std::move(symbols), begin) : symbols;
}

}  // namespace linac
