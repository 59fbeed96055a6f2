// Vcsn's daut files: one transition a line.
//
//     context = lal_char(ab), q       # the first line; see formats/vcsn/context.hpp
//     $ -> p <1/2>                    # initial weight; 1 if left out
//     p -> q <1/2>a, <3>b             # see formats/vcsn/labels.hpp; repeated labels add up
//     q -> $ <2>                      # final weight
//
// The context may stand in double quotes (the last may lack), where `\\` is a backslash, and `context` may be `ctx` or `vcsn_context`. A file
// without one has letters for labels and an open alphabet; its weights are in q if it has any in `<` and `>`, and
// otherwise in b. States are named by letters, digits and _ . - $, other characters behind a backslash or the whole name
// in double quotes with the escapes of letters. A line of a state alone declares it. The arrow may be left out. # and //
// begin a comment, in labels too: there they are written `\x23` and `\x2f`. $, $pre and $post name no state.
// States and the alphabet have the order in which they appear. Source: the notebook Automata of Vcsn 2's documentation.
//
//     const ForeignAutomaton foreign = read_daut(text, "coin.daut").value();
//     const WeightedAutomaton automaton = without_epsilon(foreign.content);
//     const std::string copy = write_daut(automaton);
#pragma once

#include <string>
#include <string_view>

#include "error.hpp"
#include "formats/foreign.hpp"

namespace linac {

/// Errors carry file, line and column. `source` is the name to show in them.
[[nodiscard]] Result<ForeignAutomaton> read_daut(std::string_view text, const std::string& source);

/// The text, with weights in q or qmp; reading it gives an equal automaton. Throws impossible for control characters in
/// names, for states named $, $pre or $post, and over a limit of the reader.
[[nodiscard]] std::string write_daut(const WeightedAutomaton& automaton);

}  // namespace linac
