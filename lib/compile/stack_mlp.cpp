#include "compile/stack_mlp.hpp"

#include <map>

#include "compile/machine_mlp.hpp"

namespace linac {
namespace {

/// Stacks as numbers in [0, 1).
class StackNumbers {
  public:
    explicit StackNumbers(const StackMachine& machine) : machine_(machine) {}

    [[nodiscard]] static DimensionRole role(std::size_t stack) { return roles::Stack{stack}; }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> names;
        names.reserve(machine_.stacks.size());
        for (const Stack& stack : machine_.stacks) names.push_back(stack.name);
        return names;
    }

    struct Observed {
        std::vector<Form> number;
        std::vector<std::vector<Form>> at_least;  // by stack, then x: [the top is symbol x or a later one]
    };
    [[nodiscard]] Observed observe(ReluCircuit& circuit, const std::vector<Form>& numbers) const {
        Observed observed{numbers, {}};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            const Stack& stack = machine_.stacks[i];
            const Form scaled = base(i) * numbers[i];
            std::vector<Form>& at_least = observed.at_least.emplace_back();
            for (std::size_t x = 0; x < stack.symbols.size(); ++x) {
                const std::string name = stack.name + " top >= " + stack.symbols[x];
                const Rational below(static_cast<std::int64_t>(2 * x));
                const Form rising = circuit.relu(scaled - Form(below), name + ", rising");
                const Form risen = circuit.relu(scaled - Form(below + 1), name + ", risen");
                at_least.push_back(rising - risen);
            }
        }
        return observed;
    }
    [[nodiscard]] static std::vector<Form> conditions(const Observed& observed,
                                                      const std::vector<StackTest>& tests) {
        std::vector<Form> conditions;
        for (std::size_t i = 0; i < tests.size(); ++i) {
            if (tests[i].kind == StackTest::Kind::any) continue;
            // "At least" symbol −1 always holds, beyond the last never.
            const std::vector<Form>& at_least = observed.at_least[i];
            const StackTop top = tests[i].top;
            Form is = top == 0 ? Form(Rational(1)) : at_least[top - 1];
            if (top < at_least.size()) is = std::move(is) - at_least[top];
            const bool wanted = tests[i].kind == StackTest::Kind::is;
            conditions.push_back(wanted ? std::move(is) : Form(Rational(1)) - is);
        }
        return conditions;
    }

    [[nodiscard]] Form updated(ReluCircuit& circuit, const Observed& observed, std::size_t stack,
                               const std::vector<Form>& fires) const {
        std::map<Effect, Form> firing;  // by what is done
        Form kept(Rational(1));
        for (std::size_t r = 0; r < fires.size(); ++r) {
            const auto done = effect(machine_.rules[r], stack);
            if (done == Effect(1, 0)) continue;
            firing[done] += fires[r];
            kept = std::move(kept) - fires[r];
        }
        const std::string& name = machine_.stacks[stack].name;
        if (firing.empty()) return observed.number[stack];
        Form total = gated(circuit, observed.number[stack], {1, 0}, kept, name + " as it was");
        for (const auto& [done, fired] : firing)
            total +=
                gated(circuit, observed.number[stack], done, fired, name + " -> " + in_words(done, name));
        return total;
    }

  private:
    /// Slope and offset of v ↦ slope · v + offset.
    using Effect = std::pair<Rational, Rational>;

    /// Such as "4 s - 1".
    static std::string in_words(const Effect& effect, const std::string& name) {
        const auto& [slope, offset] = effect;
        std::string constant = to_string(abs(offset));
        if (slope.is_zero()) return constant;
        return to_string(slope) + " " + name + (offset.sign() < 0 ? " - " : " + ") + constant;
    }

    [[nodiscard]] Rational base(std::size_t stack) const {
        return static_cast<std::int64_t>(2 * machine_.stacks[stack].symbols.size());
    }

    /// What a rule does to the number of a stack.
    [[nodiscard]] Effect effect(const StackRule& rule, std::size_t stack) const {
        const auto digit = [](std::size_t symbol) {
            return Rational(static_cast<std::int64_t>(2 * symbol + 1));
        };
        const StackUpdate& update = rule.updates[stack];
        Effect effect(1, 0);
        if (update.taken == StackUpdate::Taken::top)
            effect = {base(stack), -digit(rule.tests[stack].top - 1)};
        if (update.taken == StackUpdate::Taken::everything) effect = {0, 0};
        for (const std::size_t symbol : update.pushed)
            effect = {effect.first / base(stack), (effect.second + digit(symbol)) / base(stack)};
        return effect;
    }

    /// slope · v + offset where the form is 1, where that is not negative, otherwise 0.
    static Form gated(ReluCircuit& circuit, const Form& number, const Effect& effect, const Form& on,
                      const std::string& label) {
        const auto& [slope, offset] = effect;
        const Rational bound = slope + offset;  // 0 ≤ v < 1, slope ≥ 0
        if (bound.is_zero()) return {};         // the emptied stack
        return circuit.relu(slope * number + Form(offset - bound) + bound * on, label);
    }

    const StackMachine& machine_;
};

}  // namespace

Compilation stack_mlp(const StackMachine& machine, std::size_t max_nonzeros) {
    expect_real_time(machine);
    MachineDecision decided{machine.states.size(), machine.rules.size(), {}};
    for (const Stack& stack : machine.stacks)
        decided.registers.push_back({stack.name, false, stack.symbols.size()});
    Compilation done{MachineMlp(machine, StackNumbers(machine), max_nonzeros).build("stack machine"),
                     "stack machine of " + count_of(machine.states.size(), "state") + ", " +
                         count_of(machine.stacks.size(), "stack") + ", one layer, 1 head"};
    done.decisions.machine = std::move(decided);
    return done;
}

}  // namespace linac
