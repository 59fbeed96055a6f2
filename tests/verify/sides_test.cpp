#include "verify/sides.hpp"

#include <gtest/gtest.h>

#include "automata/bounded.hpp"
#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::sides_test {
namespace {

Automaton zoo(const std::string& name) {
    return read_automaton(tests::read_file(tests::source_directory() / "automata" / (name + ".linac")), name)
        .value();
}

Network network(const Automaton& automaton, Target target) {
    return compile(to_weighted(automaton), {.target = target}).value().network;
}

TEST(Sides, automata_and_networks_of_one_layer_are_linear) {
    const Automaton fibonacci = zoo("weighted/fibonacci");
    const Automaton parity = zoo("permutation/parity");
    EXPECT_EQ(linear(fibonacci), to_weighted(fibonacci));
    EXPECT_EQ(linear(parity), to_weighted(parity));
    EXPECT_TRUE(compare(linear(network(fibonacci, Target::rwkv7)), to_weighted(fibonacci)).equal());
}

TEST(Sides, machines_and_blocked_networks_are_not_linear) {
    const auto kind = [](const Side& side) {
        const auto result = capture([&] { return linear(side); });
        return result                                             ? "linear"
               : result.error().kind() == Error::Kind::impossible ? "impossible"
                                                                  : "bad input";
    };
    EXPECT_STREQ(kind(zoo("counter/a-n-b-n")), "impossible");
    EXPECT_STREQ(kind(zoo("stack/dyck-2")), "impossible");
    EXPECT_STREQ(kind(network(zoo("weighted/fibonacci"), Target::deltanet)), "impossible");
}

TEST(Sides, a_bound_is_for_machines) {
    const Automaton counters = zoo("counter/a-n-b-n");
    EXPECT_EQ(bounded(counters, 3), bounded(std::get<CounterMachine>(counters), 3));
    const Automaton stacks = zoo("stack/dyck-2");
    EXPECT_EQ(bounded(stacks, 2), bounded(std::get<StackMachine>(stacks), 2));
    EXPECT_THROW((void)bounded(zoo("weighted/parity"), 3), Error);
    EXPECT_THROW((void)bounded(counters, 1'000'001), Error);
}

TEST(Sides, a_bound_is_only_used_where_it_is_given) {
    const Automaton counters = zoo("counter/a-n-b-n");
    EXPECT_TRUE(std::holds_alternative<CounterMachine>(within(counters, {})));
    EXPECT_EQ(std::get<WeightedAutomaton>(within(counters, 3)), bounded(counters, 3));
    EXPECT_EQ(state_count(zoo("permutation/s3")), 3U);
    EXPECT_EQ(state_count(within(counters, 3)), bounded(counters, 3).size());
}

TEST(Sides, the_verdict_on_a_bounded_machine_says_what_the_bound_means) {
    const Automaton counters = zoo("counter/a-n-b-n");
    const Network bounded_network = compile(bounded(counters, 3), {.target = Target::pd}).value().network;
    const Verdict same = verify(within(counters, 3), bounded_network, {.bound = 3}).value();
    EXPECT_TRUE(same.equal);
    EXPECT_EQ(in_words(same.scope), "all words");
    EXPECT_NE(method_of(same).find("; a word that leads beyond the bound 3 weighs -1"), std::string::npos);
    const Verdict wider = verify(within(counters, 4), bounded_network, {.bound = 4}).value();
    EXPECT_FALSE(wider.equal);
    EXPECT_EQ(wider.witness.size(), 4U);
    const Verdict unbounded = verify(counters, bounded_network, {.max_length = 3}).value();
    EXPECT_TRUE(unbounded.equal);
    EXPECT_EQ(method_of(unbounded).find("bound"), std::string::npos);
    EXPECT_FALSE(verify(zoo("stack/dyck-2"), bounded_network)) << "another alphabet";
}

}  // namespace
}  // namespace linac::sides_test
