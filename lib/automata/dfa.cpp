#include "automata/dfa.hpp"

#include <algorithm>
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

/// States in classes that are split until all states of a class move to the same class on each symbol. Source: Hopcroft
/// 1971, An n log n algorithm for minimizing states in a finite automaton.
class Refinement {
  public:
    explicit Refinement(const Dfa& dfa) : class_(classes_of(dfa.output)), place_(dfa.size()) {
        for (std::size_t state = 0; state < dfa.size(); ++state) {
            if (members_.size() <= class_[state]) members_.resize(class_[state] + 1);
            place_[state] = members_[class_[state]].size();
            members_[class_[state]].push_back(state);
        }
        marked_.resize(members_.size());
        for (std::size_t i = 0; i < members_.size(); ++i) waiting_.push_back(i);
        for (const auto& next : dfa.next) before_.push_back(inverse(next));
    }

    /// The class of each state, and how many there are.
    std::vector<std::size_t> run(std::size_t& count) {
        while (!waiting_.empty()) {
            const States splitter = members_[waiting_.back()];
            waiting_.pop_back();
            for (const Inverse& before : before_) split_by(splitter, before);
        }
        count = members_.size();
        return std::move(class_);
    }

  private:
    using States = std::vector<std::size_t>;

    /// By state q, those that move to q: sources[first[q]] … sources[first[q + 1] − 1].
    struct Inverse {
        States first;
        States sources;
    };

    static Inverse inverse(const States& next) {
        Inverse result{States(next.size() + 1), States(next.size())};
        for (const std::size_t target : next) ++result.first[target];
        for (std::size_t i = 1; i <= next.size(); ++i) result.first[i] += result.first[i - 1];
        for (std::size_t state = next.size(); state > 0; --state)
            result.sources[--result.first[next[state - 1]]] = state - 1;
        return result;
    }

    /// Parts the states of each class that move into the splitter from those that do not.
    void split_by(const States& splitter, const Inverse& before) {
        States touched;
        for (const std::size_t target : splitter)
            for (std::size_t i = before.first[target]; i < before.first[target + 1]; ++i) {
                const std::size_t state = before.sources[i];
                const std::size_t of = class_[state];
                if (marked_[of] == 0) touched.push_back(of);
                exchange(of, place_[state], marked_[of]++);
            }
        for (const std::size_t of : touched) {
            if (marked_[of] < members_[of].size()) split(of);
            marked_[of] = 0;
        }
    }

    void exchange(std::size_t of, std::size_t left, std::size_t right) {
        std::swap(members_[of][left], members_[of][right]);
        place_[members_[of][left]] = left;
        place_[members_[of][right]] = right;
    }

    /// The smaller part becomes a class of its own. It alone must split others, unless the whole was to do so yet: what
    /// the whole has parted is parted by the other part as well.
    void split(std::size_t of) {
        States& states = members_[of];
        const std::size_t rest = states.size() - marked_[of];
        States part;
        if (marked_[of] <= rest) {
            part.assign(states.begin(), states.begin() + static_cast<std::ptrdiff_t>(marked_[of]));
            for (std::size_t i = 0; i < part.size(); ++i) exchange(of, i, states.size() - part.size() + i);
        } else {
            part.assign(states.begin() + static_cast<std::ptrdiff_t>(marked_[of]), states.end());
        }
        states.resize(states.size() - part.size());
        for (std::size_t i = 0; i < part.size(); ++i) {
            class_[part[i]] = members_.size();
            place_[part[i]] = i;
        }
        waiting_.push_back(members_.size());
        members_.push_back(std::move(part));
        marked_.push_back(0);
    }

    States class_;                 // by state
    States place_;                 // by state, in the members of its class
    std::vector<States> members_;  // by class, those marked first
    States marked_;                // by class
    States waiting_;               // classes that are to split others
    std::vector<Inverse> before_;  // by symbol
};

}  // namespace

const Rational& output(const Dfa& dfa, const Word& word) {
    std::size_t state = dfa.initial;
    for (const Symbol symbol : word) state = dfa.next[symbol][state];
    return dfa.output[state];
}

Dfa minimized(const Dfa& dfa) {
    const Dfa part = reachable_part(dfa);
    std::size_t count = 0;
    const std::vector<std::size_t> classes = Refinement(part).run(count);
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

}  // namespace linac
