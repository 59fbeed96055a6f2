#include "analysis/minimize.hpp"

#include <algorithm>
#include <map>

#include "exact/span.hpp"

namespace linac {

WeightedAutomaton forward_reduced(const WeightedAutomaton& automaton) {
    const InvariantSpan span = invariant_span({automaton.size(), {automaton.initial}, automaton.transition});
    if (span.is_whole()) return automaton;
    WeightedAutomaton reduced(automaton.alphabet, span.rank());
    reduced.initial = coordinates(span, automaton.initial);
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        reduced.transition[s] = induced(span, automaton.transition[s]);
    for (std::size_t i = 0; i < span.rank(); ++i) {
        Rational value = dot(span.basis.row(i), automaton.final);
        if (!value.is_zero()) reduced.final.push_back({i, std::move(value)});
    }
    return reduced;
}

WeightedAutomaton minimized(const WeightedAutomaton& automaton) {
    return reversed(forward_reduced(reversed(forward_reduced(trimmed(automaton)))));
}

namespace {

/// Orders sparse vectors somehow, so that equal ones are found in a map.
struct ByEntries {
    bool operator()(const SparseVector& left, const SparseVector& right) const {
        return std::lexicographical_compare(
            left.begin(), left.end(), right.begin(), right.end(), [](const Entry& l, const Entry& r) {
                return l.index != r.index ? l.index < r.index : l.value < r.value;
            });
    }
};

/// Which states have proportional futures: b_i = factor_i · b_k, k = representatives[class_of_i].
struct FutureClasses {
    static constexpr std::size_t zero =
        static_cast<std::size_t>(-1);          ///< the class of states whose future is 0
    std::vector<std::size_t> representatives;  ///< the first state of each class
    std::vector<std::size_t> class_of;
    Vector factor;
};

FutureClasses future_classes(const WeightedAutomaton& automaton) {
    const WeightedAutomaton mirror = reversed(automaton);
    const InvariantSpan span = invariant_span({mirror.size(), {mirror.initial}, mirror.transition});
    const SparseMatrix futures = span.basis.transposed();  // row i: b_i in coordinates
    FutureClasses classes{
        {}, std::vector<std::size_t>(automaton.size(), FutureClasses::zero), Vector(automaton.size())};
    std::map<SparseVector, std::size_t, ByEntries> known;  // futures whose first entry is 1
    for (std::size_t i = 0; i < automaton.size(); ++i) {
        if (futures.row(i).empty()) continue;
        const Rational& first = futures.row(i)[0].value;
        const auto [at, is_new] =
            known.try_emplace(scaled(futures.row(i), 1 / first), classes.representatives.size());
        if (is_new) classes.representatives.push_back(i);
        classes.class_of[i] = at->second;
        classes.factor[i] = first / futures.row(classes.representatives[at->second])[0].value;
    }
    return classes;
}

}  // namespace

WeightedAutomaton merged(const WeightedAutomaton& automaton) {
    WeightedAutomaton useful = trimmed(automaton);
    const FutureClasses classes = future_classes(useful);
    if (classes.representatives.size() == useful.size()) return useful;
    const auto redirected = [&](const SparseVector& targets) {
        SparseVector result;
        for (const Entry& e : targets)
            if (classes.class_of[e.index] != FutureClasses::zero)
                add_entry(result, classes.class_of[e.index], e.value * classes.factor[e.index]);
        return result;
    };
    WeightedAutomaton result(useful.alphabet, classes.representatives.size());
    result.initial = redirected(useful.initial);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::size_t state = classes.representatives[i];
        result.states[i] = useful.states[state];
        Rational final_weight = entry(useful.final, state);
        if (!final_weight.is_zero()) result.final.push_back({i, std::move(final_weight)});
        for (Symbol s = 0; s < useful.alphabet.size(); ++s)
            result.transition[s].set_row(i, redirected(useful.transition[s].row(state)));
    }
    return trimmed(result);  // weights that cancel may have cut a state off
}

}  // namespace linac
