#include "operations/size_limits.hpp"

#include <gtest/gtest.h>

#include "formats/native.hpp"

namespace linac::limits_test {
namespace {

/// What the operations make can be written and read.
TEST(ResultSize, LimitsAreThoseOfFiles) {
    EXPECT_EQ(max_result_states, max_states);
    EXPECT_EQ(max_result_rows, max_rows);
    EXPECT_EQ(max_result_bytes, max_automaton_file_bytes);
    EXPECT_LE(max_result_transitions, max_automaton_file_bytes / 3);  // ", a" at least
}

TEST(ResultSize, RefusesAtTheLimit) {
    ResultSize size(16);
    size.add_states(max_result_states);
    EXPECT_THROW(size.add_states(1), Error);
    ResultSize wide(17);
    EXPECT_THROW(wide.add_states(max_result_states), Error);
    ResultSize none(0);
    none.add_states(max_result_states);
    none.add_transitions(max_result_transitions);
    EXPECT_THROW(none.add_transitions(1), Error);
    EXPECT_THROW(none.add_states(static_cast<std::size_t>(-1)), Error);
}

}  // namespace
}  // namespace linac::limits_test
