// Verdicts as the verbs report them.
#pragma once

#include "output.hpp"
#include "verify/sides.hpp"

namespace linac::cli {

/// What `linac equal --json` prints.
void add_comparison(Report& report, const Comparison& comparison, const Alphabet& alphabet);

/// What `linac verify --json` prints.
void add_verdict(Report& report, const Verdict& verdict, const Alphabet& alphabet);

}  // namespace linac::cli
