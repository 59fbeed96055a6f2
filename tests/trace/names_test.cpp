#include "trace/names.hpp"

#include <gtest/gtest.h>

namespace linac::names_test {
namespace {

Network labelled(std::vector<std::string> residual) {
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = std::move(residual);
    return network;
}

Head head_of(const std::string& label, std::size_t keys, std::size_t values, std::size_t width) {
    Head head;
    head.label = label;
    head.key_dimension = keys;
    head.value_dimension = values;
    head.output = AffineMap(values, width);
    return head;
}

TEST(Names, rows_are_slots_unless_the_label_lists_them) {
    const Network network = labelled({"x"});
    EXPECT_EQ(names_of(head_of("counter", 2, 1, 1), network).row(1), "slot 1");
    EXPECT_EQ(names_of(head_of("states even odd", 2, 1, 1), network).row(1), "state odd");
    // A list of another length names nothing.
    EXPECT_EQ(names_of(head_of("states even odd", 3, 1, 1), network).row(1), "slot 1");
    EXPECT_EQ(names_of(head_of("states", 1, 1, 1), network).row(0), "slot 0");
}

TEST(Names, a_label_that_was_cut_short_names_nothing) {
    std::string label = "states";
    for (int i = 0; i < 31; ++i) label += " " + std::to_string(i % 10);
    EXPECT_EQ(names_of(head_of(label, 31, 1, 1), labelled({"x"})).row(0), "slot 0");
}

TEST(Names, a_column_has_the_label_of_the_dimension_that_it_alone_is_added_to) {
    const Network network = labelled({"x", "y", ""});
    Head head = head_of("", 1, 4, 3);
    head.output.add(1, 0, 1);
    head.output.add(1, 1, 2);
    head.output.add(0, 2, 1);
    head.output.add(1, 2, 1);
    head.output.add(2, 3, 1);
    EXPECT_EQ(names_of(head, network).columns, (std::vector<std::string>{"y", "1", "2", "3"}));
}

TEST(Names, readings_are_of_one_hot_groups) {
    const Readings readings(
        labelled({"position 0", "position 1", "w symbol a", "w symbol b", "w symbol c", "x"}));
    using Said = std::vector<Reading>;
    EXPECT_EQ(readings.read({0, 1, 1, 0, 7, 7}), (Said{{"position", "1"}, {"w", "a"}}));
    EXPECT_EQ(readings.read({0, 0, 0, 0, 7, 7}), (Said{{"w", "-"}}));
    EXPECT_EQ(readings.read({1, 1, 1, 1, 7, 7}), (Said{}));
    EXPECT_EQ(readings.read({0, 2, Rational(1, 2), 0, 7, 7}), (Said{}));
}

TEST(Names, one_position_alone_is_no_group) {
    EXPECT_TRUE(Readings(labelled({"position 0", "position left"})).groups().empty());
}

}  // namespace
}  // namespace linac::names_test
