#include "analysis/language.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

#include "hash.hpp"
#include "text.hpp"

namespace linac {

namespace {

Error negative(const std::string& what, const Rational& weight) {
    return Error::impossible(
        "the weight of " + what + " is " + printable(to_string(weight)) +
            ": where some are negative, paths may cancel, and the words that do not weigh 0 "
            "need not be a regular language",
        "a language can be made of an automaton whose weights are not negative");
}

/// Throws impossible at the first negative weight.
void expect_nonnegative(const EpsilonAutomaton& automaton) {
    const WeightedAutomaton& part = automaton.automaton;
    const auto name = [&](std::size_t state) { return printable(part.states[state]); };
    for (const Entry& e : part.initial)
        if (e.value.sign() < 0) throw negative("initial state " + name(e.index), e.value);
    for (const Entry& e : part.final)
        if (e.value.sign() < 0) throw negative("final state " + name(e.index), e.value);
    const auto check = [&](const SparseMatrix& matrix, const std::string& label) {
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            for (const Entry& e : matrix.row(i))
                if (e.value.sign() < 0)
                    throw negative(name(i) + " -> " + name(e.index) + " on " + label, e.value);
    };
    for (Symbol s = 0; s < part.alphabet.size(); ++s)
        check(part.transition[s], printable(part.alphabet.name(s)));
    check(automaton.epsilon, "ε");
}

EpsilonAutomaton useful_part(const EpsilonAutomaton& automaton) {
    std::vector<SparseMatrix> matrices = automaton.automaton.transition;
    matrices.push_back(automaton.epsilon);
    const std::vector<std::size_t> useful = useful_states(automaton.automaton, matrices);
    return {restricted(automaton.automaton, useful), block(automaton.epsilon, useful)};
}

using Set = std::vector<std::uint32_t>;  // ascending

class Subsets {
  public:
    Subsets(const EpsilonAutomaton& automaton, std::size_t max_states)
        : automaton_(automaton), max_states_(max_states), is_in_(automaton.automaton.size(), false) {}

    Dfa explore() {
        const WeightedAutomaton& part = automaton_.automaton;
        Dfa dfa{part.alphabet, 0, std::vector<std::vector<std::size_t>>(part.alphabet.size()), {}};
        add(part.initial);
        number(0);
        for (std::size_t i = 0; i < sets_.size(); ++i) {
            for (Symbol s = 0; s < part.alphabet.size(); ++s) {
                for (const std::uint32_t state : *sets_[i]) add(part.transition[s].row(state));
                dfa.next[s].push_back(number(length_[i] + 1));
            }
        }
        const Vector final = dense(part.final, part.size());
        for (const Set* set : sets_)
            dfa.output.emplace_back(
                std::any_of(set->begin(), set->end(), [&](std::uint32_t i) { return !final[i].is_zero(); })
                    ? 1
                    : 0);
        return dfa;
    }

  private:
    void add(const SparseVector& states) {
        for (const Entry& e : states) {
            if (is_in_[e.index]) continue;
            is_in_[e.index] = true;
            current_.push_back(static_cast<std::uint32_t>(e.index));
        }
    }

    /// The number of the current set and of what ε-transitions add to it; it begins anew as the empty one.
    std::size_t number(std::size_t length) {
        for (std::size_t at = 0; at < current_.size(); ++at) add(automaton_.epsilon.row(current_[at]));
        for (const std::uint32_t state : current_) is_in_[state] = false;
        std::sort(current_.begin(), current_.end());
        const auto [at, is_new] = number_.try_emplace(current_, sets_.size());
        current_.clear();
        if (is_new) {
            expect_room(at->first);
            sets_.push_back(&at->first);
            length_.push_back(length);
        }
        return at->second;
    }

    void expect_room(const Set& set) {
        const std::string found = count_of(sets_.size(), "set") +
                                  " of states were found, by words of up to " +
                                  count_of(length_.empty() ? 0 : length_.back(), "symbol");
        const auto refuse = [&](const std::string& limit) {
            throw Error::impossible("the language's machine has, before it is made minimal, " + limit, found);
        };
        bytes_ += set.size() * sizeof(std::uint32_t);
        const std::size_t symbols = std::max<std::size_t>(automaton_.automaton.alphabet.size(), 1);
        if (sets_.size() >= max_states_) refuse("more than " + count_of(max_states_, "state"));
        if (sets_.size() >= max_language_rows / symbols)
            refuse("states times symbols of more than " + std::to_string(max_language_rows));
        if (bytes_ > max_language_bytes)
            refuse("sets of states that take more than " + std::to_string(max_language_bytes >> 20U) +
                   " MiB");
    }

    const EpsilonAutomaton& automaton_;
    std::size_t max_states_;
    std::unordered_map<Set, std::size_t, HashOfNumbers> number_;
    std::vector<const Set*> sets_;
    std::vector<std::size_t> length_;  // of a shortest word that leads there
    std::size_t bytes_ = 0;
    Set current_;
    std::vector<bool> is_in_;
};

}  // namespace

Dfa language(const EpsilonAutomaton& automaton, std::size_t max_states) {
    const EpsilonAutomaton part = useful_part(automaton);
    expect_nonnegative(part);
    return minimized(Subsets(part, max_states).explore());
}

}  // namespace linac
