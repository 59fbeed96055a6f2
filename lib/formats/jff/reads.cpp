#include "formats/jff/reads.hpp"

#include <algorithm>
#include <array>

#include "text.hpp"

namespace linac::jff {
namespace {

std::uint32_t code_point(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character[0]);
    std::uint32_t code = character.size() == 1 ? lead : lead & (0x7FU >> character.size());
    for (const char c : character.substr(1)) code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    return code;
}

}  // namespace

bool is_printable(std::string_view text) {
    const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
    // XML has no U+FFFE and no U+FFFF.
    return !has_control && !first_invalid_utf8(text) && text.find("\uFFFE") == std::string_view::npos &&
           text.find("\uFFFF") == std::string_view::npos;
}

std::string take_character(std::string_view& text) {
    const std::string_view rest = after_characters(text, 1);
    std::string character(text.substr(0, text.size() - rest.size()));
    text = rest;
    return character;
}

std::optional<std::size_t> unknown_entity(std::string_view raw) {
    static constexpr std::array<std::string_view, 5> known{"&lt;", "&gt;", "&amp;", "&quot;", "&apos;"};
    for (std::size_t at = raw.find('&'); at != std::string_view::npos; at = raw.find('&', at + 1)) {
        std::string_view rest = raw.substr(at);
        if (std::any_of(known.begin(), known.end(), [&](std::string_view e) { return rest.starts_with(e); }))
            continue;
        const bool is_hexadecimal = rest.starts_with("&#x");
        if (!rest.starts_with("&#")) return at;
        rest.remove_prefix(is_hexadecimal ? 3 : 2);
        const std::size_t digits =
            rest.find_first_not_of(is_hexadecimal ? "0123456789abcdefABCDEF" : "0123456789");
        if (digits == 0 || digits == std::string_view::npos || rest[digits] != ';') return at;
    }
    return std::nullopt;
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> range(std::string_view text) {
    if (take_character(text) != "[" || text.empty()) return std::nullopt;
    const std::string first = take_character(text);
    if (!text.starts_with('-')) return std::nullopt;
    text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    const std::string last = take_character(text);
    if (text != "]") return std::nullopt;
    return std::pair(code_point(first), code_point(last));
}

std::string utf8(std::uint32_t code) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0U | code >> 6U), byte(0x80U | (code & 0x3FU))};
    return {byte(0xE0U | code >> 12U), byte(0x80U | (code >> 6U & 0x3FU)), byte(0x80U | (code & 0x3FU))};
}

}  // namespace linac::jff
