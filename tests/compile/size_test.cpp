// The table of sizes in lib/README.md.
#include <gtest/gtest.h>

#include <sstream>

#include "compile/compile.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"

namespace linac::size_test {
namespace {

constexpr std::size_t most_deltanet_states = 6;

std::size_t nonzeros(std::size_t states, std::size_t symbols, Target target) {
    // All weights other than 0, so that none of the sizes is an accident.
    tests::RandomAutomata random(7);
    WeightedAutomaton automaton(tests::letters(symbols), states);
    const auto row = [&] {
        SparseVector vector;
        for (std::size_t i = 0; i < states; ++i)
            add_entry(vector, i, Rational(1 + static_cast<std::int64_t>(random.below(9)), 2));
        return vector;
    };
    automaton.initial = row();
    automaton.final = row();
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < states; ++i) matrix.set_row(i, row());
    return size_report(compile(automaton, {target, Scheme::blocked}).value().network).nonzeros;
}

TEST(Sizes, are_those_of_the_table) {
    std::ostringstream expected;
    for (std::size_t n = 1; n <= 12; ++n) {
        expected << "| " << n;
        for (const Target target : {Target::rwkv7, Target::deltanet})
            for (const std::size_t symbols : {2U, 4U}) {
                expected << " | ";
                if (target == Target::rwkv7 || n <= most_deltanet_states)
                    expected << nonzeros(n, symbols, target);
            }
        expected << " |\n";
    }
    const std::string readme = tests::read_file(tests::source_directory() / "lib" / "README.md");
    EXPECT_NE(readme.find(expected.str()), std::string::npos) << "expected\n" << expected.str();
}

/// Cubic in n for RWKV-7: a chain of 2m = 2n matrices with n² entries each.
TEST(Sizes, grow_no_faster_than_the_chain) {
    for (std::size_t n = 1; n <= 48; n *= 2)
        EXPECT_LE(nonzeros(n, 2, Target::rwkv7), 60 * n * n * n + 600) << n;
}

}  // namespace
}  // namespace linac::size_test
