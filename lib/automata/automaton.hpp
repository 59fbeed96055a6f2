// Automaton: any of the kinds that a file can hold.
//
//     const Automaton automaton = read_automaton(text, "parity.linac").value();
//     assert(kind_name(automaton) == "permutation" && to_weighted(automaton).size() == 2);
#pragma once

#include <string>
#include <variant>

#include "automata/counter.hpp"
#include "automata/permutation.hpp"
#include "automata/stack.hpp"
#include "automata/weighted.hpp"

namespace linac {

using Automaton = std::variant<WeightedAutomaton, PermutationAutomaton, CounterMachine, StackMachine>;

/// "weighted", "permutation", "counter" or "stack".
[[nodiscard]] std::string kind_name(const Automaton& automaton);

/// The weighted automaton over ℚ that computes the same weights. Throws impossible for a counter or
/// stack machine.
[[nodiscard]] WeightedAutomaton to_weighted(const Automaton& automaton);

[[nodiscard]] const Alphabet& alphabet_of(const Automaton& automaton);

}  // namespace linac
