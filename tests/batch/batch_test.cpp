#include "batch/batch.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::batch_test {
namespace {

/// Files of the zoo, and networks: NAME.TARGET is the automaton NAME compiled.
std::shared_ptr<const Side> side(const std::string& name) {
    const std::filesystem::path path(name);
    const std::string stem = path.extension() == "" ? name : (path.parent_path() / path.stem()).string();
    const auto file = tests::source_directory() / "automata" / (stem + ".linac");
    if (!std::filesystem::exists(file)) throw Error::bad_input("cannot be read", Place{name, 0, 0, {}});
    Automaton automaton = read_automaton(tests::read_file(file), name).value();
    if (path.extension() == "") return std::make_shared<const Side>(std::move(automaton));
    if (path.extension() == ".mlp")
        return std::make_shared<const Side>(
            compile(std::get<CounterMachine>(automaton), {.target = Target::mlp_rnn}).value().network);
    const Target target = path.extension() == ".rwkv7" ? Target::rwkv7 : Target::deltanet;
    return std::make_shared<const Side>(compile(to_weighted(automaton), {.target = target}).value().network);
}

const PairFiles files{side, [](const std::string& name, const Alphabet& alphabet) {
                          if (name != "two words")
                              throw Error::bad_input("cannot be read", Place{name, 0, 0, {}});
                          return std::vector<Word>{{}, Word(5, alphabet.size() - 1)};
                      }};

/// The verdict in a line, or the error.
std::string outcome(const ManifestPair& pair) {
    const auto answer = capture([&] { return compare_pair(pair, files); });
    if (!answer)
        return (answer.error().kind() == Error::Kind::impossible ? "impossible: " : "bad input: ") +
               answer.error().place().source + ": " + answer.error().message();
    const std::string verdict = answer.value().equal() ? "equal" : "different";
    if (answer.value().mode() == PairMode::equal) return "equal: " + verdict;
    return "verify: " + verdict + " on " + in_words(std::get<Verdict>(answer.value().answer).scope);
}

TEST(Batch, the_mode_follows_from_the_files) {
    EXPECT_EQ(outcome({"weighted/parity", "permutation/parity"}), "equal: equal");
    EXPECT_EQ(outcome({"weighted/parity", "weighted/tomita-5"}), "equal: different");
    EXPECT_EQ(outcome({"weighted/parity", "weighted/parity.rwkv7"}), "verify: equal on all words");
    EXPECT_EQ(outcome({"weighted/parity.rwkv7", "weighted/parity"}), "equal: equal");
    EXPECT_EQ(outcome({"weighted/parity.rwkv7", "permutation/parity.deltanet"}), "equal: equal");
    EXPECT_EQ(outcome({"counter/a-n-b-n", "counter/a-n-b-n.mlp", PairMode::automatic, {.max_length = 4}}),
              "verify: equal on words up to length 4");
}

TEST(Batch, a_mode_that_is_asked_for_is_kept) {
    EXPECT_EQ(outcome({"weighted/parity", "weighted/parity.rwkv7", PairMode::equal}), "equal: equal");
    EXPECT_EQ(outcome({"weighted/parity", "weighted/parity.rwkv7", PairMode::verify}),
              "verify: equal on all words");
    EXPECT_EQ(outcome({"weighted/parity", "permutation/parity", PairMode::verify}),
              "bad input: permutation/parity: is an automaton, expected a network");
    EXPECT_EQ(outcome({"weighted/parity.rwkv7", "permutation/parity", PairMode::verify}),
              "bad input: weighted/parity.rwkv7: is a network, expected an automaton");
    EXPECT_EQ(
        outcome({"weighted/fibonacci", "weighted/fibonacci.deltanet", PairMode::equal}),
        "impossible: weighted/fibonacci.deltanet: the network is not linear in its state, so equality on all "
        "words is not decided");
}

TEST(Batch, limits_say_what_is_run) {
    const ManifestPair pair{"weighted/parity", "weighted/parity.rwkv7"};
    const auto with = [&](const PairLimits& limits) {
        ManifestPair copy = pair;
        copy.limits = limits;
        return outcome(copy);
    };
    EXPECT_EQ(with({.words = "two words"}), "verify: equal on 2 given words");
    EXPECT_EQ(with({.max_length = 3, .random = 4, .length = 5, .seed = 6}),
              "verify: equal on words up to length 3 and 4 sampled words");
    EXPECT_EQ(with({.words = "three words"}), "bad input: three words: cannot be read");
    EXPECT_EQ(with({.bound = 3}), "bad input: weighted/parity: has no counters or stacks to be bounded");
    EXPECT_EQ(
        outcome(
            {"counter/a-n-b-n", "counter/a-n-b-n.mlp", PairMode::automatic, {.max_length = 2, .bound = 5}}),
        "verify: equal on words up to length 2");
}

TEST(Batch, words_are_drawn_as_the_limits_say) {
    const auto longest = [](std::size_t length) {
        const PairLimits limits{.random = 2, .length = length};
        const PairAnswer answer =
            compare_pair({"weighted/fibonacci", "weighted/fibonacci.rwkv7", PairMode::verify, limits}, files);
        return std::get<Verdict>(answer.answer).state_bits;
    };
    EXPECT_LT(longest(4), longest(400));
}

TEST(Batch, limits_that_mean_nothing_are_refused) {
    EXPECT_EQ(outcome({"weighted/parity", "permutation/parity", PairMode::automatic, {.max_length = 3}}),
              "bad input: permutation/parity: max_length is for an automaton and a network");
    EXPECT_EQ(outcome({"weighted/parity.rwkv7", "weighted/parity.rwkv7", PairMode::automatic, {.random = 3}}),
              "bad input: weighted/parity.rwkv7: random is for an automaton and a network");
}

TEST(Batch, max_states_is_for_both_modes) {
    const PairLimits two{.max_states = 2};
    EXPECT_EQ(outcome({"weighted/parity", "permutation/parity", PairMode::equal, two}), "equal: equal");
    EXPECT_EQ(outcome({"weighted/parity", "weighted/even-pairs", PairMode::equal, two}),
              "impossible: weighted/even-pairs: 5 states, more than max_states 2");
    EXPECT_EQ(outcome({"weighted/even-pairs", "weighted/even-pairs.rwkv7", PairMode::verify, two}),
              "impossible: weighted/even-pairs: 5 states, more than max_states 2");
    EXPECT_EQ(outcome({"counter/a-n-b-n", "counter/a-n-b-n.mlp", PairMode::verify, two}),
              "impossible: counter/a-n-b-n: 3 states, more than max_states 2");
}

TEST(Batch, errors_name_the_file) {
    EXPECT_EQ(outcome({"weighted/none", "weighted/parity"}), "bad input: weighted/none: cannot be read");
    EXPECT_EQ(outcome({"weighted/parity", "broken/zero-denominator"}),
              "bad input: broken/zero-denominator: a denominator of 0");
    EXPECT_EQ(outcome({"counter/a-n-b-n", "weighted/parity"}).substr(0, 28), "impossible: counter/a-n-b-n:");
    EXPECT_EQ(outcome({"weighted/parity", "weighted/fibonacci"}).substr(0, 11), "bad input: ");
    EXPECT_EQ(outcome({"weighted/parity", "weighted/fibonacci.rwkv7"}).substr(0, 36),
              "bad input: weighted/fibonacci.rwkv7:");
}

}  // namespace
}  // namespace linac::batch_test
