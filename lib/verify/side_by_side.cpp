#include "verify/side_by_side.hpp"

#include <algorithm>
#include <optional>

#include "analysis/stratification.hpp"
#include "compile/counter_mlp.hpp"
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
};

}  // namespace

SideBySide::SideBySide(const WeightedAutomaton& automaton, const Network& network)
    : run_(WeightedRun(automaton)), executor_(network) {}

SideBySide::SideBySide(const CounterMachine& machine, const Network& network)
    : run_(CounterRun(machine)), executor_(network), useful_(useful_states(machine)) {
    for (std::size_t c = 0; c < machine.counters.size(); ++c) {
        const std::string& name = machine.counters[c];
        for (const auto& [label, holding] : {std::pair{counter_label(name), Holding::always},
                                             std::pair{live_counter_label(name), Holding::while_useful},
                                             std::pair{squashed_counter_label(name), Holding::squashed}})
            if (const auto dimension = dimension_of(network, label)) {
                counters_.push_back({c, *dimension, holding, name});
                break;
            }
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

bool SideBySide::agree(const Word& word, std::size_t length, Verdict& verdict) {
    const auto differ = [&](Rational left, const Rational& right, const std::string& counter) {
        verdict.equal = false;
        verdict.witness.assign(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(length));
        verdict.left = std::move(left);
        verdict.right = right;
        verdict.step = length;
        verdict.counter = counter;
        return false;
    };
    Rational weight = std::visit(WeightOf(), run_);
    const Rational& output = executor_.output();
    if (weight != output) return differ(std::move(weight), output, {});
    for (const ReadableCounter& readable : counters_) {
        if (readable.holding == Holding::while_useful && !useful_[machine()->state()]) continue;
        const Rational& counter = machine()->counter(readable.counter);
        const Rational& held = executor_.residual()[readable.dimension];
        if (readable.holding != Holding::squashed && counter != held)
            return differ(counter, held, readable.name);
        if (readable.holding == Holding::squashed && squashed(counter) != held)
            return differ(squashed(counter), held, readable.name);
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
    return std::any_of(counters_.begin(), counters_.end(), [](const ReadableCounter& readable) {
        return readable.holding == Holding::while_useful;
    });
}

void SideBySide::move_to(const CounterRun& run, const std::vector<std::vector<Rational>>& states) {
    run_ = run;
    auto next = states.begin();
    executor_.for_each_state([&](ExactState& state) { state.assign(*next++); });
}

std::vector<std::vector<Rational>> SideBySide::states() {
    std::vector<std::vector<Rational>> states;
    executor_.for_each_state([&](ExactState& state) { states.push_back(state.entries()); });
    return states;
}

}  // namespace linac
