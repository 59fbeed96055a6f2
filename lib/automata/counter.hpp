// Counter machine: a deterministic finite control with k integer counters that it can only test for zero.
//
// In state q with counters c ∈ ℤ^k and mask z, z_i = [c_i = 0], reading σ leads to
//
//     q' = δ(q, σ, z),     c'_i = c_i + u_i  or  0,     u = u(q, σ, z) with constants u_i,
//
// and the word read so far is accepted iff (q, z) is accepting. Real-time without ε-moves; these are for the
// simulation only. Source: Merrill 2020, On the Linguistic Capacity of Real-Time Counter Automata.
//
//     CounterRun run(equal_number);              // has read the empty word
//     for (Symbol symbol : word) run.step(symbol);
//     assert(run.accepts() == (as == bs) && run.counter(0) == as - bs);
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "automata/machine.hpp"

namespace linac {

enum class ZeroTest : unsigned char { any, zero, nonzero };

struct CounterUpdate {
    bool is_reset = false;  ///< to 0; then `add` is 0
    std::int64_t add = 0;

    friend bool operator==(const CounterUpdate&, const CounterUpdate&) = default;
};

struct CounterRule {
    std::size_t from = 0;
    std::optional<Symbol> symbol;  ///< none: an ε-move
    std::vector<ZeroTest> tests;   ///< by counter
    std::size_t to = 0;
    std::vector<CounterUpdate> updates;  ///< by counter

    friend bool operator==(const CounterRule&, const CounterRule&) = default;
};

struct CounterMachine {
    /// The masks at which a state accepts.
    struct Acceptance {
        std::size_t state = 0;
        std::vector<ZeroTest> tests;  ///< by counter

        friend bool operator==(const Acceptance&, const Acceptance&) = default;
    };

    Alphabet alphabet;
    std::vector<std::string> states;
    std::vector<std::string> counters;
    std::size_t initial = 0;
    std::optional<std::size_t>
        reject;  ///< where a symbol leads that no rule takes; never left, never accepts
    std::vector<CounterRule> rules;
    std::vector<Acceptance> accepting;

    friend bool operator==(const CounterMachine&, const CounterMachine&) = default;
};

inline constexpr std::size_t max_counters = 16;

// What machine.hpp asks for: a counter is zero, outcome 0, or not, outcome 1.
[[nodiscard]] inline std::size_t register_count(const CounterMachine& machine) {
    return machine.counters.size();
}
[[nodiscard]] inline std::size_t outcome_count(const CounterMachine& /*machine*/, std::size_t /*counter*/) {
    return 2;
}
[[nodiscard]] inline bool admits(ZeroTest test, std::size_t outcome) {
    return test == ZeroTest::any || (test == ZeroTest::zero) == (outcome == 0);
}
inline void narrow(ZeroTest& test, std::size_t outcome) {
    test = outcome == 0 ? ZeroTest::zero : ZeroTest::nonzero;
}
/// Such as "n=0 m!=0".
[[nodiscard]] std::string in_words(const std::vector<ZeroTest>& tests, const CounterMachine& machine);

/// Throws bad_input unless the machine is deterministic and complete and has at most max_counters counters.
void validate(const CounterMachine& machine);

/// The counters of a run.
class Counters {
  public:
    explicit Counters(const CounterMachine& machine) : counters_(machine.counters.size()) {}

    [[nodiscard]] const Rational& counter(std::size_t index) const { return counters_[index]; }
    [[nodiscard]] const std::vector<Rational>& contents() const noexcept { return counters_; }

  protected:
    [[nodiscard]] bool passes(const std::vector<ZeroTest>& tests) const;
    void apply(const CounterRule& rule);

  private:
    std::vector<Rational> counters_;
};

using CounterRun = MachineRun<CounterMachine, Counters>;

}  // namespace linac
