#include "batch/cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>
#include <vector>

namespace linac::cache_test {
namespace {

using Texts = Cache<std::string>;

/// Texts of a size that their first letter tells; counts how often each is made.
class Library {
  public:
    Texts::Made make(const std::string& name) {
        const std::scoped_lock lock(mutex_);
        ++made[name];
        if (name == "missing") throw Error::bad_input("cannot be read");
        return {"text of " + name, static_cast<std::size_t>(name[0] - '0')};
    }
    std::map<std::string, int> made;

  private:
    std::mutex mutex_;
};

TEST(Cache, makes_each_value_once) {
    Library library;
    Texts texts([&](const std::string& name) { return library.make(name); }, 100);
    const auto first = texts.get("1a");
    EXPECT_EQ(*first, "text of 1a");
    EXPECT_EQ(texts.get("1a"), first);
    EXPECT_EQ(library.made["1a"], 1);
}

TEST(Cache, an_error_is_told_to_all_who_ask) {
    Library library;
    Texts texts([&](const std::string& name) { return library.make(name); }, 100);
    for (int i = 0; i < 3; ++i) EXPECT_THROW((void)texts.get("missing"), Error);
    EXPECT_EQ(library.made["missing"], 1);
}

TEST(Cache, lets_go_of_what_was_used_longest_ago) {
    Library library;
    Texts texts([&](const std::string& name) { return library.make(name); }, 10);
    const auto held = texts.get("4a");
    (void)texts.get("4b");
    (void)texts.get("4a");
    (void)texts.get("4c");  // 4b goes
    (void)texts.get("4a");
    (void)texts.get("4b");  // 4c goes
    (void)texts.get("4a");
    EXPECT_EQ(library.made, (std::map<std::string, int>{{"4a", 1}, {"4b", 2}, {"4c", 1}}));
    EXPECT_EQ(*texts.get("9large"), "text of 9large");  // all others go
    EXPECT_EQ(*held, "text of 4a") << "what is in use stays";
    (void)texts.get("9large");
    EXPECT_EQ(library.made["9large"], 1);
    (void)texts.get("4a");
    EXPECT_EQ(library.made["4a"], 2);
}

TEST(Cache, a_value_larger_than_all_that_is_kept_is_made_each_time) {
    Library library;
    Texts texts([&](const std::string& name) { return library.make(name); }, 5);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(*texts.get("9large"), "text of 9large");
    EXPECT_EQ(library.made["9large"], 3);
}

TEST(Cache, keeps_at_most_so_many) {
    Library library;
    Texts texts([&](const std::string& name) { return library.make(name); }, 100, 2);
    for (const char* name : {"0a", "0b", "0c", "0b", "0c", "0a"}) (void)texts.get(name);
    EXPECT_EQ(library.made, (std::map<std::string, int>{{"0a", 2}, {"0b", 1}, {"0c", 1}}));
}

TEST(Cache, threads_that_ask_at_once_share_a_value) {
    std::atomic<int> made = 0;
    Texts texts(
        [&](const std::string& name) {
            ++made;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            return Texts::Made{name, 1};
        },
        100);
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back(
            [&, i] { EXPECT_EQ(*texts.get(i % 2 == 0 ? "even" : "odd"), i % 2 == 0 ? "even" : "odd"); });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(made, 2);
}

TEST(Cache, stays_right_when_threads_push_each_other_out) {
    Texts texts([](const std::string& name) { return Texts::Made{name, name.size()}; }, 6, 3);
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < 4; ++thread)
        threads.emplace_back([&, thread] {
            for (std::size_t i = 0; i < 500; ++i) {
                const std::string name(1 + (i * (thread + 3)) % 7, 'x');
                EXPECT_EQ(*texts.get(name), name);
            }
        });
    for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace linac::cache_test
