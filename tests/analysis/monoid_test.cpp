#include "analysis/monoid.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "analysis/determinize.hpp"
#include "analysis/groups.hpp"
#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/random_automata.hpp"
#include "support/scale.hpp"
#include "support/shared_data.hpp"

namespace linac::monoid_test {
namespace {

Dfa zoo(const std::string& name) {
    const auto file = tests::source_directory() / "automata" / (name + ".linac");
    return determinized(to_weighted(read_automaton(tests::read_file(file), name).value())).value();
}

/// A machine that tells its state, so that none is equivalent to another.
Dfa transparent(const std::vector<tests::Map>& maps, std::size_t states) {
    Dfa dfa{tests::letters(maps.size()), 0, maps, {}};
    for (std::size_t i = 0; i < states; ++i) dfa.output.emplace_back(static_cast<std::int64_t>(i));
    return dfa;
}

tests::Map rotation(std::size_t n) {
    tests::Map map(n);
    for (std::size_t i = 0; i < n; ++i) map[i] = (i + 1) % n;
    return map;
}

tests::Map transposition(std::size_t n) {
    tests::Map map = tests::identity_map(n);
    std::swap(map[0], map[n > 1 ? 1 : 0]);
    return map;
}

/// All maps of n points: a cycle, a transposition and a map of rank n−1.
Dfa full_transformations(std::size_t n) {
    tests::Map collapsing = tests::identity_map(n);
    collapsing[0] = n > 1 ? 1 : 0;
    return transparent({rotation(n), transposition(n), collapsing}, n);
}

std::string orders(const std::vector<SubgroupFacts>& groups) {
    std::string text;
    for (const SubgroupFacts& group : groups) text += to_string(group.order) + " ";
    return text;
}

/// What is found, as text: content, elements, largest group.
std::string summary(const MonoidClass& found) {
    return (found.groups ? to_string(*found.groups) : "unknown") + ", " +
           (found.elements ? to_string(*found.elements) : "many") + " elements, " +
           (found.subgroups.empty() ? "no group" : found.subgroups.front().name);
}

struct BruteForce {
    std::set<std::pair<std::string, bool>> groups;  ///< order, solvable
    std::size_t elements = 0;
};

/// The group of each idempotent e: all x with xe = x of which some power is e.
BruteForce brute_force(const Dfa& dfa) {
    const std::set<tests::Map> monoid = tests::closure(dfa.size(), dfa.next);
    std::map<tests::Map, std::set<tests::Map>> group_of;
    for (const tests::Map& x : monoid) {
        tests::Map power = x;
        while (tests::composed(power, power) != power) power = tests::composed(power, x);
        if (tests::composed(x, power) == x) group_of[power].insert(x);
    }
    BruteForce result;
    result.elements = monoid.size();
    for (const auto& [idempotent, group] : group_of)
        result.groups.emplace(std::to_string(group.size()),
                              tests::has_trivial_derived_term(group, idempotent));
    return result;
}

void expect_brute_force(const Dfa& dfa, const std::string& name) {
    const BruteForce expected = brute_force(dfa);
    const auto monoid = transition_monoid(dfa);
    ASSERT_TRUE(monoid) << name;
    EXPECT_EQ(monoid->size(), expected.elements) << name;
    std::set<std::pair<std::string, bool>> groups;
    for (const SubgroupFacts& group : maximal_subgroups(*monoid))
        groups.emplace(to_string(group.order), group.solvable);
    EXPECT_EQ(groups, expected.groups) << name;
}

TEST(TransitionMonoid, OfTheFlipFlop) {
    const auto monoid = transition_monoid(transparent({{0, 0}, {1, 1}}, 2));
    ASSERT_TRUE(monoid);
    ASSERT_EQ(monoid->size(), 3U);
    for (std::size_t x = 0; x < 3; ++x) {
        EXPECT_TRUE(monoid->is_idempotent(x));
        for (Symbol s = 0; s < 2; ++s) {
            EXPECT_EQ(monoid->right(x, s), s + 1);  // the last reset counts
            EXPECT_EQ(monoid->left(x, s), x == 0 ? s + 1 : x);
        }
    }
    EXPECT_EQ(monoid->word(0), Word{});
    EXPECT_EQ(monoid->word(2), Word{1});
    EXPECT_EQ(orders(maximal_subgroups(*monoid)), "1 1 ");  // identity; resets
}

TEST(TransitionMonoid, SizesOfKnownMonoids) {
    const std::size_t full[] = {1, 4, 27, 256, 3125};  // nⁿ
    for (std::size_t n = 1; n <= 5; ++n) {
        const auto monoid = transition_monoid(full_transformations(n));
        ASSERT_TRUE(monoid);
        EXPECT_EQ(monoid->size(), full[n - 1]);
        const std::string groups[] = {"1 ", "2 1 ", "6 2 1 ", "24 6 2 1 ", "120 24 6 2 1 "};  // S_rank
        EXPECT_EQ(orders(maximal_subgroups(*monoid)), groups[n - 1]);
    }
    const std::size_t inverse[] = {2, 7, 34, 209, 1546};  // Σ C(n,k)² k!
    for (std::size_t n = 1; n <= 5; ++n) {
        std::vector<tests::Map> maps = {rotation(n), transposition(n), tests::identity_map(n)};
        for (tests::Map& map : maps) map.push_back(n);
        maps[2][0] = n;  // undefined
        EXPECT_EQ(transition_monoid(transparent(maps, n + 1))->size(), inverse[n - 1]);
    }
    const std::size_t monotone[] = {3, 10, 35, 126, 462};  // C(2n−1, n)
    for (std::size_t n = 2; n <= 6; ++n) {
        std::vector<tests::Map> maps;
        for (std::size_t i = 0; i + 1 < n; ++i) {
            maps.push_back(tests::identity_map(n));
            maps.back()[i] = i + 1;
            maps.push_back(tests::identity_map(n));
            maps.back()[i + 1] = i;
        }
        const Dfa dfa = transparent(maps, n);
        EXPECT_EQ(transition_monoid(dfa)->size(), monotone[n - 2]);
        EXPECT_EQ(classify(dfa).groups, GroupContent::aperiodic);
    }
}

TEST(TransitionMonoid, HasTheWordsTheImagesAndTheCayleyGraphs) {
    const Dfa dfa = full_transformations(4);
    const auto monoid = transition_monoid(dfa).value();
    std::set<tests::Map> maps;
    Word before;
    for (std::size_t x = 0; x < monoid.size(); ++x) {
        const auto map_of = [&](std::size_t element) {
            tests::Map map(monoid.degree());
            for (std::size_t q = 0; q < map.size(); ++q) map[q] = monoid.image(element, q);
            return map;
        };
        const Word word = monoid.word(x);
        tests::Map map = tests::identity_map(4);
        for (const Symbol s : word) map = tests::composed(map, dfa.next[s]);
        ASSERT_EQ(map_of(x), map);
        ASSERT_TRUE(maps.insert(map).second);
        for (Symbol s = 0; s < 3; ++s) {
            ASSERT_EQ(map_of(monoid.right(x, s)), tests::composed(map, dfa.next[s]));
            ASSERT_EQ(map_of(monoid.left(x, s)), tests::composed(dfa.next[s], map));
        }
        ASSERT_EQ(monoid.is_idempotent(x), tests::composed(map, map) == map);
        if (x > 0) {
            ASSERT_TRUE(std::pair(before.size(), before) < std::pair(word.size(), word));
        }
        before = word;
    }
}

TEST(TransitionMonoid, HasNothingOverTheLimit) {
    EXPECT_TRUE(transition_monoid(full_transformations(4), 256));
    EXPECT_FALSE(transition_monoid(full_transformations(4), 255));
    EXPECT_FALSE(transition_monoid(full_transformations(4), 0));
}

TEST(MaximalSubgroups, AgreeWithBruteForceOnRandomAutomata) {
    std::mt19937 engine(11);
    std::set<std::size_t> sizes;
    for (std::size_t round = 0; round < tests::scaled(400); ++round) {
        const std::size_t n = 1 + engine() % 5;
        std::vector<tests::Map> maps(1 + engine() % 3, tests::Map(n));
        for (tests::Map& map : maps) {
            map = tests::identity_map(n);
            std::shuffle(map.begin(), map.end(), engine);
            for (std::size_t i = engine() % 3; i > 0; --i) map[engine() % n] = engine() % n;
        }
        const Dfa dfa = transparent(maps, n);
        expect_brute_force(dfa, "round " + std::to_string(round));
        if (HasFailure()) return;
        sizes.insert(transition_monoid(dfa)->size());
    }
    if (tests::scale() >= 100) {
        EXPECT_GE(sizes.size(), 60U);
    }
}

/// By the definition: with s such that the words of length s and of length 2s give the same elements, whether some
/// x among these has powers that take turns.
bool is_quasi_aperiodic_by_lengths(const Dfa& dfa) {
    std::vector<std::set<tests::Map>> given = {{tests::identity_map(dfa.size())}};  // by length
    const auto of_length = [&](std::size_t length) -> const std::set<tests::Map>& {
        while (given.size() <= length) {
            std::set<tests::Map> next;
            for (const tests::Map& map : given.back())
                for (const tests::Map& symbol : dfa.next) next.insert(tests::composed(map, symbol));
            given.push_back(std::move(next));
        }
        return given[length];
    };
    std::size_t s = 1;
    while (std::set<tests::Map>(of_length(s)) != of_length(2 * s)) ++s;
    const auto is_aperiodic = [](const tests::Map& x) {
        tests::Map power = x;  // by n steps its image is that of all higher ones
        for (std::size_t i = 0; i < x.size(); ++i) power = tests::composed(power, x);
        return tests::composed(power, x) == power;
    };
    return std::all_of(given[s].begin(), given[s].end(), is_aperiodic);
}

RC_GTEST_PROP(QuasiAperiodic, AgreesWithTheWordsOfOneLength, ()) {
    const std::size_t n = *tests::between(1, 4);
    const std::size_t symbols = *tests::between(1, 3);
    std::vector<tests::Map> maps;
    // Symbols that move states around a circle, and some that do otherwise: lengths matter often.
    for (std::size_t s = 0; s < symbols; ++s) {
        maps.push_back(rotation(n));
        const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(
            *tests::between(0, 2), rc::gen::pair(tests::between(0, n - 1), tests::between(0, n - 1)));
        for (const auto& [from, to] : changes) maps.back()[from] = to;
    }
    const Dfa dfa = transparent(maps, n);
    const auto monoid = transition_monoid(dfa).value();
    const auto groups = maximal_subgroups(monoid);
    const bool expected = is_quasi_aperiodic_by_lengths(dfa);
    RC_CLASSIFY(expected && groups.front().order.is_one(), "star-free");
    RC_CLASSIFY(expected && !groups.front().order.is_one(), "quasi-aperiodic alone");
    RC_ASSERT(is_quasi_aperiodic(monoid) == expected);
    RC_ASSERT(classify(dfa).quasi_aperiodic == is_quasi_aperiodic_by_lengths(minimized(dfa)));
}

TEST(QuasiAperiodic, OfLengthsAndOfSymbols) {
    const auto found = [](const std::vector<tests::Map>& maps, std::size_t states) {
        return classify(transparent(maps, states)).quasi_aperiodic.value();
    };
    EXPECT_TRUE(found({{1, 0}}, 2));           // the length modulo 2
    EXPECT_TRUE(found({{1, 0}, {1, 0}}, 2));   // of two symbols
    EXPECT_FALSE(found({{0, 1}, {1, 0}}, 2));  // the number of bs modulo 2
    EXPECT_TRUE(found({rotation(6), rotation(6)}, 6));
    EXPECT_FALSE(found({rotation(3), transposition(3)}, 3));
    EXPECT_TRUE(found({{1, 0, 2}, {2, 2, 2}}, 3));  // the length modulo 2 of words without b
    EXPECT_FALSE(found({{1, 0, 2}, {0, 1, 2}, {2, 2, 2}}, 3));
    EXPECT_EQ(classify(transparent({}, 1)).quasi_aperiodic, true);
}

TEST(QuasiAperiodic, IsDecidedOverTheLimitWhereTwoPermutationsDiffer) {
    const MonoidClass some = classify(full_transformations(4), 100);
    EXPECT_EQ(some.quasi_aperiodic, false);
    EXPECT_EQ(some.star_free(), false);
    const MonoidClass nothing = classify(zoo("weighted/tomita-7"), 3);
    EXPECT_EQ(nothing.quasi_aperiodic, std::nullopt);
    EXPECT_EQ(nothing.star_free(), std::nullopt);
    EXPECT_EQ(classify(transparent({rotation(20), transposition(20)}, 20)).quasi_aperiodic, false);
}

TEST(Classify, Zoo) {
    const std::map<std::string, std::string> expected = {
        {"weighted/flip-flop", "aperiodic, 3 elements, trivial group"},
        {"weighted/tomita-1", "aperiodic, 2 elements, trivial group"},
        {"weighted/tomita-2", "aperiodic, 6 elements, trivial group"},
        {"weighted/tomita-5", "solvable, 4 elements, abelian group of order 4"},
        {"weighted/tomita-6", "solvable, 3 elements, cyclic group of order 3"},
        {"weighted/parity", "solvable, 2 elements, cyclic group of order 2"},
        {"weighted/mod-3-counter", "solvable, 3 elements, cyclic group of order 3"},
        {"weighted/mod-7-counter", "solvable, 7 elements, cyclic group of order 7"},
        {"weighted/cycle-navigation", "solvable, 5 elements, cyclic group of order 5"},
        {"permutation/parity", "solvable, 2 elements, cyclic group of order 2"},
        {"permutation/s3", "solvable, 6 elements, symmetric group S_3 of order 6"},
        {"permutation/z60", "solvable, 60 elements, cyclic group of order 60"},
        {"permutation/a5", "non-solvable, 60 elements, alternating group A_5 of order 60"},
        {"permutation/s5-two-generators", "non-solvable, 120 elements, symmetric group S_5 of order 120"},
        {"permutation/s5-transpositions", "non-solvable, 120 elements, symmetric group S_5 of order 120"}};
    for (const auto& [name, text] : expected) EXPECT_EQ(summary(classify(zoo(name))), text) << name;
    // Without a published number of elements: the class, and the brute force below.
    const std::map<std::string, GroupContent> classes = {
        {"weighted/tomita-3", GroupContent::solvable},
        {"weighted/tomita-4", GroupContent::aperiodic},
        {"weighted/tomita-7", GroupContent::aperiodic},
        {"weighted/even-pairs", GroupContent::aperiodic},
        {"weighted/dyck-1-depth-3", GroupContent::aperiodic},
        {"weighted/dyck-2-depth-3", GroupContent::aperiodic}};
    for (const auto& [name, groups] : classes) {
        EXPECT_EQ(classify(zoo(name)).groups, groups) << name;
        if (name != "weighted/dyck-2-depth-3") expect_brute_force(zoo(name), name);
    }
}

TEST(Classify, MinimisesFirst) {
    // 0 and 1 take turns, and nothing tells them apart.
    EXPECT_EQ(summary(classify(Dfa{tests::letters(1), 0, {{1, 0}}, {3, 3}})),
              "aperiodic, 1 elements, trivial group");
    EXPECT_EQ(classify(Dfa{tests::letters(1), 0, {{1, 0}}, {3, 3}}).states, 1U);
    EXPECT_EQ(summary(classify(Dfa{Alphabet(), 0, {}, {3}})), "aperiodic, 1 elements, trivial group");
}

TEST(Classify, FullTransformations) {
    EXPECT_EQ(summary(classify(full_transformations(4))),
              "solvable, 256 elements, symmetric group S_4 of order 24");
    EXPECT_EQ(summary(classify(full_transformations(5))),
              "non-solvable, 3125 elements, symmetric group S_5 of order 120");
}

/// A₅ on five states that a symbol leaves for a state apart, with a larger cyclic group elsewhere: the largest
/// group is solvable, one is not.
TEST(Classify, FindsANonSolvableGroupBesideALargerSolvableOne) {
    const std::size_t cycle = 64;
    const std::size_t n = 1 + 5 + cycle + 1;  // start, A₅, Z₆₄, sink
    const std::size_t sink = n - 1;
    std::vector<tests::Map> maps(5, tests::Map(n, sink));
    for (std::size_t i = 0; i < 5; ++i) maps[0][1 + i] = 1 + (i + 1) % 5;
    const tests::Map three = {1, 2, 0, 3, 4};
    for (std::size_t i = 0; i < 5; ++i) maps[1][1 + i] = 1 + three[i];
    for (std::size_t i = 0; i < cycle; ++i) maps[2][6 + i] = 6 + (i + 1) % cycle;
    maps[3][0] = 1;
    maps[4][0] = 6;
    const MonoidClass found = classify(transparent(maps, n));
    EXPECT_EQ(found.groups, GroupContent::non_solvable);
    EXPECT_EQ(orders(found.subgroups), "64 60 1 ");
    EXPECT_TRUE(found.subgroups[0].solvable);
    EXPECT_FALSE(found.subgroups[1].solvable);
}

TEST(Classify, DecidesGroupsOverTheLimit) {
    EXPECT_EQ(
        summary(classify(transparent({rotation(20), transposition(20)}, 20))),
        "non-solvable, 2432902008176640000 elements, symmetric group S_20 of order 2432902008176640000");
    // Z₂ ≀ Z₂₀, 2²⁰ · 20
    tests::Map shift(40);
    for (std::size_t i = 0; i < 40; ++i) shift[i] = (i + 2) % 40;
    EXPECT_EQ(summary(classify(transparent({shift, transposition(40)}, 40))),
              "solvable, 20971520 elements, solvable group of order 20971520");
}

TEST(Classify, AbelianGroups) {
    EXPECT_EQ(summary(classify(transparent({rotation(9000)}, 9000))),
              "solvable, 9000 elements, cyclic group of order 9000");
    for (std::size_t a = 1; a <= 5; ++a)
        for (std::size_t b = 1; b <= 6; ++b) {  // Z_a × Z_b
            tests::Map first(a * b);
            tests::Map second(a * b);
            for (std::size_t i = 0; i < a * b; ++i) {
                first[i] = (i / b + 1) % a * b + i % b;
                second[i] = i / b * b + (i % b + 1) % b;
            }
            const Dfa dfa = transparent({first, second}, a * b);
            const MonoidClass found = classify(dfa);
            const auto listed = maximal_subgroups(transition_monoid(dfa).value());
            ASSERT_EQ(found.subgroups, listed);
            ASSERT_EQ(found.elements, Rational(static_cast<std::int64_t>(a * b)));
            ASSERT_EQ(found.groups, a * b == 1 ? GroupContent::aperiodic : GroupContent::solvable);
        }
}

TEST(Classify, SaysOverTheLimitOnlyWhatTheUnitsProve) {
    EXPECT_EQ(summary(classify(full_transformations(8), 1000)),
              "non-solvable, many elements, symmetric group S_8 of order 40320");
    EXPECT_EQ(summary(classify(full_transformations(4), 100)),
              "unknown, many elements, symmetric group S_4 of order 24");
    EXPECT_EQ(summary(classify(zoo("weighted/tomita-7"), 3)), "unknown, many elements, trivial group");
}

/// The group on itself, from third-party Cayley tables.
TEST(Classify, WordProblemsOfGroups) {
    LINAC_NEED_SHARED_DATA();
    const std::map<std::string, std::string> expected = {
        {"S3", "solvable, 6 elements, solvable group of order 6"},
        {"A5", "non-solvable, 60 elements, non-solvable group of order 60"},
        {"S5", "non-solvable, 120 elements, non-solvable group of order 120"}};
    for (const auto& [name, text] : expected) {
        const auto file = tests::shared_data() / "word_problem" / (name + "_cayley.json");
        const auto table = nlohmann::json::parse(tests::read_file(file)).at("cayley");
        Dfa dfa;
        std::vector<std::string> names;
        for (std::size_t i = 0; i < table.size(); ++i) names.push_back(std::to_string(i));
        dfa.alphabet = Alphabet(names);
        for (std::size_t x = 0; x < table.size(); ++x) {
            dfa.output.emplace_back(static_cast<std::int64_t>(x));
            dfa.next.emplace_back();
            for (std::size_t g = 0; g < table.size(); ++g) dfa.next[x].push_back(table.at(g).at(x));
        }
        EXPECT_EQ(summary(classify(dfa)), text) << name;
    }
}

}  // namespace
}  // namespace linac::monoid_test
