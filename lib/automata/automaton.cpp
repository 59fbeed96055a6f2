#include "automata/automaton.hpp"

namespace linac {
namespace {

struct KindName {
    std::string operator()(const WeightedAutomaton& /*automaton*/) const { return "weighted"; }
    std::string operator()(const PermutationAutomaton& /*automaton*/) const { return "permutation"; }
    std::string operator()(const CounterMachine& /*machine*/) const { return "counter"; }
    std::string operator()(const StackMachine& /*machine*/) const { return "stack"; }
};

struct ToWeighted {
    WeightedAutomaton operator()(const WeightedAutomaton& automaton) const { return automaton; }
    WeightedAutomaton operator()(const PermutationAutomaton& automaton) const {
        return to_weighted(automaton);
    }
    WeightedAutomaton operator()(const CounterMachine& /*machine*/) const {
        throw Error::impossible(
            "a counter machine is not a weighted automaton: its counters have no bound",
            "linac compile and verify take it with --counter-bound B, as a finite automaton "
            "that knows when a counter leaves -B ... B");
    }
    WeightedAutomaton operator()(const StackMachine& /*machine*/) const {
        throw Error::impossible(
            "a stack machine is not a weighted automaton: its stacks have no bound",
            "linac compile and verify take it with --stack-bound B, as a finite automaton "
            "that knows when a stack grows above B symbols");
    }
};

}  // namespace

std::string kind_name(const Automaton& automaton) {
    return std::visit(KindName(), automaton);
}

WeightedAutomaton to_weighted(const Automaton& automaton) {
    return std::visit(ToWeighted(), automaton);
}

const Alphabet& alphabet_of(const Automaton& automaton) {
    return std::visit([](const auto& kind) -> const Alphabet& { return kind.alphabet; }, automaton);
}

}  // namespace linac
