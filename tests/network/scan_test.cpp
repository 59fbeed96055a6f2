#include "network/scan.hpp"

#include <gtest/gtest.h>

#include "compile/compile.hpp"
#include "support/random_automata.hpp"

namespace linac::scan_test {
namespace {

Rational output(const Network& network, const Word& word) {
    ExactExecutor executor(network);
    for (const Symbol symbol : word) executor.step(symbol);
    return executor.output();
}

Rational scanned(NetworkScan& scan, const Word& word, std::size_t part) {
    scan.restart();
    for (std::size_t from = 0; from < word.size(); from += part)
        scan.read(std::span(word).subspan(from, std::min(part, word.size() - from)));
    return scan.output();
}

TEST(NetworkScan, is_what_the_executor_says) {
    tests::RandomAutomata random(9);
    const WeightedAutomaton automaton = random.weighted(2, 2, 100);
    for (const Target target : {Target::deltaproduct, Target::rwkv7}) {
        // One layer of DeltaProduct is linear in its state; blocked RWKV-7 is not.
        const Network network = compile(automaton, {.target = target}).value().network;
        NetworkScan scan(network);
        for (const std::size_t length : {0U, 1U, 4095U, 4096U, 4097U, 6000U}) {
            const Word word = random.word(automaton.alphabet, length);
            const Rational expected = output(network, word);
            for (const std::size_t part : {97U, 4096U, 100'000U})
                ASSERT_EQ(scanned(scan, word, part), expected) << name_of(target) << " " << length;
        }
    }
}

}  // namespace
}  // namespace linac::scan_test
