// What tests ask of arithmetic circuits.
#pragma once

#include <vector>

#include "circuit/circuit.hpp"

namespace linac::tests {

/// Whether the output depends on every gate.
inline bool is_pruned(const ArithmeticCircuit& circuit) {
    const std::vector<Gate>& nodes = circuit.nodes();
    std::vector<bool> is_needed(nodes.size(), false);
    is_needed[circuit.output()] = true;
    for (std::size_t i = nodes.size(); i-- > 0;) {
        const Gate& gate = nodes[i];
        if (gate.kind == GateKind::input || gate.kind == GateKind::constant) continue;
        if (!is_needed[i]) return false;
        is_needed[gate.left] = true;
        if (gate.kind != GateKind::relu) is_needed[gate.right] = true;
    }
    return true;
}

}  // namespace linac::tests
