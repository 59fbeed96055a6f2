// Sides: what two files hold, automata of any kind or networks, compared as `linac equal` and `linac verify` do.
//
//     compare(left, right).equal()                     // all words, decided, of automata and linear networks
//     verify(model(automaton), network).value().equal  // automaton and network side by side
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "analysis/equality.hpp"
#include "automata/automaton.hpp"
#include "network/network.hpp"
#include "verify/verify.hpp"

namespace linac {

/// An automaton of any kind, or a network.
using Side = std::variant<Automaton, Network>;

/// The weighted automaton that a side is. Throws impossible for a machine and for a network that is not linear
/// in its state.
[[nodiscard]] WeightedAutomaton linear(const Side& side);

/// The finite automaton that follows a counter or stack machine within the bound, see automata/bounded.hpp.
/// Throws bad_input for another kind and for a bound of more than a million.
[[nodiscard]] WeightedAutomaton bounded(const Automaton& automaton, std::size_t bound);

/// What a network is held against: a machine as it is or within a bound, any other automaton by its weights.
struct Model {
    std::variant<WeightedAutomaton, CounterMachine, StackMachine> automaton;
    std::optional<std::size_t> bound;
};
[[nodiscard]] Model model(Automaton automaton, std::optional<std::size_t> bound = {});

/// How many states it has.
[[nodiscard]] std::size_t state_count(const Model& model);

/// The verdict says what the bound means.
[[nodiscard]] Result<Verdict> verify(const Model& model, const Network& network,
                                     const VerifyOptions& options = {});

}  // namespace linac
