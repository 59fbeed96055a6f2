// Random roles of every kind, and labels that mean nothing.
//
//     add_random_roles(network, random);
//     RC_ASSERT(read_network(write_network(network), "").value() == network);
#pragma once

#include <functional>
#include <random>
#include <string>

#include "network/network.hpp"

namespace linac::tests {

/// Gives roles to about half of the dimensions, heads and units; numbers are valid.
void add_random_roles(Network& network, std::mt19937& random);

/// Takes away all roles, as a file of version 1 has none.
[[nodiscard]] Network without_roles(Network network);

/// Visits every label.
void for_each_label(Network& network, const std::function<void(std::string&)>& visit);

/// With every label another text.
[[nodiscard]] Network renamed(Network network);
/// With all labels exchanged at random.
[[nodiscard]] Network shuffled(Network network, std::mt19937& random);

}  // namespace linac::tests
