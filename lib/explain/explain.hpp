// Explain: what compile did with an automaton, and why, as Markdown for a reader who knows what an automaton is.
//
// The text follows the decisions that compile wrote down (compile/decisions.hpp) and the network that it made: nothing is
// decided again here. Each step names the theorem it stands on and its source.
//
//     const Compilation done = compile(parity, {.target = Target::deltanet}).value();
//     std::cout << explain(done, "parity.linac");
#pragma once

#include <string>

#include "compile/compile.hpp"

namespace linac {

/// `name` is the automaton's, such as its file.
[[nodiscard]] std::string explain(const Compilation& compilation, const std::string& name);

}  // namespace linac
