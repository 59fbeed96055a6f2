// Decisions: what compile decided on its way from an automaton to a network, with the numbers it decided by. It is
// written down where the decision is made; lib/explain says it in words.
//
//     const Decisions decided = compile(fibonacci, {.target = Target::deltanet}).value().decisions;
//     assert(decided.router->period() == 24 && decided.gather->block == 12);
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compile/affine_system.hpp"

namespace linac {

/// The sizes of a weighted automaton and of its equivalents.
struct Reduction {
    std::size_t states = 0;   ///< of the automaton given
    std::size_t merged = 0;   ///< states with proportional futures merged
    std::size_t minimal = 0;  ///< the least dimension
};

/// A system that a single layer might run, and what became of it.
struct Candidate {
    std::string description;
    std::size_t state = 0;     ///< Σ K·V of its heads
    std::size_t nonzeros = 0;  ///< of its network
    std::string refusal = {};  ///< or why the target does not hold it
    bool is_chosen = false;
};

struct DirectDecision {
    std::vector<Candidate> candidates;
    AffineSystem system;  ///< the one chosen
};

/// The period of a router and the layers that make it.
struct RouterShape {
    std::size_t base = 2;   ///< counted by the first two layers: 2, 4, 6, 8, 12 or 24
    std::size_t cycle = 1;  ///< factor of a further position layer, 1 for none
    std::size_t slots = 1;  ///< of each ring

    [[nodiscard]] std::size_t period() const noexcept { return base * cycle * slots; }
};

/// How the arithmetic head multiplies the carry.
enum class Route {
    overwrite,  ///< RWKV-7: each inactive coordinate is overwritten by its linear form
    average,    ///< DeltaNet: each column on a copy of the active buffer, made by averaging
    transfer,   ///< DeltaNet: each column of a signed partial permutation swaps one coordinate over
};

struct GatherDecision {
    Route route = Route::overwrite;
    std::size_t dimension = 0;                       ///< of the automaton whose matrices are multiplied
    std::size_t block = 0;                           ///< m, tokens
    std::size_t least_block = 0;                     ///< what the route needs for this carry
    std::size_t carried = 0;                         ///< coordinates carried from block to block
    bool is_table = false;                           ///< otherwise a chain
    std::optional<std::size_t> chain_nonzeros = {};  ///< of the network with a chain, if it was built
    std::optional<std::size_t> table_nonzeros = {};  ///< of the network with a table, if it was built
};

/// A counter or stack of a machine in an MLP-RNN.
struct Register {
    std::string name;
    bool is_squashed = false;       ///< a counter held as sgn(c) (1 − 2^−|c|)
    std::size_t stack_symbols = 0;  ///< of a stack, k: held in base 2k; 0 for a counter
};

struct MachineDecision {
    std::size_t states = 0;
    std::size_t rules = 0;
    std::vector<Register> registers;
};

/// A finite automaton inside a stratified network, compiled like any other.
struct Part;

struct StratifiedDecision {
    std::size_t states = 0;                        ///< of the machine
    std::vector<std::vector<std::string>> strata;  ///< counters
    std::vector<std::string> tables;               ///< what the symbol and the tests decide alone
    std::vector<Part> parts;                       ///< what a finite automaton decides
};

/// What applies is there.
struct Decisions {
    std::optional<Reduction> reduction;        ///< of weighted automata
    std::optional<DirectDecision> direct;      ///< one layer
    std::string one_layer_refusal;             ///< why not, where the scheme `auto` went on to blocks
    std::optional<RouterShape> router;         ///< of the blocked scheme
    std::optional<GatherDecision> gather;      ///< of the blocked and the two-layer scheme
    std::optional<MachineDecision> machine;    ///< a machine as an MLP-RNN
    std::optional<StratifiedDecision> strata;  ///< a counter machine as a linear network
};

struct Part {
    std::string name;
    std::size_t symbols = 0;
    std::string explanation;
    Decisions decisions;
};

}  // namespace linac
