#include "compile/counter_mlp.hpp"

#include <algorithm>
#include <map>

#include "compile/machine_mlp.hpp"
#include "compile/zero_tests.hpp"

namespace linac {
namespace {

constexpr std::int64_t largest_squashed_update = 4096;

/// Counters as numbers: integers, or squashed where a rule sets them to 0.
class CounterNumbers {
  public:
    explicit CounterNumbers(const CounterMachine& machine)
        : machine_(machine), is_reset_(machine.counters.size()) {
        for (const CounterRule& rule : machine.rules)
            for (std::size_t c = 0; c < is_reset_.size(); ++c)
                if (rule.updates[c].is_reset) is_reset_[c] = true;
        check_updates();
    }

    [[nodiscard]] DimensionRole role(std::size_t c) const {
        if (is_reset_[c]) return roles::SquashedCounter{c};
        return roles::Counter{c};
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return machine_.counters; }
    [[nodiscard]] bool is_squashed(std::size_t counter) const { return is_reset_[counter]; }
    [[nodiscard]] std::size_t squashed_count() const {
        return static_cast<std::size_t>(std::count(is_reset_.begin(), is_reset_.end(), true));
    }

    struct Observed {
        std::vector<Form> value;
        std::vector<Form> zero;
    };
    [[nodiscard]] Observed observe(ReluCircuit& circuit, const std::vector<Form>& numbers) const {
        Observed observed;
        for (std::size_t c = 0; c < numbers.size(); ++c) {
            const ZeroTested counter = zero_tested(
                circuit, numbers[c], is_reset_[c] ? squashed(1) : Rational(1), machine_.counters[c]);
            observed.value.push_back(counter.positive - counter.negative);
            observed.zero.push_back(counter.zero);
        }
        return observed;
    }
    [[nodiscard]] static std::vector<Form> conditions(const Observed& observed,
                                                      const std::vector<ZeroTest>& tests) {
        std::vector<Form> conditions;
        add_conditions(conditions, tests, observed.zero);
        return conditions;
    }

    [[nodiscard]] Form updated(ReluCircuit& circuit, const Observed& observed, std::size_t c,
                               const std::vector<Form>& fires) const {
        std::map<std::int64_t, Form> adding;
        Form resetting;
        for (std::size_t r = 0; r < fires.size(); ++r) {
            const CounterUpdate& update = machine_.rules[r].updates[c];
            if (update.is_reset)
                resetting += fires[r];
            else if (update.add != 0)
                adding[update.add] += fires[r];
        }
        if (is_reset_[c]) return squashed_sum(circuit, c, observed.value[c], adding, resetting);
        Form sum = observed.value[c];
        for (const auto& [added, adds] : adding) sum.add_product(added, adds);
        return sum;
    }

  private:
    void check_updates() const {
        for (const CounterRule& rule : machine_.rules)
            for (std::size_t c = 0; c < is_reset_.size(); ++c)
                if (is_reset_[c] && std::abs(rule.updates[c].add) > largest_squashed_update)
                    throw Error::impossible("counter " + machine_.counters[c] +
                                            " is set to 0 by a rule and added more than " +
                                            std::to_string(largest_squashed_update) + " by another");
    }

    /// y(c + u) where a rule that adds u fires, 0 where one that resets does, otherwise y(c).
    Form squashed_sum(ReluCircuit& circuit, std::size_t c, const Form& value,
                      const std::map<std::int64_t, Form>& adding, const Form& resetting) const {
        const std::string& name = machine_.counters[c];
        Form none = Form(Rational(1)) - resetting;
        Form total;
        for (const auto& [added, fires] : adding) {
            none = std::move(none) - fires;
            total += circuit.gate(shifted(circuit, name, value, added), 1, fires,
                                  name + " after adding " + std::to_string(added));
        }
        return total + circuit.gate(value, 1, none, name + " as it was");
    }

    /// y(c + u) as a function of y(c): linear outside of the integers between which the sign changes.
    static Form shifted(ReluCircuit& circuit, const std::string& name, const Form& value,
                        std::int64_t added) {
        const bool is_up = added > 0;
        const std::int64_t steps = std::abs(added);
        const Form up = is_up ? value : Form() - value;  // adding to −c is subtracting from c
        const auto slope_after = [&](std::int64_t c) {
            return (squashed(Rational(c + 1 + steps)) - squashed(Rational(c + steps))) /
                   (squashed(Rational(c + 1)) - squashed(Rational(c)));
        };
        // Up to −steps: −1 + 2^steps (1 + y).
        Rational slope = power(2, static_cast<std::uint64_t>(steps));
        Form result = slope * up + Form(slope - Rational(1));
        for (std::int64_t c = -steps; c <= 0; ++c) {
            const Rational next = slope_after(c);
            if (next == slope) continue;
            const std::string label = name + (is_up ? " > " : " < ") + std::to_string(is_up ? c : -c);
            result.add_product(next - slope, circuit.relu(up - Form(squashed(Rational(c))), label));
            slope = next;
        }
        return is_up ? result : Form() - result;
    }

    const CounterMachine& machine_;
    std::vector<bool> is_reset_;  // by counter: some rule sets it to 0
};

}  // namespace

Rational squashed(const Rational& counter) {
    if (counter.is_zero()) return {};
    const auto height = static_cast<std::uint64_t>(abs(counter).as_int64().value());
    const Rational distance = Rational(1) - Rational(1) / power(2, height);
    return counter.sign() > 0 ? distance : -distance;
}

Compilation counter_mlp(const CounterMachine& machine, std::size_t max_nonzeros) {
    expect_real_time(machine);
    const CounterNumbers numbers(machine);
    std::string explanation = "counter machine of " + count_of(machine.states.size(), "state") + ", " +
                              count_of(machine.counters.size(), "counter");
    if (numbers.squashed_count() > 0)
        explanation += ", " + std::to_string(numbers.squashed_count()) + " of them as sgn(c) (1 - 2^-|c|)";
    MachineDecision decided{machine.states.size(), machine.rules.size(), {}};
    for (std::size_t c = 0; c < machine.counters.size(); ++c)
        decided.registers.push_back({machine.counters[c], numbers.is_squashed(c), 0});
    Compilation done{MachineMlp(machine, numbers, max_nonzeros).build("counter machine"),
                     explanation + ", one layer, 1 head"};
    done.decisions.machine = std::move(decided);
    return done;
}

}  // namespace linac
