// What a transition of a .jff file reads, as characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace linac::jff {

/// Whether the text is UTF-8 without control characters and without what XML cannot hold.
[[nodiscard]] bool is_printable(std::string_view text);

/// The first character, which is cut off the text.
[[nodiscard]] std::string take_character(std::string_view& text);

/// The byte of the first entity that is none of XML's own five and no number, in a text as the file has it.
[[nodiscard]] std::optional<std::size_t> unknown_entity(std::string_view raw);

/// The first and the last code of a range [a-z]; none if the text has not that form.
[[nodiscard]] std::optional<std::pair<std::uint32_t, std::uint32_t>> range(std::string_view text);

/// The largest code that a range may have.
inline constexpr std::uint32_t max_range_code = 0xFFFF;

/// The character of that code, at most max_range_code.
[[nodiscard]] std::string utf8(std::uint32_t code);

}  // namespace linac::jff
