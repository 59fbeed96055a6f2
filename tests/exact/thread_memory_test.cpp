#include "exact/thread_memory.hpp"

#include <gtest/gtest.h>
#include <malloc.h>

#include <thread>
#include <vector>

#include "exact/rational.hpp"

namespace linac::thread_memory_test {
namespace {

/// Numbers that need memory of their own.
std::vector<Rational> large_numbers() {
    std::vector<Rational> numbers;
    for (std::int64_t i = 1; i <= 100; ++i) numbers.push_back(Rational(i << 60U) * Rational(1 << 30U));
    return numbers;
}

TEST(ThreadMemory, threads_that_end_leave_nothing_behind) {
    const auto round = [] {
        std::thread([] {
            release_at_thread_end();
            (void)large_numbers();
        }).join();
    };
    round();
    const std::size_t before = mallinfo2().uordblks;
    for (int i = 0; i < 100; ++i) round();
    constexpr std::size_t most = std::size_t{1} << 20U;  // without release, each leaves 64 KiB
    EXPECT_LT(mallinfo2().uordblks, before + most);
}

TEST(ThreadMemory, numbers_outlive_the_thread_that_made_them) {
    std::vector<Rational> numbers;
    std::thread([&] {
        release_at_thread_end();
        numbers = large_numbers();
    }).join();
    EXPECT_EQ(numbers, large_numbers());
    for (Rational& number : numbers) number = number + Rational(1);
    EXPECT_EQ(to_string(numbers[0]), "1237940039285380274899124225");
}

}  // namespace
}  // namespace linac::thread_memory_test
