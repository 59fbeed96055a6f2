#include "exports/features.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "exports/finite_networks.hpp"

namespace linac::tests::features_test {
namespace {

Rational square(const Vector& point) {
    Rational result;
    for (const Rational& x : point) result += x * x;
    return result;
}

/// 2 P·f − ‖P‖².
Rational logit(const Vector& point, const Vector& values) {
    Rational result = -square(point);
    for (std::size_t f = 0; f < point.size(); ++f) result += 2 * point[f] * values[f];
    return result;
}

/// At its own features each class has the largest logit, by the margin or more; no term is larger than `size`.
void expect_apart(const Features& features) {
    for (std::size_t c = 0; c < features.points.size(); ++c)
        for (std::size_t d = 0; d < features.points.size(); ++d) {
            if (c != d)
                RC_ASSERT(logit(features.points[c], features.points[c]) -
                              logit(features.points[d], features.points[c]) >=
                          features.margin);
            RC_ASSERT(abs(logit(features.points[d], features.points[c])) <= features.size);
        }
}

RC_GTEST_PROP(Features, tell_all_states_apart, ()) {
    const FiniteNetwork finite = random_finite_network();
    const Features features = state_features(finite);
    RC_ASSERT(features.points.size() == finite.states.size());
    RC_ASSERT(features.functionals.size() <= finite.states[0].size());
    for (std::size_t q = 0; q < finite.states.size(); ++q)
        for (std::size_t f = 0; f < features.functionals.size(); ++f) {
            Rational value;
            for (std::size_t i = 0; i < finite.states[q].size(); ++i)
                value += features.functionals[f][i] * finite.states[q][i];
            RC_ASSERT(features.points[q][f] == value);
        }
    expect_apart(features);
}

TEST(Features, of_many_unit_vectors_are_two_digits) {
    const FiniteNetwork finite = finite_network(zoo_network("permutation/z60", Target::deltaproduct));
    const Features features = state_features(finite);
    EXPECT_EQ(features.functionals.size(), 2U);
    EXPECT_EQ(features.margin, 1);
    expect_apart(features);
    require_margin(features);
}

/// The dead state 0 has the digits 0, 0, and is told apart from all others.
TEST(Features, count_the_zero_state_first) {
    WeightedAutomaton automaton(letters(1), 20);
    automaton.initial = unit(0);
    for (std::size_t i = 0; i < 20; ++i) {
        automaton.final.push_back({i, static_cast<std::int64_t>(i) + 1});
        if (i < 19) automaton.transition[0].set_row(i, unit(i + 1));
    }
    const FiniteNetwork finite =
        finite_network(compile(automaton, {.target = Target::deltaproduct}).value().network);
    ASSERT_EQ(finite.states.size(), 21U);
    const Features features = state_features(finite);
    EXPECT_EQ(features.functionals.size(), 2U);
    EXPECT_EQ(features.points[20], Vector({0, 0}));
    expect_apart(features);
}

TEST(Features, of_weights_are_the_weight) {
    const FiniteNetwork finite = finite_network(zoo_network("weighted/parity", Target::deltanet));
    const Features features = weight_features(finite, {0, 1});
    EXPECT_EQ(features.functionals.size(), 1U);
    expect_apart(features);
}

TEST(Features, refuse_what_rounding_may_confuse) {
    FiniteNetwork finite;
    finite.states = {{0}, {1}, {100}};
    require_margin(state_features(finite));
    finite.states = {{0}, {1}, {1000}};
    EXPECT_THROW(require_margin(state_features(finite)), Error);
}

}  // namespace
}  // namespace linac::tests::features_test
