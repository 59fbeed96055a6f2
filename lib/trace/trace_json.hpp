// A trace as JSON: every number a string, so that nothing is rounded. What does not change from step to step comes first,
// then an object a token. See apps/README.md for the members.
//
//     std::string text = trace_head(trace, word);      // {"alphabet":…,"steps":[
//     text += trace_step(trace);                       // after BOS; then ",", and after each token
//     text += trace_tail(trace);                       // ],"first_difference":…}
#pragma once

#include <string>

#include "trace/trace.hpp"

namespace linac {

[[nodiscard]] std::string trace_head(const Trace& trace, const Word& word);
/// Of where both are now; `token` is the symbol read last, "BOS" at first.
[[nodiscard]] std::string trace_step(const Trace& trace, const std::string& token);
[[nodiscard]] std::string trace_tail(const Trace& trace);

/// The automaton: its kind, states, symbols and all that its run depends on.
[[nodiscard]] std::string automaton_json(const Automaton& automaton);

/// What roles and labels say about the network, by layer and head: names of rows, columns and entries; and the groups of dimensions
/// that are read as one.
[[nodiscard]] std::string names_json(const NetworkTrace& network);

}  // namespace linac
