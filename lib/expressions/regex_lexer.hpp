// The tokens of a regular expression, one at a time.
//
//     RegexLexer lexer("[ab]+", "expression", builder);
//     lexer.take();  // the atom [ab]
//     lexer.take();  // the repeat +
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expressions/expression_builder.hpp"
#include "formats/text_cursor.hpp"

namespace linac {

class RegexLexer {
  public:
    struct Token {
        enum class Kind { atom, open, close, bar, repeat, end };
        Kind kind = Kind::end;
        std::size_t offset = 0;
        Term atom;
        std::size_t least = 0;            // of a repeat
        std::optional<std::size_t> most;  // nothing: without end
    };

    /// All three must outlive the lexer.
    RegexLexer(std::string_view text, const std::string& source, ExpressionBuilder& builder);

    /// The next token; those after the end are ends.
    Token take();

    [[nodiscard]] Error error(const std::string& message, std::size_t offset, const std::string& hint = {},
                              Error::Kind kind = Error::Kind::bad_input) const;

  private:
    using Symbols = std::vector<Symbol>;

    [[nodiscard]] bool take_repeat(Token& token);
    void lex_braces(Token& token);
    std::size_t lex_count();
    void refuse_group(std::size_t offset) const;
    Symbols lex_atom();
    Symbols lex_class();
    Symbols lex_class_item();
    Symbols named_class(std::size_t offset);
    /// What an escape stands for: one letter, or the letters of \d and the like, of which a class may have both.
    Symbols lex_escape(bool in_class);
    Symbols letter(std::string_view character, std::size_t offset);
    Symbols ranges(std::string_view pairs, std::size_t offset);
    Symbols others(Symbols symbols, std::size_t offset);
    void count(std::size_t length, std::size_t offset);

    std::string_view text_;
    std::string source_;
    TextCursor cursor_;
    ExpressionBuilder* builder_;
};

}  // namespace linac
