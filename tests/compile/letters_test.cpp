#include "compile/letters.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "automata/permutation.hpp"
#include "compile/affine_systems.hpp"
#include "support/formula.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"

namespace linac::letters_test {
namespace {

using tests::matrix_of;
using tests::Oracle;
using tests::OracleVector;
using tests::to_oracle;

SparseMatrix permutation_matrix(const Permutation& permutation) {
    SparseMatrix matrix(permutation.size(), permutation.size());
    for (std::size_t i = 0; i < permutation.size(); ++i) matrix.set_row(permutation[i], unit(i));
    return matrix;
}

/// x − β k (k·x), by the definition.
OracleVector reflected(const Reflection& step, OracleVector x) {
    const OracleVector key = to_oracle(step.key, x.size());
    const Oracle factor = to_oracle(step.beta) * tests::dot(key, x);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] -= factor * key[i];
    return x;
}

/// Whether the steps take every unit vector e_j to column j of the matrix and leave the scratch at 0.
bool steps_make(const ReflectionProduct& product, const SparseMatrix& matrix) {
    for (std::size_t j = 0; j < matrix.columns(); ++j) {
        OracleVector x(matrix.rows() + product.scratch);
        x[j] = 1;
        for (const Reflection& step : product.steps) x = reflected(step, x);
        for (std::size_t i = 0; i < x.size(); ++i)
            if (x[i] != (i < matrix.rows() ? to_oracle(matrix.at(i, j)) : Oracle(0))) return false;
    }
    return true;
}

RC_GTEST_PROP(DeltaSteps, make_every_matrix_in_at_most_four_steps_a_changed_row, ()) {
    const WeightedAutomaton automaton = *rc::gen::resize(
        rc::kNominalSize,
        tests::weighted_automata({.max_states = 7, .max_letters = 1, .density_percent = 50}));
    const SparseMatrix matrix = automaton.transition[0].transposed();
    const ReflectionProduct product = delta_steps(matrix);
    RC_ASSERT(steps_make(product, matrix));
    std::size_t changed = 0;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        if (matrix.row(i) != unit(i)) ++changed;
    RC_ASSERT(product.steps.size() <= 4 * changed);
}

RC_GTEST_PROP(DeltaSteps, make_a_permutation_in_n_minus_cycles_steps, ()) {
    Permutation permutation(*rc::gen::inRange<std::size_t>(1, 12));
    for (std::size_t i = 0; i < permutation.size(); ++i) permutation[i] = i;
    std::shuffle(permutation.begin(), permutation.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
    const SparseMatrix matrix = permutation_matrix(permutation);
    std::size_t moved_by_cycles = 0;  // n − #cycles, fixed points counted as cycles
    for (const auto& cycle : cycles(permutation)) moved_by_cycles += cycle.size() - 1;
    const ReflectionProduct product = delta_steps(matrix);
    RC_ASSERT(steps_make(product, matrix));
    RC_ASSERT(product.steps.size() == moved_by_cycles);
    RC_ASSERT(product.scratch == 0U);
}

RC_GTEST_PROP(DeltaSteps, take_one_step_more_for_each_weight_of_a_monomial_matrix, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 8);
    Permutation permutation(size);
    for (std::size_t i = 0; i < size; ++i) permutation[i] = i;
    std::shuffle(permutation.begin(), permutation.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
    SparseMatrix matrix(size, size);
    std::size_t steps = 0;
    for (const auto& cycle : cycles(permutation)) steps += cycle.size() - 1;
    for (std::size_t i = 0; i < size; ++i) {
        const int weight = *rc::gen::inRange(-2, 3);
        matrix.set_row(permutation[i], unit(i, weight));
        if (weight != 1) ++steps;
    }
    const ReflectionProduct product = delta_steps(matrix);
    RC_ASSERT(steps_make(product, matrix));
    RC_ASSERT(product.steps.size() <= steps);
}

TEST(DeltaSteps, take_none_for_the_identity_and_one_for_a_transposition) {
    EXPECT_TRUE(delta_steps(SparseMatrix::identity(3)).steps.empty());
    EXPECT_EQ(delta_steps(matrix_of({{0, 1}, {1, 0}})).steps.size(), 1U);
}

/// Every 3×3 matrix over {−1, 0, 1} with `diagonal` on the diagonal.
std::vector<SparseMatrix> small_matrices(int diagonal) {
    std::vector<SparseMatrix> matrices;
    for (int code = 0; code < 729; ++code) {
        int rest = code;
        std::vector<std::vector<int>> rows(3, std::vector<int>(3, diagonal));
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j)
                if (i != j) {
                    rows[i][j] = rest % 3 - 1;
                    rest /= 3;
                }
        matrices.push_back(matrix_of(rows));
    }
    return matrices;
}

bool is_symmetric_of_rank_at_most_one(const SparseMatrix& m) {
    for (std::size_t i = 0; i < m.rows(); ++i)
        for (std::size_t j = 0; j < m.rows(); ++j) {
            if (m.at(i, j) != m.at(j, i)) return false;
            for (std::size_t k = 0; k < m.rows(); ++k)
                for (std::size_t l = 0; l < m.rows(); ++l)
                    if (m.at(i, k) * m.at(j, l) != m.at(i, l) * m.at(j, k)) return false;
        }
    return true;
}

TEST(DeltaStep, is_found_for_exactly_the_symmetric_changes_of_rank_one) {
    for (const int diagonal : {-1, 0, 1, 2})
        for (const SparseMatrix& matrix : small_matrices(diagonal)) {
            SparseMatrix difference(3, 3);
            for (std::size_t i = 0; i < 3; ++i)
                difference.set_row(i, sum(unit(i), scaled(matrix.row(i), -1)));
            const auto step = delta_step(matrix, {});
            ASSERT_EQ(step.index() == 0, is_symmetric_of_rank_at_most_one(difference));
            if (step.index() == 0) {
                ASSERT_TRUE(steps_make({{std::get<Reflection>(step)}, 0}, matrix));
            }
        }
}

TEST(DeltaStep, writes_along_its_key) {
    // h ← (0, h₁) + (7, 0): clear coordinate 0 and write 7 there.
    const auto step = std::get<Reflection>(delta_step(matrix_of({{0, 0}, {0, 1}}), unit(0, 7)));
    EXPECT_EQ(step.key, unit(0));
    EXPECT_EQ(step.beta, 1);
    EXPECT_EQ(step.value, 7);
}

TEST(DeltaStep, says_why_there_is_none) {
    const auto reason = [](const SparseMatrix& matrix, const SparseVector& offset) {
        return std::get<Refusal>(delta_step(matrix, offset)).reason;
    };
    EXPECT_EQ(reason(matrix_of({{0, 0, 1}, {1, 0, 0}, {0, 1, 0}}), {}), "I − A has rank 2, not at most 1");
    EXPECT_EQ(reason(matrix_of({{1, 1}, {0, 1}}), {}), "I − A has rank 1 but is no multiple of any k kᵀ");
    EXPECT_EQ(reason(matrix_of({{1, 0}, {0, 1}}), unit(1)),
              "A is the identity, but a constant is added, which a delta step cannot do");
    EXPECT_EQ(reason(matrix_of({{0, 0}, {0, 1}}), unit(1)),
              "the constant that is added does not lie along k");
}

/// diag(w) − (κ⊙a) κᵀ by the definition.
bool factors_make(const DiagonalPlusRankOne& factors, const SparseMatrix& matrix) {
    const std::size_t n = matrix.rows();
    const OracleVector w = to_oracle(factors.decay, n);
    const OracleVector key = to_oracle(factors.removal_key, n);
    const OracleVector a = to_oracle(factors.learning_rate, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            const Oracle value = (i == j ? w[i] : Oracle(0)) - key[i] * a[i] * key[j];
            if (value != to_oracle(matrix.at(i, j))) return false;
        }
    return true;
}

/// Whether some u, κ ∈ {−1, 0, 1}ⁿ with supp u ⊆ supp κ give the off-diagonal entries. For entries in {−1, 0,
/// 1} that is no restriction: scaled so that one u_i is 1, every other value is a quotient of entries, or
/// free.
bool has_small_factors(const SparseMatrix& matrix) {
    const std::size_t n = matrix.rows();
    std::size_t count = 1;
    for (std::size_t i = 0; i < 2 * n; ++i) count *= 3;
    for (std::size_t code = 0; code < count; ++code) {
        std::vector<int> value(2 * n);
        std::size_t rest = code;
        for (int& v : value) {
            v = static_cast<int>(rest % 3) - 1;
            rest /= 3;
        }
        bool fits = true;
        for (std::size_t i = 0; i < n && fits; ++i) {
            fits = value[i] == 0 || value[n + i] != 0;
            for (std::size_t j = 0; j < n && fits; ++j)
                fits = i == j || matrix.at(i, j) == Rational(value[i] * value[n + j]);
        }
        if (fits) return true;
    }
    return false;
}

TEST(DiagonalPlusRankOneForm, is_found_for_exactly_the_three_by_three_matrices_that_have_it) {
    for (const SparseMatrix& matrix : small_matrices(2)) {
        const auto factors = diagonal_plus_rank_one(matrix);
        ASSERT_EQ(factors.index() == 0, has_small_factors(matrix));
        if (factors.index() == 0) {
            ASSERT_TRUE(factors_make(std::get<DiagonalPlusRankOne>(factors), matrix));
        }
    }
}

TEST(DiagonalPlusRankOneForm, is_found_for_exactly_the_four_by_four_matrices_that_have_it) {
    std::mt19937 random(3);
    std::size_t found = 0;
    for (int round = 0; round < 150; ++round) {
        // Half of them are made from factors with one entry changed at most, so that both answers occur.
        std::vector<int> u(4);
        std::vector<int> key(4);
        for (std::size_t i = 0; i < 4; ++i) {
            u[i] = static_cast<int>(random() % 3) - 1;
            key[i] = static_cast<int>(random() % 3) - 1;
        }
        SparseMatrix matrix(4, 4);
        for (std::size_t i = 0; i < 4; ++i)
            for (std::size_t j = 0; j < 4; ++j)
                matrix.add(i, j, round % 2 == 0 ? u[i] * key[j] : static_cast<int>(random() % 3) - 1);
        const auto factors = diagonal_plus_rank_one(matrix);
        ASSERT_EQ(factors.index() == 0, has_small_factors(matrix));
        if (factors.index() != 0) continue;
        ++found;
        ASSERT_TRUE(factors_make(std::get<DiagonalPlusRankOne>(factors), matrix));
    }
    EXPECT_GT(found, 10U);
    EXPECT_LT(found, 140U);
}

RC_GTEST_PROP(DiagonalPlusRankOneForm, is_found_for_random_rational_factors, ()) {
    const auto n = *rc::gen::inRange<std::size_t>(1, 8);
    SparseMatrix matrix(n, n);
    std::vector<Rational> u(n);
    std::vector<Rational> key(n);
    for (std::size_t i = 0; i < n; ++i) {
        matrix.add(i, i, *tests::small_rationals());
        key[i] = *tests::small_rationals();
        if (!key[i].is_zero()) u[i] = *tests::small_rationals();
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) matrix.add(i, j, u[i] * key[j]);
    const auto factors = diagonal_plus_rank_one(matrix);
    RC_ASSERT(factors.index() == 0U);
    RC_ASSERT(factors_make(std::get<DiagonalPlusRankOne>(factors), matrix));
}

TEST(OneHotForm, keeps_a_partial_permutation_a_permutation) {
    // Coordinate 1 is lost; P sends it where nothing else goes.
    const auto factors = std::get<OneHot>(one_hot(matrix_of({{0, 0, 3}, {0, 0, 0}, {1, 0, 0}})));
    EXPECT_EQ(factors.target, (std::vector<std::size_t>{2, 1, 0}));
    EXPECT_EQ(factors.weight, (SparseVector{{0, 1}, {2, 3}}));
}

TEST(OneHotForm, is_refused_where_a_coordinate_goes_two_ways) {
    const auto refusal = std::get<Refusal>(one_hot(matrix_of({{1, 0}, {1, 1}})));
    EXPECT_EQ(refusal.reason, "2 transitions leave");
    EXPECT_EQ(refusal.row, 0U);
}

/// A h + b for the values of a kind's parameters, by its formula.
OracleVector applied(HeadKind kind, const std::vector<SparseVector>& values, const OracleVector& h) {
    const HeadKindInfo& info = kind_info(kind);
    const std::size_t size = h.size();
    std::vector<std::string_view> symbols;
    for (const ParameterInfo& parameter : info.parameters) symbols.push_back(parameter.symbol);
    const tests::Formula formula(info.formula, symbols);
    tests::OracleMatrix state;
    for (const Oracle& value : h) state.push_back({value});
    for (std::size_t first = 0; first < values.size(); first += info.parameters.size()) {
        std::vector<tests::OracleMatrix> given{std::move(state)};
        for (std::size_t p = 0; p < info.parameters.size(); ++p) {
            const std::size_t columns = info.parameters[p].shape == ParameterShape::keys_by_keys ? size : 1;
            const std::size_t outputs = outputs_of(info.parameters[p].shape, size, 1);
            const OracleVector entries = to_oracle(values[first + p], outputs);
            tests::OracleMatrix matrix(outputs / columns, OracleVector(columns));
            for (std::size_t e = 0; e < outputs; ++e) matrix[e / columns][e % columns] = entries[e];
            given.push_back(std::move(matrix));
        }
        state = formula.value(given);
    }
    OracleVector result;
    for (const OracleVector& row : state) result.push_back(row[0]);
    return result;
}

struct Map {
    SparseMatrix matrix;
    SparseVector offset;
};

SparseVector unit_or_zero(std::size_t size, std::size_t index) {
    return index < size ? unit(index) : SparseVector();
}

/// Of these values, on `size` coordinates.
Map map_of(HeadKind kind, const std::vector<SparseVector>& values, std::size_t size) {
    Map map{SparseMatrix(size, size), {}};
    const OracleVector b = applied(kind, values, OracleVector(size));
    const auto rational = [](const Oracle& value) { return parse_number(value.str()).value.value(); };
    for (std::size_t i = 0; i < size; ++i) add_entry(map.offset, i, rational(b[i]));
    for (std::size_t j = 0; j < size; ++j) {
        const OracleVector image = applied(kind, values, to_oracle(unit(j), size));
        for (std::size_t i = 0; i < size; ++i) map.matrix.add(i, j, rational(image[i] - b[i]));
    }
    return map;
}

/// Whether the letter makes the map of the first coordinates, and leaves the others at 0.
bool makes(HeadKind kind, const Letter& letter, const Map& map) {
    const std::size_t size = map.matrix.rows();
    for (std::size_t j = 0; j <= size; ++j) {  // every unit vector, and 0
        const OracleVector image =
            applied(kind, letter.values, to_oracle(unit_or_zero(size, j), size + letter.scratch));
        for (std::size_t i = 0; i < image.size(); ++i) {
            Oracle expected = 0;
            if (i < size) expected = to_oracle(entry(map.offset, i));
            if (i < size && j < size) expected += to_oracle(map.matrix.at(i, j));
            if (image[i] != expected) return false;
        }
    }
    return true;
}

std::vector<HeadKind> linear_kinds() {
    std::vector<HeadKind> kinds;
    for (const HeadKindInfo& info : head_kinds())
        if (info.is_linear()) kinds.push_back(info.kind);
    return kinds;
}

/// Values as a head of this kind could be given, many of them 0, 1 or −1.
std::vector<SparseVector> drawn_values(HeadKind kind, std::size_t size) {
    std::vector<SparseVector> values;
    const HeadKindInfo& info = kind_info(kind);
    for (const ParameterInfo& parameter : info.parameters) {
        SparseVector value;
        if (parameter.shape == ParameterShape::keys_by_keys) {
            std::vector<std::size_t> places;
            for (std::size_t j = 0; j < size; ++j)
                places.push_back(*rc::gen::inRange<std::size_t>(0, size) * size + j);
            std::sort(places.begin(), places.end());
            for (const std::size_t place : places) value.push_back({place, 1});
        } else {
            const bool is_sparse = *rc::gen::arbitrary<bool>();
            for (std::size_t e = 0; e < outputs_of(parameter.shape, size, 1); ++e)
                add_entry(value, e,
                          is_sparse ? Rational(*rc::gen::inRange(-1, 2)) : *tests::small_rationals());
        }
        values.push_back(std::move(value));
    }
    return values;
}

/// What a head can do at a token, it is found to do; for every kind of the table.
RC_GTEST_PROP(Letters, hold_every_map_that_their_kind_makes, ()) {
    const std::vector<HeadKind> kinds = linear_kinds();
    const HeadKind kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
    const auto size = *rc::gen::inRange<std::size_t>(1, 5);
    Map map = map_of(kind, drawn_values(kind, size), size);
    if (kind == HeadKind::pd || kind == HeadKind::deltaproduct) map.offset.clear();  // they take no constants
    const Factored<Letter> found = letter(kind, map.matrix, map.offset);
    if (const auto* refusal = std::get_if<Refusal>(&found)) RC_FAIL(refusal->reason);
    RC_ASSERT(makes(kind, std::get<Letter>(found), map));
}

/// A decay of 1 changes nothing, and one number is as many that are equal.
RC_GTEST_PROP(Letters, of_a_delta_step_are_held_by_kinds_that_decay_too, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 5);
    const auto [narrow, wide] = tests::drawn_of<std::pair<HeadKind, HeadKind>>(
        {{HeadKind::deltanet, HeadKind::gated_deltanet}, {HeadKind::gated_deltanet, HeadKind::kda}});
    const Map map = map_of(narrow, drawn_values(narrow, size), size);
    RC_ASSERT(std::holds_alternative<Letter>(letter(wide, map.matrix, map.offset)));
}

