// The router, the gather and the arithmetic layer of a blocked or two-layer network.
#pragma once

#include <string>

#include "compile/compile.hpp"

namespace linac::explained {

/// The sections about a network whose decisions have a gather.
[[nodiscard]] std::string blocks(const Network& network, const Decisions& decided);

}  // namespace linac::explained
