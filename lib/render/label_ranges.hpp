// Many labels in few words: numbers that run become a range, names behind one word a list.
//
//     assert(label_ranges({"position 0", "position 1", "position 2", "token a", "token b"}) ==
//            (std::vector<std::string>{"position 0–2", "token a, b"}));
#pragma once

#include <string>
#include <vector>

namespace linac {

/// The labels, grouped, in the order of their first one. Labels that differ in numbers alone are one group; it is
/// written with ranges if it has every number, or tuple of them, between the least and the greatest.
[[nodiscard]] std::vector<std::string> label_ranges(const std::vector<std::string>& labels);

/// The label with each number replaced by a sign: what labels of one range have in common.
[[nodiscard]] std::string without_numbers(const std::string& label);

}  // namespace linac
