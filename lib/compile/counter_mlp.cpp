#include "compile/counter_mlp.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "compile/zero_tests.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr std::int64_t largest_squashed_update = 4096;

/// The network under construction: the dimensions of the residual stream, then the entries of the state.
class Builder {
  public:
    Builder(const CounterMachine& machine, std::size_t max_nonzeros)
        : machine_(machine), max_nonzeros_(max_nonzeros), is_reset_(machine.counters.size()) {
        for (const CounterRule& rule : machine.rules)
            for (std::size_t c = 0; c < is_reset_.size(); ++c)
                if (rule.updates[c].is_reset) is_reset_[c] = true;
        check_updates();
        for (const std::string& state : machine.states) state_.push_back("state " + state);
        for (std::size_t c = 0; c < is_reset_.size(); ++c)
            state_.push_back(is_reset_[c] ? squashed_counter_label(machine.counters[c])
                                          : counter_label(machine.counters[c]));
        residual_.emplace_back("token BOS");
        for (const std::string& symbol : machine.alphabet.symbols()) residual_.push_back("token " + symbol);
        first_state_ = residual_.size();
        residual_.insert(residual_.end(), state_.begin(), state_.end());
        residual_.emplace_back("accepts");
    }

    Compilation build() {
        Network network;
        network.target = name_of(Target::mlp_rnn);
        network.scheme = name_of(Scheme::direct);
        network.alphabet = machine_.alphabet;
        network.residual = residual_;
        const std::size_t width = network.width();
        const std::size_t tokens = first_state_;
        network.embedding = AffineMap(tokens, width);
        for (std::size_t token = 0; token < tokens; ++token) network.embedding.add(token, token, 1);
        Head head{"counter machine", 1, state_.size(), AffineMap(width, 1), MlpHead{update(), state_}, {}};
        head.receptance.add_bias(0, 1);
        head.output = AffineMap(state_.size(), width);
        for (std::size_t i = 0; i < state_.size(); ++i) head.output.add(first_state_ + i, i, 1);
        network.layers = {{"counter machine", {std::move(head)}, acceptance()}};
        network.readout = AffineMap(width, 1);
        network.readout.add(0, width - 1, 1);
        if (size_report(network).nonzeros > max_nonzeros_) refuse_size(max_nonzeros_);
        const auto squashed_counters = std::count(is_reset_.begin(), is_reset_.end(), true);
        std::string explanation = "counter machine of " + count_of(machine_.states.size(), "state") + ", " +
                                  count_of(is_reset_.size(), "counter");
        if (squashed_counters > 0)
            explanation += ", " + std::to_string(squashed_counters) + " of them as sgn(c) (1 - 2^-|c|)";
        return {std::move(network), explanation + ", one layer, 1 head"};
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

    /// The zero-tests of the counters, given where these begin among the circuit's inputs.
    std::vector<ZeroTested> tested_counters(Circuit& circuit, std::size_t first) const {
        std::vector<ZeroTested> counters;
        for (std::size_t c = 0; c < is_reset_.size(); ++c)
            counters.push_back(zero_tested(circuit, circuit.input(first + c),
                                           is_reset_[c] ? squashed(1) : Rational(1), machine_.counters[c]));
        return counters;
    }
    static std::vector<Form> zeros(const std::vector<ZeroTested>& counters) {
        std::vector<Form> zero;
        zero.reserve(counters.size());
        for (const ZeroTested& counter : counters) zero.push_back(counter.zero);
        return zero;
    }

    FeedForward update() const {
        Circuit circuit(max_nonzeros_);
        const std::size_t states = machine_.states.size();
        const std::size_t first = residual_.size();
        const std::vector<ZeroTested> counters = tested_counters(circuit, first + states);
        const std::vector<Form> zero = zeros(counters);
        Form rejected;
        for (Symbol s = 0; s < machine_.alphabet.size(); ++s) rejected += circuit.input(1 + s);
        std::vector<std::map<std::int64_t, Form>> adding(counters.size());
        std::vector<Form> resetting(counters.size());
        std::vector<Form> next(states);
        next[machine_.initial] += circuit.input(0);
        for (std::size_t r = 0; r < machine_.rules.size(); ++r) {
            const CounterRule& rule = machine_.rules[r];
            const std::vector<Form> at{circuit.input(first + rule.from), circuit.input(1 + *rule.symbol)};
            const std::string label = "rule " + std::to_string(r + 1) + ": " + text_of(rule);
            const Form fires = all_hold(circuit, at, rule.tests, zero, label);
            next[rule.to] += fires;
            rejected = std::move(rejected) - fires;
            for (std::size_t c = 0; c < counters.size(); ++c)
                if (rule.updates[c].is_reset)
                    resetting[c] += fires;
                else if (rule.updates[c].add != 0)
                    adding[c][rule.updates[c].add] += fires;
        }
        if (machine_.reject) next[*machine_.reject] += rejected;
        for (std::size_t q = 0; q < states; ++q) circuit.output(q, next[q]);
        for (std::size_t c = 0; c < counters.size(); ++c) {
            const Form value = counters[c].positive - counters[c].negative;
            circuit.output(states + c, is_reset_[c] ? squashed_sum(circuit, c, value, adding[c], resetting[c])
                                                    : sum_of(value, adding[c]));
        }
        std::vector<std::string> inputs = residual_;
        inputs.insert(inputs.end(), state_.begin(), state_.end());
        return circuit.build(inputs, state_.size());
    }

    static Form sum_of(Form value, const std::map<std::int64_t, Form>& adding) {
        for (const auto& [added, fires] : adding) value.add_product(added, fires);
        return value;
    }

    /// y(c + u) where a rule that adds u fires, 0 where one that resets does, otherwise y(c).
    Form squashed_sum(Circuit& circuit, std::size_t c, const Form& value,
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
    static Form shifted(Circuit& circuit, const std::string& name, const Form& value, std::int64_t added) {
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

    FeedForward acceptance() const {
        Circuit circuit(max_nonzeros_);
        std::vector<AcceptingCondition> conditions;
        std::set<std::size_t> states;
        for (const auto& accepting : machine_.accepting) {
            conditions.push_back({circuit.input(first_state_ + accepting.state), accepting.tests,
                                  "accepts in state " + machine_.states[accepting.state]});
            states.insert(accepting.state);
        }
        const std::vector<Form> zero = zeros(tested_counters(circuit, first_state_ + machine_.states.size()));
        const Form accepted = some_hold(circuit, conditions, zero, states.size() < conditions.size());
        circuit.output(residual_.size() - 1, accepted);
        return circuit.build(residual_, residual_.size());
    }

    [[nodiscard]] std::string text_of(const CounterRule& rule) const {
        return machine_.states[rule.from] + " -> " + machine_.states[rule.to] + " " +
               machine_.alphabet.name(*rule.symbol);
    }

    const CounterMachine& machine_;
    std::size_t max_nonzeros_;
    std::vector<bool> is_reset_;  // by counter: some rule sets it to 0
    std::vector<std::string> state_;
    std::vector<std::string> residual_;
    std::size_t first_state_ = 0;  // residual dimension of the state's first entry
};

}  // namespace

std::string counter_label(const std::string& counter) {
    return "counter " + counter;
}

std::string squashed_counter_label(const std::string& counter) {
    return "counter " + counter + " as sgn(c) (1 - 2^-|c|)";
}

Rational squashed(const Rational& counter) {
    if (counter.is_zero()) return {};
    const auto height = static_cast<std::uint64_t>(abs(counter).as_int64().value());
    const Rational distance = Rational(1) - Rational(1) / power(2, height);
    return counter.sign() > 0 ? distance : -distance;
}

Compilation counter_mlp(const CounterMachine& machine, std::size_t max_nonzeros) {
    expect_real_time(machine);
    return Builder(machine, max_nonzeros).build();
}

}  // namespace linac
