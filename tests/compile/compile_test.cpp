#include "compile/compile.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "analysis/minimize.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "verify/verify.hpp"

namespace linac::compile_test {
namespace {

WeightedAutomaton automaton_of(const std::string& text) {
    return to_weighted(read_automaton(text, "test").value());
}

WeightedAutomaton zoo(const std::string& folder, const std::string& name) {
    const auto path = tests::source_directory() / "automata" / folder / (name + ".linac");
    return automaton_of(tests::read_file(path));
}

Result<Compilation> compiled(const WeightedAutomaton& automaton, Target target) {
    return compile(automaton, {target, Scheme::direct});
}

const Head& only_head(const Compilation& compilation) {
    EXPECT_EQ(compilation.network.layers.at(0).heads.size(), 1U);
    return compilation.network.layers.at(0).heads.at(0);
}

void expect_right_on_all_words(const WeightedAutomaton& automaton, const Compilation& compilation) {
    const Verdict verdict = verify(automaton, compilation.network).value();
    EXPECT_TRUE(verdict.equal);
    EXPECT_EQ(in_words(verdict.scope), "all words");
}

/// The zoo, and which targets hold each automaton directly; deltaproduct holds all of them.
TEST(Compile, every_zoo_automaton_for_every_target_that_accepts_it_is_right_on_all_words) {
    for (const std::string folder : {"weighted", "permutation"})
        for (const auto& path : tests::automaton_files(folder)) {
            SCOPED_TRACE(path.filename().string());
            const WeightedAutomaton automaton = automaton_of(tests::read_file(path));
            std::set<Target> holding;
            std::string hint;
            for (const Target target : linear_targets()) {
                SCOPED_TRACE(name_of(target));
                const auto result = compiled(automaton, target);
                if (result) {
                    holding.insert(target);
                    validate(result.value().network);
                    expect_right_on_all_words(automaton, result.value());
                } else {
                    EXPECT_EQ(result.error().kind(), Error::Kind::impossible);
                    EXPECT_NE(result.error().message().find("symbol "), std::string::npos);
                    hint = result.error().hint();
                }
            }
            EXPECT_EQ(holding.count(Target::deltaproduct), 1U);
            if (folder == "permutation") {
                EXPECT_EQ(holding.count(Target::pd), 1U);
            }
            // A refusal names exactly the targets that would take it.
            std::string expected = "targets that take it:";
            for (const Target target : linear_targets())
                if (holding.count(target) > 0)
                    expected += (expected.back() == ':' ? " " : ", ") + name_of(target);
            if (!hint.empty()) {
                EXPECT_EQ(hint.substr(0, hint.find(';')), expected);
            }
        }
}

TEST(Compile, fibonacci_is_one_rwkv7_head_of_dimension_two) {
    const auto result = compiled(zoo("weighted", "fibonacci"), Target::rwkv7).value();
    EXPECT_EQ(only_head(result).key_dimension, 2U);
}

TEST(Compile, transpositions_of_five_points_are_one_deltanet_head_of_integers) {
    const auto result = compiled(zoo("permutation", "s5-transpositions"), Target::deltanet).value();
    EXPECT_EQ(only_head(result).key_dimension, 5U);
    EXPECT_TRUE(size_report(result.network).integer);
}

TEST(Compile, a_five_cycle_takes_four_deltaproduct_steps) {
    const auto result = compiled(zoo("permutation", "s5-two-generators"), Target::deltaproduct).value();
    EXPECT_EQ(size_report(result.network).steps, 4U);
    EXPECT_EQ(only_head(result).key_dimension, 5U);
}

TEST(Compile, pd_uses_a_permutation_where_the_automaton_is_monomial_and_one_hot_columns_otherwise) {
    EXPECT_FALSE(size_report(compiled(zoo("permutation", "s3"), Target::pd).value().network).one_hot);
    EXPECT_TRUE(size_report(compiled(zoo("weighted", "flip-flop"), Target::pd).value().network).one_hot);
}

TEST(Compile, a_refusal_names_the_symbol_the_state_and_what_breaks) {
    const auto pd = compiled(zoo("weighted", "hidden-markov"), Target::pd);
    ASSERT_FALSE(pd);
    EXPECT_NE(pd.error().message().find("transitions leave"), std::string::npos) << pd.error().message();
    const auto five_cycle = compiled(zoo("permutation", "s5-two-generators"), Target::deltanet);
    ASSERT_FALSE(five_cycle);
    EXPECT_NE(five_cycle.error().message().find("I − A has rank 4, not at most 1"), std::string::npos)
        << five_cycle.error().message();
}

TEST(Compile, the_automatic_scheme_is_direct_where_that_applies_and_blocked_otherwise) {
    const auto scheme_of = [](const std::string& name, Target target) {
        return compile(zoo("permutation", name), {target, Scheme::automatic}).value().network.scheme;
    };
    EXPECT_EQ(scheme_of("s5-transpositions", Target::deltanet), "direct");
    EXPECT_EQ(scheme_of("s5-two-generators", Target::deltanet), "blocked");
    EXPECT_EQ(scheme_of("s5-two-generators", Target::rwkv7), "blocked");
}

TEST(Compile, schemes_that_a_target_does_not_have_are_bad_usage) {
    const WeightedAutomaton automaton = zoo("weighted", "fibonacci");
    const auto pd = compile(automaton, {Target::pd, Scheme::blocked});
    ASSERT_FALSE(pd);
    EXPECT_EQ(describe(pd.error()),
              "there is no blocked scheme for pd\nhint: the blocked scheme is for deltanet and rwkv7\n");
    const auto deltanet = compile(automaton, {Target::deltanet, Scheme::two_layer});
    ASSERT_FALSE(deltanet);
    EXPECT_EQ(describe(deltanet.error()),
              "there is no two-layer scheme for deltanet\nhint: the two-layer scheme is for rwkv7\n");
}

TEST(Compile, a_network_over_the_limit_is_refused_with_the_number) {
    const auto result =
        compile(zoo("permutation", "s5-two-generators"), {Target::rwkv7, Scheme::blocked, 1000});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(describe(result.error()),
              "the network would have more than 1000 non-zeros\nhint: --max-nonzeros N raises the limit\n");
}

TEST(Compile, automata_that_fall_apart_take_a_head_each) {
    // Two independent parities, added up with different weights: letters flip one of them or both.
    const WeightedAutomaton automaton = automaton_of(
        "linac 1 weighted\nalphabet x y b\n"
        "$ -> 0\n0 -> 1 x, b\n1 -> 0 x, b\n0 -> 0 y\n1 -> 1 y\n1 -> $ <3>\n"
        "$ -> 2\n2 -> 3 y, b\n3 -> 2 y, b\n2 -> 2 x\n3 -> 3 x\n3 -> $ <5>\n");
    const auto result = compiled(automaton, Target::deltanet).value();
    EXPECT_GE(result.network.layers[0].heads.size(), 2U);
    expect_right_on_all_words(automaton, result);
}

TEST(Compile, weights_are_not_for_an_mlp_rnn) {
    const auto refused = compiled(zoo("weighted", "fibonacci"), Target::mlp_rnn);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(refused.error().message(), "weights are not for an MLP-RNN, which cannot multiply");
}

TEST(Compile, the_zero_function_and_empty_alphabets_of_states_are_held_by_every_target) {
    const WeightedAutomaton nothing = automaton_of("linac 1 weighted\nalphabet a b\n");
    const WeightedAutomaton unreachable =
        automaton_of("linac 1 weighted\nalphabet a b\n$ -> 0\n0 -> 0 a, b\n1 -> 1 a\n1 -> $\n");
    for (const WeightedAutomaton& automaton : {nothing, unreachable})
        for (const Target target : linear_targets()) {
            SCOPED_TRACE(name_of(target));
            const auto result = compiled(automaton, target);
            ASSERT_TRUE(result);
            expect_right_on_all_words(automaton, result.value());
        }
}

RC_GTEST_PROP(Compile, deltaproduct_holds_every_weighted_automaton, ()) {
    const int density = *rc::gen::element(30, 100);
    const WeightedAutomaton automaton =
        *rc::gen::resize(rc::kNominalSize, tests::weighted_automata({.density_percent = density}));
    const auto result = compiled(automaton, Target::deltaproduct).value();
    const Verdict verdict = verify(automaton, result.network).value();
    RC_ASSERT(verdict.equal);
    RC_ASSERT(verdict.scope.all_words);
    RC_TAG(minimized(automaton).size());
}

RC_GTEST_PROP(Compile, rwkv7_holds_every_one_letter_automaton_at_its_minimal_dimension, ()) {
    const int density = *rc::gen::element(30, 100);
    const WeightedAutomaton automaton = *rc::gen::resize(
        rc::kNominalSize, tests::weighted_automata({.max_letters = 1, .density_percent = density}));
    const auto result = compiled(automaton, Target::rwkv7).value();
    std::size_t dimension = 0;
    for (const Head& head : result.network.layers[0].heads) dimension += head.key_dimension;
    RC_ASSERT(dimension <= minimized(automaton).size());
    RC_ASSERT(verify(automaton, result.network).value().equal);
}

/// A random letter that the target's heads hold by their definition.
SparseMatrix letter_for(Target target, std::size_t n) {
    const auto entries = [&] { return *tests::sparse_vectors(n, 60); };
    SparseMatrix change(n, n);  // A, transposed at the end
    switch (target) {
        case Target::pd:
            for (std::size_t i = 0; i < n; ++i)
                change.set_row(i, unit(*rc::gen::inRange<std::size_t>(0, n), *tests::small_rationals()));
            return change;
        case Target::deltanet: {
            const SparseVector key = entries();
            const Rational beta = *tests::small_rationals();
            for (std::size_t i = 0; i < n; ++i)
                change.set_row(i, sum(unit(i), scaled(key, -beta * entry(key, i))));
            return change;
        }
        default: {
            const SparseVector key = entries();
            for (std::size_t i = 0; i < n; ++i) {
                const Rational u = entry(key, i).is_zero() ? Rational() : *tests::small_rationals();
                change.set_row(i, sum(unit(i, *tests::small_rationals()), scaled(key, u)));
            }
            return change.transposed();
        }
    }
}

RC_GTEST_PROP(Compile, a_target_holds_minimal_automata_whose_letters_have_its_form, ()) {
    const Target target = *rc::gen::element(Target::pd, Target::deltanet, Target::rwkv7);
    const auto n = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(1, 6));
    const auto letters = *rc::gen::inRange<std::size_t>(1, 4);
    WeightedAutomaton automaton(tests::letters(letters), n);
    automaton.initial = *tests::sparse_vectors(n, 60);
    automaton.final = *tests::sparse_vectors(n, 60);
    for (SparseMatrix& matrix : automaton.transition) matrix = letter_for(target, n);
    for (const Target any : linear_targets()) {
        const auto result = compiled(automaton, any);
        if (any == target && minimized(automaton).size() == n) {
            RC_ASSERT(bool(result));
            RC_TAG(name_of(target), n);
        }
        if (result) {
            RC_ASSERT(verify(automaton, result.value().network).value().equal);
        }
    }
}

}  // namespace
}  // namespace linac::compile_test
