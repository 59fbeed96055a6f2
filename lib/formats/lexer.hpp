// Lexer of the native automaton files: one line at a time into names, weights and punctuation.
//
// Names are runs of characters other than blanks, double quotes and `# , $ ( )` and angle brackets; or they are
// double-quoted, and a backslash comes before a quote and before another.
// A weight is a number in angle brackets. A number is an integer, p/q or a finite decimal, read exactly.
//
//     const Line line("parity.linac", 1, "p -> q <1/2>a");
//     assert(line.peek().text == "p" && line.peek(1).kind == Token::Kind::arrow);
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "exact/rational.hpp"

namespace linac {

struct Token {
    enum class Kind { name, weight, arrow, comma, dollar, open, close, end };
    Kind kind = Kind::end;
    std::size_t offset = 0;  ///< byte in the line
    std::string text{};      ///< of a name, without quotes and escapes
    bool quoted = false;
    Rational weight{};

    /// Whether this is the word `keyword`, written without quotes.
    [[nodiscard]] bool is_keyword(std::string_view keyword) const {
        return kind == Kind::name && !quoted && text == keyword;
    }
};

/// The tokens of one line and a position among them; errors know their place.
class Line {
  public:
    /// Lexes the line; throws bad_input with its place. `number` counts from 1.
    Line(const std::string& source, std::size_t number, std::string_view text);

    [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
    const Token& take();
    [[nodiscard]] bool at_end() const { return peek().kind == Token::Kind::end; }
    [[nodiscard]] bool empty() const noexcept { return tokens_.size() == 1; }

    /// The next token if it is of this kind, otherwise nothing.
    const Token* take_if(Token::Kind kind);
    /// The next token, which must be of this kind; `expected` says in words what was expected.
    const Token& expect(Token::Kind kind, std::string_view expected, std::string_view hint = {});
    /// Nothing may follow.
    void expect_end(std::string_view expected = "the end of the line");

    [[nodiscard]] Error error(const std::string& message, const Token& at,
                              const std::string& hint = {}) const;
    /// An error at the next token: `message` is followed by what stands there.
    [[nodiscard]] Error unexpected(std::string_view expected, std::string_view hint = {}) const;

  private:
    Token lex(std::size_t at, std::size_t& next) const;
    Token lex_quoted(std::size_t at, std::size_t& next) const;
    Token lex_weight(std::size_t at, std::size_t& next) const;
    [[nodiscard]] Error error_at(const std::string& message, std::size_t offset,
                                 const std::string& hint) const;

    std::string source_;
    std::size_t number_;
    std::string text_;
    std::vector<Token> tokens_;
    std::size_t position_ = 0;
};

/// The lines of a text without their ends (`\n` or `\r\n`); checks that it is UTF-8 without control characters
/// and throws bad_input otherwise. A byte order mark is skipped.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text, const std::string& source);

/// The name as the lexer reads it, with quotes and escapes where they are needed or where `quote_always`.
[[nodiscard]] std::string quoted_if_needed(const std::string& name);

}  // namespace linac
