// Conditions in a feed-forward block: forms that are 0 or 1, joined by AND and OR, one unit each.
//
//     const Form fires = all_hold(circuit, {in_state, reads_a, top_is_x}, "rule 3");   // ReLU(sum − 2)
#pragma once

#include <string>
#include <vector>

#include "compile/relu_circuit.hpp"

namespace linac {

/// 1 where all of the conditions, at least one, are 1, otherwise 0.
[[nodiscard]] Form all_hold(ReluCircuit& circuit, const std::vector<Form>& conditions,
                            const std::string& label);

/// Conditions joined by AND, with the label of the unit.
struct Conjunction {
    std::vector<Form> conditions;
    std::string label;
};

/// 1 where some conjunction holds, of which several may at once if `overlap`.
[[nodiscard]] Form some_hold(ReluCircuit& circuit, const std::vector<Conjunction>& conjunctions,
                             bool overlap);

}  // namespace linac
