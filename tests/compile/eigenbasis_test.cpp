#include "compile/eigenbasis.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "compile/affine_systems.hpp"
#include "support/random_automata.hpp"

namespace linac::eigenbasis_test {
namespace {

using tests::matrix_of;
using tests::run;

AffineSystem system_of(const std::vector<SparseMatrix>& matrices) {
    AffineSystem system;
    system.matrix = matrices;
    system.offset.resize(matrices.size());
    system.coordinates.resize(matrices[0].rows());
    system.initial = unit(0);
    system.read = unit(matrices[0].rows() - 1);
    return system;
}

Alphabet letters(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.emplace_back(1, static_cast<char>('a' + i));
    return Alphabet(names);
}

std::string refusal_of(const std::vector<SparseMatrix>& matrices) {
    const auto found = in_eigenbasis(system_of(matrices), letters(matrices.size()));
    return std::holds_alternative<Refusal>(found) ? std::get<Refusal>(found).reason : "none";
}

TEST(Eigenbasis, does_what_its_header_shows) {
    const auto found = in_eigenbasis(system_of({matrix_of({{1, 2}, {2, 1}})}), letters(1));
    const AffineSystem& diagonal = std::get<AffineSystem>(found);
    EXPECT_EQ(diagonal.matrix[0], matrix_of({{3, 0}, {0, -1}}));
    EXPECT_FALSE(diagonal.is_of_states);
}

TEST(Eigenbasis, says_why_there_is_none) {
    EXPECT_EQ(refusal_of({matrix_of({{0, 1}, {-1, 0}})}),
              "symbol a: not all eigenvalues are rational: det(λI − A) = (λ² + 1)");
    EXPECT_EQ(refusal_of({matrix_of({{1, 0}, {0, 2}}), matrix_of({{1, 1}, {0, 1}})}),
              "symbol b: its matrix does not commute with that of symbol a");
    EXPECT_EQ(refusal_of({matrix_of({{1, 1}, {0, 1}})}),
              "symbol a: the eigenvalue 1 has multiplicity 2 but 1 independent eigenvector");
}

/// T diag(…) T⁻¹ for random eigenvalues, the same T for every letter.
RC_GTEST_PROP(Eigenbasis, is_found_again, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 5);
    const auto count = *rc::gen::inRange<std::size_t>(1, 4);
    SparseMatrix basis = SparseMatrix::identity(size);
    for (std::size_t i = 0; i < size; ++i)
        for (std::size_t j = 0; j < size; ++j) basis.add(i, j, *rc::gen::inRange(-2, 3));
    const auto inverse = solve(basis, SparseMatrix::identity(size));
    if (!inverse) RC_DISCARD("a singular matrix");
    AffineSystem system;
    system.coordinates.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        add_entry(system.initial, i, *rc::gen::inRange(-2, 3));
        add_entry(system.read, i, *tests::small_rationals());
    }
    for (std::size_t s = 0; s < count; ++s) {
        SparseMatrix eigenvalues(size, size);
        SparseVector offset;
        for (std::size_t i = 0; i < size; ++i) {
            eigenvalues.add(i, i, *rc::gen::inRange(-2, 3));
            add_entry(offset, i, *rc::gen::inRange(-2, 3));
        }
        system.matrix.push_back(multiply(multiply(basis, eigenvalues), *inverse));
        system.offset.push_back(std::move(offset));
    }
    const auto found = in_eigenbasis(system, letters(count));
    RC_ASSERT(std::holds_alternative<AffineSystem>(found));
    const AffineSystem& diagonal = std::get<AffineSystem>(found);
    for (const SparseMatrix& matrix : diagonal.matrix)
        for (std::size_t i = 0; i < size; ++i)
            for (const Entry& e : matrix.row(i)) RC_ASSERT(e.index == i);
    const Word word = *tests::words(letters(count), 6);
    RC_ASSERT(run(diagonal, word) == run(system, word));
}

/// 2×2 matrices with entries in {−1, 0, 1}: there is a basis iff the discriminant is a square and not 0, or the matrix is a
/// multiple of the identity.
TEST(Eigenbasis, exists_for_exactly_the_small_matrices_that_have_one) {
    for (int code = 0; code < 81; ++code) {
        const auto digit = [&](int power) { return code / power % 3 - 1; };
        const int a = digit(1);
        const int b = digit(3);
        const int c = digit(9);
        const int d = digit(27);
        const int discriminant = (a - d) * (a - d) + 4 * b * c;
        const bool is_square = discriminant == 1 || discriminant == 4 || discriminant == 9;
        const bool expected = is_square || (b == 0 && c == 0 && a == d);
        EXPECT_EQ(refusal_of({matrix_of({{a, b}, {c, d}})}) == "none", expected) << code;
    }
}

}  // namespace
}  // namespace linac::eigenbasis_test
