// Which characters Vcsn's formats and expressions treat apart.
#pragma once

#include <algorithm>
#include <string_view>

namespace linac {

/// A control character of ASCII, other than the tab.
[[nodiscard]] inline bool is_control(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

[[nodiscard]] inline bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace linac
