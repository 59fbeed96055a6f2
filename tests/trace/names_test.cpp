#include "trace/names.hpp"

#include <gtest/gtest.h>

namespace linac::names_test {
namespace {

Network with_dimensions(std::vector<std::string> residual) {
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = std::move(residual);
    return network;
}

Head head_of(std::size_t keys, std::size_t values, std::size_t width) {
    Head head;
    head.key_dimension = keys;
    head.value_dimension = values;
    head.output = AffineMap(values, width);
    return head;
}

TEST(Names, rows_are_slots_unless_they_hold_states) {
    const Network network = with_dimensions({"x"});
    Head head = head_of(2, 1, 1);
    head.label = "states p q";
    EXPECT_EQ(names_of(head, network).row(1), "slot 1");
    head.rows = {"even", "the odd one"};
    EXPECT_EQ(names_of(head, network).row(1), "state \"the odd one\"");
}

TEST(Names, a_column_has_the_label_of_the_dimension_that_it_alone_is_added_to) {
    const Network network = with_dimensions({"x", "y", ""});
    Head head = head_of(1, 4, 3);
    head.output.add(1, 0, 1);
    head.output.add(1, 1, 2);
    head.output.add(0, 2, 1);
    head.output.add(1, 2, 1);
    head.output.add(2, 3, 1);
    EXPECT_EQ(names_of(head, network).columns, (std::vector<std::string>{"y", "1", "2", "3"}));
}

/// A network of so many dimensions with these roles.
Network with_roles(std::size_t width, const std::map<std::size_t, DimensionRole>& roles) {
    Network network = with_dimensions(std::vector<std::string>(width, "symbol a"));
    network.roles = roles;
    return network;
}

TEST(Names, readings_are_of_one_hot_groups) {
    const Readings readings(with_roles(5, {{0, roles::Position{0, 2}},
                                           {1, roles::Position{1, 2}},
                                           {2, roles::WindowToken{3, 0}},
                                           {3, roles::WindowToken{3, 1}}}));
    using Said = std::vector<Reading>;
    EXPECT_EQ(readings.read({0, 1, 1, 0, 7}), (Said{{"position", "1"}, {"window age 3", "a"}}));
    EXPECT_EQ(readings.read({0, 0, 0, 0, 7}), (Said{{"window age 3", "-"}}));
    EXPECT_EQ(readings.read({1, 1, 1, 1, 7}), (Said{}));
    EXPECT_EQ(readings.read({0, 2, Rational(1, 2), 0, 7}), (Said{}));
}

TEST(Names, each_slot_of_a_ring_is_a_group) {
    const Readings readings(with_roles(
        3, {{0, roles::RingSlot{1, 0, 0}}, {1, roles::RingSlot{1, 1, 0}}, {2, roles::RingSlot{1, 1, 1}}}));
    EXPECT_EQ(readings.read({1, 0, 1}),
              (std::vector<Reading>{{"ring 1 slot 0", "a"}, {"ring 1 slot 1", "b"}}));
}

TEST(Names, the_longest_period_tells_the_position) {
    const Readings readings(with_roles(6, {{0, roles::Position{0, 2}},
                                           {1, roles::Position{1, 2}},
                                           {2, roles::Position{0, 4}},
                                           {3, roles::Position{1, 4}},
                                           {4, roles::Position{2, 4}},
                                           {5, roles::Position{3, 4}}}));
    EXPECT_EQ(readings.read({0, 1, 0, 0, 0, 1}), (std::vector<Reading>{{"position", "3"}}));
}

TEST(Names, one_position_alone_is_no_group) {
    EXPECT_TRUE(
        Readings(with_roles(2, {{0, roles::Position{1, 2}}, {1, roles::Counter{0}}})).groups().empty());
}

}  // namespace
}  // namespace linac::names_test
