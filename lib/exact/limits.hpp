// The most memory that an exact computation may take before it gives up with a message.
#pragma once

#include <cstddef>

#include "error.hpp"

namespace linac {

/// Most 8-byte words in the working set of a search or of a lifted basis: 2 GiB.
inline constexpr std::size_t max_working_words = std::size_t{1} << 28U;

/// Throws Error::impossible if `words` are more than the limit.
inline void check_words(std::size_t words) {
    if (words > max_working_words)
        throw Error::impossible("the exact computation needs more than 2 GiB of working memory",
                                "an automaton with fewer states or sparser matrices may fit");
}

}  // namespace linac
