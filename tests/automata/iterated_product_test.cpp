#include "automata/iterated_product.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "analysis/minimize.hpp"
#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/oracle.hpp"
#include "support/random_automata.hpp"

namespace linac::iterated_product_test {
namespace {

using tests::Oracle;

/// Entry (row, column) of the product of the complete matrices of the word, by the definition; 0 within a
/// matrix.
Oracle product_entry(const IteratedProduct& product, const Word& word) {
    const std::size_t k = product.size;
    if (word.size() % (k * k) != 0) return 0;
    tests::OracleVector total(k * k);
    for (std::size_t i = 0; i < k; ++i) total[i * k + i] = 1;
    for (std::size_t begin = 0; begin < word.size(); begin += k * k) {
        tests::OracleVector next(k * k);
        for (std::size_t i = 0; i < k; ++i)
            for (std::size_t j = 0; j < k; ++j)
                for (std::size_t l = 0; l < k; ++l)
                    next[i * k + j] +=
                        total[i * k + l] * tests::to_oracle(product.values[word[begin + l * k + j]]);
        total = std::move(next);
    }
    return total[product.row * k + product.column];
}

TEST(IteratedProduct, of_two_matrices_as_the_header_says) {
    const WeightedAutomaton entry = iterated_product({.size = 2, .values = {0, 1, -1}});
    EXPECT_EQ(weight(entry, {1, 0, 0, 1}), 1);
    EXPECT_EQ(weight(entry, {1, 0, 0, 1, 2, 1, 0, 1}), -1);
    EXPECT_EQ(weight(entry, {}), 1);
    EXPECT_EQ(weight(entry, {1, 0, 0}), 0);
    EXPECT_EQ(weight(iterated_product({.size = 2, .values = {0, 1, -1}, .row = 0, .column = 1}), {}), 0);
}

TEST(IteratedProduct, of_the_zoo_is_what_the_generator_makes) {
    const auto file = tests::source_directory() / "automata" / "weighted" / "imm3.linac";
    EXPECT_EQ(read_automaton(tests::read_file(file), "imm3").value(),
              Automaton(iterated_product({.size = 3, .values = {-1, 0, 1}})));
}

TEST(IteratedProduct, has_no_state_too_many) {
    for (std::size_t k = 1; k <= 4; ++k) {
        const WeightedAutomaton automaton = iterated_product({.size = k, .values = {-1, 0, 1}});
        EXPECT_EQ(minimized(automaton).size(), automaton.size()) << k;
        if (k == 3) {
            EXPECT_EQ(automaton.size(), 39U);
        }
    }
}

TEST(IteratedProduct, of_one_by_one_matrices_is_the_product) {
    const WeightedAutomaton product = iterated_product({.size = 1, .values = {Rational(1, 2), 3}});
    EXPECT_EQ(product.size(), 1U);
    EXPECT_EQ(weight(product, {0, 1, 1}), Rational(9, 2));
}

RC_GTEST_PROP(IteratedProduct, is_every_entry_of_the_product_of_the_matrices, ()) {
    IteratedProduct product{*tests::between(1, 4), {-1, 0, 1, Rational(5, 2)}, 0, 0};
    product.row = *tests::between(0, product.size - 1);
    product.column = *tests::between(0, product.size - 1);
    const WeightedAutomaton automaton = iterated_product(product);
    const std::size_t entries = product.size * product.size;
    const std::size_t matrices = *tests::between(0, 5);
    const Word word = *rc::gen::container<Word>(matrices * entries, tests::between(0, 3));
    WeightedRun run(automaton);
    Word read;
    RC_ASSERT(tests::agrees(run.weight(), product_entry(product, read)));
    for (const Symbol symbol : word) {
        run.step(symbol);
        read.push_back(symbol);
        RC_ASSERT(tests::agrees(run.weight(), product_entry(product, read)));
    }
}

TEST(IteratedProduct, refuses_what_is_no_product) {
    const auto error_of = [](const IteratedProduct& product) {
        const auto made = capture([&] { return iterated_product(product); });
        EXPECT_FALSE(made);
        return made ? Error::impossible("") : made.error();
    };
    EXPECT_EQ(error_of({.size = 0, .values = {1}}).message(), "a product of matrices without rows");
    EXPECT_EQ(error_of({.size = 2, .values = {}}).message(), "a matrix without values for its entries");
    EXPECT_EQ(error_of({.size = 2, .values = {1}, .row = 2}).message(),
              "entry (2, 0) of a product of size 2");
    EXPECT_EQ(error_of({.size = 2, .values = {1}, .row = 0, .column = 7}).message(),
              "entry (0, 7) of a product of size 2");
    EXPECT_EQ(error_of({.size = 2, .values = {1, Rational(2, 2)}}).kind(), Error::Kind::bad_input);
    for (const std::size_t size : {100U, 2000U, 4000000000U}) {
        const Error error = error_of({.size = size, .values = {0, 1}});
        EXPECT_EQ(error.kind(), Error::Kind::impossible);
        EXPECT_EQ(error.message(), "the automaton would have more than 1000000 states times symbols");
    }
}

}  // namespace
}  // namespace linac::iterated_product_test
