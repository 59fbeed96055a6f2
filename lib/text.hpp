// UTF-8 text, as far as automaton files and error messages need it.
//
//     assert(count_of(2, "state") == "2 states" && character_count("λ − 1") == 5);
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace linac {

/// Whether it is one of 0 to 9, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Whether it is a blank or a tab.
[[nodiscard]] constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// Whether it is a blank, a tab or the end of a line.
[[nodiscard]] constexpr bool is_space(char c) {
    return is_blank(c) || c == '\n' || c == '\r';
}

/// Byte offset of the first byte that does not belong to well-formed UTF-8 (RFC 3629), if any.
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// Number of characters (code points) in well-formed UTF-8; a malformed byte counts as one.
[[nodiscard]] std::size_t character_count(std::string_view text);

/// What follows the first `count` characters of `text`.
[[nodiscard]] std::string_view after_characters(std::string_view text, std::size_t count);

/// The characters of `text`, each printable: control characters and malformed bytes become "?".
[[nodiscard]] std::vector<std::string> printable_characters(std::string_view text);

/// `text` made printable and cut to `limit` characters, for use inside a message.
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 60);

/// `text` as the content of an element or an attribute of HTML or SVG.
[[nodiscard]] std::string escaped_markup(std::string_view text);

/// "1 state", "2 states".
[[nodiscard]] std::string count_of(std::size_t count, const std::string& noun);

/// The words joined by `separator`.
[[nodiscard]] std::string join(const std::vector<std::string>& words, std::string_view separator);

/// `name`, or that followed by as many primes as make it a name that is not taken.
template <class IsTaken>
[[nodiscard]] std::string fresh_name(std::string name, IsTaken&& is_taken) {
    while (is_taken(name)) name += '\'';
    return name;
}

}  // namespace linac
