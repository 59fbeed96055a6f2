// Sides: what two files hold, automata of any kind or networks, compared as `linac equal` and `linac verify` do.
//
//     compare(left, right).equal()                     // all words, decided, of automata and linear networks
//     verify(within(machine, 3), network, {.bound = 3})  // the machine as long as it stays within the bound
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

/// The automaton as it is, or bounded(automaton, *bound).
[[nodiscard]] Automaton within(Automaton automaton, std::optional<std::size_t> bound);

/// How many states it has.
[[nodiscard]] std::size_t state_count(const Automaton& automaton);

}  // namespace linac
