// Stack machine: a deterministic finite control with several stacks, each over symbols of its own, of which it
// sees the tops.
//
// In state q with tops z, reading σ, the machine goes to δ(q, σ, z); from each stack it takes nothing, its top
// symbol or everything, and then it pushes a fixed word. The word read so far is accepted iff (q, z) is
// accepting. One stack makes a deterministic pushdown automaton, two hold every computation that takes no
// longer than the input. Real-time without ε-moves; these are for the simulation only. Source: Ginsburg and
// Greibach 1966; Merrill et al. 2026.
//
//     StackRun run(dyck_2);                      // has read the empty word
//     for (Symbol symbol : word) run.step(symbol);
//     assert(run.accepts() == run.stack(0).empty());
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "automata/machine.hpp"

namespace linac {

/// A stack's name and symbols.
struct Stack {
    std::string name;
    std::vector<std::string> symbols;

    friend bool operator==(const Stack&, const Stack&) = default;
};

/// What a test or a run sees of a stack: 0 if it is empty, otherwise 1 + its top symbol.
using StackTop = std::size_t;

struct StackTest {
    enum class Kind : unsigned char { any, is, is_not };
    Kind kind = Kind::any;
    StackTop top = 0;  ///< 0 for `any`

    friend bool operator==(const StackTest&, const StackTest&) = default;
};

struct StackUpdate {
    enum class Taken : unsigned char { nothing, top, everything };
    Taken taken = Taken::nothing;     ///< `top` only where the rule tests that the top is a certain symbol
    std::vector<std::size_t> pushed;  ///< symbols, first to last

    friend bool operator==(const StackUpdate&, const StackUpdate&) = default;
};

struct StackRule {
    std::size_t from = 0;
    std::optional<Symbol> symbol;  ///< none: an ε-move
    std::vector<StackTest> tests;  ///< by stack
    std::size_t to = 0;
    std::vector<StackUpdate> updates;  ///< by stack

    friend bool operator==(const StackRule&, const StackRule&) = default;
};

struct StackMachine {
    /// The tops at which a state accepts.
    struct Acceptance {
        std::size_t state = 0;
        std::vector<StackTest> tests;  ///< by stack

        friend bool operator==(const Acceptance&, const Acceptance&) = default;
    };

    Alphabet alphabet;
    std::vector<std::string> states;
    std::vector<Stack> stacks;
    std::size_t initial = 0;
    std::optional<std::size_t>
        reject;  ///< where a symbol leads that no rule takes; never left, never accepts
    std::vector<StackRule> rules;
    std::vector<Acceptance> accepting;

    friend bool operator==(const StackMachine&, const StackMachine&) = default;
};

inline constexpr std::size_t max_stacks = 16;
inline constexpr std::size_t max_stack_symbols = 1024;  ///< of one stack

// What machine.hpp asks for: the outcomes of a stack are its tops.
[[nodiscard]] inline std::size_t register_count(const StackMachine& machine) {
    return machine.stacks.size();
}
[[nodiscard]] inline std::size_t outcome_count(const StackMachine& machine, std::size_t stack) {
    return machine.stacks[stack].symbols.size() + 1;
}
[[nodiscard]] inline bool admits(const StackTest& test, StackTop top) {
    return test.kind == StackTest::Kind::any || (test.kind == StackTest::Kind::is) == (test.top == top);
}
inline void narrow(StackTest& test, StackTop top) {
    test = {StackTest::Kind::is, top};
}
/// Such as "s=A t!=empty".
[[nodiscard]] std::string in_words(const std::vector<StackTest>& tests, const StackMachine& machine);

/// The top as files write it: the symbol, or "empty".
[[nodiscard]] std::string name_of(StackTop top, const Stack& stack);

/// Throws bad_input unless the machine is deterministic and complete, within the limits, and takes the top of
/// a stack only where it knows it.
void validate(const StackMachine& machine);

/// The stacks of a run.
class Stacks {
  public:
    /// Symbols, bottom to top.
    using Contents = std::vector<std::size_t>;

    explicit Stacks(const StackMachine& machine) : stacks_(machine.stacks.size()) {}

    [[nodiscard]] const Contents& stack(std::size_t index) const { return stacks_[index]; }
    [[nodiscard]] const std::vector<Contents>& contents() const noexcept { return stacks_; }

  protected:
    [[nodiscard]] bool passes(const std::vector<StackTest>& tests) const;
    void apply(const StackRule& rule);

  private:
    std::vector<Contents> stacks_;
};

using StackRun = MachineRun<StackMachine, Stacks>;

/// The stack as a number in [0, 1): with k symbols, the top first, Σ_i (2 x_i + 1) / (2k)^i. The top symbol x is
/// where it is in [(2x + 1) / 2k, (2x + 2) / 2k), and an empty stack is 0, so that a gap of 1 / 2k separates any
/// two tops at every height. For k = 2, base 4 and digits 1 and 3 (Siegelmann and Sontag 1995).
[[nodiscard]] Rational encoded(const Stacks::Contents& contents, std::size_t symbols);

}  // namespace linac
