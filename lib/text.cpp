#include "text.hpp"

#include <algorithm>
#include <cstdint>

namespace linac {
namespace {

/// Length in bytes of the well-formed character that starts at `at`; 0 if none does.
std::size_t character_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const std::uint32_t lead = byte(at);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
    const std::uint32_t second = byte(at + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second >= 0xA0;
    const bool beyond_unicode = lead == 0xF4 && second >= 0x90;
    return overlong || surrogate || beyond_unicode ? 0 : length;
}

bool is_control(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character[0]);
    if (lead < 0x20 || lead == 0x7F) return lead != '\t';
    return lead == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;  // C1 controls
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        at += std::max<std::size_t>(1, character_length(text, at));
    return count;
}

std::string_view after_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; count > 0 && at < text.size(); --count) at += std::max<std::size_t>(1, character_length(text, at));
    return text.substr(at);
}

std::vector<std::string> printable_characters(std::string_view text) {
    std::vector<std::string> characters;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = character_length(text, at);
        const std::string_view character = text.substr(at, std::max<std::size_t>(1, length));
        characters.emplace_back(length == 0 || is_control(character) ? "?" : character);
        at += character.size();
    }
    return characters;
}

std::string printable(std::string_view text, std::size_t limit) {
    // A character has at most four bytes: what lies beyond that many is never shown.
    const std::vector<std::string> characters = printable_characters(text.substr(0, 4 * limit + 4));
    std::string shown;
    for (std::size_t i = 0; i < std::min(limit, characters.size()); ++i)
        shown += characters[i] == "\t" ? " " : characters[i];
    return characters.size() > limit ? shown + "..." : shown;
}

std::string escaped_markup(std::string_view text) {
    std::string escaped;
    for (const char c : text) switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            default:
                escaped += c;
        }
    return escaped;
}

std::string count_of(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string join(const std::vector<std::string>& words, std::string_view separator) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text.append(i > 0 ? separator : "").append(words[i]);
    return text;
}

}  // namespace linac
