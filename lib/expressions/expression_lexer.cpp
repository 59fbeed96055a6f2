#include "expressions/expression_lexer.hpp"

#include <array>
#include <utility>

#include "text.hpp"

namespace linac {
namespace {

using Token = ExpressionLexer::Token;

constexpr auto number_hint = "a weight is an integer, p/q or a finite decimal";
constexpr auto repeat_hint = "repeats are written {3}, {2,4}, {2,}, {,4}, {*}, {+} or {?}";

/// What Vcsn has and weights over ℚ or automata of one word do not, or what is not built.
struct Refusal {
    std::string_view text;
    std::string_view name;
};
constexpr std::array refusals = {
    Refusal{"(?", "a group that begins with '(?'"},
    Refusal{"<+", "the operator '<+'"},
    Refusal{"{c}", "the complement '{c}'"},
    Refusal{"{T}", "the transposition '{T}'"},
    Refusal{"{t}", "the transposition '{t}'"},
    Refusal{"{\\}", "the quotient '{\\}'"},
    Refusal{"{/}", "the quotient '{/}'"},
    Refusal{"|", "the tuple '|'"},
    Refusal{"@", "the composition '@'"},
    Refusal{"/", "the quotient '/'"},
    Refusal{"%", "the difference '%'"},
    Refusal{"!", "the complement '!'"},
    Refusal{"¬", "the complement '¬'"},
    Refusal{"ᶜ", "the complement 'ᶜ'"},
    Refusal{"ᵗ", "the transposition 'ᵗ'"},
};

bool is_alphanumeric(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

ExpressionLexer::ExpressionLexer(std::string_view text, const std::string& source, ExpressionBuilder& builder)
    : text_(text), source_(source), cursor_(text, source, "expressions"), builder_(&builder) {
    next_ = lex();
}

Token ExpressionLexer::take() {
    Token token = std::move(next_);
    next_ = lex();
    return token;
}

Error ExpressionLexer::error(const std::string& message, std::size_t offset, const std::string& hint,
                             Error::Kind kind) const {
    return {kind, message, place_in(text_, offset, source_), hint};
}

Error ExpressionLexer::unexpected(const std::string& expected) const {
    std::string found = "'" + next_.text + "'";
    if (next_.kind == Token::Kind::end) found = "the end of the expression";
    if (next_.kind == Token::Kind::weight) found = "a weight";
    return error("expected " + expected + ", found " + found, next_.offset);
}

void ExpressionLexer::count(std::size_t length, std::size_t offset) {
    if (!builder_->count(length))
        throw error("an expression of more than " + std::to_string(max_expression_length) +
                        " letters, operators and parentheses",
                    offset, "repeats and letter classes count as often as they are written out",
                    Error::Kind::impossible);
}

void ExpressionLexer::refuse_operator() const {
    for (const auto& [text, name] : refusals)
        if (cursor_.starts_with(text))
            throw error(std::string(name) + " is not in the subset of Vcsn's expressions that is read",
                        cursor_.offset(), "as a letter it is written in quotes, such as '+'");
}

Token ExpressionLexer::lex() {
    cursor_.skip_space();
    Token token;
    token.offset = cursor_.offset();
    if (cursor_.at_end()) return token;
    const auto punctuation = [&](std::string_view text, Token::Kind kind) {
        if (!cursor_.take_if(text)) return false;
        token.kind = kind;
        token.text = text;
        count(1, token.offset);
        return true;
    };
    const auto combination = [&](std::string_view text, ExpressionSet::Kind kind) {
        token.combination = kind;
        return punctuation(text, Token::Kind::combination);
    };
    const auto repeat = [&](std::string_view text, std::size_t least, std::optional<std::size_t> most) {
        if (!punctuation(text, Token::Kind::repeat)) return false;
        token.least = least;
        token.most = most;
        return true;
    };
    refuse_operator();
    if (punctuation("(", Token::Kind::open) || punctuation(")", Token::Kind::close) ||
        punctuation("+", Token::Kind::plus) || punctuation(".", Token::Kind::dot) ||
        combination("&:", ExpressionSet::Kind::infiltration) ||
        combination("&", ExpressionSet::Kind::hadamard) || combination(":", ExpressionSet::Kind::shuffle) ||
        repeat("*", 0, {}) || repeat("{*}", 0, {}) || repeat("{+}", 1, {}) || repeat("?", 0, 1) ||
        repeat("{?}", 0, 1))
        return token;
    if (cursor_.take_if("{")) return lex_braces(std::move(token));
    if (cursor_.take_if("<")) return lex_weight(std::move(token), ">");
    if (cursor_.take_if("⟨")) return lex_weight(std::move(token), "⟩");
    token.kind = Token::Kind::atom;
    if (cursor_.take_if("\\z") || cursor_.take_if("∅")) {
        token.atom = ExpressionSet::zero();
    } else if (cursor_.take_if("\\e") || cursor_.take_if("ε")) {
        token.atom = ExpressionSet::one();
    } else {
        token.atom = cursor_.peek() == '[' ? lex_class() : lex_letter();
    }
    count(1, token.offset);
    token.text = text_.substr(token.offset, cursor_.offset() - token.offset);
    return token;
}

std::size_t ExpressionLexer::lex_count() {
    const std::size_t offset = cursor_.offset();
    const std::string_view digits = cursor_.take_while(is_digit);
    std::size_t value = 0;
    for (const char digit : digits) {
        value = 10 * value + static_cast<std::size_t>(digit - '0');
        if (value > max_expression_length)
            throw error("more than " + std::to_string(max_expression_length) + " repeats", offset, "",
                        Error::Kind::impossible);
    }
    return value;
}

Token ExpressionLexer::lex_braces(Token token) {
    token.kind = Token::Kind::repeat;
    const bool has_least = is_digit(cursor_.peek());
    token.least = lex_count();
    const bool has_comma = cursor_.take_if(",");
    const std::size_t most_offset = cursor_.offset();
    if (has_comma && is_digit(cursor_.peek())) token.most = lex_count();
    if (!has_comma && has_least) token.most = token.least;
    if ((!has_comma && !has_least) || !cursor_.take_if("}"))
        throw error("a repeat that is not understood", token.offset, repeat_hint);
    if (token.most && *token.most < token.least)
        throw error("a repeat whose most is less than its least", most_offset);
    count(1, token.offset);
    token.text = text_.substr(token.offset, cursor_.offset() - token.offset);
    return token;
}

Token ExpressionLexer::lex_weight(Token token, std::string_view close) {
    token.kind = Token::Kind::weight;
    const std::size_t first = cursor_.offset();
    const std::size_t end = text_.find(close, first);
    if (end == std::string_view::npos)
        throw error("a weight without its closing '" + std::string(close) + "'", token.offset);
    const ParsedNumber number = parse_number(text_.substr(first, end - first));
    if (!number.value) {
        const std::size_t place = first + number.offset;
        switch (number.error) {
            case NumberError::no_digits:
                throw error("a weight without digits", place, number_hint);
            case NumberError::zero_denominator:
                throw error("a denominator of 0", place);
            case NumberError::too_long:
                throw error("a weight of more than " + std::to_string(max_digits) + " digits", place);
            case NumberError::trailing_text:
                throw error("a weight that is not a number", place, number_hint);
        }
    }
    token.weight = *number.value;
    cursor_.move_to(end + close.size());
    count(1, token.offset);
    return token;
}

Symbol ExpressionLexer::symbol(const std::string& name, std::size_t offset) {
    const auto symbol = builder_->letters().find(name);
    if (!symbol) throw error("symbol " + printable(name) + " is not in the alphabet", offset);
    if (builder_->letters().size() > max_letters && !builder_->letters().has_alphabet())
        throw error("more than " + std::to_string(max_letters) + " letters", offset, "",
                    Error::Kind::impossible);
    return *symbol;
}

Term ExpressionLexer::lex_letter() {
    const std::size_t offset = cursor_.offset();
    for (const std::string_view stray : {"]", "}", ">", "⟩", ","})
        if (cursor_.starts_with(stray))
            throw error("'" + std::string(stray) + "' without what it closes or separates", offset,
                        "as a letter it is written '" + std::string(stray) + "'");
    return builder_->set().letter(symbol(lex_name(), offset));
}

std::string ExpressionLexer::lex_name() {
    if (cursor_.peek() == '\'') return lex_quoted();
    if (cursor_.peek() == '\\') return lex_escaped();
    return std::string(cursor_.take_character());
}

std::string ExpressionLexer::lex_quoted() {
    const std::size_t offset = cursor_.offset();
    cursor_.take();
    std::string name;
    while (!cursor_.at_end() && cursor_.peek() != '\'') {
        if (cursor_.peek() == '\\') cursor_.take();
        const std::string_view character = cursor_.take_character();
        if (character == "\n" || character == "\r") throw error("a symbol with a line end", offset);
        name += character;
    }
    if (!cursor_.take_if("'")) throw error("a quoted symbol without its closing quote", offset);
    if (name.empty()) throw error("an empty symbol", offset, "the empty word is written \\e");
    return name;
}

std::string ExpressionLexer::lex_escaped() {
    const std::size_t offset = cursor_.offset();
    cursor_.take();
    const char next = cursor_.peek();
    if (cursor_.at_end() || is_alphanumeric(next) || next == '\n' || next == '\r' || next == '\t')
        throw error("an unknown escape", offset,
                    "\\e is the empty word, \\z is zero; others are of punctuation");
    return std::string(cursor_.take_character());
}

char32_t ExpressionLexer::character_in_class(const std::string& name, std::size_t offset) const {
    if (character_count(name) == 1) return code_point(name);
    throw error("a range between symbols that are not one character each", offset);
}

Term ExpressionLexer::lex_class() {
    const std::size_t begin = cursor_.offset();
    cursor_.take();
    const bool is_negated = cursor_.take_if("^");
    Letters& letters = builder_->letters();
    if (is_negated && !letters.has_alphabet())
        throw error("all letters but some, of an alphabet that is not given", begin,
                    "--alphabet \"a b c\" gives it");
    std::vector<Symbol> symbols;
    while (!cursor_.take_if("]")) {
        const std::size_t offset = cursor_.offset();
        if (cursor_.at_end()) throw error("a letter class without its closing ']'", begin);
        const char next = cursor_.peek();
        if (next == ' ' || next == '\t' || next == '\n' || next == '\r')
            throw error("a blank in a letter class", offset, "the symbol of a blank is written ' '");
        if (next == '-')
            throw error("a range without its first letter", offset, "as a letter it is written \\-");
        const std::string first = lex_name();
        if (!cursor_.take_if("-")) {
            symbols.push_back(symbol(first, offset));
            count(1, offset);
            continue;
        }
        if (cursor_.at_end() || cursor_.peek() == ']' || cursor_.peek() == '-')
            throw error("a range without its last letter", offset, "as a letter '-' is written \\-");
        const char32_t least = character_in_class(first, offset);
        const char32_t most = character_in_class(lex_name(), offset);
        if (most < least) throw error("a range whose last letter comes before its first", offset);
        const auto range = letters.between(least, most);
        if (!range)
            throw error("a range of more than " + std::to_string(max_letters) + " letters", offset, "",
                        Error::Kind::impossible);
        count(range->size() + 1, offset);
        symbols.insert(symbols.end(), range->begin(), range->end());
    }
    if (is_negated) {
        count(letters.size(), begin);
        symbols = letters.others(symbols);
    }
    return builder_->any_of(std::move(symbols));
}

}  // namespace linac
