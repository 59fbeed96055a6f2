#include "precision/decision_diagram.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <functional>

#include "precision/range.hpp"
#include "support/rapidcheck.hpp"

namespace linac::tests::decision_diagram_test {
namespace {

constexpr std::size_t symbols = 3;
constexpr std::size_t ages = 3;
constexpr std::size_t contents = 27;  // symbols^ages

/// A function as the list of its values: content Σ τ_a 3^a.
using Table = std::vector<Rational>;

Table any_table() {
    Table table;
    for (const std::size_t value : drawn_numbers(contents, 5))
        table.push_back(Rational(static_cast<std::int64_t>(value) - 2, 2));
    return table;
}

/// The diagram of the contents from `first` on that differ in the youngest `age` tokens.
Diagram diagram_of(DecisionDiagrams& diagrams, const Table& table, std::size_t age = ages,
                   std::size_t first = 0) {
    if (age == 0) return diagrams.constant(table[first]);
    std::size_t stride = 1;
    for (std::size_t a = 0; a + 1 < age; ++a) stride *= symbols;
    std::vector<Diagram> children;
    for (std::size_t symbol = 0; symbol < symbols; ++symbol)
        children.push_back(diagram_of(diagrams, table, age - 1, first + symbol * stride));
    return diagrams.choice(age - 1, children);
}

/// The values, by fixing one token after the other.
Table table_of(const DecisionDiagrams& diagrams, Diagram function) {
    Table table;
    for (std::size_t content = 0; content < contents; ++content) {
        Diagram rest = function;
        for (std::size_t age = ages; age-- > 0;) {
            std::size_t symbol = content;
            for (std::size_t a = 0; a < age; ++a) symbol /= symbols;
            rest = diagrams.given(rest, age, symbol % symbols);
        }
        table.push_back(diagrams.value(rest));
    }
    return table;
}

Table mapped(Table table, const std::function<Rational(const Rational&)>& map) {
    for (Rational& value : table) value = map(value);
    return table;
}

TEST(DecisionDiagrams, do_what_their_header_shows) {
    DecisionDiagrams diagrams(2, 1000);
    const Diagram zero = diagrams.constant(0);
    const Diagram newest_is_b = diagrams.choice(0, {zero, diagrams.constant(1)});
    const Diagram both = diagrams.product(newest_is_b, diagrams.older(newest_is_b));
    EXPECT_EQ(diagrams.given(both, 1, 0), zero);
    EXPECT_EQ(diagrams.given(both, 1, 1), newest_is_b);
    EXPECT_EQ(zero, Diagram::zero);
}

RC_GTEST_PROP(DecisionDiagrams, compute_value_by_value, ()) {
    DecisionDiagrams diagrams(symbols, 100'000);
    const Table left = any_table();
    const Table right = any_table();
    const Diagram f = diagram_of(diagrams, left);
    const Diagram g = diagram_of(diagrams, right);
    Table sum = left;
    Table product = left;
    for (std::size_t i = 0; i < contents; ++i) {
        sum[i] += right[i];
        product[i] *= right[i];
    }
    RC_ASSERT(table_of(diagrams, f) == left);
    RC_ASSERT(table_of(diagrams, diagrams.sum(f, g)) == sum);
    RC_ASSERT(table_of(diagrams, diagrams.product(f, g)) == product);
    RC_ASSERT(table_of(diagrams, diagrams.rectified(f)) ==
              mapped(left, [](const Rational& v) { return v.sign() < 0 ? Rational() : v; }));
    RC_ASSERT(table_of(diagrams, diagrams.absolute(f)) ==
              mapped(left, [](const Rational& v) { return abs(v); }));
    RC_ASSERT(table_of(diagrams, diagrams.support(f)) ==
              mapped(left, [](const Rational& v) { return Rational(v.is_zero() ? 0 : 1); }));
}

/// Equal functions are one, however they were computed.
RC_GTEST_PROP(DecisionDiagrams, are_shared, ()) {
    DecisionDiagrams diagrams(symbols, 100'000);
    const Table left = any_table();
    const Table right = any_table();
    const Diagram f = diagram_of(diagrams, left);
    const Diagram g = diagram_of(diagrams, right);
    RC_ASSERT((f == g) == (left == right));
    const Diagram minus_g = diagrams.product(diagrams.constant(-1), g);
    RC_ASSERT(diagrams.sum(diagrams.sum(f, g), minus_g) == f);
    RC_ASSERT(diagrams.sum(diagrams.rectified(f),
                           diagrams.product(diagrams.constant(-1), diagrams.rectified(diagrams.product(
                                                                       diagrams.constant(-1), f)))) == f);
}

RC_GTEST_PROP(DecisionDiagrams, know_their_largest_value_and_their_grain, ()) {
    DecisionDiagrams diagrams(symbols, 100'000);
    const Table table = any_table();
    const Diagram f = diagram_of(diagrams, table);
    Rational largest;
    std::int64_t grain = Range::any;
    for (const Rational& value : table) {
        largest = std::max(largest, abs(value));
        grain = std::min(grain, grain_of(value));
    }
    RC_ASSERT(abs(diagrams.largest(f)) == largest);
    RC_ASSERT(diagrams.grain(f) == grain);
}

RC_GTEST_PROP(DecisionDiagrams, grow_older, ()) {
    DecisionDiagrams diagrams(symbols, 100'000);
    Table table = any_table();
    for (std::size_t i = 9; i < contents; ++i) table[i] = table[i % 9];  // of two tokens
    const Diagram older = diagrams.older(diagram_of(diagrams, table));
    Table expected(contents);
    for (std::size_t i = 0; i < contents; ++i) expected[i] = table[i / symbols];
    RC_ASSERT(table_of(diagrams, older) == expected);
    RC_ASSERT(diagrams.depth(older) <= ages);
}

TEST(DecisionDiagrams, end_when_they_are_full) {
    DecisionDiagrams diagrams(2, 10);
    EXPECT_THROW(for (int i = 0; i < 20; ++i) static_cast<void>(diagrams.constant(i)),
                 DecisionDiagrams::Full);
}

}  // namespace
}  // namespace linac::tests::decision_diagram_test
