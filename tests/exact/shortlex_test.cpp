#include "exact/shortlex.hpp"

#include <gtest/gtest.h>

namespace linac::shortlex_test {
namespace {

using Word = std::vector<std::size_t>;

/// Row vectors of length 6 that a cycles through and b swaps at the first two places.
struct Symmetric {
    std::vector<SparseMatrix> operators = {SparseMatrix(6, 6), SparseMatrix(6, 6)};
    RowSystem system;

    Symmetric() : system{6, {unit(0)}, {}} {
        for (std::size_t i = 0; i < 6; ++i) {
            operators[0].add(i, (i + 1) % 6, 1);
            operators[1].add(i, i < 2 ? 1 - i : i, 1);
        }
        system.operators = operators;
    }
};

ModularSystem image_of(const RowSystem& system, Residue prime = PrimeStream().next()) {
    return ReducibleSystem(system).modulo(prime).value();
}

TEST(ShortlexSearch, MeetsWordsInShortlexOrder) {
    const Symmetric example;
    const ModularSystem image = image_of(example.system);
    const Search search = shortlex_search(image);
    std::vector<Word> words;
    for (std::size_t i = 0; i < search.links.size(); ++i) words.push_back(word_of(search.links, i));
    EXPECT_EQ(words, (std::vector<Word>{{}, {0}, {0, 0}, {0, 0, 0}, {0, 0, 0, 0}, {0, 0, 0, 0, 0}}));
    EXPECT_FALSE(search.nonzero);
    EXPECT_EQ(replay(image, search.links)->basis.rank(), 6U);
}

TEST(ShortlexSearch, StopsAtTheFirstNonzeroAndAtTheLength) {
    const Symmetric example;
    RowSystem system = example.system;
    system.functional = unit(3, 5);
    const ModularSystem image = image_of(system);
    const Search found = shortlex_search(image, {.max_length = 3});
    ASSERT_TRUE(found.nonzero);
    EXPECT_EQ(word_of(found.links, *found.nonzero), (Word{0, 0, 0}));
    EXPECT_FALSE(shortlex_search(image, {.max_length = 2}).nonzero);
    EXPECT_EQ(shortlex_search(image, {.max_length = 2}).basis.rank(), 3U);
    EXPECT_EQ(shortlex_search(image, {.max_length = 0}).basis.rank(), 1U);
}

TEST(ShortlexSearch, SamplingStopsEarlyWithTheSameSpan) {
    // 40 operators on a plane within 30 columns: almost all products are dependent.
    std::vector<SparseMatrix> operators;
    for (std::int64_t k = 0; k < 40; ++k) {
        SparseMatrix matrix(30, 30);
        for (std::size_t j = 0; j < 30; ++j) matrix.add(0, j, k + 1), matrix.add(1, 1, k);
        operators.push_back(std::move(matrix));
    }
    const RowSystem system{30, {unit(0)}, operators};
    const ModularSystem image = image_of(system);
    const Search all = shortlex_search(image);
    const Search sampled = shortlex_search(image, {.closure = Closure::sampled});
    EXPECT_EQ(sampled.basis.rank(), all.basis.rank());
    EXPECT_LT(sampled.basis.work(), all.basis.work());
}

TEST(ShortlexSearch, ReplayFailsWherePrimesMakeWordsDependent) {
    SparseMatrix matrix(2, 2);
    matrix.add(0, 1, 7);
    const RowSystem system{2, {unit(0)}, {&matrix, 1}};
    const Search search = shortlex_search(image_of(system, 5));
    EXPECT_EQ(search.basis.rank(), 2U);
    EXPECT_TRUE(replay(image_of(system, 11), search.links));
    EXPECT_FALSE(replay(image_of(system, 7), search.links));
}

TEST(ShortlexSearch, ReplayFailsWhereTheWordsAreNotAll) {
    // Modulo 7 the second coordinate cannot be reached, modulo others it can.
    SparseMatrix matrix(2, 2);
    matrix.add(0, 0, 1), matrix.add(0, 1, 7);
    const RowSystem system{2, {unit(0)}, {&matrix, 1}};
    const Search search = shortlex_search(image_of(system, 7));
    EXPECT_EQ(search.basis.rank(), 1U);
    EXPECT_TRUE(replay(image_of(system, 7), search.links));
    EXPECT_FALSE(replay(image_of(system), search.links));
}

TEST(ShortlexSearch, ReplayFailsWhereTheFunctionalDoesNotVanish) {
    SparseMatrix matrix(2, 2);
    matrix.add(0, 0, 1);
    const RowSystem system{2, {unit(0)}, {&matrix, 1}, unit(0, 7)};
    const Search search = shortlex_search(image_of(system, 7));
    EXPECT_FALSE(search.nonzero);
    EXPECT_TRUE(replay(image_of(system, 7), search.links));
    EXPECT_FALSE(replay(image_of(system, 11), search.links));
}

}  // namespace
}  // namespace linac::shortlex_test
