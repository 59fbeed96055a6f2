// Pieces of the Markdown of an explanation: escaped text, tables, vectors as sums.
#pragma once

#include <string>
#include <vector>

#include "exact/matrix.hpp"

namespace linac::explained {

/// Most rows of a table and terms of a sum; what is more is counted.
inline constexpr std::size_t most_rows = 16;
inline constexpr std::size_t most_terms = 8;

/// As inline code, whatever is in it.
[[nodiscard]] std::string code(const std::string& text);
/// A number of at most 40 characters.
[[nodiscard]] std::string number(const Rational& value);
/// Such as "2e₀ − 1/2e₃"; "0" for none.
[[nodiscard]] std::string combination(const SparseVector& vector, const std::string& letter = "e");
/// Such as "(1, 0, 3)" for a short vector of the given length, otherwise a combination.
[[nodiscard]] std::string tuple(const SparseVector& vector, std::size_t size);

/// A table of Markdown; rows beyond most_rows are counted below it.
[[nodiscard]] std::string table(const std::vector<std::string>& header,
                                const std::vector<std::vector<std::string>>& rows);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string enumeration(const std::vector<std::string>& items);

}  // namespace linac::explained
