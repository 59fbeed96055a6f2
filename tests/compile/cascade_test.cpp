#include "compile/cascade.hpp"

#include <gtest/gtest.h>

#include "automata/dfa.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"
#include "support/scale.hpp"

namespace linac::cascade_test {
namespace {

/// Outputs of an executor after BOS and every token.
std::vector<Rational> outputs(const Network& network, const Word& word) {
    ExactExecutor executor(network);
    std::vector<Rational> result{executor.output()};
    for (const Symbol s : word) {
        executor.step(s);
        result.push_back(executor.output());
    }
    return result;
}

/// A random automaton with outputs 0 and 1.
WeightedAutomaton random_recogniser(tests::RandomAutomata& random, std::size_t states, std::size_t symbols) {
    WeightedAutomaton automaton(tests::letters(symbols), states);
    automaton.initial = unit(0);
    for (std::size_t q = 0; q < states; ++q) {
        add_entry(automaton.final, q, static_cast<std::int64_t>(random.below(2)));
        for (SparseMatrix& matrix : automaton.transition) matrix.add(q, random.below(states), 1);
    }
    return automaton;
}

// A second automaton reads whether the first accepts: 0 or 1 after every symbol.
TEST(Cascade, runs_one_automaton_on_the_answers_of_another) {
    std::size_t run = 0;
    for (unsigned seed = 0; seed < tests::scaled(200); ++seed) {
        tests::RandomAutomata random(seed);
        const WeightedAutomaton first = random_recogniser(random, 1 + seed % 4, 1 + seed % 3);
        const WeightedAutomaton second = random_recogniser(random, 1 + seed / 4 % 3, 2);
        for (const Target target : linear_targets()) {
            const CompileOptions options{.target = target, .max_nonzeros = 20'000};
            const auto below = compile(first, options);
            const auto above = compile(second, options);
            if (!below || !above) continue;
            ++run;
            Cascade cascade(first.alphabet, target, 1'000'000);
            std::vector<Form> tokens;
            for (Symbol s = 0; s < first.alphabet.size(); ++s) tokens.push_back(Cascade::token(s));
            const Form accepted = cascade.append(below.value().network, "below", tokens);
            ReluCircuit& circuit = cascade.open();
            const Form one = circuit.relu(cascade.read(accepted - Cascade::bos()), "accepted");
            Form zero(Rational(1));
            zero = zero - one - cascade.read(Cascade::bos());
            const std::vector<Form> letters{cascade.written(zero, "0"), cascade.written(one, "1")};
            const Form answer = cascade.append(above.value().network, "above", letters);
            const Network network = cascade.finished(answer, "cascade");
            validate(network);

            const Word word = random.word(first.alphabet, 30);
            Word answers;
            WeightedRun run_below(first);
            for (const Symbol s : word) {
                run_below.step(s);
                answers.push_back(run_below.weight().is_zero() ? 0 : 1);
            }
            std::vector<Rational> expected;
            WeightedRun run_above(second);
            expected.push_back(run_above.weight());
            for (const Symbol s : answers) {
                run_above.step(s);
                expected.push_back(run_above.weight());
            }
            ASSERT_EQ(outputs(network, word), expected) << name_of(target) << ", seed " << seed;
        }
    }
    EXPECT_GT(run, tests::scaled(400));
}

TEST(Cascade, leaves_out_the_roles_of_a_part) {
    tests::RandomAutomata random(1);
    const Network part =
        compile(random.weighted(2, 2, 100), {Target::rwkv7, Scheme::blocked}).value().network;
    ASSERT_TRUE(has_roles(part));
    Cascade cascade(tests::letters(2), Target::rwkv7, 100'000, {"n"});
    const Form answer = cascade.append(part, "part", {Cascade::token(1), Cascade::token(0)});
    const std::size_t dimension = cascade.add_dimension("n", roles::LiveCounter{0});
    const Network network = cascade.finished(answer, "cascade");
    validate(network);
    EXPECT_EQ(network.roles, (std::map<std::size_t, DimensionRole>{{dimension, roles::LiveCounter{0}}}));
    for (const Layer& layer : network.layers) {
        EXPECT_TRUE(layer.feed_forward.roles.empty());
        for (const Head& head : layer.heads) EXPECT_TRUE(head.rows.empty());
    }
}

TEST(Cascade, writes_no_dimension_for_what_the_residual_stream_has) {
    Cascade cascade(tests::letters(2), Target::rwkv7, 1'000);
    const Form both = Cascade::token(0) + Cascade::token(1);
    cascade.add_layer("nothing", {});
    cascade.open();
    EXPECT_EQ(cascade.written(cascade.read(both), "both").terms, both.terms);
    const Form unit = cascade.open().relu(cascade.read(both), "unit");
    EXPECT_EQ(cascade.written(unit, "unit").terms, (linac::unit(3)));
    const Network network = cascade.finished(Form::variable(3), "cascade");
    EXPECT_EQ(network.residual.back(), "unit");
    EXPECT_EQ(outputs(network, {0, 1}), (std::vector<Rational>{0, 1, 1}));
}

}  // namespace
}  // namespace linac::cascade_test
