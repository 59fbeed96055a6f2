// Man pages: roff with the macros of man(7), made of the texts that --help prints.
#pragma once

#include <string>

#include "options.hpp"

namespace linac::cli {

/// linac(1).
[[nodiscard]] std::string program_manual();
/// linac-VERB(1).
[[nodiscard]] std::string verb_manual(const Usage& usage);

}  // namespace linac::cli
