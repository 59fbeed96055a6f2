#include "compile/router.hpp"

#include <gtest/gtest.h>

#include "compile/blocked.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"

namespace linac::router_test {
namespace {

/// A network of nothing but a router, run on a word.
class RouterRun {
  public:
    RouterRun(const RouterShape& shape, Target target)
        : assembly_(tests::letters(2), target, Scheme::blocked) {
        constexpr std::size_t enough = 1'000'000;
        const bool is_base = shape.cycle == 1;
        position_ = add_base_position(assembly_, shape.base, is_base, enough);
        if (!is_base) position_ = add_cycle(assembly_, position_, shape.cycle, true, enough);
        window_ = add_rings(assembly_, position_, shape.slots);
        network_ = assembly_.finished(assembly_.add_dimension("weight"), 0);
        validate(network_);
    }

    /// The position and the window are right after every token.
    void expect_right_on(const Word& word) {
        ExactExecutor executor(network_);
        executor.output();
        for (const Form& at : position_.at) EXPECT_EQ(value(executor, at), 0) << "at BOS";
        for (const Form& at : window_.driver) EXPECT_EQ(value(executor, at), 0) << "at BOS";
        for (std::size_t t = 1; t <= word.size(); ++t) {
            executor.step(word[t - 1]);
            executor.output();
            const std::string time = "after " + std::to_string(t) + " tokens";
            for (std::size_t q = 0; q < position_.period(); ++q) {
                const int here = t % position_.period() == q ? 1 : 0;
                ASSERT_EQ(value(executor, position_.at[q]), here) << time;
                if (position_.gated_tokens.empty()) continue;
                for (Symbol s = 0; s < 2; ++s)
                    ASSERT_EQ(value(executor, position_.gated_tokens[q][s]), word[t - 1] == s ? here : 0)
                        << time;
            }
            for (std::size_t q = 0; q < window_.driver.size(); ++q)
                ASSERT_EQ(value(executor, window_.driver[q]), t % window_.driver.size() == q ? 1 : 0) << time;
            for (std::size_t slot = 0; slot < window_.cycle.size(); ++slot)
                ASSERT_EQ(executor.residual()[window_.cycle[slot]],
                          window_.marker[t % window_.period] == slot ? 1 : 0)
                    << time;
            for (std::size_t age = 0; age < window_.period; ++age)
                for (Symbol s = 0; s < 2; ++s)
                    ASSERT_EQ(executor.residual()[window_.content[window_.place(t, age)][s]],
                              age < t && word[t - 1 - age] == s ? 1 : 0)
                        << time << ", age " << age;
        }
    }

    [[nodiscard]] const Window& window() const { return window_; }
    [[nodiscard]] const Network& network() const { return network_; }

  private:
    static Rational value(const ExactExecutor& executor, const Form& form) {
        Rational sum = form.bias;
        for (const Entry& e : form.terms) sum += e.value * executor.residual()[e.index];
        return sum;
    }

    Assembly assembly_;
    Position position_;
    Window window_;
    Network network_;
};

struct Case {
    RouterShape shape;
    Target target;
};

std::string name_of_case(const testing::TestParamInfo<Case>& info) {
    const RouterShape& shape = info.param.shape;
    return name_of(info.param.target) + "_of_period_" + std::to_string(shape.base) + "_times_" +
           std::to_string(shape.cycle) + "_with_" + std::to_string(shape.slots) + "_slots";
}

std::vector<Case> cases() {
    std::vector<Case> list;
    for (const Target target : {Target::deltanet, Target::rwkv7}) {
        for (const std::size_t base : base_periods()) list.push_back({{base, 1, 1}, target});
        for (const RouterShape& shape :
             {RouterShape{6, 1, 5}, {24, 1, 2}, {24, 1, 3}, {24, 1, 11}, {4, 3, 2}, {6, 5, 4}})
            list.push_back({shape, target});
    }
    return list;
}

class Router : public testing::TestWithParam<Case> {};

TEST_P(Router, knows_the_position_and_the_window_over_three_periods) {
    const auto& [shape, target] = GetParam();
    RouterRun run(shape, target);
    tests::RandomAutomata random(5);
    run.expect_right_on(random.word(tests::letters(2), 3 * shape.period() + 5));
    EXPECT_EQ(run.window().period, shape.period());
    EXPECT_EQ(run.network().layers.size(), (shape.base == 2 ? 2U : 3U) + (shape.cycle == 1 ? 0U : 1U));
}

TEST_P(Router, has_small_integer_entries) {
    const auto& [shape, target] = GetParam();
    const SizeReport size = size_report(RouterRun(shape, target).network());
    EXPECT_TRUE(size.integer);
    EXPECT_LE(size.largest_numerator, 2);
}

INSTANTIATE_TEST_SUITE_P(All, Router, testing::ValuesIn(cases()), name_of_case);

TEST(NextRouter, is_the_least_period_that_can_be_built) {
    std::vector<std::size_t> periods;
    for (std::size_t period = 0; periods.size() < 8;) {
        period = next_router(period).period();
        periods.push_back(period);
    }
    EXPECT_EQ(periods, (std::vector<std::size_t>{2, 4, 6, 8, 12, 24, 48, 72}));
    EXPECT_EQ(next_router(24 * 24 - 1).cycle, 1U);  // the largest of four layers
    const RouterShape beyond = next_router(24 * 24);
    EXPECT_GT(beyond.cycle, 1U);
    EXPECT_GT(beyond.period(), 24U * 24U);
    for (std::size_t period = 24; period < 20'000;) {
        const RouterShape shape = next_router(period);
        EXPECT_GT(shape.period(), period);
        EXPECT_LE(shape.cycle, shape.base);
        EXPECT_LE(shape.slots, shape.base * shape.cycle);
        period = shape.period();
    }
}

}  // namespace
}  // namespace linac::router_test
