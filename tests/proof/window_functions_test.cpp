// Functions of a window against tables of their values on all windows.
#include "proof/window_functions.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_automata.hpp"
#include "support/words.hpp"

namespace linac::window_functions_test {
namespace {

constexpr std::size_t width = 4;

/// A function, and its value on every window.
struct Tabled {
    WindowFunction function;
    std::vector<Rational> values;
};

class Tables {
  public:
    explicit Tables(std::size_t symbols)
        : functions(symbols, effort), windows(tests::words_of_length(width, symbols)), symbols_(symbols) {}

    /// A function made at random of those that there are.
    Tabled draw(std::vector<Tabled>& known) {
        const auto any = [&]() -> const Tabled& { return known[*tests::between(0, known.size() - 1)]; };
        const std::size_t age = *tests::between(0, width - 1);
        const Symbol symbol = *tests::between(0, symbols_ - 1);
        Tabled made;
        switch (known.size() < 2 ? 0 : *tests::between(0, 4)) {
            case 0:
                made.function = functions.indicator(age, symbol);
                for (const auto& window : windows) made.values.emplace_back(window[age] == symbol ? 1 : 0);
                break;
            case 1: {
                const Tabled& one = any();
                const Tabled& other = any();
                const Rational factor = *tests::small_rationals();
                made = one;
                functions.add(made.function, factor, other.function);
                for (std::size_t i = 0; i < windows.size(); ++i) made.values[i] += factor * other.values[i];
                break;
            }
            case 2: {
                const Tabled& one = any();
                const Tabled& other = any();
                made.function = functions.product(one.function, other.function);
                for (std::size_t i = 0; i < windows.size(); ++i)
                    made.values.push_back(one.values[i] * other.values[i]);
                break;
            }
            case 3: {
                const Tabled& one = any();
                made.function = functions.restricted(one.function, age, symbol);
                for (auto window : windows) {
                    window[age] = symbol;
                    made.values.push_back(one.values[index_of(window)]);
                }
                break;
            }
            default: {
                std::vector<WindowFunction> parts;
                std::vector<const Tabled*> tables;
                for (Symbol s = 0; s < symbols_; ++s) {
                    tables.push_back(&any());
                    parts.push_back(functions.restricted(tables.back()->function, age, s));
                }
                made.function = functions.choice(age, parts);
                for (std::size_t i = 0; i < windows.size(); ++i)
                    made.values.push_back(tables[windows[i][age]]->values[i]);
            }
        }
        return made;
    }

    Effort effort;
    WindowFunctions functions;
    std::vector<Word> windows;  // the newest symbol first

  private:
    [[nodiscard]] std::size_t index_of(const Word& window) const {
        std::size_t index = 0;
        for (const Symbol s : window) index = index * symbols_ + s;
        return index;
    }

    std::size_t symbols_;
};

RC_GTEST_PROP(WindowFunctions, have_the_values_of_their_tables_and_are_equal_iff_these_are, ()) {
    Tables tables(*tests::between(1, 3));
    std::vector<Tabled> known;
    for (std::size_t i = 0; i < 12; ++i) known.push_back(tables.draw(known));
    for (const Tabled& one : known) {
        const WindowFunction lowered = tables.functions.lowered(one.function);
        RC_ASSERT(lowered.reach() <= one.function.reach());
        RC_ASSERT(tables.functions.equal(lowered, one.function));
        for (std::size_t i = 0; i < tables.windows.size(); ++i) {
            RC_ASSERT(tables.functions.value(one.function, tables.windows[i]) == one.values[i]);
            RC_ASSERT(tables.functions.value(lowered, tables.windows[i]) == one.values[i]);
        }
        for (const Tabled& other : known)
            RC_ASSERT(tables.functions.equal(one.function, other.function) == (one.values == other.values));
    }
}

RC_GTEST_PROP(WindowFunctions, are_lowered_to_the_oldest_token_on_which_they_depend, ()) {
    Tables tables(2);
    std::vector<Tabled> known;
    for (std::size_t i = 0; i < 8; ++i) known.push_back(tables.draw(known));
    for (const Tabled& one : known) {
        const WindowFunction lowered = tables.functions.lowered(one.function);
        std::size_t reach = 0;
        for (std::size_t i = 0; i < tables.windows.size(); ++i)
            for (std::size_t age = reach; age < width; ++age) {
                Word other = tables.windows[i];
                other[age] = 1 - other[age];
                if (tables.functions.value(one.function, other) != one.values[i]) reach = age + 1;
            }
        RC_ASSERT(lowered.reach() == reach);
    }
}

TEST(WindowFunctions, of_one_letter_are_numbers) {
    Effort effort;
    WindowFunctions functions(1, effort);
    EXPECT_EQ(functions.indicator(7, 0), window_number(1));
}

TEST(WindowFunctions, are_as_many_as_a_finite_automaton_has_states) {
    // Sums modulo 5 of the last tokens, however long the window: five functions a length, and 1 among their sums.
    Effort effort;
    WindowFunctions functions(2, effort);
    std::vector<WindowFunction> sums{window_number(1), {}, {}, {}, {}};
    constexpr std::size_t length = 40;
    for (std::size_t age = 0; age < length; ++age) {
        std::vector<WindowFunction> next;
        for (std::size_t r = 0; r < sums.size(); ++r)
            next.push_back(functions.choice(age, {sums[r], sums[(r + 1) % sums.size()]}));
        sums = std::move(next);
    }
    EXPECT_LE(functions.size(), 4 * length);
    EXPECT_EQ(functions.product(sums[0], sums[1]), window_number(0));
    EXPECT_EQ(functions.product(sums[2], sums[2]), sums[2]);
}

TEST(WindowFunctions, give_up_when_the_effort_is_spent) {
    Effort effort(100);
    WindowFunctions functions(2, effort);
    WindowFunction sum;
    EXPECT_THROW(
        for (std::size_t age = 0; age < 100; ++age) functions.add(sum, 1, functions.indicator(age, 1)),
        NotSettled);
}

}  // namespace
}  // namespace linac::window_functions_test
