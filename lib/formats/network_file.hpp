// Network files: exact, self-contained JSON; network_file.md describes them in full.
//
//     assert(read_network(write_network(network), "parity.json").value() == network);
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/file_limits.hpp"
#include "network/network.hpp"

namespace linac {

/// Most symbols of a network file's alphabet.
inline constexpr std::size_t max_network_symbols = 1'000'000;

/// Reads a network file's text: a valid network, or an error with its place (a line and column where the text
/// is not JSON, otherwise the path of the value, such as /layers/0/heads/0/key). Bounded in memory by the
/// text's size.
[[nodiscard]] Result<Network> read_network(std::string_view text, const std::string& source);

/// The text of the network; reading it gives an equal network, and writing that gives the same bytes. Throws
/// impossible if it is over a limit of the reader.
[[nodiscard]] std::string write_network(const Network& network,
                                        std::size_t max_bytes = max_network_file_bytes);

/// Whether a text looks like a network file rather than an automaton file.
[[nodiscard]] bool looks_like_network(std::string_view text);

}  // namespace linac
