#include "verify/word_runs.hpp"

#include <gtest/gtest.h>

namespace linac::word_runs_test {
namespace {

TEST(WordRuns, does_what_its_header_shows) {
    EXPECT_EQ(words_up_to(3, 2), 15U);
}

TEST(WordRuns, are_as_many_as_there_are_words) {
    for (std::size_t symbols = 0; symbols < 5; ++symbols) {
        std::size_t count = 0;
        std::size_t of_this_length = 1;
        for (std::size_t length = 0; length < 8; ++length) {
            count += of_this_length;
            of_this_length *= symbols;
            EXPECT_EQ(words_up_to(length, symbols), count) << length << " " << symbols;
        }
    }
    EXPECT_EQ(words_up_to(1000, 10), std::size_t{1} << 62U);
}

}  // namespace
}  // namespace linac::word_runs_test
