// The blocked and the two-layer construction against the automaton, after every token: all words up to length
// 6, and random words that cross at least three periods.
#include "compile/blocked.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <cmath>

#include "compile/side_by_side.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/scale.hpp"

namespace linac::blocked_test {
namespace {

using tests::RandomAutomata;
using tests::SideBySide;

constexpr std::size_t exhaustive_length = 6;

/// Whether so many tokens take a slow build long on this network.
bool is_slow(const Network& network, double tokens) {
    constexpr double affordable = 2e8;
    return tests::scale() < 100 && tokens * static_cast<double>(size_report(network).nonzeros) > affordable;
}

/// All words of length 6 take long on a large network with many letters: there, a slow build runs shorter ones.
std::size_t length_for(const Network& network) {
    const auto letters = static_cast<double>(network.alphabet.size());
    std::size_t length = exhaustive_length;
    while (length > 3 && is_slow(network, std::pow(letters, length))) --length;
    return length;
}

Compilation compiled(const WeightedAutomaton& automaton, Target target, Scheme scheme) {
    Compilation compilation = compile(automaton, {target, scheme}).value();
    validate(compilation.network);
    return compilation;
}

/// All short words, words shorter than a block among them, and `words` words of three periods and some tokens; of a large
/// network, a slow build runs one.
void expect_right(const WeightedAutomaton& automaton, const Compilation& compilation, RandomAutomata& random,
                  std::size_t words = 1) {
    SCOPED_TRACE(compilation.explanation);
    SideBySide both(automaton, compilation.network);
    both.expect_equal_on_all_words(length_for(compilation.network));
    const std::size_t period = 2 * tests::block_of(compilation);
    const std::size_t periods = is_slow(compilation.network, 10.0 * static_cast<double>(period)) ? 1 : 3;
    for (std::size_t i = 0; i < words && !testing::Test::HasFatalFailure(); ++i)
        both.expect_equal_on_random_word(random, periods * period + 2 + random.below(period));
}

TEST(Blocked, a_copied_executor_goes_on_by_itself) {
    RandomAutomata random(1);
    const WeightedAutomaton automaton = random.weighted(3, 2, 100);
    const Compilation compilation = compiled(automaton, Target::deltanet, Scheme::blocked);
    ExactExecutor original(compilation.network);
    Word read;
    for (std::size_t t = 0; t < 200; ++t) {
        ExactExecutor copy = original;
        Word copied = read;
        for (std::size_t i = 0; i < 5; ++i) {
            copied.push_back(random.below(2));
            copy.step(copied.back());
        }
        ASSERT_EQ(copy.output(), weight(automaton, copied));
        ASSERT_EQ(original.output(), weight(automaton, read));
        read.push_back(random.below(2));
        original.step(read.back());
    }
}

// --- the zoo

struct ZooCase {
    std::string name;
    Target target;
    Scheme scheme;
};

WeightedAutomaton zoo_automaton(const std::string& name) {
    const auto path = tests::source_directory() / "automata" / (name + ".linac");
    return to_weighted(read_automaton(tests::read_file(path), name).value());
}

std::vector<ZooCase> zoo_cases() {
    constexpr std::size_t most_states_in_two_layers = 5;
    std::vector<ZooCase> cases;
    for (const std::string folder : {"weighted", "permutation"})
        for (const auto& path : tests::automaton_files(folder)) {
            const std::string name = folder + "/" + path.stem().string();
            cases.push_back({name, Target::rwkv7, Scheme::blocked});
            cases.push_back({name, Target::deltanet, Scheme::blocked});
            if (zoo_automaton(name).size() <= most_states_in_two_layers)
                cases.push_back({name, Target::rwkv7, Scheme::two_layer});
        }
    return cases;
}

class BlockedZoo : public testing::TestWithParam<ZooCase> {};

TEST_P(BlockedZoo, is_right_after_every_token) {
    const auto& [name, target, scheme] = GetParam();
    RandomAutomata random(2);
    const WeightedAutomaton automaton = zoo_automaton(name);
    expect_right(automaton, compiled(automaton, target, scheme), random);
}

INSTANTIATE_TEST_SUITE_P(Zoo, BlockedZoo, testing::ValuesIn(zoo_cases()), [](const auto& zoo_case) {
    std::string name =
        zoo_case.param.name + "_" + name_of(zoo_case.param.target) + "_" + name_of(zoo_case.param.scheme);
    for (char& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
    return name;
});

// --- random automata

enum class Kind { dense, singular, nilpotent, zero, no_initial, no_final, mixed };
constexpr std::size_t kinds = 7;

/// Small, so that long words keep small weights.
Rational small_weight(RandomAutomata& random) {
    return {static_cast<std::int64_t>(random.below(7)) - 3, random.below(3) == 0 ? 2 : 1};
}

SparseVector dense_vector(RandomAutomata& random, std::size_t size) {
    SparseVector vector;
    for (std::size_t i = 0; i < size; ++i) add_entry(vector, i, small_weight(random));
    return vector;
}

SparseMatrix random_matrix(RandomAutomata& random, std::size_t n, Kind kind) {
    SparseMatrix matrix(n, n);
    if (kind == Kind::zero) return matrix;
    for (std::size_t i = 0; i < n; ++i) matrix.set_row(i, dense_vector(random, n));
    if (kind == Kind::singular) {  // the last row is the sum of the others
        SparseVector total;
        for (std::size_t i = 0; i + 1 < n; ++i) total = sum(total, matrix.row(i));
        matrix.set_row(n - 1, total);
    }
    if (kind == Kind::nilpotent) {
        for (std::size_t i = 0; i < n; ++i) {
            SparseVector above = matrix.row(i);
            std::erase_if(above, [&](const Entry& e) { return e.index <= i; });
            matrix.set_row(i, above);
        }
    }
    return matrix;
}

WeightedAutomaton random_automaton(RandomAutomata& random, std::size_t n, std::size_t letters, Kind kind) {
    WeightedAutomaton automaton(tests::letters(letters), n);
    if (kind != Kind::no_initial) automaton.initial = dense_vector(random, n);
    if (kind != Kind::no_final) automaton.final = dense_vector(random, n);
    for (SparseMatrix& matrix : automaton.transition)
        matrix =
            random_matrix(random, n, kind == Kind::mixed ? static_cast<Kind>(random.below(kinds)) : kind);
    return automaton;
}

/// How many automata of a size there are for each target; 65 of them for RWKV-7, 54 for DeltaNet.
struct SizeCase {
    std::size_t states;
    std::size_t for_rwkv7;
    std::size_t for_deltanet;
    std::size_t letters_for_deltanet;  // at most
};

class BlockedRandom : public testing::TestWithParam<SizeCase> {
  protected:
    /// The i-th automaton of the size: every second is dense, the others go through the kinds.
    WeightedAutomaton automaton(std::size_t i, std::size_t most_letters) {
        const bool is_dense = i % 2 == 0;
        const Kind kind = is_dense ? Kind::dense : static_cast<Kind>(1 + i / 2 % (kinds - 1));
        const std::size_t letters =
            1 + (is_dense ? i / 2 + GetParam().states : random_.below(most_letters)) % most_letters;
        return random_automaton(random_, GetParam().states, letters, kind);
    }

    RandomAutomata random_{static_cast<unsigned>(GetParam().states)};
};

TEST_P(BlockedRandom, rwkv7_is_right_after_every_token) {
    for (std::size_t i = 0; i < tests::scaled(GetParam().for_rwkv7) && !HasFatalFailure(); ++i) {
        const WeightedAutomaton drawn = automaton(i, 4);
        expect_right(drawn, compiled(drawn, Target::rwkv7, Scheme::blocked), random_);
    }
}

TEST_P(BlockedRandom, deltanet_is_right_after_every_token) {
    for (std::size_t i = 0; i < tests::scaled(GetParam().for_deltanet) && !HasFatalFailure(); ++i) {
        const WeightedAutomaton drawn = automaton(i, GetParam().letters_for_deltanet);
        expect_right(drawn, compiled(drawn, Target::deltanet, Scheme::blocked), random_);
    }
}

TEST_P(BlockedRandom, two_layers_are_right_after_every_token) {
    constexpr std::size_t most_states = 5;
    if (GetParam().states > most_states) return;
    for (std::size_t i = 0; i < tests::scaled(6) && !HasFatalFailure(); ++i) {
        const WeightedAutomaton drawn = automaton(i, 3);
        expect_right(drawn, compiled(drawn, Target::rwkv7, Scheme::two_layer), random_);
    }
}

INSTANTIATE_TEST_SUITE_P(States, BlockedRandom,
                         testing::Values(SizeCase{1, 10, 12, 4}, SizeCase{2, 10, 12, 4},
                                         SizeCase{3, 10, 10, 4}, SizeCase{4, 8, 10, 4}, SizeCase{5, 7, 5, 4},
                                         SizeCase{6, 7, 2, 4}, SizeCase{7, 5, 1, 3}, SizeCase{8, 4, 1, 1},
                                         SizeCase{9, 4, 1, 1}),
                         [](const auto& size) { return std::to_string(size.param.states); });

// --- shapes that the random automata do not reach

/// Twelve states on a circle; the letters turn it with a weight, and merge two of its states.
WeightedAutomaton weighted_circle() {
    constexpr std::size_t n = 12;
    WeightedAutomaton automaton(tests::letters(2), n);
    automaton.initial = unit(0);
    for (std::size_t i = 0; i < n; ++i) {
        automaton.transition[0].add(i, (i + 1) % n, i == 3 ? Rational(-2) : Rational(1));
        automaton.transition[1].add(i, i == 5 ? 6 : i, 1);
        add_entry(automaton.final, i, Rational(static_cast<std::int64_t>(i) - 4));
    }
    return automaton;
}

TEST(Blocked, a_deltanet_that_carries_twelve_coordinates_has_five_layers) {
    RandomAutomata random(3);
    const WeightedAutomaton automaton = weighted_circle();
    const Compilation compilation = compiled(automaton, Target::deltanet, Scheme::blocked);
    EXPECT_EQ(compilation.network.layers.size(), 5U);
    EXPECT_NE(compilation.explanation.find("12 coordinates"), std::string::npos) << compilation.explanation;
    SideBySide both(automaton, compilation.network);
    both.expect_equal_on_all_words(exhaustive_length);
    const std::size_t period = 2 * tests::block_of(compilation);
    // Three periods are slow here: LINAC_TEST_SCALE=300.
    both.expect_equal_on_random_word(random, period * tests::scaled(110) / 100);
}

TEST(Blocked, a_dense_automaton_of_nine_states_and_two_letters_is_right_as_a_deltanet) {
    RandomAutomata random(7);
    const WeightedAutomaton automaton = random_automaton(random, 9, 2, Kind::dense);
    const Compilation compilation = compiled(automaton, Target::deltanet, Scheme::blocked);
    EXPECT_EQ(compilation.network.layers.size(), 4U);
    SideBySide both(automaton, compilation.network);
    both.expect_equal_on_all_words(tests::scale() < 100 ? 2 : exhaustive_length);
    const std::size_t period = 2 * tests::block_of(compilation);
    both.expect_equal_on_random_word(random, period * tests::scaled(110) / 100);  // three are slow, as above
}

TEST(Blocked, an_automaton_of_forty_states_is_right_as_an_rwkv7) {
    RandomAutomata random(4);
    WeightedAutomaton automaton(tests::letters(2), 40);
    automaton.initial = unit(0);
    automaton.final = random.sparse_vector(40, 50);
    for (std::size_t i = 0; i < 40; ++i) {
        automaton.transition[0].add(i, (i + 1) % 40, 1);
        automaton.transition[1].add(i, i * 7 % 40, i == 1 ? Rational(-3) : Rational(1));
    }
    expect_right(automaton, compiled(automaton, Target::rwkv7, Scheme::blocked), random);
}

TEST(Blocked, automatic_takes_one_layer_where_it_holds_the_automaton_and_blocks_otherwise) {
    EXPECT_EQ(compiled(zoo_automaton("weighted/fibonacci"), Target::rwkv7, Scheme::automatic).network.scheme,
              "direct");
    RandomAutomata random(6);
    const WeightedAutomaton automaton = random.weighted(3, 2, 100);
    for (const Target target : {Target::rwkv7, Target::deltanet}) {
        const Network network = compiled(automaton, target, Scheme::automatic).network;
        EXPECT_EQ(network.scheme, "blocked");
        EXPECT_EQ(network.layers.size(), 4U);
    }
    EXPECT_EQ(compiled(automaton, Target::rwkv7, Scheme::two_layer).network.layers.size(), 2U);
}

TEST(Blocked, too_many_non_zeros_are_refused_with_their_number) {
    RandomAutomata random(5);
    const WeightedAutomaton automaton = random.weighted(4, 2, 100);
    for (const Target target : {Target::rwkv7, Target::deltanet}) {
        const std::size_t needed = size_report(compiled(automaton, target, Scheme::blocked).network).nonzeros;
        EXPECT_TRUE(compile(automaton, {target, Scheme::blocked, needed}));
        const auto refused = compile(automaton, {target, Scheme::blocked, needed - 1});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind(), Error::Kind::impossible);
        EXPECT_NE(refused.error().message().find(std::to_string(needed - 1) + " non-zeros"),
                  std::string::npos);
        EXPECT_NE(refused.error().hint().find("--max-nonzeros"), std::string::npos);
    }
}

TEST(Blocked, a_large_automaton_is_refused_at_once) {
    WeightedAutomaton automaton(tests::letters(2), 100);
    automaton.initial = unit(0);
    for (std::size_t i = 0; i < 100; ++i) {
        automaton.transition[0].add(i, (i + 1) % 100, i == 0 ? Rational(2) : Rational(1));
        for (std::size_t j = 0; j < 100; j += 3) automaton.transition[1].add(i, (i + j) % 100, 1);
        add_entry(automaton.final, i, Rational(static_cast<std::int64_t>(i)));
    }
    const auto refused = compile(automaton, {Target::deltanet, Scheme::automatic});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), Error::Kind::impossible);
}

TEST(Blocked, other_targets_and_schemes_are_refused) {
    const WeightedAutomaton automaton = zoo_automaton("weighted/hidden-markov");
    for (const auto& [target, scheme] :
         {std::pair(Target::pd, Scheme::blocked), std::pair(Target::deltaproduct, Scheme::blocked),
          std::pair(Target::deltanet, Scheme::two_layer)}) {
        const auto refused = compile(automaton, {target, scheme});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind(), Error::Kind::bad_input);
        EXPECT_FALSE(refused.error().hint().empty());
    }
}

}  // namespace
}  // namespace linac::blocked_test
