// A part of a file that is read by a grammar of its own, such as a label in the quotes of a dot file: its text without
// the file's escapes, a position in it, and errors at their place in the file.
//
//     VcsnText label(file, offset_of_the_content, R"(<2>\\e)", VcsnText::Escapes::any, "the end of the label");
//     label.peek();      // '<'; the text is <2>\e
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/text_cursor.hpp"

namespace linac {

class VcsnText {
  public:
    /// How the file writes what is in its quotes: as it is, with \\ for \, or with \c for any character c.
    enum class Escapes { none, backslashes, any };

    /// `raw` lies at byte `begin` of the file. `end` says in words what follows it. The file must outlive this.
    VcsnText(const TextCursor& file, std::size_t begin, std::string_view raw, Escapes escapes,
             std::string end);

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
    [[nodiscard]] bool at_end() const noexcept { return offset_ >= text_.size(); }
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\0';
    }
    [[nodiscard]] const std::string& end_name() const noexcept { return end_; }

    /// The next character, which may have several bytes; empty at the end.
    std::string_view take_character() noexcept;
    bool take_if(std::string_view literal) noexcept;
    void expect(std::string_view literal, const std::string& expected, const std::string& hint = {});
    /// Up to the next of these bytes, or up to the end.
    std::string_view take_until(char stop) noexcept;
    /// Letters, digits and underscores.
    std::string_view take_word() noexcept;
    /// Blanks, tabs and line ends.
    void skip_space() noexcept;

    /// An error at a byte of the text.
    [[nodiscard]] Error error_at(std::size_t offset, const std::string& message,
                                 const std::string& hint = {}) const;
    /// An error here: "expected …, found …".
    [[nodiscard]] Error unexpected(const std::string& expected, const std::string& hint = {}) const;

  private:
    /// Bytes of the file that make the next byte of the text.
    [[nodiscard]] std::size_t raw_length(std::size_t at) const noexcept;

    const TextCursor& file_;
    std::size_t begin_;
    std::string_view raw_;
    Escapes escapes_;
    std::string end_;
    std::string text_;
    std::size_t offset_ = 0;
};

}  // namespace linac
