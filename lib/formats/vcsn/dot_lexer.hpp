// Tokens of Graphviz's dot language, as far as Vcsn reads it. Source: graphviz.org, The DOT Language.
//
//     DotLexer lexer(file);
//     lexer.peek().is("->");
//     const DotToken name = lexer.take();
#pragma once

#include <string>
#include <string_view>

#include "formats/vcsn/quoted_text.hpp"

namespace linac {

struct DotToken {
    enum class Kind { name, punctuation, end };
    enum class Form { plain, quoted, markup };
    Kind kind = Kind::end;
    Form form = Form::plain;
    std::size_t offset = 0;  ///< of its first byte in the file
    std::size_t begin = 0;   ///< of its content
    std::string_view raw;    ///< the content as the file has it

    /// Whether it is this punctuation or keyword.
    [[nodiscard]] bool is(std::string_view literal) const noexcept {
        return kind != Kind::end && form == Form::plain && raw == literal;
    }
    [[nodiscard]] bool is_name() const noexcept;
    [[nodiscard]] VcsnText::Escapes escapes() const noexcept {
        return form == Form::quoted ? VcsnText::Escapes::any : VcsnText::Escapes::none;
    }
};

class DotLexer {
  public:
    /// The file must outlive the lexer. Throws bad_input at what is no token.
    DotLexer(std::string_view text, const std::string& source);

    [[nodiscard]] const DotToken& peek() const noexcept { return next_; }
    DotToken take();
    bool take_if(std::string_view literal);
    void expect(std::string_view literal, const std::string& expected, const std::string& hint = {});
    DotToken expect_name(const std::string& expected, const std::string& hint = {});

    /// The content of a name without escapes, with errors at their place.
    [[nodiscard]] VcsnText content(const DotToken& name, const std::string& noun = "label") const;

    [[nodiscard]] Error error_at(std::size_t offset, const std::string& message,
                                 const std::string& hint = {}) const {
        return file_.error_at(offset, message, hint);
    }
    /// An error at the next token: "expected …, found …".
    [[nodiscard]] Error unexpected(const std::string& expected, const std::string& hint = {}) const;

  private:
    void skip_space_and_comments();
    DotToken lex();
    DotToken lex_quoted();
    DotToken lex_markup();

    std::string_view text_;
    TextCursor file_;
    DotToken next_;
};

}  // namespace linac
