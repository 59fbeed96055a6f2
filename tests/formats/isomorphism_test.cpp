// The helper of the round trips: it finds every renumbering, and no other pair.
#include "support/isomorphism.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "support/random_automata.hpp"

namespace linac::tests::isomorphism_test {
namespace {

std::vector<std::size_t> draw_order(std::size_t size) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < size; ++i) std::swap(order[i], order[*between(0, i)]);
    return order;
}

/// The definition, by all renumberings.
bool isomorphic_by_trial(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    std::vector<std::size_t> order(right.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    do {
        WeightedAutomaton candidate = restricted(right, order);
        candidate.states = left.states;
        if (candidate == left) return true;
    } while (std::next_permutation(order.begin(), order.end()));
    return false;
}

/// Steps i → i + 1 on a, in cycles of these lengths; no initial and no final state.
WeightedAutomaton cycles(const std::vector<std::size_t>& lengths) {
    WeightedAutomaton automaton(Alphabet({"a"}),
                                std::accumulate(lengths.begin(), lengths.end(), std::size_t{0}));
    std::size_t first = 0;
    for (const std::size_t length : lengths) {
        for (std::size_t i = 0; i < length; ++i)
            automaton.transition[0].add(first + i, first + (i + 1) % length, 1);
        first += length;
    }
    return automaton;
}

RC_GTEST_PROP(Isomorphism, finds_renumberings, ()) {
    const WeightedAutomaton automaton =
        *weighted_automata({.density_percent = *rc::gen::element(0, 5, 20, 60), .allow_empty = true});
    WeightedAutomaton other = restricted(automaton, draw_order(automaton.size()));
    for (std::string& name : other.states) name += "'";
    RC_ASSERT(isomorphic(automaton, other));
}

RC_GTEST_PROP(Isomorphism, agrees_with_the_definition, ()) {
    // Few weights and edges: many pairs are isomorphic, and many that are not look alike.
    const std::size_t size = *between(0, 5);
    const auto draw = [size] {
        WeightedAutomaton automaton(letters(1), size);
        for (std::size_t count = *between(0, 4); size > 0 && count > 0; --count)
            automaton.transition[0].add(*between(0, size - 1), *between(0, size - 1), 1);
        return automaton;
    };
    const WeightedAutomaton left = draw();
    const WeightedAutomaton right = draw();
    RC_CLASSIFY(isomorphic_by_trial(left, right));
    RC_ASSERT(isomorphic(left, right) == isomorphic_by_trial(left, right));
}

TEST(Isomorphism, tells_cycles_apart_that_refinement_cannot) {
    EXPECT_TRUE(isomorphic(cycles({3, 4, 5}), cycles({5, 3, 4})));
    EXPECT_FALSE(isomorphic(cycles({6}), cycles({3, 3})));
    EXPECT_FALSE(isomorphic(cycles({3, 4, 5}), cycles({6, 6})));
}

TEST(Isomorphism, sees_every_weight_and_the_symbols) {
    const WeightedAutomaton automaton = cycles({2});
    WeightedAutomaton other = automaton;
    other.initial = unit(0);
    EXPECT_FALSE(isomorphic(automaton, other));
    other = automaton;
    other.final = unit(1, Rational(1, 2));
    EXPECT_FALSE(isomorphic(automaton, other));
    other = automaton;
    other.transition[0].add(0, 1, 1);
    EXPECT_FALSE(isomorphic(automaton, other));
    other = automaton;
    other.alphabet = Alphabet({"b"});
    EXPECT_FALSE(isomorphic(automaton, other));
    EXPECT_FALSE(isomorphic(automaton, cycles({2, 1})));
}

}  // namespace
}  // namespace linac::tests::isomorphism_test
