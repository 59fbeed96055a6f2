#include "verify/verdict.hpp"

#include <gtest/gtest.h>

namespace linac::verdict_test {
namespace {

TEST(Verdict, scopes_are_said_in_the_order_in_which_words_are_run) {
    EXPECT_EQ(in_words(Scope{.all_words = true}), "all words");
    EXPECT_EQ(in_words(Scope{.max_length = 6}), "words up to length 6");
    EXPECT_EQ(in_words(Scope{.given = 3, .max_length = 6, .sampled = 10}),
              "3 given words and words up to length 6 and 10 sampled words");
    EXPECT_EQ(in_words(Scope()), "");
}

TEST(Verdict, methods_say_what_was_compared) {
    Verdict verdict;
    verdict.scope.max_length = 6;
    EXPECT_EQ(method_of(verdict), "run side by side, compared after every token");
    verdict.registers = ComparedRegisters{.compared = 1, .all = 2, .has_roles = true};
    EXPECT_EQ(method_of(verdict), "run side by side, compared after every token, 1 of 2 counters too");
    verdict.registers->only_while_it_may_accept = true;
    verdict.bound = 3;
    EXPECT_EQ(method_of(verdict),
              "run side by side, compared after every token, 1 of 2 counters too while the machine may "
              "accept; a word "
              "that leads beyond the bound 3 weighs -1");
    verdict = {};
    EXPECT_EQ(cut_words_of(verdict), "");
    verdict.cut_words = 3;
    EXPECT_EQ(method_of(verdict), "run side by side, compared after every token, " + cut_words_of(verdict));
    EXPECT_EQ(cut_words_of(verdict), "3 words up to where the network's state grew too large");
    verdict = {};
    verdict.unsettled = "it takes more work than it was given";
    EXPECT_EQ(method_of(verdict),
              "run side by side, compared after every token; not decided on all words: it takes more work "
              "than it was "
              "given");
    verdict = {};
    verdict.method = Method::linear;
    verdict.size = 5;
    EXPECT_EQ(method_of(verdict), "decided: the network is a weighted automaton of dimension 5");
    verdict.method = Method::routers_enumerated;
    EXPECT_EQ(method_of(verdict), "decided: all 5 configurations of the router enumerated");
    verdict.method = Method::window;
    EXPECT_EQ(method_of(verdict), "decided: induction over the router's period, 5 tokens");
    verdict.method = Method::pairs_enumerated;
    EXPECT_EQ(method_of(verdict),
              "decided: all 5 pairs of configurations of the machine and the network enumerated");
    verdict.method = Method::pairs_searched;
    EXPECT_EQ(method_of(verdict), "a shortest word, searched over pairs of configurations");
}

TEST(Verdict, says_why_no_register_was_compared) {
    ComparedRegisters registers{.are_stacks = true, .all = 1};
    EXPECT_EQ(in_words(registers), "no stacks were compared: the network has no roles");
    registers.has_roles = true;
    EXPECT_EQ(in_words(registers),
              "no stacks were compared: no dimension of the network has the role of one");
    registers.all = 0;
    EXPECT_EQ(in_words(registers), "");
}

}  // namespace
}  // namespace linac::verdict_test
