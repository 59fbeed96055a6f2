// How much work the heavy tests do: LINAC_TEST_SCALE percent, 100 without it. Slow builds (sanitizers) lower
// it.
//
//     for (std::size_t i = 0; i < tests::scaled(50); ++i) …   // 5 rounds at LINAC_TEST_SCALE=10, never none
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>

namespace linac::tests {

/// Percent.
inline std::size_t scale() {
    static const std::size_t percent = [] {
        const char* value = std::getenv("LINAC_TEST_SCALE");
        return value == nullptr ? std::size_t{100} : std::size_t{std::stoul(value)};
    }();
    return percent;
}

/// `count` at this scale, at least 1.
inline std::size_t scaled(std::size_t count) {
    return std::max<std::size_t>(1, count * scale() / 100);
}

}  // namespace linac::tests
