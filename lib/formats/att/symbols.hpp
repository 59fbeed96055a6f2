// What the reader and the writer of AT&T files share: how labels are told apart.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace linac::att {

/// Labels that stand for ε where labels are names and there is no table: of OpenFst, and of HFST and foma.
inline constexpr std::array<std::string_view, 4> epsilon_names{"<eps>", "<epsilon>", "@0@",
                                                               "@_EPSILON_SYMBOL_@"};

inline bool is_epsilon_name(std::string_view label) {
    return std::find(epsilon_names.begin(), epsilon_names.end(), label) != epsilon_names.end();
}

inline bool is_number(std::string_view label) {
    return !label.empty() &&
           std::all_of(label.begin(), label.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a number is written as no other text writes it: without zeros in front.
inline bool is_plain_number(std::string_view label) {
    return is_number(label) && (label == "0" || label.front() != '0');
}

/// Labels that are refused among names: they are ε to some, and symbols to others.
inline bool is_doubtful(std::string_view label) {
    return label == "ε" || (is_number(label) && label.find_first_not_of('0') == std::string_view::npos);
}

}  // namespace linac::att
