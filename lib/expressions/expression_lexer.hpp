// The tokens of a weighted rational expression in Vcsn's syntax, one at a time.
//
//     ExpressionLexer lexer("<1/2>a*", "expression", builder);
//     lexer.take();   // the weight 1/2
//     lexer.take();   // the atom a
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/expression_builder.hpp"
#include "formats/text_cursor.hpp"

namespace linac {

class ExpressionLexer {
  public:
    struct Token {
        enum class Kind { atom, weight, open, close, plus, dot, combination, repeat, end };
        Kind kind = Kind::end;
        std::size_t offset = 0;
        std::string text;                      // of punctuation, for messages
        Term atom;                             // a letter, a class, \e or \z
        Rational weight;                       // in <>
        ExpressionSet::Kind combination = {};  // & : &:
        std::size_t least = 0;                 // of a repeat
        std::optional<std::size_t> most;       // nothing: without end
    };

    /// All three must outlive the lexer.
    ExpressionLexer(std::string_view text, const std::string& source, ExpressionBuilder& builder);

    [[nodiscard]] const Token& peek() const noexcept { return next_; }
    /// The next token; those after the end are ends.
    Token take();

    [[nodiscard]] Error error(const std::string& message, std::size_t offset, const std::string& hint = {},
                              Error::Kind kind = Error::Kind::bad_input) const;
    /// At the next token: "expected …, found …".
    [[nodiscard]] Error unexpected(const std::string& expected) const;

  private:
    Token lex();
    Token lex_braces(Token token);
    Token lex_weight(Token token, std::string_view close);
    Term lex_letter();
    Term lex_class();
    [[nodiscard]] char32_t character_in_class(const std::string& name, std::size_t offset) const;
    void refuse_operator() const;
    std::string lex_name();
    std::string lex_quoted();
    std::string lex_escaped();
    std::size_t lex_count();
    [[nodiscard]] Symbol symbol(const std::string& name, std::size_t offset);
    void count(std::size_t length, std::size_t offset);

    std::string_view text_;
    std::string source_;
    TextCursor cursor_;
    ExpressionBuilder* builder_;
    Token next_;
};

}  // namespace linac
