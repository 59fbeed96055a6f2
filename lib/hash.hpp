// Hashes of what is made of numbers, for the unordered containers.
//
//     std::size_t hash = 0;
//     for (const std::uint32_t part : key) hash = mixed(hash, part);
#pragma once

#include <cstddef>

namespace linac {

/// A hash of what had this hash so far, and of the next number in it.
[[nodiscard]] constexpr std::size_t mixed(std::size_t hash, std::size_t value) noexcept {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    return hash ^ (hash >> 29U);
}

/// Of arrays and vectors of numbers.
struct HashOfNumbers {
    template <class Numbers>
    [[nodiscard]] std::size_t operator()(const Numbers& numbers) const noexcept {
        std::size_t hash = numbers.size();
        for (const std::size_t number : numbers) hash = mixed(hash, number);
        return hash;
    }
};

}  // namespace linac
