// Finiteness: whether an automaton computes what a finite automaton computes.
//
// A weighted automaton does iff it has finitely many values. In the minimal one that is so iff the rows α M_w
// are finitely many (determinize.hpp), and iff the matrices M_w are (Jacob 1977; Mandel and Simon 1977). A
// finitely generated semigroup of matrices is finite iff the powers of each element are finitely many
// (McNaughton and Zalcstein 1975): where there are infinitely many values, some word w tells, all powers of
// whose matrix differ (finite_order.hpp). Rows and words are searched up to a limit.
//
// A counter or stack machine does if its reachable configurations are finitely many.
//
//     assert(finiteness(parity).machine->size() == 2);   // so .finite is true
//     assert(finiteness(fibonacci).infinite_order == Word{0});
#pragma once

#include <cstddef>
#include <optional>

#include "analysis/determinize.hpp"
#include "automata/counter.hpp"
#include "automata/stack.hpp"

namespace linac {

/// Most words whose matrices are examined; fewer if the dimension is above 50.
inline constexpr std::size_t max_order_words = 1000;

struct Finiteness {
    std::optional<bool> finite;          ///< nothing if not decided within the limits
    std::optional<Dfa> machine;          ///< the minimal Moore machine, if it is within the limit
    std::optional<Word> infinite_order;  ///< of infinitely many values: the shortlex least word that tells
};

[[nodiscard]] Finiteness finiteness(const WeightedAutomaton& automaton,
                                    std::size_t most_states = default_dfa_states);

/// The minimal Moore machine, 1 for accepted words and 0 for others; nothing if the machine has more than
/// `most_configurations` reachable configurations, not counting values of counters that no test asks for or
/// from which nothing is accepted any more. Of a valid machine without ε-moves.
[[nodiscard]] std::optional<Dfa> finite_machine(const CounterMachine& machine,
                                                std::size_t most_configurations = default_dfa_states);

/// The same of a stack machine, counting all configurations.
[[nodiscard]] std::optional<Dfa> finite_machine(const StackMachine& machine,
                                                std::size_t most_configurations = default_dfa_states);

}  // namespace linac
