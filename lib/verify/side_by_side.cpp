#include "verify/side_by_side.hpp"

#include <algorithm>
#include <set>

#include "analysis/stratification.hpp"
#include "compile/counter_mlp.hpp"

namespace linac {
namespace {

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
    : run_(CounterRun(machine)),
      executor_(network),
      has_roles_(has_roles(network)),
      names_(machine.counters),
      useful_(useful_states(machine)) {
    for (const auto& [dimension, role] : network.roles) {
        if (const auto* plain = std::get_if<roles::Counter>(&role))
            add_register(network.registers[plain->counter], dimension, Holding::counter);
        if (const auto* live = std::get_if<roles::LiveCounter>(&role))
            add_register(network.registers[live->counter], dimension, Holding::live_counter);
        if (const auto* squashed = std::get_if<roles::SquashedCounter>(&role))
            add_register(network.registers[squashed->counter], dimension, Holding::squashed_counter);
    }
}

SideBySide::SideBySide(const StackMachine& machine, const Network& network)
    : run_(StackRun(machine)), executor_(network), has_roles_(has_roles(network)) {
    for (const Stack& stack : machine.stacks) names_.push_back(stack.name);
    for (const auto& [dimension, role] : network.roles)
        if (const auto* stack = std::get_if<roles::Stack>(&role))
            add_register(network.registers[stack->stack], dimension, Holding::stack);
}

void SideBySide::add_register(const std::string& name, std::size_t dimension, Holding holding) {
    const auto at = std::find(names_.begin(), names_.end(), name);
    if (at == names_.end()) return;
    registers_.push_back({static_cast<std::size_t>(at - names_.begin()), dimension, holding, name});
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

std::size_t SideBySide::state_bits() {
    std::size_t bits = 0;
    executor_.for_each_state([&](const ExactState& state) { bits += state.bits(); });
    return bits;
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
    verdict.state_bits = std::max(verdict.state_bits, state_bits());
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

bool SideBySide::agree_throughout(const Word& word, Verdict& verdict, std::optional<std::size_t> most_bits) {
    restart();
    ++verdict.words;
    for (std::size_t t = 0; agree(word, t, verdict); ++t) {
        if (t == word.size()) return true;
        if (most_bits && state_bits() > *most_bits) {
            ++verdict.cut_words;
            return true;
        }
        step(word[t]);
    }
    return false;
}

std::optional<ComparedRegisters> SideBySide::compared_registers() const {
    if (std::holds_alternative<WeightedRun>(run_)) return std::nullopt;
    ComparedRegisters result;
    result.are_stacks = std::holds_alternative<StackRun>(run_);
    result.all = names_.size();
    result.has_roles = has_roles_;
    std::set<std::size_t> compared;
    for (const ReadableRegister& readable : registers_) {
        compared.insert(readable.index);
        if (readable.holding == Holding::live_counter) result.only_while_it_may_accept = true;
    }
    result.compared = compared.size();
    return result;
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
