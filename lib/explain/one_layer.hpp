// The letters of a direct network: what each symbol does to the state of each head, and with which eigenvalues.
#pragma once

#include <string>

#include "compile/compile.hpp"

namespace linac::explained {

/// The section about the letters of a network of the direct scheme.
[[nodiscard]] std::string letters(const Network& network, const DirectDecision& decided);

}  // namespace linac::explained
