// The words of a test: given, all up to a length, random; outputs compared after every token.
//
//     assert(words_up_to(3, 2) == 15);
#pragma once

#include <cstddef>

#include "verify/side_by_side.hpp"
#include "verify/verify.hpp"

namespace linac {

/// Number of words up to a length, at most 2⁶².
[[nodiscard]] std::size_t words_up_to(std::size_t length, std::size_t symbols);

/// Runs what the options ask for, up to the first difference; one on all words up to a length is on a shortest
/// word.
[[nodiscard]] Verdict run_words(SideBySide both, std::size_t symbols, const VerifyOptions& options);

}  // namespace linac
