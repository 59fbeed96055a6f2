// The tokens of Mata's text, one after the other: a file may be one line of millions of them.
//
//     MataLexer lexer(text, "a.mata");
//     while (lexer.next_line())
//         while (lexer.peek().kind != MataToken::Kind::end) use(lexer.take());
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/text_cursor.hpp"

namespace linac {

struct MataToken {
    enum class Kind { name, section, key, operator_, constant, end };

    Kind kind = Kind::end;
    std::string text;        ///< without quotes, @, % and \; one of ( ) & | !; "true", "false"
    std::size_t offset = 0;  ///< of its first byte in the text
};

class MataLexer {
  public:
    /// The text must outlive it. Throws as TextCursor does.
    MataLexer(std::string_view text, const std::string& source)
        : cursor_(text, source, "mata files"), size_(text.size()) {}

    /// Skips to the next line that has a token; whether there is one. Lines joined by \ are one.
    bool next_line();
    /// The next token of the line: `end` where it ends.
    [[nodiscard]] const MataToken& peek() const noexcept { return token_; }
    MataToken take();
    /// The rest of the line, whatever it is.
    void skip_line();

    [[nodiscard]] bool at_end() const noexcept { return token_.kind == MataToken::Kind::end; }
    [[nodiscard]] bool at_operator(std::string_view text) const noexcept {
        return token_.kind == MataToken::Kind::operator_ && token_.text == text;
    }
    [[nodiscard]] Error error(const MataToken& at, const std::string& message,
                              const std::string& hint = {}) const {
        return cursor_.error_at(at.offset, message, hint);
    }
    /// "expected …, found …" at the next token.
    [[nodiscard]] Error unexpected(const std::string& expected, const std::string& hint = {}) const;
    void expect_end() const;

  private:
    /// Blanks, comments, and line ends after a \; the next token begins, or the line ends, at token_.
    void skip_to_token();
    void skip_comment();
    void read_token();
    [[nodiscard]] std::string quoted_name();
    [[nodiscard]] std::string bare_name();
    [[nodiscard]] MataToken::Kind read_constant(std::string& text);

    TextCursor cursor_;
    std::size_t size_;  // of the text
    MataToken token_;
    bool is_first_ = true;  // of its line
};

}  // namespace linac
