#include "render/label_ranges.hpp"

#include <gtest/gtest.h>

namespace linac::tests::label_ranges_test {
namespace {

using Labels = std::vector<std::string>;

TEST(LabelRanges, are_those_of_the_header) {
    EXPECT_EQ(label_ranges({"position 0", "position 1", "position 2", "token a", "token b"}),
              (Labels{"position 0–2", "token a, b"}));
}

TEST(LabelRanges, run_in_every_number) {
    EXPECT_EQ(label_ranges({"ring 0 slot 0", "ring 0 slot 1", "ring 1 slot 0", "ring 1 slot 1"}),
              (Labels{"ring 0–1 slot 0–1"}));
    EXPECT_EQ(label_ranges({"ring 3 slot 0 symbol b", "ring 4 slot 0 symbol b"}),
              (Labels{"ring 3–4 slot 0 symbol b"}));
    EXPECT_EQ(label_ranges({"parity 1"}), (Labels{"parity 1"}));
}

TEST(LabelRanges, with_gaps_are_counted) {
    EXPECT_EQ(label_ranges({"position 0", "position 2"}), (Labels{"position 0–2 (2 of them)"}));
    EXPECT_EQ(label_ranges({"ring 0 slot 0", "ring 1 slot 1"}), (Labels{"ring 0–1 slot 0–1 (2 of them)"}));
}

TEST(LabelRanges, leave_other_labels_alone) {
    EXPECT_EQ(label_ranges({}), Labels{});
    EXPECT_EQ(label_ranges({"weight", "odd position", ""}), (Labels{"weight", "odd position", ""}));
    EXPECT_EQ(label_ranges({"A2", "A3"}), (Labels{"A2", "A3"})) << "these are names";
    EXPECT_EQ(label_ranges({"n 99999999999999999999", "n 99999999999999999998"}),
              (Labels{"n 99999999999999999999, 99999999999999999998"}));
}

TEST(LabelRanges, come_in_the_order_of_their_first) {
    EXPECT_EQ(label_ranges({"b 1", "a 1", "b 2"}), (Labels{"b 1–2", "a 1"}));
}

TEST(WithoutNumbers, is_what_a_range_has_in_common) {
    EXPECT_EQ(without_numbers("ring 3 slot 17"), without_numbers("ring 4 slot 0"));
    EXPECT_NE(without_numbers("ring 3"), without_numbers("slot 3"));
    EXPECT_NE(without_numbers("A2"), without_numbers("A3"));
}

}  // namespace
}  // namespace linac::tests::label_ranges_test
