// The names of states in daut files.
#pragma once

#include <string_view>

namespace linac::daut {

/// Whether names may have it outside quotes, without a backslash.
[[nodiscard]] inline bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '$';
}

/// Names of what is before initial and after final states.
[[nodiscard]] inline bool is_reserved(std::string_view name) {
    return name == "$" || name == "$pre" || name == "$post";
}

}  // namespace linac::daut
