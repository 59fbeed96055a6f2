#include "network/roles.hpp"

#include <gtest/gtest.h>

#include "network/network.hpp"

namespace linac::roles_test {
namespace {

/// The example of network.hpp's feed-forward block: two dimensions, a stage of two units.
Network small() {
    Network network;
    network.alphabet = Alphabet({"a", "b"});
    network.residual = {"x", "y"};
    network.embedding = AffineMap(3, 2);
    network.readout = AffineMap(2, 1);
    Layer layer;
    layer.feed_forward = {{AffineMap(2, 2), AffineMap(2, 2)}, {{"u", "v"}}};
    Head head;
    head.key_dimension = 2;
    head.value_dimension = 1;
    head.receptance = AffineMap(2, 2);
    head.parameters = {AffineMap(2, 2), AffineMap(2, 1), AffineMap(2, 1)};
    head.output = AffineMap(1, 2);
    layer.heads = {head};
    network.layers = {layer};
    return network;
}

TEST(Roles, the_example_of_the_header) {
    Network network = small();
    network.registers = {"n"};
    network.roles[3] = roles::Counter{0};
    EXPECT_EQ(label_of(network.roles[3], network.alphabet, network.registers), "counter n");
}

TEST(Roles, labels_of_dimensions_are_the_roles_in_words) {
    const auto label = [](const DimensionRole& role) {
        return label_of(role, Alphabet({"a", "b"}), {"m", "n"});
    };
    EXPECT_EQ(label(roles::Position{3, 8}), "position 3");
    EXPECT_EQ(label(roles::RingSlot{4, 1, 0}), "ring 4 slot 1 symbol a");
    EXPECT_EQ(label(roles::WindowToken{7, 1}), "window age 7 symbol b");
    EXPECT_EQ(label(roles::LiveCounter{1}), "counter n while the machine may accept");
    EXPECT_EQ(label(roles::SquashedCounter{0}), "counter m as sgn(c) (1 - 2^-|c|)");
    EXPECT_EQ(label(roles::Stack{1}), "stack n");
}

TEST(Roles, labels_of_units_are_the_roles_in_words) {
    const auto label = [](const UnitRole& role) { return label_of(role, Alphabet({"a", "b"})); };
    EXPECT_EQ(label(roles::PositionSet{}), "position in a set");
    EXPECT_EQ(label(roles::Token{{0, 3}, 1}), "current 3 symbol b");
    EXPECT_EQ(label(roles::TokenInPlace{{1, 2}, 0}), "previous 2 symbol a");
    EXPECT_EQ(label(roles::TokenGate{{1, 0}, 0}), "product previous 0 symbol a");
    EXPECT_EQ(label(roles::NoTokenGate{{0, 1}}), "no token current 1");
    EXPECT_EQ(label(roles::NoTokenGate{{2, 1}}), "no token token 1 of 2 blocks back");
    EXPECT_EQ(label(roles::PositionGate{}), "position gate");
    EXPECT_EQ(label(roles::Sum{}), "sum");
}

TEST(Roles, a_network_has_roles_if_some_part_has_one) {
    EXPECT_FALSE(has_roles(small()));
    Network network = small();
    network.roles.emplace(0, roles::Position{0, 2});
    EXPECT_TRUE(has_roles(network));
    network = small();
    network.layers[0].feed_forward.roles.emplace(std::pair(0, 1), roles::Sum());
    EXPECT_TRUE(has_roles(network));
    network = small();
    network.layers[0].heads[0].rows = {"p", "q"};
    EXPECT_TRUE(has_roles(network));
    network = small();
    network.registers = {"n"};
    EXPECT_TRUE(has_roles(network));
}

std::string refusal(const Network& network) {
    const auto checked = capture([&] { return validate(network), true; });
    return checked ? "valid" : checked.error().message();
}

TEST(Roles, must_be_of_parts_that_are_there) {
    Network network = small();
    network.roles.emplace(1, roles::Position{0, 2});
    network.layers[0].feed_forward.roles.emplace(std::pair(0, 1), roles::Token{{0, 0}, 1});
    network.layers[0].heads[0].rows = {"p", "q"};
    EXPECT_EQ(refusal(network), "valid");
    Network wrong = network;
    wrong.roles.emplace(2, roles::Position{0, 2});
    EXPECT_EQ(refusal(wrong), "at /residual/2: a role, but no dimension");
    wrong = network;
    wrong.layers[0].feed_forward.roles.emplace(std::pair(0, 2), roles::Sum());
    EXPECT_EQ(refusal(wrong), "at /layers/0/feed_forward/0/units/2: a role, but no unit");
    wrong = network;
    wrong.layers[0].feed_forward.roles.emplace(std::pair(1, 0), roles::Sum());
    EXPECT_EQ(refusal(wrong), "at /layers/0/feed_forward/1/units/0: a role, but no unit");
    wrong = network;
    wrong.layers[0].heads[0].rows.pop_back();
    EXPECT_EQ(refusal(wrong), "at /layers/0/heads/0: states of 1 row, expected 2");
}

TEST(Roles, must_have_numbers_of_the_network) {
    Network network = small();
    const auto with = [&](const DimensionRole& role) {
        Network changed = network;
        changed.roles.emplace(0, role);
        return refusal(changed);
    };
    EXPECT_EQ(with(roles::RingSlot{0, 0, 2}), "at /residual/0: the role's symbol is 2 of 2");
    EXPECT_EQ(with(roles::Counter{0}), "at /residual/0: the role's register is 0 of 0");
    network.registers = {"n"};
    EXPECT_EQ(with(roles::Counter{0}), "valid");
    EXPECT_EQ(with(roles::Stack{1}), "at /residual/0: the role's register is 1 of 1");
    EXPECT_EQ(with(roles::Position{2, 2}), "at /residual/0: the role's residue is 2 of 2");
    network.layers[0].feed_forward.roles.emplace(std::pair(0, 0), roles::TokenGate{{0, 0}, 2});
    EXPECT_EQ(refusal(network), "at /layers/0/feed_forward/0/units/0: the role's symbol is 2 of 2");
}

}  // namespace
}  // namespace linac::roles_test
