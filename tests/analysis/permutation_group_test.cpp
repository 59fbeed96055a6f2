#include "analysis/permutation_group.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "analysis/groups.hpp"
#include "exact/rational.hpp"
#include "support/scale.hpp"

namespace linac::permutation_group_test {
namespace {

/// From cycles of the points 1 … degree, as they are printed.
Permutation from_cycles(std::size_t degree, const std::vector<std::vector<std::size_t>>& cycles) {
    Permutation result = tests::identity_map(degree);
    for (const auto& cycle : cycles)
        for (std::size_t i = 0; i < cycle.size(); ++i)
            result[cycle[i] - 1] = cycle[(i + 1) % cycle.size()] - 1;
    return result;
}

Permutation rotation(std::size_t degree) {
    Permutation result(degree);
    for (std::size_t i = 0; i < degree; ++i) result[i] = (i + 1) % degree;
    return result;
}

PermutationGroup symmetric(std::size_t degree) {
    return PermutationGroup(degree, {rotation(degree), from_cycles(degree, {{1, 2}})});
}

std::string order(const PermutationGroup& group) {
    return to_string(group.order());
}

// The orders: Conway et al. 1985, ATLAS of Finite Groups.
const Permutation m11_a = from_cycles(12, {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}});
const Permutation m11_b = from_cycles(12, {{3, 7, 11, 8}, {4, 10, 5, 6}});
const Permutation m12_c = from_cycles(12, {{1, 12}, {2, 11}, {3, 6}, {4, 8}, {5, 9}, {7, 10}});

TEST(PermutationGroup, MathieuGroups) {
    const PermutationGroup m11(12, {m11_a, m11_b});
    EXPECT_EQ(order(m11), "7920");
    EXPECT_EQ(describe(m11), "non-solvable group of order 7920");
    EXPECT_FALSE(m11.contains(m12_c));
    const PermutationGroup m12(12, {m11_a, m11_b, m12_c});
    EXPECT_EQ(order(m12), "95040");
    EXPECT_EQ(order(derived_subgroup(m12)), "95040");  // simple
    EXPECT_FALSE(m12.contains(from_cycles(12, {{1, 2}})));
    EXPECT_TRUE(m12.contains(tests::composed(m12_c, m11_b)));
    EXPECT_FALSE(is_solvable(m12));
}

TEST(PermutationGroup, SymmetricAndAlternatingGroups) {
    const PermutationGroup s20 = symmetric(20);
    EXPECT_EQ(order(s20), "2432902008176640000");
    EXPECT_EQ(order(derived_subgroup(s20)), "1216451004088320000");
    EXPECT_FALSE(is_solvable(s20));
    EXPECT_EQ(describe(symmetric(5)), "symmetric group S_5 of order 120");
    EXPECT_EQ(describe(derived_subgroup(symmetric(5))), "alternating group A_5 of order 60");
    EXPECT_EQ(describe(symmetric(4)), "symmetric group S_4 of order 24");
    EXPECT_TRUE(is_solvable(symmetric(4)));
    EXPECT_FALSE(is_solvable(symmetric(5)));
    EXPECT_EQ(to_string(symmetric(30).order()), "265252859812191058636308480000000");
}

TEST(PermutationGroup, CyclicDihedralAndAbelianGroups) {
    for (std::size_t n = 1; n <= 40; ++n) {
        const PermutationGroup cyclic(n, {rotation(n)});
        EXPECT_EQ(order(cyclic), std::to_string(n));
        EXPECT_TRUE(is_cyclic(cyclic));
        EXPECT_TRUE(is_solvable(cyclic));
        if (n < 3) continue;
        Permutation mirror(n);
        for (std::size_t i = 0; i < n; ++i) mirror[i] = n - 1 - i;
        const PermutationGroup dihedral(n, {rotation(n), mirror});
        EXPECT_EQ(order(dihedral), std::to_string(2 * n));
        EXPECT_FALSE(is_abelian(dihedral));
        EXPECT_TRUE(is_solvable(dihedral));
        EXPECT_EQ(order(derived_subgroup(dihedral)), std::to_string(n % 2 == 0 ? n / 2 : n));
    }
    EXPECT_EQ(describe(PermutationGroup(4, {from_cycles(4, {{1, 2}}), from_cycles(4, {{3, 4}})})),
              "abelian group of order 4");
    EXPECT_EQ(describe(PermutationGroup(5, {from_cycles(5, {{1, 2}}), from_cycles(5, {{3, 4, 5}})})),
              "cyclic group of order 6");
    EXPECT_EQ(describe(PermutationGroup(5, {rotation(5), from_cycles(5, {{2, 3, 5, 4}})})),
              "solvable group of order 20");
    EXPECT_EQ(describe(PermutationGroup(3)), "trivial group");
    EXPECT_EQ(order(PermutationGroup(0)), "1");
}

TEST(PermutationGroup, ThrowsOverTheLimitOfMemory) {
    const std::size_t degree = 6000;  // 2 · 6000² words
    try {
        const PermutationGroup group(degree, {rotation(degree)});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
    }
}

TEST(PermutationGroup, InsertTellsWhetherTheElementIsNew) {
    PermutationGroup group(3);
    EXPECT_FALSE(group.insert(tests::identity_map(3)));
    EXPECT_TRUE(group.insert(rotation(3)));
    EXPECT_FALSE(group.insert({2, 0, 1}));
    EXPECT_TRUE(group.insert({1, 0, 2}));
    EXPECT_EQ(order(group), "6");
    EXPECT_EQ(group.generators(), (std::vector<Permutation>{{1, 2, 0}, {1, 0, 2}}));
}

/// Order, every element, and solvability against the list of all products.
TEST(PermutationGroup, AgreesWithBruteForce) {
    std::mt19937 engine(3);
    std::set<std::size_t> orders;
    std::size_t non_solvable = 0;
    for (std::size_t round = 0; round < tests::scaled(300); ++round) {
        const std::size_t degree = 1 + engine() % 7;
        std::vector<Permutation> generators(1 + engine() % 3, tests::identity_map(degree));
        for (Permutation& g : generators) {
            if (engine() % 2 == 0) {
                std::shuffle(g.begin(), g.end(), engine);
            } else {  // a transposition or two: small groups
                std::swap(g[engine() % degree], g[engine() % degree]);
                std::swap(g[engine() % degree], g[engine() % degree]);
            }
        }
        const PermutationGroup group(degree, generators);
        const std::set<tests::Map> all = tests::closure(degree, generators);
        ASSERT_EQ(order(group), std::to_string(all.size()));
        orders.insert(all.size());
        Permutation any = tests::identity_map(degree);
        do {
            if (engine() % (all.size() > 100 ? 10 : 1) == 0) {
                ASSERT_EQ(group.contains(any), all.contains(any));
            }
        } while (std::next_permutation(any.begin(), any.end()));
        if (all.size() > 130) continue;
        const std::set<tests::Map> commutators = tests::derived(all, tests::identity_map(degree));
        ASSERT_EQ(order(derived_subgroup(group)), std::to_string(commutators.size()));
        const bool solvable = tests::has_trivial_derived_term(all, tests::identity_map(degree));
        ASSERT_EQ(is_solvable(group), solvable);
        if (!solvable) ++non_solvable;
    }
    if (tests::scale() >= 100) {
        EXPECT_GE(orders.size(), 12U);
        EXPECT_GE(non_solvable, 3U);
    }
}

}  // namespace
}  // namespace linac::permutation_group_test
