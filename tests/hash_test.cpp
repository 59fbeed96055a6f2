#include "hash.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <vector>

namespace linac::hash_test {
namespace {

TEST(Hash, does_what_its_header_shows) {
    const std::vector<std::uint32_t> key{1, 2, 3};
    std::size_t hash = 0;
    for (const std::uint32_t part : key) hash = mixed(hash, part);
    EXPECT_EQ(hash, mixed(mixed(mixed(0, 1), 2), 3));
}

/// Pairs of small numbers, which is what handles are, fall apart, in the low bits too.
TEST(Hash, tells_pairs_of_small_numbers_apart) {
    std::set<std::size_t> hashes;
    std::set<std::size_t> low;
    for (std::size_t left = 0; left < 64; ++left)
        for (std::size_t right = 0; right < 64; ++right) {
            hashes.insert(mixed(mixed(0, left), right));
            low.insert(mixed(mixed(0, left), right) % 4096);
        }
    EXPECT_EQ(hashes.size(), 4096U);
    EXPECT_GT(low.size(), 2000U);
}

}  // namespace
}  // namespace linac::hash_test
