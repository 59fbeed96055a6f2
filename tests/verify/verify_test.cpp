#include "verify/verify.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "compile/compile.hpp"
#include "support/random_automata.hpp"

namespace linac::verify_test {
namespace {

Network network_of(const WeightedAutomaton& automaton, Target target = Target::deltaproduct,
                   Scheme scheme = Scheme::direct) {
    return compile(automaton, {.target = target, .scheme = scheme}).value().network;
}

/// How often `pattern` occurs in a word over `alphabet`: α stays at the start, whose copies run the pattern.
WeightedAutomaton occurrences(const Alphabet& alphabet, const Word& pattern) {
    const std::size_t length = pattern.size();
    WeightedAutomaton automaton(alphabet, length + 1);
    automaton.initial = unit(0);
    automaton.final = unit(length);
    for (Symbol s = 0; s < alphabet.size(); ++s) {
        automaton.transition[s].add(0, 0, 1);
        automaton.transition[s].add(length, length, 1);
    }
    for (std::size_t i = 0; i < length; ++i) automaton.transition[pattern[i]].add(i, i + 1, 1);
    return automaton;
}

const Alphabet ab = tests::letters(2);

/// The weight 0 for every word.
WeightedAutomaton nothing(const Alphabet& alphabet = ab) {
    return WeightedAutomaton(alphabet, 0);
}

/// A one-layer network whose weight is ReLU(#a − threshold).
Network threshold(std::int64_t threshold) {
    Network network = network_of(occurrences(ab, {0}));
    // The residual dimension that the readout reads gets −count + ReLU(count − threshold).
    const std::size_t width = network.width();
    FeedForward& block = network.layers.back().feed_forward;
    AffineMap first(width, 2);
    AffineMap last(2, width);
    std::size_t read = 0;
    for (std::size_t i = 0; i < width; ++i)
        if (!network.readout.column(i).empty()) read = i;
    first.add(0, read, 1);
    first.add(1, read, 1);
    first.add_bias(1, -threshold);
    last.add(read, 0, -1);
    last.add(read, 1, 1);
    block.stages = {first, last};
    block.labels = {{"count", "above"}};
    validate(network);
    return network;
}

VerifyOptions words_to_run(std::optional<std::vector<Word>> given, std::optional<std::size_t> max_length = {},
                           std::size_t random_words = 0) {
    VerifyOptions options;
    options.words = std::move(given);
    options.max_length = max_length;
    options.random_words = random_words;
    return options;
}
VerifyOptions up_to(std::size_t length) {
    return words_to_run(std::nullopt, length);
}
VerifyOptions sampled(std::size_t count, std::size_t length = 12, std::uint64_t seed = 1) {
    VerifyOptions options = words_to_run(std::nullopt, std::nullopt, count);
    options.random_length = length;
    options.seed = seed;
    return options;
}

void expect_difference(const Verdict& verdict, const Word& witness, const Rational& left,
                       const Rational& right) {
    EXPECT_FALSE(verdict.equal);
    EXPECT_EQ(verdict.witness, witness);
    EXPECT_EQ(verdict.left, left);
    EXPECT_EQ(verdict.right, right);
    EXPECT_EQ(verdict.step, witness.size());
}

TEST(Verify, scope_and_number_of_words_say_what_was_done) {
    const WeightedAutomaton automaton = occurrences(ab, {0, 1});
    const Network network = network_of(automaton);
    const auto expect = [&](const VerifyOptions& options, const std::string& scope, std::size_t words) {
        const Verdict verdict = verify(automaton, network, options).value();
        EXPECT_TRUE(verdict.equal);
        EXPECT_EQ(in_words(verdict.scope), scope);
        EXPECT_EQ(verdict.words, words);
        EXPECT_EQ(verdict.step, 0U);
        EXPECT_TRUE(verdict.witness.empty());
    };
    const std::vector<Word> given{{}, {0, 1, 0}, {1}};
    expect({}, "all words", 0);
    expect(up_to(0), "words up to length 0", 1);
    expect(up_to(4), "words up to length 4", 31);
    expect(sampled(7), "7 sampled words", 7);
    expect(words_to_run(given), "3 given words", 3);
    expect(words_to_run(std::vector<Word>{}), "0 given words", 0);
    expect(words_to_run(given, 2), "3 given words and words up to length 2", 10);
    expect(words_to_run(given, std::nullopt, 5), "3 given words and 5 sampled words", 8);
    expect(words_to_run(std::nullopt, 2, 5), "words up to length 2 and 5 sampled words", 12);
    expect(words_to_run(given, 2, 5), "3 given words and words up to length 2 and 5 sampled words", 15);
}

TEST(Verify, a_decision_gives_a_shortest_separating_word) {
    const Network network = network_of(occurrences(ab, {0, 0, 1}));
    const Verdict verdict = verify(nothing(), network).value();
    expect_difference(verdict, {0, 0, 1}, 0, 1);
    EXPECT_EQ(in_words(verdict.scope), "all words");
    EXPECT_EQ(verdict.words, 0U);
    WeightedAutomaton other = occurrences(ab, {0, 0, 1});
    other.final = unit(3, Rational(5, 3));
    expect_difference(verify(other, network).value(), {0, 0, 1}, Rational(5, 3), 1);
}

TEST(Verify, after_BOS_the_step_is_0) {
    WeightedAutomaton one(ab, 1);
    one.initial = one.final = unit(0);
    const Network network = network_of(one);
    for (const VerifyOptions& options :
         {VerifyOptions(), up_to(3), words_to_run(std::vector<Word>{{1, 1}}), sampled(3)})
        expect_difference(verify(nothing(), network, options).value(), {}, 0, 1);
}

TEST(Verify, words_are_compared_after_every_token) {
    const Network network = network_of(occurrences(ab, {0, 0, 1}));
    const std::vector<Word> given{{1, 0, 1}, {1, 0, 0, 1, 0, 0, 1}, {0, 0, 1}};
    const Verdict verdict = verify(nothing(), network, words_to_run(given, 5)).value();
    expect_difference(verdict, {1, 0, 0, 1}, 0, 1);  // a prefix of the second word
    EXPECT_EQ(verdict.words, 2U);
    EXPECT_EQ(in_words(verdict.scope), "3 given words");  // the rest was not run
}

TEST(Verify, all_words_up_to_a_length_give_a_shortest_one) {
    // Differs after abbbb and after ba: in lexicographic order the longer word comes first.
    const Network network = network_of(occurrences(ab, {1, 0}));
    WeightedAutomaton both = occurrences(ab, {0, 1, 1, 1, 1});
    for (const Word& pattern : {Word{1, 0}, Word{0, 1, 1, 1, 1}}) {
        const Verdict verdict = verify(nothing(), network_of(occurrences(ab, pattern)), up_to(6)).value();
        expect_difference(verdict, pattern, 0, 1);
        EXPECT_EQ(in_words(verdict.scope), "words up to length 6");
    }
    expect_difference(verify(both, network, up_to(6)).value(), {1, 0}, 0, 1);
}

TEST(Verify, symbols_may_come_in_another_order) {
    const Alphabet ba({"b", "a"});
    const Network network = network_of(occurrences(ab, {0, 0, 1}));
    EXPECT_TRUE(verify(occurrences(ba, {1, 1, 0}), network).value().equal);
    EXPECT_TRUE(verify(occurrences(ba, {1, 1, 0}), network, up_to(5)).value().equal);
    // The witness is spelt in the network's alphabet.
    expect_difference(verify(occurrences(ba, {0, 0, 1}), network).value(), {0, 0, 1}, 0, 1);
    expect_difference(verify(nothing(ba), network, words_to_run(std::vector<Word>{{0, 0, 1}})).value(),
                      {0, 0, 1}, 0, 1);
}

TEST(Verify, other_symbols_are_bad_input) {
    const Network network = network_of(occurrences(ab, {0}));
    const auto message = [&](std::vector<std::string> symbols) {
        const auto result = verify(nothing(Alphabet(std::move(symbols))), network);
        EXPECT_FALSE(result);
        EXPECT_EQ(result.error().kind(), Error::Kind::bad_input);
        return result.error().message();
    };
    EXPECT_EQ(message({"a", "b", "c"}), "the alphabets differ: symbol c is only in the automaton");
    EXPECT_EQ(message({"b"}), "the alphabets differ: symbol a is only in the network");
    EXPECT_EQ(message({"a", "c"}), "the alphabets differ: symbol b is only in the network");
}

TEST(Verify, sampled_words_depend_on_the_seed_alone) {
    const Network network = network_of(occurrences(ab, {0, 0, 1}));
    std::set<Word> witnesses;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const VerifyOptions options = sampled(2, 60, seed);
        const Verdict verdict = verify(nothing(), network, options).value();
        const Verdict again = verify(nothing(), network, options).value();
        EXPECT_FALSE(verdict.equal);
        EXPECT_EQ(verdict.witness, again.witness);
        EXPECT_EQ(verdict.words, again.words);
        expect_difference(verdict, verdict.witness, 0, 1);  // the first occurrence
        witnesses.insert(verdict.witness);
    }
    EXPECT_GT(witnesses.size(), 10U);
}

TEST(Verify, equality_on_all_words_is_claimed_only_where_it_is_proved) {
    // Right on all words shorter than 1001; wrong on longer ones.
    const Network late = threshold(1000);
    const Verdict verdict = verify(nothing(), late).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(in_words(verdict.scope), "words up to length 11 and 10 sampled words");
    EXPECT_EQ(verdict.words, 4095U + 10U);
    // Right on all words, but not shown: #a is never negative.
    const Verdict right = verify(occurrences(ab, {0}), threshold(0)).value();
    EXPECT_TRUE(right.equal);
    EXPECT_EQ(in_words(right.scope), "words up to length 11 and 10 sampled words");
    // Wrong early.
    const Verdict early = verify(nothing(), threshold(3)).value();
    expect_difference(early, {0, 0, 0, 0}, 0, 1);
    EXPECT_EQ(in_words(early.scope), "words up to length 7");
    // Wrong where only the sampled words reach.
    const Verdict sampled = verify(nothing(), threshold(30)).value();
    EXPECT_FALSE(sampled.equal);
    EXPECT_EQ(in_words(sampled.scope), "words up to length 7 and 2 sampled words");
    EXPECT_EQ(sampled.right, 1);
}

TEST(Verify, a_router_that_is_too_large_to_enumerate_is_run_on_words) {
    const WeightedAutomaton automaton = occurrences(ab, {0, 1});
    const Network network = network_of(automaton, Target::rwkv7, Scheme::blocked);
    ASSERT_GT(network.layers.size(), 1U);
    const Verdict proved = verify(automaton, network).value();
    EXPECT_TRUE(proved.equal);
    EXPECT_EQ(in_words(proved.scope), "all words");
    EXPECT_EQ(proved.words, 0U);
    const Verdict different = verify(nothing(), network).value();
    expect_difference(different, {0, 1}, 0, 1);
    EXPECT_EQ(in_words(different.scope), "words up to length 7");
    VerifyOptions options;
    options.effort = 5;
    const Verdict run = verify(automaton, network, options).value();
    EXPECT_TRUE(run.equal);
    EXPECT_EQ(in_words(run.scope), "words up to length 11 and 10 sampled words");
}

TEST(Verify, progress_of_an_enumeration_has_no_total) {
    const WeightedAutomaton automaton = occurrences(ab, {0, 1});
    VerifyOptions options;
    std::size_t calls = 0;
    options.progress = [&](std::size_t /*done*/, std::size_t total) {
        EXPECT_EQ(total, 0U);
        ++calls;
    };
    const Network network = network_of(automaton, Target::rwkv7, Scheme::blocked);
    EXPECT_TRUE(verify(automaton, network, options).value().scope.all_words);
    EXPECT_GT(calls, 0U);
}

TEST(Verify, progress_counts_the_words_up_to_their_number) {
    const WeightedAutomaton automaton = occurrences(ab, {0});
    const Network network = network_of(automaton);
    std::vector<std::size_t> calls;
    VerifyOptions options = words_to_run(std::vector<Word>{{0}, {1}, {0, 1}}, 2, 5);
    options.progress = [&](std::size_t done, std::size_t total) {
        EXPECT_EQ(total, 15U);
        calls.push_back(done);
    };
    EXPECT_TRUE(verify(automaton, network, options).value().equal);
    ASSERT_FALSE(calls.empty());
    EXPECT_TRUE(std::is_sorted(calls.begin(), calls.end()));
    EXPECT_EQ(calls.back(), 15U);
}

TEST(Verify, words_are_read_no_further_than_to_a_state_of_so_many_bits_and_that_is_said) {
    WeightedAutomaton powers(tests::letters(1), 1);  // of 2
    powers.initial = powers.final = unit(0);
    powers.transition[0].add(0, 0, 2);
    const Network network = compile(powers, {Target::rwkv7, Scheme::direct}).value().network;
    VerifyOptions options{.random_words = 3, .random_length = 500};
    const Verdict whole = verify(powers, network, options).value();
    EXPECT_EQ(whole.cut_words, 0U);
    EXPECT_GT(whole.state_bits, 500U);
    options.most_state_bits = 40;
    const Verdict cut = verify(powers, network, options).value();
    EXPECT_TRUE(cut.equal);
    EXPECT_EQ(cut.words, 3U);
    EXPECT_EQ(cut.cut_words, 3U);
    EXPECT_GT(cut.state_bits, 40U);
    EXPECT_LT(cut.state_bits, 50U);
}

TEST(Verify, a_network_without_an_output_is_bad_input) {
    WeightedAutomaton parity(ab, 2);
    parity.initial = unit(0);
    parity.final = unit(1);
    parity.transition[0].add(0, 1, 1);
    parity.transition[0].add(1, 0, 1);
    parity.transition[1] = SparseMatrix::identity(2);
    Network network = network_of(parity, Target::pd);
    network.layers[0].heads[0].parameter("permutation").add_bias(0, Rational(1, 2));
    for (const VerifyOptions& options : {VerifyOptions(), up_to(2)}) {
        const auto result = verify(parity, network, options);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().kind(), Error::Kind::bad_input);
        EXPECT_NE(result.error().message().find("column 0 of P is not one-hot"), std::string::npos);
    }
}

TEST(Verify, an_empty_alphabet_has_one_word) {
    const Alphabet none{std::vector<std::string>{}};
    WeightedAutomaton one(none, 1);
    one.initial = one.final = unit(0);
    const Network network = network_of(one);
    for (const VerifyOptions& options :
         {VerifyOptions(), up_to(3), sampled(2), words_to_run(std::vector<Word>{{}})}) {
        EXPECT_TRUE(verify(one, network, options).value().equal);
        expect_difference(verify(nothing(none), network, options).value(), {}, 0, 1);
    }
}

TEST(Verify, long_words_over_one_letter_need_no_deep_stack) {
    WeightedAutomaton ones(tests::letters(1), 1);
    ones.initial = ones.final = unit(0);
    ones.transition[0] = SparseMatrix::identity(1);
    const Network network = compile(ones, {Target::rwkv7, Scheme::direct}).value().network;
    VerifyOptions options;
    options.max_length = 20'000;
    const Verdict verdict = verify(ones, network, options).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(verdict.words, 20'001U);
}

}  // namespace
}  // namespace linac::verify_test
