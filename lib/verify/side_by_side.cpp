#include "verify/side_by_side.hpp"

#include <algorithm>

#include "analysis/stratification.hpp"
#include "compile/counter_mlp.hpp"
#include "compile/stack_mlp.hpp"
#include "compile/stratified.hpp"

namespace linac {
namespace {

std::optional<std::size_t> dimension_of(const Network& network, const std::string& label) {
    const auto at = std::find(network.residual.begin(), network.residual.end(), label);
    if (at == network.residual.end()) return std::nullopt;
    return static_cast<std::size_t>(at - network.residual.begin());
}

struct WeightOf {
    Rational operator()(const WeightedRun& run) const { return run.weight(); }
    Rational operator()(const CounterRun& run) const { return run.accepts() ? 1 : 0; }
    Rational operator()(const StackRun& run) const { return run.accepts() ? 1 : 0; }
};

Rational encoded_stack(const StackRun& run, std::size_t index) {
    return encoded(run.stack(index), run.machine().stacks[index].symbols.size());
}

struct ConfigurationOf {
    using Configuration = std::pair<std::size_t, std::vector<Rational>>;
    Configuration operator()(const WeightedRun& /*run*/) const { return {}; }
    Configuration operator()(const CounterRun& run) const { return {run.state(), run.contents()}; }
    Configuration operator()(const StackRun& run) const {
        Configuration configuration{run.state(), {}};
        for (std::size_t i = 0; i < run.contents().size(); ++i)
            configuration.second.push_back(encoded_stack(run, i));
        return configuration;
    }
};

}  // namespace

SideBySide::SideBySide(const WeightedAutomaton& automaton, const Network& network)
    : run_(WeightedRun(automaton)), executor_(network) {}

SideBySide::SideBySide(const CounterMachine& machine, const Network& network)
    : run_(CounterRun(machine)), executor_(network), useful_(useful_states(machine)) {
    for (std::size_t c = 0; c < machine.counters.size(); ++c) {
        const std::string& name = machine.counters[c];
        for (const auto& [label, holding] :
             {std::pair{counter_label(name), Holding::counter},
              std::pair{live_counter_label(name), Holding::live_counter},
              std::pair{squashed_counter_label(name), Holding::squashed_counter}})
            if (const auto dimension = dimension_of(network, label)) {
                registers_.push_back({c, *dimension, holding, name});
                break;
            }
    }
}

SideBySide::SideBySide(const StackMachine& machine, const Network& network)
    : run_(StackRun(machine)), executor_(network) {
    for (std::size_t i = 0; i < machine.stacks.size(); ++i) {
        const std::string& name = machine.stacks[i].name;
        if (const auto dimension = dimension_of(network, stack_label(name)))
            registers_.push_back({i, *dimension, Holding::stack, name});
    }
}

void SideBySide::restart() {
    std::visit([](auto& run) { run.restart(); }, run_);
    executor_.restart();
}

void SideBySide::step(Symbol symbol) {
    std::visit([&](auto& run) { run.step(symbol); }, run_);
    executor_.step(symbol);
}

std::optional<Rational> SideBySide::expected(const ReadableRegister& readable) const {
    if (readable.holding == Holding::stack) return encoded_stack(std::get<StackRun>(run_), readable.index);
    const auto& run = std::get<CounterRun>(run_);
    if (readable.holding == Holding::live_counter && !useful_[run.state()]) return std::nullopt;
    const Rational& counter = run.counter(readable.index);
    return readable.holding == Holding::squashed_counter ? squashed(counter) : counter;
}

bool SideBySide::agree(const Word& word, std::size_t length, Verdict& verdict) {
    const auto differ = [&](Rational left, const Rational& right) {
        verdict.equal = false;
        verdict.witness.assign(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(length));
        verdict.left = std::move(left);
        verdict.right = right;
        verdict.step = length;
        verdict.counter.clear();
        verdict.stack.clear();
        return false;
    };
    std::size_t bits = 0;
    executor_.for_each_state([&](const ExactState& state) { bits += state.bits(); });
    verdict.state_bits = std::max(verdict.state_bits, bits);
    Rational weight = std::visit(WeightOf(), run_);
    const Rational& output = executor_.output();
    if (weight != output) return differ(std::move(weight), output);
    for (const ReadableRegister& readable : registers_) {
        const Rational& held = executor_.residual()[readable.dimension];
        auto value = expected(readable);
        if (!value || *value == held) continue;
        differ(std::move(*value), held);
        (readable.holding == Holding::stack ? verdict.stack : verdict.counter) = readable.name;
        return false;
    }
    return true;
}

bool SideBySide::agree_throughout(const Word& word, Verdict& verdict) {
    restart();
    ++verdict.words;
    for (std::size_t t = 0; agree(word, t, verdict); ++t) {
        if (t == word.size()) return true;
        step(word[t]);
    }
    return false;
}

bool SideBySide::has_live_counters() const {
    return std::any_of(registers_.begin(), registers_.end(), [](const ReadableRegister& readable) {
        return readable.holding == Holding::live_counter;
    });
}

std::pair<std::size_t, std::vector<Rational>> SideBySide::configuration() const {
    return std::visit(ConfigurationOf(), run_);
}

void SideBySide::move_to(const Run& run, const States& states) {
    run_ = run;
    auto next = states.begin();
    executor_.for_each_state([&](ExactState& state) { state.assign(*next++); });
}

SideBySide::States SideBySide::states() {
    States states;
    executor_.for_each_state([&](ExactState& state) { states.push_back(state.entries()); });
    return states;
}

}  // namespace linac
