// Sentences about transitions: their exact words, and that they say what the matrices do.
#include "trace/action.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "support/random_automata.hpp"
#include "trace/sentence_reader.hpp"

namespace linac::action_test {
namespace {

HeadNames slots(std::size_t rows, std::size_t columns) {
    HeadNames names;
    for (std::size_t i = 0; i < rows; ++i) names.rows.push_back(std::to_string(i));
    for (std::size_t j = 0; j < columns; ++j) names.columns.push_back(std::to_string(j));
    return names;
}

/// A and B by their rows.
Transition step(const std::vector<Vector>& a, const std::vector<Vector>& b) {
    Transition result{SparseMatrix(a.size(), a.size()), SparseMatrix(a.size(), b[0].size())};
    for (std::size_t i = 0; i < a.size(); ++i) {
        result.a.set_row(i, sparse(a[i]));
        result.b.set_row(i, sparse(b[i]));
    }
    return result;
}

std::string said(const std::vector<Vector>& a, const std::vector<Vector>& b) {
    return sentence(step(a, b), slots(a.size(), b[0].size()));
}

TEST(Action, is_said_in_short_sentences) {
    const std::vector<Vector> none = {{0}, {0}, {0}};
    EXPECT_EQ(said({{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, none), "keep");
    EXPECT_EQ(said({{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, none), "reset");
    EXPECT_EQ(said({{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}, none), "swap slots 0 and 1");
    EXPECT_EQ(said({{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}, none), "rotate slots 0 → 1 → 2 → 0");
    EXPECT_EQ(said({{2, 0, 0}, {0, 2, 0}, {0, 0, 2}}, none), "multiply all slots by 2");
    EXPECT_EQ(said({{1, 0, 0}, {0, 1, 0}, {0, 0, 0}}, none), "clear slot 2");
    EXPECT_EQ(said({{1, 0, 0}, {0, {1, 2}, 0}, {0, 0, 1}}, none), "multiply slot 1 by 1/2");
    EXPECT_EQ(said({{1, 0, 0}, {1, 0, 0}, {0, 0, 1}}, none), "copy slot 0 into slot 1");
    EXPECT_EQ(said({{1, 0, 0}, {0, 1, 0}, {2, -1, 1}}, none), "add 2·slot 0 - slot 1 to slot 2");
    EXPECT_EQ(said({{1, 0, 0}, {0, 1, 0}, {-1, {1, 3}, 0}}, {{0}, {0}, {-5}}),
              "write -slot 0 + 1/3·slot 1 - 5 into slot 2");
    EXPECT_EQ(said({{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, {{1}, {0}, {0}}), "reset, then write 1 into slot 0");
    EXPECT_EQ(said({{0}}, {{-7}}), "write -7 into slot 0");
    EXPECT_EQ(said({{1}}, {{1}}), "add 1 to slot 0");
    EXPECT_EQ(said({{3}}, {{0}}), "multiply slot 0 by 3");
    EXPECT_EQ(said({{0, 0}, {1, 1}}, {{0, 0}, {0, 0}}), "at once: clear slot 0; add slot 0 to slot 1");
    EXPECT_EQ(said({{0}}, {{0, 1}}), "write [1] into slot 0");
    EXPECT_EQ(said({{1}}, {{2, -1}}), "add 2·[0] - [1] to slot 0");
}

TEST(Action, of_disjoint_cycles) {
    const std::vector<Vector> none(5, Vector{0});
    EXPECT_EQ(
        said({{0, 1, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 0, 0, 1, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 0, 1}}, none),
        "swap slots 0 and 1, 2 and 3");
    EXPECT_EQ(
        said({{0, 1, 0, 0, 0}, {1, 0, 0, 0, 0}, {0, 0, 0, 0, 1}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}}, none),
        "rotate slots 0 → 1 → 0, 2 → 3 → 4 → 2");
}

TEST(Action, of_a_large_permutation_is_counted) {
    std::vector<Vector> rotation(26, Vector(26));
    for (std::size_t i = 0; i < 25; ++i) rotation[(i + 1) % 25][i] = 1;
    rotation[25][25] = 1;
    EXPECT_EQ(said(rotation, std::vector<Vector>(26, Vector{0})), "permute 25 slots in 1 cycle");
}

TEST(Action, that_no_short_sentence_fits_has_its_numbers) {
    const std::vector<Vector> full(4, Vector{1, 2, 3, 4});
    EXPECT_EQ(said(full, std::vector<Vector>(4, Vector{0})),
              "change 4 of 4 slots: S ← A S + B, A with 16 non-zeros, B with 0");

    Head head;
    head.key_dimension = 4;
    head.value_dimension = 1;
    const std::vector<SparseVector> values = {sparse(Vector{1, -1, 1, 1}), {}, sparse(Vector{2}), {}};
    EXPECT_EQ(sentence(transition(head, values), slots(4, 1), head, values),
              "change 4 of 4 slots: S ← S + β k (v - Sᵀk)ᵀ, β = 2, k = (1, -1, 1, 1), v = 0");
}

TEST(Action, of_a_long_number_is_told_by_its_size) {
    EXPECT_EQ(said({{1}}, {{power(10, 30)}}), "add ≈ 1.0·10³⁰, 31 digits to slot 0");
}

TEST(Action, of_named_rows) {
    HeadNames names = slots(2, 1);
    names.noun = "state";
    names.rows = {"even", "odd"};
    EXPECT_EQ(sentence(step({{0, 1}, {1, 0}}, {{0}, {0}}), names), "swap states even and odd");
}

TEST(Action, of_an_mlp_head_lists_what_changed) {
    HeadNames names;
    names.entries = {"a", "b", "c", "d", "e", "f", "g", "h"};
    EXPECT_EQ(sentence_of_change({1, 0}, {1, 0}, names), "keep");
    EXPECT_EQ(sentence_of_change({1, 0}, {0, Rational(1, 2)}, names), "a 1 → 0, b 0 → 1/2");
    EXPECT_EQ(sentence_of_change(Vector(8), Vector(8, 1), names),
              "a 0 → 1, b 0 → 1, c 0 → 1, d 0 → 1, e 0 → 1, f 0 → 1, 2 more");
}

/// Transitions of every form that has a sentence, and of none.
rc::Gen<Transition> transitions(std::size_t keys, std::size_t columns) {
    return rc::gen::exec([keys, columns] {
        Transition result{SparseMatrix::identity(keys), SparseMatrix(keys, columns)};
        const int form = *rc::gen::inRange(0, 5);
        if (form == 0) {
            std::vector<std::size_t> target(keys);
            std::iota(target.begin(), target.end(), std::size_t{0});
            for (std::size_t i = keys; i > 1; --i)
                std::swap(target[i - 1], target[*tests::between(0, i - 1)]);
            for (std::size_t i = 0; i < keys; ++i) result.a.set_row(i, unit(target[i]));
            return result;
        }
        if (form == 1) {
            const Rational factor = *tests::small_rationals();
            for (std::size_t i = 0; i < keys; ++i)
                result.a.set_row(i, factor.is_zero() ? SparseVector() : unit(i, factor));
        }
        if (form == 2) result.a = SparseMatrix(keys, keys);
        const int density = *rc::gen::element(20, 60);
        const std::size_t rows = *tests::between(0, form == 4 ? keys : std::min<std::size_t>(keys, 3));
        for (std::size_t n = 0; n < rows; ++n) {
            const std::size_t i = *tests::between(0, keys - 1);
            if (form > 2) result.a.set_row(i, *tests::sparse_vectors(keys, density));
            result.b.set_row(i, *tests::sparse_vectors(columns, density));
        }
        return result;
    });
}

RC_GTEST_PROP(Action, says_exactly_what_the_matrices_do, ()) {
    const std::size_t keys = *tests::between(1, 5);
    const std::size_t columns = *tests::between(1, 3);
    const Transition step = *transitions(keys, columns);
    Vector state;
    tests::Rows before(keys, Vector(columns));
    for (Vector& row : before)
        for (Rational& value : row) {
            value = *tests::small_rationals();
            state.push_back(value);
        }
    const Vector after = linac::after(step, state);
    tests::Rows expected(keys, Vector(columns));
    std::size_t changed = 0;
    for (std::size_t i = 0; i < keys; ++i) {
        for (std::size_t j = 0; j < columns; ++j) expected[i][j] = after[i * columns + j];
        changed += step.a.row(i) == unit(i) && step.b.row(i).empty() ? 0 : 1;
    }

    const std::string text = sentence(step, slots(keys, columns));
    RC_LOG() << text << "\n";
    RC_TAG(text.substr(0, text.find(' ')));
    if (const auto done = tests::SentenceReader(before).done(text))
        RC_ASSERT(*done == expected);
    else
        RC_ASSERT(text.find("change " + std::to_string(changed) + " of " + std::to_string(keys)) == 0U);
}

}  // namespace
}  // namespace linac::action_test
