#include "analysis/stratification.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_counters.hpp"

namespace linac::stratification_test {
namespace {

using Strata = std::vector<std::vector<std::size_t>>;

CounterMachine read(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

TEST(Stratification, of_the_zoo_is_one_stratum_but_for_graphs) {
    for (const auto& file : tests::automaton_files("counter")) {
        const auto machine =
            std::get<CounterMachine>(read_automaton(tests::read_file(file), file.string()).value());
        const Stratification found = stratification(machine);
        EXPECT_EQ(found.is_stratified(), file.stem() != "graph-connectivity") << file;
        EXPECT_EQ(found.strata.size(), found.is_stratified() ? 1U : 0U) << file;
    }
}

TEST(Stratification, orders_counters_by_their_tests) {
    // m counts the a that are read while n is 0; l those while m is not 0, remembered by the state.
    const CounterMachine machine = read(
        "alphabet a b\ncounters l m n\ninitial p\naccept p, q\n"
        "p -> p a n=0 m+=1 n+=1, a n!=0 n-=1\np -> q b m!=0\np -> p b m=0\n"
        "q -> q a n=0 m+=1 n+=1 l+=1, a n!=0 n-=1 l+=1\nq -> p b\n");
    const Stratification found = stratification(machine);
    EXPECT_FALSE(found.is_stratified());  // n flips by its own test
    EXPECT_EQ(describe(found.cycle, machine),
              "whether n=0 (state p, symbol a) decides what is added to n (state p, symbol a)");
    const CounterMachine by_symbols = read(
        "alphabet a b\ncounters l m n\ninitial p\naccept p, q\n"
        "p -> p a n=0 m+=1 n+=1, a n!=0 n+=1\np -> q b m!=0 n-=1\np -> p b m=0 n-=1\n"
        "q -> q a n=0 m+=1 n+=1 l+=1, a n!=0 n+=1 l+=1\nq -> p b n-=1\n");
    EXPECT_TRUE(stratification(by_symbols).is_stratified());
    EXPECT_EQ(stratification(by_symbols).strata, (Strata{{2}, {1}, {0}}));
}

TEST(Stratification, names_a_cycle_of_two_counters) {
    const CounterMachine machine = read(
        "alphabet a b\ncounters n m\ninitial p\naccept p\n"
        "p -> p a m=0 n+=1, a m!=0 n-=1, b n=0 m+=1, b n!=0 m-=1\n");
    const Stratification found = stratification(machine);
    EXPECT_TRUE(found.strata.empty());
    EXPECT_EQ(describe(found.cycle, machine),
              "whether n=0 (state p, symbol b) decides what is added to m (state p, symbol b); "
              "whether m=0 (state p, symbol a) decides what is added to n (state p, symbol a)");
}

TEST(Stratification, does_not_mind_what_happens_after_all_is_lost) {
    const std::string rest = "p -> p a n+=1, b n!=0 n-=1\np -> lost b n=0\nlost -> lost a n+=5, b n:=0\n";
    EXPECT_TRUE(
        stratification(read("alphabet a b\ncounters n\ninitial p\naccept p n=0\n" + rest)).is_stratified());
    EXPECT_FALSE(
        stratification(read("alphabet a b\ncounters n\ninitial p\naccept p, lost\n" + rest)).is_stratified());
}

/// Whether every history of symbols and known tests, up to the length, has one update of counter j: masks are
/// free, and all states that a history allows are followed at once.
bool is_determined(const CounterMachine& machine, const std::vector<bool>& known, std::size_t j,
                   std::size_t length) {
    const std::size_t masks = std::size_t{1} << machine.counters.size();
    std::size_t known_bits = 0;
    for (std::size_t i = 0; i < known.size(); ++i)
        if (known[i]) known_bits |= std::size_t{1} << i;
    std::set<std::size_t> useful;
    for (std::size_t round = 0; round <= machine.states.size(); ++round) {
        for (const auto& accepting : machine.accepting) useful.insert(accepting.state);
        for (const CounterRule& rule : machine.rules)
            if (useful.count(rule.to) > 0) useful.insert(rule.from);
    }
    const auto applies = [](const CounterRule& rule, std::size_t mask) {
        for (std::size_t i = 0; i < rule.tests.size(); ++i)
            if (rule.tests[i] != ZeroTest::any &&
                (rule.tests[i] == ZeroTest::zero) != ((mask >> i & 1U) != 0))
                return false;
        return true;
    };
    std::set<std::set<std::size_t>> seen;
    const std::function<bool(const std::set<std::size_t>&, std::size_t)> check =
        [&](const std::set<std::size_t>& states, std::size_t left) {
            if (left == 0 || !seen.insert(states).second) return true;
            for (Symbol s = 0; s < machine.alphabet.size(); ++s)
                for (std::size_t visible = 0; visible < masks; ++visible) {
                    if ((visible & ~known_bits) != 0) continue;
                    std::set<std::size_t> next;
                    std::set<std::pair<bool, std::int64_t>> updates;
                    for (std::size_t mask = 0; mask < masks; ++mask) {
                        if ((mask & known_bits) != visible) continue;
                        for (const CounterRule& rule : machine.rules)
                            if (rule.symbol == s && states.count(rule.from) > 0 && applies(rule, mask) &&
                                useful.count(rule.to) > 0) {
                                next.insert(rule.to);
                                updates.emplace(rule.updates[j].is_reset, rule.updates[j].add);
                            }
                    }
                    if (updates.size() > 1 || !check(next, left - 1)) return false;
                }
            return true;
        };
    return check({machine.initial}, length);
}

TEST(Stratification, agrees_with_all_histories_of_small_machines) {
    std::size_t stratified = 0;
    std::size_t several = 0;
    std::size_t refused = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        tests::RandomCounters random(seed);
        CounterMachine machine =
            random.machine({1 + seed % 3, 1 + seed / 3 % 2, 1 + seed / 6 % 3, seed % 5 == 0});
        // Random updates rarely agree: draw half of the machines with updates by symbol.
        if (seed % 2 == 0)
            for (CounterRule& rule : machine.rules)
                for (std::size_t i = 0; i < rule.updates.size(); ++i) {
                    const bool depends = i > 0 && rule.tests[i - 1] == ZeroTest::zero;
                    rule.updates[i] = {false, static_cast<std::int64_t>(*rule.symbol + (depends ? 1 : 0))};
                }
        const Stratification found = stratification(machine);
        std::vector<bool> known(machine.counters.size(), false);
        for (const auto& stratum : found.strata) {
            for (std::size_t j = 0; j < known.size(); ++j)
                if (!known[j]) {
                    const bool is_in = std::find(stratum.begin(), stratum.end(), j) != stratum.end();
                    ASSERT_EQ(is_determined(machine, known, j, 50), is_in) << seed;
                }
            for (const std::size_t j : stratum) known[j] = true;
        }
        for (std::size_t j = 0; j < known.size(); ++j)
            ASSERT_TRUE(known[j] || !is_determined(machine, known, j, 50)) << seed;
        const bool all = std::find(known.begin(), known.end(), false) == known.end();
        ASSERT_EQ(found.is_stratified(), all) << seed;
        stratified += all ? 1 : 0;
        several += found.strata.size() > 1 ? 1 : 0;
        refused += all ? 0 : 1;
        for (std::size_t i = 0; i < found.cycle.size(); ++i)
            ASSERT_EQ(found.cycle[i].test, found.cycle[i == 0 ? found.cycle.size() - 1 : i - 1].update)
                << seed;
    }
    EXPECT_GT(stratified, 50U);
    EXPECT_GT(several, 10U);
    EXPECT_GT(refused, 50U);
}

}  // namespace
}  // namespace linac::stratification_test
