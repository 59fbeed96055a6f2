#include "automata/bounded.hpp"

#include <map>

namespace linac {
namespace {

bool is_within(const CounterRun& run, std::size_t bound) {
    const Rational most(static_cast<std::int64_t>(bound));
    return std::all_of(run.contents().begin(), run.contents().end(),
                       [&](const Rational& counter) { return abs(counter) <= most; });
}
bool is_within(const StackRun& run, std::size_t bound) {
    return std::all_of(run.contents().begin(), run.contents().end(),
                       [&](const Stacks::Contents& stack) { return stack.size() <= bound; });
}

std::string what_is_bounded(const CounterMachine& /*machine*/) {
    return "counters up to ";
}
std::string what_is_bounded(const StackMachine& /*machine*/) {
    return "stacks up to a height of ";
}

std::string name_of(const CounterRun& run) {
    std::string name = run.machine().states[run.state()];
    for (std::size_t i = 0; i < run.contents().size(); ++i)
        name += " " + run.machine().counters[i] + "=" + to_string(run.counter(i));
    return name;
}
std::string name_of(const StackRun& run) {
    std::string name = run.machine().states[run.state()];
    for (std::size_t i = 0; i < run.contents().size(); ++i) {
        const Stack& stack = run.machine().stacks[i];
        std::vector<std::string> symbols;
        for (const std::size_t symbol : run.stack(i)) symbols.push_back(stack.symbols[symbol]);
        name += " " + stack.name + "=" + (symbols.empty() ? "empty" : join(symbols, " "));
    }
    return name;
}

/// The configurations of a machine, numbered from 1 as a breadth-first search meets them.
template <class Run>
class Configurations {
  public:
    Configurations(const Run& initial, std::size_t most) : most_(most) { add(initial); }

    /// Its number; nothing if there would be too many.
    std::optional<std::size_t> add(const Run& run) {
        const auto [at, is_new] = index_.emplace(std::pair(run.state(), run.contents()), runs_.size() + 1);
        if (is_new) runs_.push_back(run);
        if (runs_.size() >= most_) return std::nullopt;
        return at->second;
    }
    [[nodiscard]] const std::vector<Run>& runs() const noexcept { return runs_; }

  private:
    std::size_t most_;
    std::map<std::pair<std::size_t, std::decay_t<decltype(std::declval<Run>().contents())>>, std::size_t>
        index_;
    std::vector<Run> runs_;
};

template <class Run, class Machine>
WeightedAutomaton explored(const Machine& machine, std::size_t bound, std::size_t max_states) {
    expect_real_time(machine);
    constexpr std::size_t outside = 0;  // the state of a word that has left the bound
    struct Arc {
        std::size_t from, to;
        Symbol symbol;
    };
    std::vector<Arc> arcs;
    Configurations<Run> found(Run(machine), max_states);
    for (std::size_t i = 0; i < found.runs().size(); ++i)
        for (Symbol symbol = 0; symbol < machine.alphabet.size(); ++symbol) {
            Run next = found.runs()[i];
            next.step(symbol);
            const auto to = is_within(next, bound) ? found.add(next) : outside;
            if (!to)
                throw Error::impossible("the machine has more than " + count_of(max_states, "configuration") +
                                        " with " + what_is_bounded(machine) + std::to_string(bound));
            arcs.push_back({i + 1, *to, symbol});
        }
    WeightedAutomaton automaton(machine.alphabet, found.runs().size() + 1);
    automaton.initial = unit(1);
    automaton.states[outside] = "beyond " + std::to_string(bound);
    add_entry(automaton.final, outside, left_the_bound);
    for (SparseMatrix& matrix : automaton.transition) matrix.add(outside, outside, 1);
    for (const Arc& arc : arcs) automaton.transition[arc.symbol].add(arc.from, arc.to, 1);
    for (std::size_t i = 0; i < found.runs().size(); ++i) {
        automaton.states[i + 1] = name_of(found.runs()[i]);
        if (found.runs()[i].accepts()) add_entry(automaton.final, i + 1, 1);
    }
    return automaton;
}

}  // namespace

WeightedAutomaton bounded(const CounterMachine& machine, std::size_t bound, std::size_t max_states) {
    return explored<CounterRun>(machine, bound, max_states);
}

WeightedAutomaton bounded(const StackMachine& machine, std::size_t bound, std::size_t max_states) {
    return explored<StackRun>(machine, bound, max_states);
}

}  // namespace linac
