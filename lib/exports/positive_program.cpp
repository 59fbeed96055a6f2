#include "exports/positive_program.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "automata/permutation.hpp"

namespace linac {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

std::string coordinate_name(const FiniteNetwork& finite, const StateBlock& block, std::size_t coordinate) {
    const std::string& label = finite.labels[block.head];
    return "coordinate " + std::to_string(coordinate) + " of head " + std::to_string(block.head) +
           (label.empty() ? "" : " (" + label + ")");
}

// What a letter does to a block's live coordinates, over the reachable states.

/// The value of a coordinate after the letter: a constant, or offset + sign · source before it.
struct Origin {
    bool is_constant = false;
    Rational offset;
    std::size_t source = 0;
    int sign = 1;
};

using LetterAction = std::vector<Origin>;

class PositiveProgram {
  public:
    PositiveProgram(const FiniteNetwork& finite, const StateBlock& block) : finite_(finite), block_(block) {
        for (std::size_t i = 0; i < block.size; ++i) {
            const auto is_live = [&](const Vector& state) { return !state[block.first + i].is_zero(); };
            if (std::any_of(finite.states.begin(), finite.states.end(), is_live)) live_.push_back(i);
        }
        for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol) actions_.push_back(action(symbol));
        for (const LetterAction& letter : actions_) cycles_.push_back(cycles(completed(letter)));
    }

    BlockProgram build() {
        choose_signs();
        BlockProgram& program = program_;
        program.copies = has_swaps() ? 2 : 1;
        program.slots = program.copies * live_.size();
        program.slot.assign(block_.size, BlockProgram::no_slot);
        program.sign.assign(block_.size, 1);
        for (std::size_t i = 0; i < live_.size(); ++i) {
            program.slot[live_[i]] = program.copies * i;
            program.sign[live_[i]] = sign_[i];
        }
        program.steps.resize(finite_.alphabet.size() + 1);
        const Vector first = block_of(finite_.states[0], block_);
        write_first_state(program, first);
        for (std::size_t i = 0; i < live_.size(); ++i)
            if (first[live_[i]].sign() * sign_[i] < 0) units(0, i, 0, 2);
        for (Symbol symbol = 0; symbol < actions_.size(); ++symbol) {
            for (const Permutation& cycle : cycles_[symbol]) rotate(symbol + 1, cycle);
            for (std::size_t i = 0; i < live_.size(); ++i) finish(symbol, i);
        }
        choose_scale(program);
        return program;
    }

  private:
    const Rational& before(std::size_t state, std::size_t i) const {
        return finite_.states[state][block_.first + live_[i]];
    }
    const Rational& after(Symbol symbol, std::size_t state, std::size_t i) const {
        return before(finite_.next[symbol][state], i);
    }

    /// after(target) = offset + sign · before(source) in every state, if it is.
    std::optional<Origin> moved(Symbol symbol, std::size_t target, std::size_t source, int sign) const {
        const auto offset = [&](std::size_t q) {
            return sign > 0 ? after(symbol, q, target) - before(q, source)
                            : after(symbol, q, target) + before(q, source);
        };
        const Rational first = offset(0);
        if (sign > 0 && !first.is_zero()) return std::nullopt;  // no step only adds
        for (std::size_t q = 1; q < finite_.states.size(); ++q)
            if (offset(q) != first) return std::nullopt;
        return Origin{false, first, source, sign};
    }

    LetterAction action(Symbol symbol) const {
        const std::size_t n = live_.size();
        LetterAction result(n);
        std::vector<std::vector<Origin>> choices(n);
        for (std::size_t i = 0; i < n; ++i) {
            if (const auto kept = moved(symbol, i, i, 1)) choices[i].push_back(*kept);
            bool is_constant = true;
            for (std::size_t q = 1; q < finite_.states.size() && is_constant; ++q)
                is_constant = after(symbol, q, i) == after(symbol, 0, i);
            if (is_constant && choices[i].empty()) {
                result[i] = {true, after(symbol, 0, i), 0, 1};
                continue;
            }
            for (const int sign : {1, -1})
                for (std::size_t source = 0; source < n; ++source)
                    if (const auto found = moved(symbol, i, source, sign)) choices[i].push_back(*found);
            if (choices[i].empty())
                throw Error::impossible(
                    "symbol " + finite_.alphabet.name(symbol) + " takes " +
                        coordinate_name(finite_, block_, live_[i]) +
                        " neither to a constant nor to ± one coordinate before it: not a permutation with "
                        "resets, and steps with 0 ≤ β‖k‖² ≤ 2 neither add coordinates nor copy them",
                    "a permutation automaton, or one whose letters merge states only by a reset, is held");
        }
        assign_sources(symbol, choices, result);
        return result;
    }

