#include "trace/automaton_trace.hpp"

#include <type_traits>
#include <utility>

#include "text.hpp"
#include "trace/decimal_size.hpp"
#include "trace/names.hpp"

namespace linac {
namespace {

constexpr std::size_t most_shown = 8;  // states of a weight vector, symbols of a stack

struct Teller {
    const Automaton& automaton;

    [[nodiscard]] std::string operator()(const WeightedPlace& place) const {
        const auto& states = std::get<WeightedAutomaton>(automaton).states;
        std::vector<std::string> parts;
        std::size_t nonzeros = 0;
        for (std::size_t i = 0; i < place.row.size(); ++i) {
            if (place.row[i].is_zero()) continue;
            if (++nonzeros <= most_shown) parts.push_back(shown_name(states[i]) + " " + brief(place.row[i]));
        }
        if (nonzeros > most_shown) parts.push_back(std::to_string(nonzeros - most_shown) + " more");
        return parts.empty() ? "0" : join(parts, ", ");
    }
    [[nodiscard]] std::string operator()(const PermutationPlace& place) const {
        return "state " + shown_name(std::get<PermutationAutomaton>(automaton).states[place.state]);
    }
    [[nodiscard]] std::string operator()(const CounterPlace& place) const {
        const auto& machine = std::get<CounterMachine>(automaton);
        std::string text = "state " + shown_name(machine.states[place.state]);
        for (std::size_t c = 0; c < place.counters.size(); ++c)
            text += ", " + shown_name(machine.counters[c]) + " = " + brief(place.counters[c]);
        return text;
    }
    [[nodiscard]] std::string operator()(const StackPlace& place) const {
        const auto& machine = std::get<StackMachine>(automaton);
        std::string text = "state " + shown_name(machine.states[place.state]);
        for (std::size_t s = 0; s < place.stacks.size(); ++s)
            text += ", " + shown_name(machine.stacks[s].name) + " = " +
                    contents(place.stacks[s], machine.stacks[s]);
        return text;
    }
    /// Bottom to top; of a high stack, the upper part.
    [[nodiscard]] static std::string contents(const Stacks::Contents& stack, const Stack& about) {
        if (stack.empty()) return "empty";
        std::vector<std::string> symbols;
        const std::size_t hidden = stack.size() > most_shown ? stack.size() - most_shown : 0;
        if (hidden > 0) symbols.push_back(std::to_string(hidden) + " below");
        for (std::size_t i = hidden; i < stack.size(); ++i)
            symbols.push_back(shown_name(about.symbols[stack[i]]));
        return join(symbols, " ");
    }
};

}  // namespace

AutomatonTrace::AutomatonTrace(Automaton automaton) : automaton_(std::move(automaton)) {
    if (const auto* weighted = std::get_if<WeightedAutomaton>(&automaton_)) {
        WeightedPlace place{dense(weighted->initial, weighted->size())};
        now_.weight = dot(place.row, dense(weighted->final, weighted->size()));
        now_.at = std::move(place);
    } else if (const auto* permutation = std::get_if<PermutationAutomaton>(&automaton_)) {
        PermutationPlace place{permutation->initial, Permutation(permutation->size())};
        for (std::size_t i = 0; i < place.product.size(); ++i) place.product[i] = i;
        now_.weight = entry(permutation->final, place.state);
        now_.at = std::move(place);
    } else if (const auto* counters = std::get_if<CounterMachine>(&automaton_)) {
        run_.emplace<CounterRun>(*counters);
        note_machine();
    } else {
        run_.emplace<StackRun>(std::get<StackMachine>(automaton_));
        note_machine();
    }
}

void AutomatonTrace::note_machine() {
    if (const auto* counters = std::get_if<CounterRun>(&run_)) {
        now_.at = CounterPlace{counters->state(), counters->contents()};
        now_.weight = counters->accepts() ? 1 : 0;
    } else if (const auto* stacks = std::get_if<StackRun>(&run_)) {
        now_.at = StackPlace{stacks->state(), stacks->contents()};
        now_.weight = stacks->accepts() ? 1 : 0;
    }
}

void AutomatonTrace::step(Symbol symbol) {
    if (const auto* weighted = std::get_if<WeightedAutomaton>(&automaton_)) {
        auto& row = std::get<WeightedPlace>(now_.at).row;
        row = multiply(row, weighted->transition[symbol]);
        now_.weight = dot(row, dense(weighted->final, weighted->size()));
    } else if (const auto* permutation = std::get_if<PermutationAutomaton>(&automaton_)) {
        auto& place = std::get<PermutationPlace>(now_.at);
        const Permutation& move = permutation->permutation[symbol];
        for (std::size_t& image : place.product) image = move[image];
        place.state = move[place.state];
        now_.weight = entry(permutation->final, place.state);
    } else {
        if (auto* counters = std::get_if<CounterRun>(&run_)) counters->step(symbol);
        if (auto* stacks = std::get_if<StackRun>(&run_)) stacks->step(symbol);
        note_machine();
    }
}

std::string in_words(const AutomatonStep& step, const Automaton& automaton) {
    return std::visit(Teller{automaton}, step.at);
}

}  // namespace linac
