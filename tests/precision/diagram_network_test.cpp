#include "precision/diagram_network.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "precision/word_needs.hpp"
#include "support/naive_executor.hpp"
#include "support/words.hpp"

namespace linac::tests::diagram_network_test {
namespace {

constexpr std::size_t max_nodes = std::size_t{1} << 20U;

Network any_network() {
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    return random_network(random,
                          {.symbols = 2, .heads = 2, .dimension = 2, .steps = 2, .spare = 2, .layers = 2});
}

/// The function's value where the last token of the word has age 0.
const Rational& value_at(const DecisionDiagrams& diagrams, Diagram function, const Word& word) {
    for (std::size_t i = 0; i < word.size(); ++i)
        function = diagrams.given(function, word.size() - 1 - i, word[i]);
    return diagrams.value(function);
}

TEST(DiagramNetwork, does_what_its_header_shows) {
    std::mt19937 random(1);
    const Network network = random_network(random, {});
    DecisionDiagrams diagrams(network.alphabet.size(), 1U << 16U);
    DiagramNetwork symbolic(network, diagrams);
    Need need;
    DiagramNetwork::State state = symbolic.start(need);
    const Diagram output = symbolic.step(state, need);
    EXPECT_LE(diagrams.depth(output), 1U);
}

/// All words of three symbols at once, beside the naive executor, one by one, which shares no code with it.
RC_GTEST_PROP(DiagramNetwork, runs_all_words_at_once, ()) {
    const Network network = any_network();
    DecisionDiagrams diagrams(network.alphabet.size(), max_nodes);
    DiagramNetwork symbolic(network, diagrams);
    Need need;
    DiagramNetwork::State state = symbolic.start(need);
    for (std::size_t length = 1; length <= 3; ++length) {
        const Diagram output = symbolic.step(state, need);
        for (const Word& word : words_of_length(length, network.alphabet.size())) {
            NaiveExecutor naive(network);
            for (const Symbol symbol : word) naive.step(symbol);
            RC_ASSERT(value_at(diagrams, output, word) == *parse_rational(naive.output().str()));
            std::size_t entry = 0;
            for (const auto& layer : naive.state())
                for (const OracleMatrix& matrix : layer)
                    for (const OracleVector& row : matrix)
                        for (const Oracle& value : row)
                            RC_ASSERT(value_at(diagrams, state[entry++], word) ==
                                      *parse_rational(value.str()));
        }
    }
}

/// What all words need together is what each needs, met one by one; the grain may be taken too small, and with it the
/// precision too large.
RC_GTEST_PROP(DiagramNetwork, meets_what_every_word_needs, ()) {
    const Network network = any_network();
    const RangeNetwork ranges(network);
    DecisionDiagrams diagrams(network.alphabet.size(), max_nodes);
    DiagramNetwork symbolic(network, diagrams);
    Need together;
    DiagramNetwork::State state = symbolic.start(together);
    symbolic.step(state, together);
    symbolic.step(state, together);
    Need one_by_one;
    for (const Word& word : words_of_length(2, network.alphabet.size()))
        one_by_one.include(need_of_word(ranges, word));
    RC_ASSERT(together.precision >= one_by_one.precision);
    if (one_by_one.precision != Need::impossible) {
        RC_ASSERT(together.exponent == one_by_one.exponent);
        RC_ASSERT(together.grain <= one_by_one.grain);
    }
}

RC_GTEST_PROP(DiagramNetwork, reads_a_given_symbol_too, ()) {
    const Network network = any_network();
    DecisionDiagrams diagrams(network.alphabet.size(), max_nodes);
    DiagramNetwork symbolic(network, diagrams);
    Need need;
    const DiagramNetwork::State start = symbolic.start(need);
    DiagramNetwork::State any = start;
    const Diagram output = symbolic.step(any, need);
    for (Symbol symbol = 0; symbol < network.alphabet.size(); ++symbol) {
        DiagramNetwork::State state = start;
        RC_ASSERT(symbolic.step(state, symbol, need) == diagrams.given(output, 0, symbol));
        for (std::size_t e = 0; e < state.size(); ++e)
            RC_ASSERT(state[e] == diagrams.given(any[e], 0, symbol));
    }
}

}  // namespace
}  // namespace linac::tests::diagram_network_test
