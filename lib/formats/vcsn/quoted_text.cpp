#include "formats/vcsn/quoted_text.hpp"

#include <algorithm>
#include <utility>

#include "text.hpp"

namespace linac {
namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The first character of a text that is not empty.
std::string_view first_character(std::string_view text) {
    return text.substr(0, text.size() - after_characters(text, 1).size());
}

}  // namespace

VcsnText::VcsnText(const TextCursor& file, std::size_t begin, std::string_view raw, Escapes escapes,
                   std::string end)
    : file_(file), begin_(begin), raw_(raw), escapes_(escapes), end_(std::move(end)) {
    text_.reserve(raw.size());
    for (std::size_t at = 0; at < raw_.size();) {
        at += raw_length(at);
        text_ += raw_[at - 1];
    }
}

std::size_t VcsnText::raw_length(std::size_t at) const noexcept {
    if (escapes_ == Escapes::none || raw_[at] != '\\' || at + 1 == raw_.size()) return 1;
    return escapes_ == Escapes::any || raw_[at + 1] == '\\' ? 2 : 1;
}

std::string_view VcsnText::take_character() noexcept {
    if (at_end()) return {};
    const std::string_view character =
        first_character(std::string_view(text_).substr(offset_, 4));  // no character has more bytes
    offset_ += character.size();
    return character;
}

bool VcsnText::take_if(std::string_view literal) noexcept {
    if (!std::string_view(text_).substr(offset_).starts_with(literal)) return false;
    offset_ += literal.size();
    return true;
}

void VcsnText::expect(std::string_view literal, const std::string& expected, const std::string& hint) {
    if (!take_if(literal)) throw unexpected(expected, hint);
}

std::string_view VcsnText::take_until(char stop) noexcept {
    const std::size_t begin = offset_;
    offset_ = std::min(text_.find(stop, offset_), text_.size());
    return std::string_view(text_).substr(begin, offset_ - begin);
}

std::string_view VcsnText::take_word() noexcept {
    const std::size_t begin = offset_;
    while (is_word(peek())) ++offset_;
    return std::string_view(text_).substr(begin, offset_ - begin);
}

void VcsnText::skip_space() noexcept {
    while (is_space(peek())) ++offset_;
}

Error VcsnText::error_at(std::size_t offset, const std::string& message, const std::string& hint) const {
    std::size_t raw_offset = 0;
    for (std::size_t i = 0; i < offset && raw_offset < raw_.size(); ++i) raw_offset += raw_length(raw_offset);
    return file_.error_at(begin_ + raw_offset, message, hint);
}

Error VcsnText::unexpected(const std::string& expected, const std::string& hint) const {
    std::string found = end_;
    if (!at_end()) {
        const std::string_view next = std::string_view(text_).substr(offset_, 4);
        found = next.front() == '\n' || next.front() == '\r' ? "the end of the line"
                                                             : "'" + std::string(first_character(next)) + "'";
    }
    return error_at(offset_, "expected " + expected + ", found " + found, hint);
}

}  // namespace linac
