// Classification: what an automaton is, and in which complexity class the function that it computes lies.
//
//     finitely many values   by the transition monoid of the minimal Moore machine:
//                              aperiodic                       star-free, AC⁰
//                              quasi-aperiodic                 AC⁰
//                              its groups solvable             ACC⁰, and not AC⁰
//                              a group not solvable            NC¹-complete
//     other weights over ℚ   PNC¹, for whether they are positive
//     counter machine        L; NC¹ too if it is stratified
//     stack machine          P; LogDCFL too if it has one stack
//
// NC¹-complete is meant under AC⁰ reductions; a class is an upper bound otherwise, and what was not decided
// within the limits is not claimed. Sources: with each theorem.
//
//     const Classification found = classification(parity);
//     assert(found.complexity.name == "ACC⁰" && found.monoid->elements == 2);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/finiteness.hpp"
#include "analysis/monoid.hpp"
#include "analysis/stratification.hpp"
#include "automata/automaton.hpp"

namespace linac {

struct ClassificationLimits {
    std::size_t states = default_dfa_states;         ///< of a minimal Moore machine; configurations
    std::size_t elements = default_monoid_elements;  ///< of a transition monoid
    std::size_t minimized = 2000;                    ///< states of an automaton whose dimension is found
};

/// What is known, why, and from where.
struct Theorem {
    std::string claim;  ///< such as "in ACC⁰" or "NC¹-complete"
    std::string reason;
    std::string source;

    friend bool operator==(const Theorem&, const Theorem&) = default;
};

struct Complexity {
    std::string name;  ///< "AC⁰", "ACC⁰", "NC¹", "PNC¹", "L" or "P"; empty if no class is known
    std::vector<Theorem> theorems;
};

/// Facts that do not apply to the kind of automaton, or were not decided, are absent.
struct Classification {
    bool deterministic = true;
    std::optional<std::size_t> dimension;  ///< least of a weighted automaton over ℚ
    Finiteness finiteness;                 ///< of a machine: whether it has finitely many configurations
    std::optional<MonoidClass> monoid;     ///< of the minimal Moore machine
    std::optional<Stratification> stratification;  ///< of a counter machine without ε-moves
    Complexity complexity;
};

/// A further kind of automaton is classified by one more of these.
[[nodiscard]] Classification classification(const WeightedAutomaton& automaton,
                                            const ClassificationLimits& limits = {});
[[nodiscard]] Classification classification(const PermutationAutomaton& automaton,
                                            const ClassificationLimits& limits = {});
[[nodiscard]] Classification classification(const CounterMachine& machine,
                                            const ClassificationLimits& limits = {});
[[nodiscard]] Classification classification(const StackMachine& machine,
                                            const ClassificationLimits& limits = {});
[[nodiscard]] Classification classification(const Automaton& automaton,
                                            const ClassificationLimits& limits = {});

/// The class of a function with the monoid.
[[nodiscard]] Complexity complexity(const MonoidClass& monoid);

/// All claims, such as "in ACC⁰, not in AC⁰".
[[nodiscard]] std::string describe(const Complexity& complexity);

}  // namespace linac
