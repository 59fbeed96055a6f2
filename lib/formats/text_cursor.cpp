#include "formats/text_cursor.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {
namespace {

/// Bytes of the character that begins with this byte.
std::size_t character_bytes(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0x80) return 1;
    if (byte < 0xE0) return 2;
    return byte < 0xF0 ? 3 : 4;
}

}  // namespace

TextCursor::TextCursor(std::string_view text, std::string source, const std::string& noun)
    : text_(text), source_(std::move(source)) {
    if (const auto bad = first_invalid_utf8(text))
        throw error_at(*bad, "a byte that is not UTF-8", noun + " are UTF-8 text");
    const auto control = std::find_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && !is_space(c)) || byte == 0x7F;
    });
    if (control != text.end())
        throw error_at(static_cast<std::size_t>(control - text.begin()), "a control character",
                       noun + " are UTF-8 text");
    take_if("\xEF\xBB\xBF");
}

std::string_view TextCursor::take_character() noexcept {
    if (at_end()) return {};
    const std::string_view character = text_.substr(offset_, character_bytes(text_[offset_]));
    offset_ += character.size();
    return character;
}

bool TextCursor::take_if(std::string_view literal) noexcept {
    if (!starts_with(literal)) return false;
    offset_ += literal.size();
    return true;
}

void TextCursor::expect(std::string_view literal, const std::string& expected, const std::string& hint) {
    if (!take_if(literal)) throw unexpected(expected, hint);
}

void TextCursor::skip_space() noexcept {
    while (!at_end() && is_space(text_[offset_])) ++offset_;
}

void TextCursor::skip_blanks() noexcept {
    while (!at_end() && is_blank(text_[offset_])) ++offset_;
}

Error TextCursor::error_at(std::size_t offset, const std::string& message, const std::string& hint) const {
    return Error::bad_input(message, place_in(text_, offset, source_), hint);
}

Error TextCursor::unexpected(const std::string& expected, const std::string& hint) const {
    std::string found = "the end of the file";
    if (!at_end()) {
        const char next = text_[offset_];
        const std::size_t bytes = character_bytes(next);
        found = next == '\n' || next == '\r' ? "the end of the line"
                                             : "'" + std::string(text_.substr(offset_, bytes)) + "'";
    }
    return error_at(offset_, "expected " + expected + ", found " + found, hint);
}

}  // namespace linac
