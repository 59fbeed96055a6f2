// Values of feed-forward blocks on all windows at once against blocks on each window.
#include "proof/window_values.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "network/linear_form.hpp"
#include "support/random_automata.hpp"
#include "support/words.hpp"

namespace linac::window_values_test {
namespace {

constexpr std::size_t width = 3;

AffineMap random_map(std::size_t inputs, std::size_t outputs) {
    AffineMap map(inputs, outputs);
    for (std::size_t o = 0; o < outputs; ++o) {
        map.add_bias(o, *tests::sparse_rationals(50));
        for (std::size_t i = 0; i < inputs; ++i) map.add(o, i, *tests::sparse_rationals(60));
    }
    return map;
}

Vector applied(const AffineMap& map, const Vector& x) {
    Vector y = dense(map.bias(), map.outputs());
    for (std::size_t i = 0; i < x.size(); ++i)
        for (const Entry& e : map.column(i)) y[e.index].add_product(e.value, x[i]);
    return y;
}

/// The value of a form after the tokens of a window, the newest of which is number `width`.
Rational value_on(const SparseVector& form, const Word& window) {
    Rational value;
    for (const Entry& e : form)
        if (e.index == 0 || window[width - token_of(e.index)] == symbol_of(e.index)) value += e.value;
    return value;
}

RC_GTEST_PROP(WindowValues, of_a_block_are_those_on_each_window, ()) {
    const std::size_t symbols = *tests::between(1, 3);
    const std::size_t inputs = *tests::between(1, 3);
    FeedForward block;
    std::size_t units = inputs;
    for (std::size_t stages = *tests::between(1, 3); stages > 0; --stages) {
        const std::size_t next = *tests::between(1, 3);
        block.stages.push_back(random_map(units, next));
        units = next;
    }
    std::vector<SparseVector> forms(inputs);
    for (SparseVector& form : forms) {
        add_entry(form, 0, *tests::sparse_rationals(50));
        for (std::size_t t = 1; t <= width; ++t)
            for (Symbol s = 1; s < symbols; ++s)
                add_entry(form, token_variable(t, s), *tests::sparse_rationals(40));
    }
    Effort effort;
    WindowFunctions functions(symbols, effort);
    WindowValues values(functions);
    WindowVector input;
    for (std::size_t i = 0; i < inputs; ++i) input.emplace_back(i, values.value_of(forms[i], width));
    std::vector<WindowFunction> outputs(units);
    for (const auto& [index, value] : values.evaluated(block, input))
        outputs[index] = WindowValues::function_of(value);
    for (const auto& window : tests::words_of_length(width, symbols)) {
        Vector x;
        for (const SparseVector& form : forms) x.push_back(value_on(form, window));
        for (std::size_t stage = 0; stage < block.stages.size(); ++stage) {
            x = applied(block.stages[stage], x);
            if (stage + 1 < block.stages.size())
                for (Rational& value : x) value = std::max(value, Rational());
        }
        for (std::size_t o = 0; o < units; ++o) RC_ASSERT(functions.value(outputs[o], window) == x[o]);
    }
}

RC_GTEST_PROP(WindowBounds, hold_on_each_window, ()) {
    const std::size_t symbols = *tests::between(2, 3);
    FeedForward block;
    block.stages = {random_map(2, 3), random_map(3, 3), random_map(3, 3)};
    Effort effort;
    WindowFunctions functions(symbols, effort);
    WindowValues values(functions);
    WindowVector input;
    for (std::size_t i = 0; i < 2; ++i) {
        SparseVector form;
        for (std::size_t t = 1; t <= width; ++t)
            add_entry(form, token_variable(t, 1), *tests::small_rationals());
        input.emplace_back(i, values.value_of(form, width));
    }
    for (const auto& [index, value] : values.evaluated(block, input)) {
        if (value.function == nullptr) continue;
        const WindowBounds& bounds = value.function->bounds;
        for (const auto& window : tests::words_of_length(width, symbols)) {
            Rational least = bounds.least;
            Rational most = bounds.most;
            for (const TokenBounds& token : bounds.tokens) {
                least += token.least[window[token.age + value.newest]];
                most += token.most[window[token.age + value.newest]];
            }
            const Rational exact = functions.value(WindowValues::function_of(value), window);
            RC_ASSERT(least <= exact && exact <= most);
            RC_ASSERT(bounds.lower() <= exact && exact <= bounds.upper());
        }
    }
}

/// ReLU(value + 2·on − 1) for values 0 … 1: a gate, of which no window but its token's letters is looked at.
TEST(WindowValues, of_gates_cost_no_more_than_their_tokens) {
    constexpr std::size_t length = 60;
    FeedForward block;
    block.stages.emplace_back(length, 1);
    for (std::size_t i = 0; i < length; ++i) block.stages[0].add(0, i, 1);
    block.stages[0].add_bias(0, 1 - static_cast<std::int64_t>(length));
    block.stages.emplace_back(1, 1);
    block.stages[1].add(0, 0, 1);
    Effort effort(1'000'000);
    WindowFunctions functions(2, effort);
    WindowValues values(functions);
    WindowVector input;
    for (std::size_t i = 0; i < length; ++i)
        input.emplace_back(i, values.value_of(unit(token_variable(i + 1, 1)), length));
    const WindowVector all = values.evaluated(block, input);
    ASSERT_EQ(all.size(), 1U);
    const WindowFunction function = WindowValues::function_of(all[0].second);
    std::vector<Symbol> window(length, 1);
    EXPECT_EQ(functions.value(function, window), 1);
    window[17] = 0;
    EXPECT_EQ(functions.value(function, window), 0);
}

}  // namespace
}  // namespace linac::window_values_test
