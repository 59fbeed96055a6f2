// What a file can hold. A writer refuses what its reader would.
#pragma once

#include <cstddef>
#include <string>

#include "exact/rational.hpp"

namespace linac {

/// Largest automaton file that is read.
inline constexpr std::size_t max_automaton_file_bytes = std::size_t{1} << 26U;
/// Largest network file that is read.
inline constexpr std::size_t max_network_file_bytes = std::size_t{1} << 28U;

/// `p` or `p/q`; throws impossible if one of them has more than max_digits digits.
[[nodiscard]] std::string number_in_file(const Rational& value);

/// Throws impossible if a text is longer than a file may be.
void expect_fits(const std::string& text, std::size_t max_bytes);

}  // namespace linac
