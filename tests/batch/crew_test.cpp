#include "batch/crew.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

#include "error.hpp"
#include "support/scale.hpp"

namespace linac::crew_test {
namespace {

using std::chrono::milliseconds;

TEST(Crew, does_every_job_once) {
    for (const std::size_t threads : {1U, 2U, 5U}) {
        Crew<std::size_t> crew(threads);
        const std::size_t jobs = tests::scaled(2000);
        std::vector<std::size_t> results;
        for (std::size_t i = 0; i < jobs; ++i) crew.start([i] { return i; });
        EXPECT_EQ(crew.busy(), jobs);
        while (crew.busy() > 0)
            for (const std::size_t result : crew.wait()) results.push_back(result);
        EXPECT_TRUE(threads > 1 || std::is_sorted(results.begin(), results.end()));
        std::sort(results.begin(), results.end());
        std::vector<std::size_t> expected(jobs);
        std::iota(expected.begin(), expected.end(), std::size_t{0});
        EXPECT_EQ(results, expected);
    }
}

TEST(Crew, has_as_many_threads_as_it_is_told_whatever_the_machine_has) {
    constexpr std::size_t threads = 6;
    Crew<int> crew(threads);
    std::atomic<std::size_t> met = 0;
    for (std::size_t i = 0; i < threads; ++i)
        crew.start([&met] {
            for (++met; met < threads;) std::this_thread::yield();  // goes on when all are here
            return 0;
        });
    EXPECT_EQ(crew.wait(std::chrono::minutes(1), threads).size(), threads);
}

TEST(Crew, one_thread_is_one_at_a_time) {
    Crew<int> crew(1);
    std::atomic<int> at_work = 0;
    std::atomic<int> most = 0;
    for (int i = 0; i < 50; ++i)
        crew.start([&] {
            most = std::max<int>(most, ++at_work);
            std::this_thread::sleep_for(milliseconds(1));
            return --at_work;
        });
    EXPECT_EQ(crew.wait(std::chrono::minutes(1), 50).size(), 50U);
    EXPECT_EQ(most, 1);
}

TEST(Crew, waits_no_longer_than_it_is_told) {
    Crew<int> crew(1);
    EXPECT_TRUE(crew.wait(milliseconds(1)).empty());
    std::atomic<bool> may_end = false;
    crew.start([&] {
        while (!may_end) std::this_thread::yield();
        return 7;
    });
    EXPECT_TRUE(crew.wait(milliseconds(1)).empty());
    EXPECT_EQ(crew.busy(), 1U);
    may_end = true;
    EXPECT_EQ(crew.wait(), std::vector<int>{7});
    EXPECT_EQ(crew.busy(), 0U);
}

TEST(Crew, waits_for_as_many_as_are_wanted) {
    Crew<int> crew(2);
    std::atomic<int> may_end = 0;
    for (int i = 0; i < 3; ++i)
        crew.start([&, i] {
            while (may_end < i) std::this_thread::yield();
            return i;
        });
    EXPECT_EQ(crew.wait(milliseconds(100), 2), std::vector<int>{0}) << "and no longer than it is told";
    may_end = 2;
    EXPECT_EQ(crew.wait(std::chrono::minutes(1), 2).size(), 2U);
}

TEST(Crew, throws_what_a_job_throws_and_goes_on) {
    Crew<int> crew(1);
    crew.start([]() -> int { throw Error::impossible("too much"); });
    EXPECT_THROW((void)crew.wait(), Error);
    crew.start([] { return 5; });
    EXPECT_EQ(crew.wait(), std::vector<int>{5});
}

TEST(Crew, ends_with_the_jobs_that_run_and_drops_those_that_have_not_begun) {
    std::atomic<int> begun = 0;
    std::atomic<int> ended = 0;
    {
        Crew<int> crew(2);
        for (int i = 0; i < 1000; ++i)
            crew.start([&] {
                ++begun;
                std::this_thread::sleep_for(milliseconds(5));
                return ++ended;
            });
        (void)crew.wait();
    }
    EXPECT_EQ(begun, ended);
    EXPECT_LT(begun, 1000);
}

TEST(Crew, the_machine_has_a_thread) {
    EXPECT_GE(available_threads(), 1U);
}

}  // namespace
}  // namespace linac::crew_test
