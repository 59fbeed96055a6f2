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
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "automata/weighted.hpp"

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

/// Throws bad_input unless the machine is deterministic (no two rules, nor an ε-move and a rule, apply at
/// once) and complete (some rule applies everywhere, or there is a reject state, which no rule leaves).
void validate(const CounterMachine& machine);

/// The machine over an alphabet with the same symbols in another order. Throws bad_input, naming a symbol that
/// only one of them has.
[[nodiscard]] CounterMachine reordered(CounterMachine machine, const Alphabet& alphabet,
                                       const std::string& machine_name, const std::string& other_name);

/// Such as "n=0 m!=0".
[[nodiscard]] std::string in_words(const std::vector<ZeroTest>& tests, const CounterMachine& machine);

/// Whether there are ε-moves.
[[nodiscard]] bool has_epsilon_moves(const CounterMachine& machine);

/// Throws impossible if there are.
void expect_real_time(const CounterMachine& machine);

/// Runs a valid machine, which must outlive it.
class CounterRun {
  public:
    /// Has read the empty word. Throws impossible after `max_epsilon_moves` ε-moves without a symbol.
    explicit CounterRun(const CounterMachine& machine, std::size_t max_epsilon_moves = 1'000'000);

    void restart();
    void step(Symbol symbol);
    [[nodiscard]] std::size_t state() const noexcept { return state_; }
    [[nodiscard]] const Rational& counter(std::size_t index) const { return counters_[index]; }
    [[nodiscard]] bool accepts() const;
    /// Whether the symbol leads to the reject state (before the ε-moves).
    [[nodiscard]] bool would_reject(Symbol symbol) const;
    [[nodiscard]] const CounterMachine& machine() const noexcept { return *machine_; }

  private:
    /// The machine's rules and acceptances by where they apply; the same for all copies.
    struct Tables {
        std::vector<std::vector<const CounterRule*>> rules;  // by state, then symbol; ε last
        std::vector<std::vector<const CounterMachine::Acceptance*>> accepting;  // by state
    };
    /// The rule that applies to the symbol, the alphabet's size for ε; null if none does.
    [[nodiscard]] const CounterRule* rule_for(std::size_t symbol) const;

    [[nodiscard]] bool passes(const std::vector<ZeroTest>& tests) const;
    void apply(const CounterRule& rule);
    void move_silently();

    const CounterMachine* machine_;
    std::size_t max_epsilon_moves_;
    std::shared_ptr<const Tables> tables_;
    std::size_t state_ = 0;
    std::vector<Rational> counters_;
};

/// Weight of a word on which a counter leaves the bound.
inline constexpr std::int64_t left_the_bound = -1;

/// The finite automaton that keeps the counters while their absolute values are at most `bound`: 1 for an
/// accepted word, 0 for another, and left_the_bound for every word with a prefix on which a counter goes
/// beyond. Of a machine without ε-moves. Throws impossible above `max_states` states.
[[nodiscard]] WeightedAutomaton bounded(const CounterMachine& machine, std::int64_t bound,
                                        std::size_t max_states = 100'000);

}  // namespace linac