/// Any map: if it is held, it is made.
RC_GTEST_PROP(Letters, make_what_they_hold, ()) {
    const std::vector<HeadKind> kinds = linear_kinds();
    const HeadKind kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
    const auto size = *rc::gen::inRange<std::size_t>(1, 4);
    Map map{SparseMatrix(size, size), {}};
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) map.matrix.add(i, j, *rc::gen::inRange(-1, 2));
        add_entry(map.offset, i, *rc::gen::inRange(-1, 2));
    }
    const Factored<Letter> found = letter(kind, map.matrix, map.offset);
    if (const auto* held = std::get_if<Letter>(&found)) RC_ASSERT(makes(kind, *held, map));
}

RC_GTEST_PROP(FirstLetter, makes_the_initial_state_of_zero, ()) {
    const std::vector<HeadKind> kinds = linear_kinds();
    const HeadKind kind = kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())];
    const auto size = *rc::gen::inRange<std::size_t>(1, 5);
    SparseVector initial;
    for (std::size_t i = 0; i < size; ++i) add_entry(initial, i, *tests::small_rationals());
    RC_ASSERT(applied(kind, first_letter(kind, size, initial), OracleVector(size)) ==
              to_oracle(initial, size));
}

TEST(ScaledDeltaStep, says_why_there_is_none) {
    const auto reason = [](const SparseMatrix& matrix, const SparseVector& offset) {
        return std::get<Refusal>(scaled_delta_step(matrix, offset)).reason;
    };
    EXPECT_EQ(reason(matrix_of({{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}), {}), "A is no multiple α (I − β k kᵀ)");
    EXPECT_EQ(
        reason(matrix_of({{2, 1}, {0, 3}}), {}),
        "A is no multiple α (I − β k kᵀ): with A/α for A, α = 3, I − A has rank 1 but is no multiple of "
        "any k kᵀ");
}

TEST(DecayedDeltaStep, says_why_there_is_none) {
    const auto reason = [](const SparseMatrix& matrix, const SparseVector& offset) {
        return std::get<Refusal>(decayed_delta_step(matrix, offset)).reason;
    };
    EXPECT_EQ(reason(matrix_of({{0, 1, 0}, {0, 0, 1}, {1, 0, 0}}), {}),
              "A is no (I − β k kᵀ) diag(w) over ℚ");
    // k would be (1, ±√2 …): t² + t − 1 = 0 for t = k₀/k₁.
    EXPECT_EQ(reason(matrix_of({{0, 1}, {1, 1}}), {}), "A is no (I − β k kᵀ) diag(w) over ℚ");
    EXPECT_EQ(reason(matrix_of({{0, 1}, {1, 0}}), unit(0)),
              "the constant that is added does not lie along k");
    EXPECT_EQ(reason(matrix_of({{1, 0}, {0, 1}}), sum(unit(0), unit(1))),
              "A is diagonal, but the constant that is added has several entries");
}

}  // namespace
}  // namespace linac::letters_test
