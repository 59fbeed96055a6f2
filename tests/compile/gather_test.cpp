#include "compile/gather.hpp"

#include <gtest/gtest.h>

#include "compile/blocked.hpp"
#include "compile/table.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"

namespace linac::gather_test {
namespace {

constexpr std::size_t enough = 10'000'000;

/// The parameters that the gather computes, against the blocks' matrices multiplied out.
class GatherRun {
  public:
    GatherRun(WeightedAutomaton automaton, Route route, const RouterShape& shape, Lookup lookup)
        : automaton_(std::move(automaton)),
          assembly_(automaton_.alphabet, route == Route::overwrite ? Target::rwkv7 : Target::deltanet,
                    Scheme::blocked),
          block_(shape.period() / 2),
          carry_(route == Route::transfer ? SparseMatrix::identity(automaton_.size())
                                          : BlockCarries(automaton_).carry(block_)),
          plan_(arithmetic_plan(route, carry_.rows(), block_)) {
        const bool is_base = shape.cycle == 1;
        Position position = add_base_position(assembly_, shape.base, is_base, enough);
        if (!is_base) position = add_cycle(assembly_, position, shape.cycle, true, enough);
        const Window window = add_rings(assembly_, position, shape.slots);
        head_ = add_gather(assembly_, {window, automaton_, carry_, plan_}, lookup, enough);
        network_ = assembly_.finished(head_.output, 0);  // everything but the arithmetic layer
    }

    void expect_right_on(const Word& word) {
        ExactExecutor executor(network_);
        for (std::size_t t = 0; t < word.size(); ++t) {
            executor.step(word[t]);
            executor.output();
            const std::size_t start = t / block_ * block_;
            const Word previous(word.begin() + static_cast<std::ptrdiff_t>(start - (t < block_ ? 0 : block_)),
                                word.begin() + static_cast<std::ptrdiff_t>(start));
            const Word current(word.begin() + static_cast<std::ptrdiff_t>(start),
                               word.begin() + static_cast<std::ptrdiff_t>(t) + 1);
            const ArithmeticStep& step = plan_.steps[t % plan_.steps.size()];
            Vector key = dense(step.key, plan_.keys);
            if (step.column) {
                // Column q is F N g_q, g_q the unit column at the q-th pivot of F.
                const std::size_t pivot = carry_.row(*step.column).front().index;
                const Vector column = carried(previous, dense(unit(pivot), automaton_.size()));
                for (const Tap& tap : step.column_taps)
                    key[tap.coordinate] += tap.factor * column[tap.component];
            }
            const Vector z = product(current, dense(automaton_.final, automaton_.size()));
            const Vector readout = carried(previous, z);
            const Vector current_readout = carried({}, z);
            Vector receptance(plan_.keys);
            for (const Tap& tap : step.product_reads)
                receptance[tap.coordinate] += tap.factor * readout[tap.component];
            for (const Tap& tap : step.current_reads)
                receptance[tap.coordinate] += tap.factor * current_readout[tap.component];
            const std::string time = "after " + std::to_string(t + 1) + " tokens, coordinate ";
            for (std::size_t i = 0; i < plan_.keys; ++i) {
                ASSERT_EQ(value(executor, head_.key[i]), key[i]) << time << i;
                ASSERT_EQ(value(executor, head_.receptance[i]), receptance[i]) << time << i;
                ASSERT_EQ(value(executor, head_.learning_rate[i]), entry(step.learning_rate, i)) << time << i;
            }
            ASSERT_EQ(value(executor, head_.beta), step.beta) << time;
        }
    }

  private:
    /// M_w v.
    [[nodiscard]] Vector product(const Word& word, Vector v) const {
        for (std::size_t i = word.size(); i-- > 0;) v = multiply(automaton_.transition[word[i]], v);
        return v;
    }
    /// F M_w v.
    [[nodiscard]] Vector carried(const Word& word, const Vector& v) const {
        return multiply(carry_, product(word, v));
    }
    static Rational value(const ExactExecutor& executor, const Form& form) {
        Rational sum = form.bias;
        for (const Entry& e : form.terms) sum += e.value * executor.residual()[e.index];
        return sum;
    }

    WeightedAutomaton automaton_;
    Assembly assembly_;
    std::size_t block_;
    SparseMatrix carry_;
    ArithmeticPlan plan_;
    ArithmeticHead head_;
    Network network_;
};

void expect_right(const WeightedAutomaton& automaton, Route route, const RouterShape& shape) {
    for (const Lookup lookup : {Lookup::chain, Lookup::table}) {
        if (lookup == Lookup::table &&
            table_words(shape.period() / 2, automaton.alphabet.size(), 5000) == 5000)
            continue;
        tests::RandomAutomata random(11);
        GatherRun(automaton, route, shape, lookup)
            .expect_right_on(random.word(automaton.alphabet, 3 * shape.period() + 3));
    }
}

TEST(Gather, computes_the_parameters_of_the_overwriting_head) {
    tests::RandomAutomata random(1);
    for (std::size_t n = 1; n <= 4; ++n) {
        expect_right(random.weighted(n, 2, 100), Route::overwrite, {8, 1, 1});
        expect_right(random.weighted(n, 3, 40), Route::overwrite, {8, 1, 1});
        expect_right(random.weighted(n, 1, 100), Route::overwrite, {6, 1, 2});
    }
}

TEST(Gather, computes_the_parameters_of_the_averaging_head) {
    tests::RandomAutomata random(2);
    expect_right(random.weighted(1, 2, 100), Route::average, {8, 1, 1});
    expect_right(random.weighted(2, 2, 100), Route::average, {24, 1, 1});
    expect_right(random.weighted(2, 2, 60), Route::average, {6, 1, 5});
}

TEST(Gather, computes_the_parameters_of_the_transferring_head) {
    for (const bool is_partial : {false, true}) {
        WeightedAutomaton automaton(tests::letters(2), 3);
        automaton.initial = {{0, Rational(2, 3)}, {1, 1}};
        automaton.final = {{0, 5}, {2, Rational(-1, 7)}};
        automaton.transition[0].set_row(0, unit(1)), automaton.transition[0].set_row(1, unit(2, -1));
        if (!is_partial) automaton.transition[0].set_row(2, unit(0));
        automaton.transition[1].set_row(0, unit(1)), automaton.transition[1].set_row(1, unit(0));
        automaton.transition[1].set_row(2, unit(2));
        expect_right(automaton, Route::transfer, {12, 1, 1});
    }
}

TEST(Gather, computes_the_parameters_behind_a_router_with_a_further_layer) {
    tests::RandomAutomata random(3);
    expect_right(random.weighted(2, 2, 100), Route::overwrite, {4, 2, 3});
}

TEST(Gather, of_automata_that_carry_less_than_their_states) {
    WeightedAutomaton phases(tests::letters(1), 2);  // at even times always in the first state
    phases.initial = unit(0);
    phases.final = {{0, 1}, {1, 7}};
    phases.transition[0].set_row(0, unit(1, 3));
    phases.transition[0].set_row(1, unit(0, Rational(1, 2)));
    EXPECT_EQ(BlockCarries(phases).carry(4).rows(), 1U);
    expect_right(phases, Route::overwrite, {8, 1, 1});
    expect_right(phases, Route::average, {8, 1, 1});
}

}  // namespace
}  // namespace linac::gather_test
