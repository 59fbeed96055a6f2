// Forms of the last layer's state against its state on words.
#include "proof/tail.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "compile/compile.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"

namespace linac::tail_test {
namespace {

/// The row (1, α M_w) in the coordinates of the space, times the weights on the window that follows.
Rational value_of(const RowForm& form, const RowSpace& space, RowSpaces& spaces, WindowFunctions& functions,
                  const Word& word) {
    SparseVector row = unit(0);
    for (const Entry& e : spaces.automaton().initial) row.push_back({e.index + 1, e.value});
    for (std::size_t t = 0; t + form.age < word.size(); ++t) row = spaces.read(row, word[t]);
    const std::vector<Symbol> by_age(word.rbegin(), word.rend());
    Rational value;
    for (std::size_t k = 0; k < space.size(); ++k)
        value.add_product(entry(row, space.pivots[k]), functions.value(form.weights[k], by_age));
    return value;
}

void expect_right_forms(const WeightedAutomaton& automaton, const Network& network,
                        std::size_t longest = 100) {
    Effort effort;
    const TokenWindow window(network, effort);
    TailPositions positions(network, window, effort);
    RowSpaces spaces(automaton, effort);
    ExactTimes exact(spaces);
    Tail tail(positions, spaces, exact);
    std::mt19937 random(7);
    for (std::size_t run = 0; run < 3; ++run) {
        ExactExecutor executor(network);
        Word word;
        for (std::size_t t = 0; t < std::min(longest, window.before() + 2 * window.period()); ++t) {
            const RowForm output = tail.output(t);
            ASSERT_EQ(value_of(output, exact.at(t - output.age), spaces, positions.functions(), word),
                      executor.output());
            std::size_t head = 0;
            std::vector<const ExactState*> states;
            executor.for_each_state([&](ExactState& state) { states.push_back(&state); });
            const std::size_t first = states.size() - positions.heads().size();
            for (const Head& of : positions.heads()) {
                for (std::size_t i = 0; i < of.key_dimension; ++i)
                    for (std::size_t v = 0; v < of.value_dimension; ++v) {
                        const auto& form = tail.entry(t, {head, i, v});
                        const Rational value = form ? value_of(*form, exact.at(t - form->age), spaces,
                                                               positions.functions(), word)
                                                    : Rational();
                        ASSERT_EQ(value, states[first + head]->at(i, v)) << "after " << t << " tokens";
                    }
                ++head;
            }
            word.push_back(random() % automaton.alphabet.size());
            executor.step(word.back());
        }
    }
}

TEST(Tail, has_the_entries_of_the_state) {
    tests::RandomAutomata random(1);
    const auto check = [&](std::size_t states, Target target, Scheme scheme) {
        const WeightedAutomaton automaton = random.weighted(states, 2, 80);
        expect_right_forms(automaton, compile(automaton, {target, scheme}).value().network);
        // Of another automaton's row, entries are forms too, whose weights depend on all tokens since the start.
        const WeightedAutomaton other = random.weighted(states, 2, 80);
        expect_right_forms(other, compile(automaton, {target, scheme}).value().network, 7);
    };
    check(1, Target::rwkv7, Scheme::blocked);
    check(2, Target::rwkv7, Scheme::blocked);
    check(3, Target::rwkv7, Scheme::blocked);
    check(2, Target::rwkv7, Scheme::two_layer);
    check(1, Target::deltanet, Scheme::blocked);
}

/// The last layer's heads of other kinds, with the parameters of a window.
TEST(Tail, follows_heads_of_every_linear_kind) {
    tests::RandomAutomata random(2);
    const WeightedAutomaton automaton = random.weighted(2, 2, 100);
    std::mt19937 draw(5);
    for (const HeadKindInfo& kind : head_kinds()) {
        if (!kind.is_linear() || kind.kind == HeadKind::pd) continue;
        Network network = compile(automaton, {Target::rwkv7, Scheme::blocked}).value().network;
        SCOPED_TRACE(kind.name);
        Head head;
        head.kind = kind.kind;
        head.key_dimension = 2;
        head.value_dimension = 2;
        const auto map = [&](std::size_t outputs) {
            AffineMap made(network.width(), outputs);
            for (std::size_t o = 0; o < outputs; ++o)
                for (std::size_t i = 0; i < network.width(); ++i)
                    if (draw() % 4 == 0) made.add(o, i, static_cast<std::int64_t>(draw() % 5) - 2);
            return made;
        };
        for (const ParameterInfo& parameter : kind.parameters)
            head.parameters.push_back(map(outputs_of(parameter.shape, 2, 2)));
        head.receptance = map(2);
        head.output = AffineMap(2, network.width());
        for (std::size_t v = 0; v < 2; ++v) head.output.add(v, v, 1);
        network.readout.add(0, 0, 1);
        network.readout.add(0, 1, -2);
        network.layers.back().heads = {head};
        validate(network);
        expect_right_forms(automaton, network, 7);
    }
}

}  // namespace
}  // namespace linac::tail_test
