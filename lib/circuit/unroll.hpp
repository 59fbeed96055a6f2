// A network for words of T symbols, unrolled into an arithmetic circuit (compile/constructions.md §5).
//
// Layer by layer. The affine maps S ↦ A_t S + B_t of a linear head's tokens are multiplied by a balanced tree: a
// block of n tokens is made of its first 2^k < n tokens, 2^k as large as can be, and the rest. Down the same tree, the
// state after a block's first part is that part's map applied to the state before the block; so every position gets its
// state, after at most log T applications (a parallel prefix, Blelloch 1990). The last layer's state is taken after
// the last position only. An MLP-RNN's state is passed from token to token, and that is why its depth grows with T.
//
// BOS is constant, and so are the states after it and whatever else does not depend on the word: they are folded, see
// step.hpp. Gates are shared within a step, which is a token's map, a product of two maps, an application, a read, the
// sum of a layer's reads, or a stage of its feed-forward block; not between steps. What is not needed for the output is
// left out. Inputs are taken to be one-hot, and the P of a PD head to have one-hot columns, as in the network.
//
//     Unrolling unrolling(network);
//     unrolling.measure(1 << 16).depth;                        // without its gates
//     const ArithmeticCircuit circuit = unrolling.circuit(8);  // with them
//     assert(circuit.depth() == unrolling.measure(8).depth);
#pragma once

#include <cstddef>
#include <memory>

#include "circuit/circuit.hpp"
#include "network/network.hpp"

namespace linac {

/// How large the circuit for words of a length is.
struct CircuitMeasure {
    std::size_t length = 0;
    std::size_t inputs = 0;
    GateCounts counts;
    std::size_t depth = 0;

    friend bool operator==(const CircuitMeasure&, const CircuitMeasure&) = default;
};

inline constexpr std::size_t default_max_gates = 10'000'000;       ///< of a circuit
inline constexpr std::size_t default_max_step_gates = 30'000'000;  ///< of the steps that differ, in a measure

class Unrolling {
  public:
    /// The network must be valid.
    explicit Unrolling(const Network& network, std::size_t max_step_gates = default_max_step_gates);
    ~Unrolling();
    Unrolling(const Unrolling&) = delete;
    Unrolling& operator=(const Unrolling&) = delete;

    /// Of the circuit, found without making it. Throws impossible if the steps that differ have too many gates.
    [[nodiscard]] CircuitMeasure measure(std::size_t length);
    /// The circuit. Throws impossible if it has more than `max_gates` gates.
    [[nodiscard]] ArithmeticCircuit circuit(std::size_t length, std::size_t max_gates = default_max_gates);

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace linac
