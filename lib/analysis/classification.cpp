#include "analysis/classification.hpp"

#include "analysis/minimize.hpp"
#include "analysis/properties.hpp"
#include "text.hpp"

namespace linac {
namespace {

Theorem not_in_ac0() {
    return {"not in AC⁰", "words of one length act as different elements of a group",
            "Barrington, Compton, Straubing and Thérien 1992"};
}

Complexity weights_over_q() {
    return {"PNC¹",
            {{"in PNC¹", "a weight is positive iff an entry of a product of integer matrices of one size is",
              "Caussinus, McKenzie, Thérien and Vollmer 1998; Merrill et al. 2026"}}};
}

/// Of a machine without ε-moves.
Complexity counting(bool is_stratified) {
    Complexity result{"L",
                      {{"in L", "a counter is at most linear in the length, and takes logarithmic space",
                        "Fischer, Meyer and Rosenberg 1968"}}};
    if (is_stratified)
        result.theorems.push_back(
            {"in NC¹", "stratum after stratum, a counter sums up what a finite automaton puts out",
             "Ladner and Fischer 1980; Chandra, Stockmeyer and Vishkin 1984"});
    return result;
}

/// Of a machine without ε-moves.
Complexity stacking(std::size_t stacks) {
    Complexity result{
        "P",
        {{"in P", "a symbol takes a bounded number of steps on the stacks, which are the halves of tapes",
          "Merrill et al. 2026"}}};
    if (stacks == 1)
        result.theorems.push_back(
            {"in LogDCFL", "with one stack it is a deterministic pushdown automaton", "Sudborough 1978"});
    return result;
}

Complexity with_epsilon_moves() {
    return {"",
            {{"no class", "with ε-moves, two counters or stacks compute all that a Turing machine does",
              "Minsky 1961"}}};
}

/// Of a function with finitely many values.
void classify_machine(Classification& result, std::size_t most_elements) {
    if (result.finiteness.machine) result.monoid = classify(*result.finiteness.machine, most_elements);
    result.complexity = complexity(result.monoid.value_or(MonoidClass{}));
}

}  // namespace

Complexity complexity(const MonoidClass& monoid) {
    if (monoid.groups == GroupContent::aperiodic)
        return {"AC⁰",
                {{"star-free", "all groups in the transition monoid are trivial", "Schützenberger 1965"},
                 {"in AC⁰", "star-free languages are those of first-order logic with <",
                  "McNaughton and Papert 1971; Barrington and Thérien 1988"}}};
    if (monoid.groups == GroupContent::non_solvable)
        return {"NC¹",
                {{"NC¹-complete", "a group in the transition monoid is not solvable",
                  "Barrington 1989; Barrington and Thérien 1988"}}};
    if (monoid.quasi_aperiodic == true)
        return {
            "AC⁰",
            {{"in AC⁰", "words of one length act as different elements of no group",
              "Barrington, Compton, Straubing and Thérien 1992"},
             {"not star-free", "a group in the transition monoid is not trivial", "Schützenberger 1965"}}};
    Complexity result;
    if (monoid.groups == GroupContent::solvable)
        result = {
            "ACC⁰",
            {{"in ACC⁰", "all groups in the transition monoid are solvable", "Barrington and Thérien 1988"}}};
    else
        result = {"NC¹", {{"in NC¹", "a finite automaton computes it", "Ladner and Fischer 1980"}}};
    if (monoid.quasi_aperiodic == false) result.theorems.push_back(not_in_ac0());
    return result;
}

Classification classification(const WeightedAutomaton& automaton, const ClassificationLimits& limits) {
    Classification result;
    result.deterministic = properties(automaton).deterministic;
    if (automaton.size() <= limits.minimized) result.dimension = minimized(automaton).size();
    result.finiteness = finiteness(automaton, limits.states);
    if (result.finiteness.finite == true)
        classify_machine(result, limits.elements);
    else
        result.complexity = weights_over_q();
    return result;
}

Classification classification(const PermutationAutomaton& automaton, const ClassificationLimits& limits) {
    Classification result;
    if (automaton.size() <= limits.minimized) result.dimension = minimized(to_weighted(automaton)).size();
    result.finiteness = {true, minimized(to_dfa(automaton)), std::nullopt};
    classify_machine(result, limits.elements);
    return result;
}

Classification classification(const CounterMachine& machine, const ClassificationLimits& limits) {
    Classification result;
    if (has_epsilon_moves(machine)) {
        result.complexity = with_epsilon_moves();
        return result;
    }
    result.stratification = stratification(machine);
    if (auto finite = finite_machine(machine, limits.states)) {
        result.finiteness = {true, std::move(finite), std::nullopt};
        classify_machine(result, limits.elements);
    } else {
        result.complexity = counting(result.stratification->is_stratified());
    }
    return result;
}

Classification classification(const StackMachine& machine, const ClassificationLimits& limits) {
    Classification result;
    if (has_epsilon_moves(machine)) {
        result.complexity = with_epsilon_moves();
        return result;
    }
    if (auto finite = finite_machine(machine, limits.states)) {
        result.finiteness = {true, std::move(finite), std::nullopt};
        classify_machine(result, limits.elements);
    } else {
        result.complexity = stacking(machine.stacks.size());
    }
    return result;
}

Classification classification(const Automaton& automaton, const ClassificationLimits& limits) {
    return std::visit([&](const auto& kind) { return classification(kind, limits); }, automaton);
}

std::string describe(const Complexity& complexity) {
    std::vector<std::string> claims;
    for (const Theorem& theorem : complexity.theorems) claims.push_back(theorem.claim);
    return join(claims, ", ");
}

}  // namespace linac
