#include "automata/permutation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "automata/automaton.hpp"
#include "support/random_automata.hpp"

namespace linac::tests::permutation_test {
namespace {

using Cycles = std::vector<std::vector<std::size_t>>;

Permutation identity(std::size_t size) {
    Permutation permutation(size);
    for (std::size_t i = 0; i < size; ++i) permutation[i] = i;
    return permutation;
}

/// A uniformly shuffled permutation of up to `max_size` points.
Permutation draw_permutation(std::size_t size) {
    Permutation permutation = identity(size);
    for (std::size_t i = size; i > 1; --i) std::swap(permutation[i - 1], permutation[*between(0, i - 1)]);
    return permutation;
}

TEST(PermutationAutomaton, does_what_its_header_shows) {
    PermutationAutomaton parity{Alphabet({"0", "1"}), {"even", "odd"}, {{0, 1}, {1, 0}}, 0, unit(0)};
    EXPECT_EQ(weight(to_weighted(parity), {1, 0, 1}), 1);
    EXPECT_EQ(weight(to_weighted(parity), {1, 0}), 0);
}

TEST(Cycles, begin_with_their_least_point_and_leave_out_fixed_points) {
    EXPECT_EQ(cycles({}), Cycles{});
    EXPECT_EQ(cycles({0, 1, 2}), Cycles{});
    EXPECT_EQ(cycles({1, 0}), (Cycles{{0, 1}}));
    EXPECT_EQ(cycles({2, 0, 1, 3, 5, 4}), (Cycles{{0, 2, 1}, {4, 5}}));
}

RC_GTEST_PROP(Cycles, are_disjoint_ordered_and_give_the_permutation_back, ()) {
    const Permutation permutation = draw_permutation(*between(0, 29));
    Permutation rebuilt = identity(permutation.size());
    std::vector<bool> seen(permutation.size(), false);
    std::size_t last_first = 0;
    for (const auto& cycle : cycles(permutation)) {
        RC_ASSERT(cycle.size() >= 2U);
        RC_ASSERT(cycle[0] >= last_first);
        last_first = cycle[0];
        for (std::size_t i = 0; i < cycle.size(); ++i) {
            RC_ASSERT(cycle[i] >= cycle[0]);
            RC_ASSERT(!seen[cycle[i]]);
            seen[cycle[i]] = true;
            rebuilt[cycle[i]] = cycle[(i + 1) % cycle.size()];
        }
    }
    RC_ASSERT(rebuilt == permutation);
}

RC_GTEST_PROP(PermutationAutomaton, as_a_weighted_one_weighs_where_the_initial_state_goes, ()) {
    const auto size = *between(1, 8);
    PermutationAutomaton automaton;
    automaton.alphabet = letters(*between(1, 3));
    for (std::size_t i = 0; i < size; ++i) automaton.states.push_back("state " + std::to_string(i));
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        automaton.permutation.push_back(draw_permutation(size));
    automaton.initial = *between(0, size - 1);
    automaton.final = *sparse_vectors(size, 60);
    const Word word = *words(automaton.alphabet, 30);

    std::size_t state = automaton.initial;
    for (const Symbol symbol : word) state = automaton.permutation[symbol][state];
    const WeightedAutomaton weighted = to_weighted(automaton);
    RC_ASSERT(weight(weighted, word) == entry(automaton.final, state));
    RC_ASSERT(weighted.states == automaton.states);
    RC_ASSERT(weighted.transition_count() == size * automaton.alphabet.size());
}

TEST(AnyAutomaton, is_seen_as_a_weighted_one_with_its_alphabet) {
    const PermutationAutomaton parity{Alphabet({"0", "1"}), {"even", "odd"}, {{0, 1}, {1, 0}}, 0, unit(1)};
    const Automaton any = parity;
    EXPECT_EQ(to_weighted(any), to_weighted(parity));
    EXPECT_EQ(alphabet_of(any), parity.alphabet);
    EXPECT_EQ(to_weighted(Automaton(to_weighted(parity))), to_weighted(parity));
}

}  // namespace
}  // namespace linac::tests::permutation_test
