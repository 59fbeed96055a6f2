// Stratification of a counter machine: an order of its counters in which what is added to each depends on the
// symbols read and on zero-tests of counters before it only. A machine that has one runs layer after layer in
// a linear RNN; a test that feeds back into its own counter does not (Merrill et al. 2026).
//
// The control is run with the masks as free inputs. Counter j is determined by a set L of counters iff any two
// runs on the same symbols and the same tests of L make the same updates of j; that is decided on the pairs
// of states that two such runs can reach together. Where no accepting state can be reached any more, nothing
// matters. A stratum is all counters that those before it determine.
//
//     assert(stratification(shuffle_2).strata == std::vector<std::vector<std::size_t>>{{0, 1}});
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "automata/counter.hpp"

namespace linac {

/// A zero-test on which an update depends.
struct Dependency {
    std::size_t test = 0;         ///< the counter that is tested
    std::size_t test_state = 0;   ///< where
    std::size_t test_symbol = 0;  ///< and on which symbol
    std::size_t update = 0;       ///< the counter that is updated
    std::size_t update_state = 0;
    std::size_t update_symbol = 0;
};

struct Stratification {
    std::vector<std::vector<std::size_t>> strata;  ///< counters, first to last
    /// If not all counters are in a stratum: dependencies each of whose tests is of the counter that the one
    /// before it updates, and the first's of the counter that the last updates.
    std::vector<Dependency> cycle;

    [[nodiscard]] bool is_stratified() const noexcept { return cycle.empty(); }
};

/// By state: whether an accepting state is reached from it by rules, whatever the counters are.
[[nodiscard]] std::vector<bool> useful_states(const CounterMachine& machine);

/// Of a valid machine without ε-moves.
[[nodiscard]] Stratification stratification(const CounterMachine& machine);

/// The cycle in words.
[[nodiscard]] std::string describe(const std::vector<Dependency>& cycle, const CounterMachine& machine);

}  // namespace linac
