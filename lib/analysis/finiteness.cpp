#include "analysis/finiteness.hpp"

#include <algorithm>

#include "analysis/minimize.hpp"
#include "analysis/stratification.hpp"
#include "automata/bounded.hpp"
#include "exact/finite_order.hpp"

namespace linac {
namespace {

/// Less than each of its proper suffixes. Among the words of infinite order the least is a Lyndon word: a
/// rotation or a root of it is one too.
bool is_lyndon(const Word& word) {
    for (std::size_t i = 1; i < word.size(); ++i)
        if (!std::lexicographical_compare(word.begin(), word.end(),
                                          word.begin() + static_cast<std::ptrdiff_t>(i), word.end()))
            return false;
    return true;
}

/// The next word of the same length; false after the last.
bool advance(Word& word, std::size_t symbols) {
    for (std::size_t i = word.size(); i-- > 0;) {
        if (++word[i] < symbols) return true;
        word[i] = 0;
    }
    return false;
}

SparseMatrix matrix_of(const WeightedAutomaton& automaton, const Word& word) {
    SparseMatrix product = automaton.transition[word[0]];
    for (std::size_t i = 1; i < word.size(); ++i) product = multiply(product, automaton.transition[word[i]]);
    return product;
}

/// Looks for a word of infinite order; that there is none is decided for one letter.
Finiteness by_orders(const WeightedAutomaton& minimal) {
    constexpr std::size_t most_work = std::size_t{1} << 27U;
    const std::size_t n = std::max<std::size_t>(minimal.size(), 1);
    std::size_t left = std::min(max_order_words, most_work / (n * n * n));
    const std::size_t symbols = minimal.alphabet.size();
    for (std::size_t length = 1; left > 0; ++length) {
        if (symbols < 2 && length > symbols) return {true, std::nullopt, std::nullopt};
        Word word(length, 0);
        do {
            if (!is_lyndon(word)) continue;
            if (!has_finite_order(matrix_of(minimal, word))) return {false, std::nullopt, word};
            --left;
        } while (left > 0 && advance(word, symbols));
    }
    return {};
}

/// Without updates that nothing depends on.
CounterMachine without_idle_updates(CounterMachine machine) {
    const std::vector<bool> useful = useful_states(machine);
    std::vector<bool> tested(machine.counters.size(), false);
    const auto note = [&](const std::vector<ZeroTest>& tests) {
        for (std::size_t c = 0; c < tests.size(); ++c)
            if (tests[c] != ZeroTest::any) tested[c] = true;
    };
    for (const CounterRule& rule : machine.rules) note(rule.tests);
    for (const auto& acceptance : machine.accepting) note(acceptance.tests);
    for (CounterRule& rule : machine.rules)
        for (std::size_t c = 0; c < tested.size(); ++c)
            if (!tested[c] || !useful[rule.to]) rule.updates[c] = {};
    return machine;
}

}  // namespace

Finiteness finiteness(const WeightedAutomaton& automaton, std::size_t most_states) {
    constexpr std::size_t few_states = 256;
    const auto by_rows = [&](std::size_t most) -> Finiteness {
        auto machine = determinized(automaton, most);
        if (!machine) return {};
        return {true, std::move(machine), std::nullopt};
    };
    if (is_unweighted(automaton)) return {true, determinized(automaton, most_states), std::nullopt};
    if (Finiteness found = by_rows(std::min(few_states, most_states)); found.finite) return found;
    Finiteness found = by_orders(minimized(automaton));
    if (found.finite == false) return found;
    if (Finiteness larger = by_rows(most_states); larger.finite) return larger;
    return found;
}

namespace {

template <MachineKind Machine>
std::optional<Dfa> explored(const Machine& machine, std::size_t most_configurations) {
    constexpr std::size_t unbounded = std::size_t{1} << 62U;  // which no search reaches
    const auto found = capture([&] { return bounded(machine, unbounded, most_configurations + 1); });
    if (!found) return std::nullopt;
    return determinized(found.value(), most_configurations);
}

}  // namespace

std::optional<Dfa> finite_machine(const CounterMachine& machine, std::size_t most_configurations) {
    return explored(without_idle_updates(machine), most_configurations);
}

std::optional<Dfa> finite_machine(const StackMachine& machine, std::size_t most_configurations) {
    return explored(machine, most_configurations);
}

}  // namespace linac
