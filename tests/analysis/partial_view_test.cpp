#include "analysis/partial_view.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/random_counters.hpp"
#include "support/scale.hpp"

namespace linac::partial_view_test {
namespace {

CounterMachine read(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

/// Whether the counters, zero where the mask has a 1, pass.
bool passes(const std::vector<ZeroTest>& tests, std::size_t mask) {
    for (std::size_t c = 0; c < tests.size(); ++c)
        if (tests[c] != ZeroTest::any && (tests[c] == ZeroTest::zero) != ((mask >> c) % 2 == 1)) return false;
    return true;
}

TEST(PartialView, of_balanced_brackets) {
    const CounterMachine machine = read(
        "alphabet a b\ncounters n\nstates p dead\ninitial p\nreject dead\naccept p n=0\n"
        "p -> p a n+=1, b n!=0 n-=1\n");
    const PartialView all(machine, {true});
    EXPECT_EQ(all.letters().size(), 3);
    EXPECT_EQ(all.states(), (std::vector<std::vector<std::size_t>>{{0}, {}}));
    // Who does not see the counter knows what is added while the machine may accept.
    const PartialView none(machine, {false});
    EXPECT_EQ(none.letters().size(), 2);
    EXPECT_EQ(none.states().size(), 1);
    EXPECT_EQ(none.move(1, 0).rule, &machine.rules[1]);
}

TEST(PartialView, is_dead_where_nothing_can_be_accepted) {
    const CounterMachine machine = read("alphabet a\ncounters n\ninitial p\np -> p a n+=1\n");
    const PartialView view(machine, {true});
    EXPECT_EQ(view.states(), std::vector<std::vector<std::size_t>>{{}});
    EXPECT_EQ(view.move(0, 0).rule, nullptr);
}

// Letters cut each symbol's masks into disjoint parts; within a part all known tests are decided; states are the
// sets of states that runs with any unknown masks reach.
TEST(PartialView, follows_all_runs_on_the_same_letters) {
    for (unsigned seed = 0; seed < tests::scaled(300); ++seed) {
        tests::RandomCounters random(seed);
        const std::size_t counters = 1 + seed % 3;
        const CounterMachine machine = random.machine({1 + seed % 4, 1 + seed % 2, counters, seed % 4 > 0});
        std::vector<bool> known(counters);
        std::size_t known_mask = 0;
        for (std::size_t c = 0; c < counters; ++c) {
            known[c] = (seed >> c) % 2 == 0;
            known_mask |= std::size_t{known[c]} << c;
        }
        // States that reach an accepting one.
        std::set<std::size_t> useful;
        for (const auto& accepting : machine.accepting) useful.insert(accepting.state);
        for (std::size_t round = 0; round < machine.states.size(); ++round)
            for (const CounterRule& rule : machine.rules)
                if (useful.count(rule.to) > 0) useful.insert(rule.from);

        const PartialView view(machine, known);
        const std::size_t masks = std::size_t{1} << counters;
        for (Symbol s = 0; s < machine.alphabet.size(); ++s)
            for (std::size_t mask = 0; mask < masks; ++mask) {
                std::size_t reading = 0;
                for (std::size_t l = 0; l < view.letters().size(); ++l) {
                    const PartialView::Letter& letter = view.letters()[l];
                    if (letter.symbol != s || !passes(letter.tests, mask)) continue;
                    ++reading;
                    for (std::size_t q = 0; q < view.states().size(); ++q) {
                        std::set<std::size_t> reached;
                        bool has_rule = false;
                        for (const CounterRule& rule : machine.rules)
                            for (std::size_t other = 0; other < masks; ++other) {
                                const auto& from = view.states()[q];
                                if ((other & known_mask) != (mask & known_mask) || rule.symbol != s ||
                                    !passes(rule.tests, other) || useful.count(rule.to) == 0 ||
                                    std::find(from.begin(), from.end(), rule.from) == from.end())
                                    continue;
                                reached.insert(rule.to);
                                has_rule = has_rule || &rule == view.move(l, q).rule;
                            }
                        const auto& to = view.states()[view.move(l, q).to];
                        ASSERT_EQ(std::vector<std::size_t>(reached.begin(), reached.end()), to) << seed;
                        ASSERT_EQ(has_rule, !to.empty());
                        ASSERT_EQ(view.move(l, q).rule == nullptr, to.empty());
                    }
                }
                ASSERT_EQ(reading, 1) << seed;
            }
    }
}

TEST(PartialView, has_a_limit) {
    const CounterMachine machine =
        read("alphabet a\ncounters n m\nstates p dead\ninitial p\nreject dead\naccept p\np -> p a n=0 m=0\n");
    EXPECT_EQ(PartialView(machine, {true, true}, 3).letters().size(), 3);
    EXPECT_THROW(PartialView(machine, {true, true}, 2), Error);
}

}  // namespace
}  // namespace linac::partial_view_test
