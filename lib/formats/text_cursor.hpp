// A position in a text of many lines, for readers of formats that are not read line by line; errors know their place.
//
//     TextCursor cursor("[ab]", "a.gv");
//     cursor.expect("[", "a letter class");
//     const std::string_view letters = cursor.take_while([](char c) { return c != ']'; });
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "error.hpp"

namespace linac {

class TextCursor {
  public:
    /// The text must outlive the cursor. Throws bad_input where it is not UTF-8 or has a control character other than
    /// tabs and line ends; a byte order mark is skipped. `noun` says what is read: "daut files".
    TextCursor(std::string_view text, std::string source, const std::string& noun);

    [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
    void move_to(std::size_t offset) noexcept { offset_ = offset; }
    [[nodiscard]] bool at_end() const noexcept { return offset_ >= text_.size(); }
    /// The next byte, or the one `ahead` of it; 0 at the end.
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return ahead < text_.size() - offset_ ? text_[offset_ + ahead] : '\0';
    }
    [[nodiscard]] bool starts_with(std::string_view literal) const noexcept {
        return text_.substr(offset_).starts_with(literal);
    }

    /// The next byte; 0 at the end, where it stays.
    char take() noexcept { return at_end() ? '\0' : text_[offset_++]; }
    /// The next character, which may have several bytes; empty at the end.
    std::string_view take_character() noexcept;
    bool take_if(std::string_view literal) noexcept;
    /// The literal, or an error: expected `expected`, found what stands there.
    void expect(std::string_view literal, const std::string& expected, const std::string& hint = {});
    template <class Predicate>
    std::string_view take_while(Predicate&& predicate) {
        const std::size_t begin = offset_;
        while (!at_end() && predicate(text_[offset_])) ++offset_;
        return text_.substr(begin, offset_ - begin);
    }
    /// Blanks, tabs and line ends.
    void skip_space() noexcept;
    /// Blanks and tabs.
    void skip_blanks() noexcept;

    [[nodiscard]] Error error_at(std::size_t offset, const std::string& message,
                                 const std::string& hint = {}) const;
    /// An error here: "expected …, found …".
    [[nodiscard]] Error unexpected(const std::string& expected, const std::string& hint = {}) const;

  private:
    std::string_view text_;
    std::string source_;
    std::size_t offset_ = 0;
};

}  // namespace linac