    /// Gives every coordinate that is not constant a source of its own (a bipartite matching, by augmenting paths).
    /// As many as can be are matched without offsets, which restrict signs: a letter that permutes coordinates and
    /// changes signs needs none, though few reachable states may allow offsets too.
    void assign_sources(Symbol symbol, const std::vector<std::vector<Origin>>& choices,
                        LetterAction& result) const {
        std::vector<std::size_t> taken_by(choices.size(), none);
        std::vector<char> is_seen;
        std::vector<char> is_matched(choices.size(), 0);
        bool may_have_offset = false;
        const auto assign = [&](auto& self, std::size_t target) -> bool {
            for (const Origin& choice : choices[target]) {
                if (is_seen[choice.source] != 0 || (!may_have_offset && !choice.offset.is_zero())) continue;
                is_seen[choice.source] = 1;
                if (taken_by[choice.source] == none || self(self, taken_by[choice.source])) {
                    taken_by[choice.source] = target;
                    result[target] = choice;
                    return true;
                }
            }
            return false;
        };
        const auto match = [&](std::size_t target) {
            is_seen.assign(choices.size(), 0);
            return assign(assign, target);
        };
        for (std::size_t target = 0; target < choices.size(); ++target)
            is_matched[target] = match(target) ? 1 : 0;
        may_have_offset = true;
        for (std::size_t target = 0; target < choices.size(); ++target)
            if (!choices[target].empty() && is_matched[target] == 0 && !match(target))
                throw Error::impossible("symbol " + finite_.alphabet.name(symbol) + " copies " +
                                        coordinate_name(finite_, block_, live_[choices[target][0].source]) +
                                        ", and steps with 0 ≤ β‖k‖² ≤ 2 do not copy");
    }

    /// Where each coordinate's value goes: that of one that goes nowhere, to a place that is overwritten.
    static Permutation completed(const LetterAction& action) {
        Permutation goes_to(action.size(), none);
        for (std::size_t target = 0; target < action.size(); ++target)
            if (!action[target].is_constant) goes_to[action[target].source] = target;
        for (std::size_t target = 0; target < action.size(); ++target) {
            if (!action[target].is_constant) continue;
            std::size_t end = target;
            while (goes_to[end] != none) end = goes_to[end];
            goes_to[end] = target;
        }
        return goes_to;
    }

    bool has_swaps() const {
        return std::any_of(cycles_.begin(), cycles_.end(), [](const auto& found) { return !found.empty(); });
    }

    bool is_mixed(const Permutation& cycle) const {
        return std::any_of(cycle.begin(), cycle.end(),
                           [&](std::size_t i) { return sign_[i] != sign_[cycle[0]]; });
    }

    /// What the signs cost: what they make impossible (swaps without opposite signs, offsets that no positive
    /// value gives), the most swaps a letter takes, all swaps.
    std::array<std::size_t, 3> cost() const {
        std::array<std::size_t, 3> result{};
        const bool is_one_sign =
            std::all_of(sign_.begin(), sign_.end(), [&](int sign) { return sign == sign_[0]; });
        if (is_one_sign && has_swaps()) ++result[0];
        for (std::size_t i = 0; i < live_.size(); ++i)
            if (before(0, i).sign() * sign_[i] < 0) result[1] += 2;
        result[2] = result[1];
        for (Symbol symbol = 0; symbol < actions_.size(); ++symbol) {
            std::size_t swaps = 0;
            for (const Permutation& cycle : cycles_[symbol])
                swaps += cycle.size() + (is_mixed(cycle) ? 0U : 2U);
            for (std::size_t i = 0; i < live_.size(); ++i) {
                const Origin& origin = actions_[symbol][i];
                if (origin.offset.sign() * sign_[i] >= 0) continue;
                if (!origin.is_constant) ++result[0];
                swaps += 2;
            }
            result[1] = std::max(result[1], swaps);
            result[2] += swaps;
        }
        return result;
    }

