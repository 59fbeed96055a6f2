// The roles of a network in JSON, as network files and exported labels have them; network_file.md describes them.
//
//     const std::string text = write_roles(network, ", ");   // {"registers": ["n"], "residual": [[3, "counter", 0]], …}
//     read_roles(value_of(text), same_network_without_roles);
#pragma once

#include <string>
#include <string_view>

#include "formats/json_document.hpp"
#include "network/network.hpp"

namespace linac {

/// One object; `between` stands between two roles, such as a comma and the end of a line.
[[nodiscard]] std::string write_roles(const Network& network, std::string_view between);

/// Gives the roles to a network that has none. Throws bad_input, with its place, for a part that is not there or is given
/// twice, a kind that is unknown, and numbers that are not the kind's. Those that are too large are validate's to find.
void read_roles(const json::Value& value, Network& network);

}  // namespace linac
