#include "automata/dfa.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace linac {

namespace {

constexpr auto unseen = static_cast<std::size_t>(-1);

/// The reachable part, numbered breadth-first.
Dfa reachable_part(const Dfa& dfa) {
    std::vector<std::size_t> number(dfa.size(), unseen);
    std::vector<std::size_t> found = {dfa.initial};
    number[dfa.initial] = 0;
    for (std::size_t i = 0; i < found.size(); ++i)
        for (const auto& next : dfa.next) {
            const std::size_t target = next[found[i]];
            if (number[target] != unseen) continue;
            number[target] = found.size();
            found.push_back(target);
        }
    Dfa part{dfa.alphabet, 0, {}, {}};
    part.next.assign(dfa.next.size(), std::vector<std::size_t>(found.size()));
    part.output.reserve(found.size());
    for (const std::size_t state : found) part.output.push_back(dfa.output[state]);
    for (Symbol s = 0; s < dfa.next.size(); ++s)
        for (std::size_t i = 0; i < found.size(); ++i) part.next[s][i] = number[dfa.next[s][found[i]]];
    return part;
}

/// Numbers equal keys alike.
template <class Key>
std::vector<std::size_t> classes_of(const std::vector<Key>& keys) {
    std::vector<std::size_t> order(keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t l, std::size_t r) { return keys[l] < keys[r]; });
    std::vector<std::size_t> result(keys.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && keys[order[i - 1]] < keys[order[i]]) ++count;
        result[order[i]] = count;
    }
    return result;
}

/// For a move, the states that lead to each state: those to q are sources[first[q]] … sources[first[q + 1] − 1].
struct Sources {
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> sources;

    explicit Sources(const std::vector<std::size_t>& next) : first(next.size() + 1, 0), sources(next.size()) {
        for (const std::size_t target : next) ++first[target + 1];
        for (std::size_t q = 0; q < next.size(); ++q) first[q + 1] += first[q];
        std::vector<std::uint32_t> at(first.begin(), first.end() - 1);
        for (std::size_t i = 0; i < next.size(); ++i) sources[at[next[i]]++] = static_cast<std::uint32_t>(i);
    }
};

/// A partition of the states that becomes finer: Hopcroft's, of which only the smaller part of a class that was split
/// is looked at again.
class Partition {
  public:
    explicit Partition(const Dfa& dfa) : class_of_(classes_of(dfa.output)), location_(dfa.size()) {
        for (const std::size_t c : class_of_) {
            if (c >= classes_.size()) classes_.resize(c + 1);
            ++classes_[c].end;
        }
        for (std::size_t c = 1; c < classes_.size(); ++c) {
            classes_[c].begin = classes_[c - 1].end;
            classes_[c].end += classes_[c].begin;
        }
        states_.resize(dfa.size());
        std::vector<std::size_t> at;
        for (const Class& one : classes_) at.push_back(one.begin);
        for (std::size_t i = 0; i < dfa.size(); ++i) {
            location_[i] = at[class_of_[i]]++;
            states_[location_[i]] = i;
        }
        for (const auto& next : dfa.next) sources_.emplace_back(next);
        for (std::size_t c = 0; c < classes_.size(); ++c) wait(c);
    }

    /// The coarsest partition that moves respect.
    void refine() {
        std::vector<std::size_t> splitter;
        while (!waiting_.empty()) {
            const Class one = classes_[waiting_.back()];
            classes_[waiting_.back()].is_waiting = false;
            waiting_.pop_back();
            // It may be split itself on the way.
            splitter.assign(states_.begin() + static_cast<std::ptrdiff_t>(one.begin),
                            states_.begin() + static_cast<std::ptrdiff_t>(one.end));
            for (const Sources& move : sources_) {
                for (const std::size_t target : splitter)
                    for (std::size_t i = move.first[target]; i < move.first[target + 1]; ++i)
                        mark(move.sources[i]);
                for (const std::size_t c : touched_) split(c);
                touched_.clear();
            }
        }
    }

    [[nodiscard]] std::size_t count() const noexcept { return classes_.size(); }
    [[nodiscard]] const std::vector<std::size_t>& class_of() const noexcept { return class_of_; }

  private:
    /// Its states are states_[begin] … states_[end − 1], first those that are marked.
    struct Class {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::size_t marked = 0;
        bool is_waiting = false;
    };

    void wait(std::size_t c) {
        classes_[c].is_waiting = true;
        waiting_.push_back(c);
    }

    void mark(std::size_t state) {
        Class& one = classes_[class_of_[state]];
        if (one.marked == 0) touched_.push_back(class_of_[state]);
        const std::size_t to = one.begin + one.marked++;
        const std::size_t other = states_[to];
        std::swap(states_[to], states_[location_[state]]);
        std::swap(location_[other], location_[state]);
    }

    /// Makes the marked states of a class one of their own, unless all are.
    void split(std::size_t c) {
        const std::size_t marked = std::exchange(classes_[c].marked, 0);
        const std::size_t middle = classes_[c].begin + marked;
        if (middle == classes_[c].end) return;
        const std::size_t fresh = classes_.size();
        classes_.push_back({classes_[c].begin, middle, 0, false});
        classes_[c].begin = middle;
        for (std::size_t i = middle - marked; i < middle; ++i) class_of_[states_[i]] = fresh;
        const bool is_smaller = marked <= classes_[c].end - middle;
        wait(classes_[c].is_waiting || is_smaller ? fresh : c);
    }

    std::vector<Class> classes_;
    std::vector<std::size_t> class_of_;
    std::vector<std::size_t> states_;
    std::vector<std::size_t> location_;  // of each state in states_
    std::vector<Sources> sources_;       // by symbol
    std::vector<std::size_t> waiting_;
    std::vector<std::size_t> touched_;
};

}  // namespace

const Rational& output(const Dfa& dfa, const Word& word) {
    std::size_t state = dfa.initial;
    for (const Symbol symbol : word) state = dfa.next[symbol][state];
    return dfa.output[state];
}

Dfa minimized(const Dfa& dfa) {
    const Dfa part = reachable_part(dfa);
    Partition partition(part);
    partition.refine();
    const std::vector<std::size_t>& classes = partition.class_of();
    const std::size_t count = partition.count();
    Dfa quotient{part.alphabet, classes[0], {}, std::vector<Rational>(count)};
    quotient.next.assign(part.next.size(), std::vector<std::size_t>(count));
    for (std::size_t i = 0; i < part.size(); ++i) {
        quotient.output[classes[i]] = part.output[i];
        for (Symbol s = 0; s < part.next.size(); ++s) quotient.next[s][classes[i]] = classes[part.next[s][i]];
    }
    return reachable_part(quotient);
}

Dfa to_dfa(const PermutationAutomaton& automaton) {
    return {automaton.alphabet, automaton.initial, automaton.permutation,
            dense(automaton.final, automaton.size())};
}

WeightedAutomaton to_weighted(const Dfa& dfa) {
    WeightedAutomaton automaton(dfa.alphabet, dfa.size());
    automaton.initial = unit(dfa.initial);
    automaton.final = sparse(dfa.output);
    for (Symbol s = 0; s < dfa.alphabet.size(); ++s)
        for (std::size_t i = 0; i < dfa.size(); ++i) automaton.transition[s].set_row(i, unit(dfa.next[s][i]));
    return automaton;
}

WeightedAutomaton weighted_language(const Dfa& dfa) {
    WeightedAutomaton part = trimmed(to_weighted(dfa));
    for (std::size_t i = 0; i < part.size(); ++i) part.states[i] = std::to_string(i);
    return part;
}

}  // namespace linac