    void choose_signs() {
        sign_.assign(live_.size(), 1);
        // Alternating along cycles as far as they agree, but as offsets need them; then whatever single change is
        // better. So what can be possible is: only swaps without opposite signs may be left, and one change ends that.
        std::vector<char> is_chosen(live_.size(), 0);
        for (const auto& letter : cycles_)
            for (const Permutation& cycle : letter)
                for (std::size_t p = 1; p < cycle.size(); ++p) {
                    if (is_chosen[cycle[p]] != 0) continue;
                    is_chosen[cycle[p]] = 1;
                    sign_[cycle[p]] = -sign_[cycle[p - 1]];
                }
        for (const LetterAction& letter : actions_)
            for (std::size_t i = 0; i < live_.size(); ++i)
                if (!letter[i].is_constant && !letter[i].offset.is_zero()) sign_[i] = letter[i].offset.sign();
        auto least = cost();
        const auto flip = [&](std::size_t i) { sign_[i] = -sign_[i]; };
        for (std::size_t i = 0; i < live_.size(); ++i) flip(i);
        if (const auto flipped = cost(); flipped < least)
            least = flipped;
        else
            for (std::size_t i = 0; i < live_.size(); ++i) flip(i);
        for (bool is_better = true; is_better;) {
            is_better = false;
            for (std::size_t i = 0; i < live_.size(); ++i) {
                flip(i);
                const auto changed = cost();
                if (changed < least) {
                    least = changed;
                    is_better = true;
                } else {
                    flip(i);
                }
            }
        }
        if (least[0] != 0)
            throw Error::impossible("no choice of signs gives positive keys for the swaps of head " +
                                    std::to_string(block_.head) +
                                    " and positive values for its coordinates that go from x to c − x");
    }

    /// Steps that treat the coordinate's slots alike: β = 1 writes the value, β = 2 takes y to 2 value − y.
    void units(std::size_t token, std::size_t i, const Rational& value, int beta) {
        for (std::size_t copy = 0; copy < program_.copies; ++copy)
            program_.steps[token].push_back({unit(program_.slot[live_[i]] + copy), value, beta});
    }

    void swap(std::size_t token, std::size_t i, std::size_t j) {
        const Rational half = Rational(1) / 2;
        const std::size_t low = program_.slot[live_[std::min(i, j)]];
        const std::size_t high = program_.slot[live_[std::max(i, j)]];
        program_.steps[token].push_back(
            {{{low, half}, {low + 1, half}, {high, half}, {high + 1, half}}, 0, 2});
    }

    /// Takes the value of each element of the cycle to the next, by swaps of coordinates of opposite signs.
    void rotate(std::size_t token, Permutation cycle) {
        if (!is_mixed(cycle)) {
            std::size_t other = 0;
            while (sign_[other] == sign_[cycle[0]]) ++other;
            swap(token, cycle[0], other);
            // What is in `other` belongs to the second element; what is in the first, back to `other`.
            cycle.insert(cycle.begin() + 1, other);
            std::rotate(cycle.begin(), cycle.begin() + 1, cycle.end());
        }
        while (cycle.size() > 1) {
            std::size_t kept = 0;  // with the next one, of which the sign occurs elsewhere too
            for (; kept < cycle.size(); ++kept) {
                const std::size_t next = cycle[(kept + 1) % cycle.size()];
                const auto alike = std::count_if(cycle.begin(), cycle.end(),
                                                 [&](std::size_t i) { return sign_[i] == sign_[next]; });
                if (sign_[cycle[kept]] != sign_[next] && (alike > 1 || cycle.size() == 2)) break;
            }
            const std::size_t next = (kept + 1) % cycle.size();
            swap(token, cycle[kept], cycle[next]);
            cycle.erase(cycle.begin() + static_cast<std::ptrdiff_t>(next));
        }
    }

    /// After the swaps: constants, changes of sign, offsets.
    void finish(Symbol symbol, std::size_t i) {
        const Origin& origin = actions_[symbol][i];
        const Rational offset = origin.offset * sign_[i];
        if (origin.is_constant) {
            units(symbol + 1, i, abs(offset), 1);
            if (offset.sign() < 0) units(symbol + 1, i, 0, 2);
        } else if (origin.sign < 0) {
            units(symbol + 1, i, offset / 2, 2);
        }
    }

    const FiniteNetwork& finite_;
    const StateBlock& block_;
    std::vector<std::size_t> live_;  // coordinates that are not always 0; below, i counts these
    std::vector<LetterAction> actions_;
    std::vector<std::vector<Permutation>> cycles_;  // of the completed letters
    std::vector<int> sign_;
    BlockProgram program_;
};

}  // namespace

Result<BlockProgram> positive_program(const FiniteNetwork& finite, const StateBlock& block) {
    return capture([&] { return PositiveProgram(finite, block).build(); });
}

}  // namespace linac
