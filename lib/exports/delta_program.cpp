#include "exports/delta_program.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "automata/permutation.hpp"
#include "exact/floating.hpp"

namespace linac {
namespace {

/// Least value that passes SiLU exactly with a margin: z/(1 + e^−z) is z in single precision from 17.4 on.
const Rational least_value = 32;

/// Longest first state whose key is completed by squares, by its squared norm as integers.
constexpr std::int64_t most_squared_norm = 1'000'000;

std::int64_t integer_root(std::int64_t n) {
    auto root = static_cast<std::int64_t>(std::sqrt(static_cast<double>(n)));
    while (root * root > n) --root;
    while ((root + 1) * (root + 1) <= n) ++root;
    return root;
}

/// a ≥ b ≥ c ≥ d ≥ 0 with a² + b² + c² + d² = n; at least one of all solutions is found.
std::array<std::int64_t, 4> four_squares(std::int64_t n) {
    for (std::int64_t a = integer_root(n); a >= 0; --a)
        for (std::int64_t b = std::min(a, integer_root(n - a * a)); b >= 0; --b)
            for (std::int64_t rest = n - a * a - b * b, c = std::min(b, integer_root(rest)); c >= 0; --c) {
                const std::int64_t d = integer_root(rest - c * c);
                if (d * d == rest - c * c) return {a, b, c, d};
            }
    return {};
}

std::string coordinate_name(const FiniteNetwork& finite, const StateBlock& block, std::size_t coordinate) {
    const std::string& label = finite.labels[block.head];
    return "coordinate " + std::to_string(coordinate) + " of head " + std::to_string(block.head) +
           (label.empty() ? "" : " (" + label + ")");
}

std::string token_name(const FiniteNetwork& finite, std::size_t token) {
    return token == 0 ? "BOS" : "symbol " + finite.alphabet.name(token - 1);
}

/// Scales the values such that each passes SiLU.
void choose_scale(BlockProgram& program) {
    std::optional<Rational> least;
    Rational denominators = 1;
    for (const auto& steps : program.steps)
        for (const UnitStep& step : steps) {
            if (step.value.is_zero()) continue;
            denominators = lcm(denominators, step.value.denominator());
            if (!least || step.value < *least) least = step.value;
        }
    program.scale = denominators;
    if (!least) return;
    while (*least * program.scale < least_value) program.scale *= 2;
    for (auto& steps : program.steps)
        for (UnitStep& step : steps) step.value *= program.scale;
}

/// Writes the absolute values of the state after BOS: one step, whose key has the norm 1 by slots of its own.
void write_first_state(BlockProgram& program, const Vector& state) {
    Rational denominator = 1;
    for (const Rational& x : state) denominator = lcm(denominator, x.denominator());
    Rational squares;
    for (const Rational& x : state) squares += x * x * denominator * denominator;
    squares *= static_cast<std::int64_t>(program.copies);
    if (squares.is_zero()) return;
    const auto norm = squares.as_int64();
    if (!norm || *norm > most_squared_norm)
        throw Error::impossible(
            "the state after BOS is a vector of integers and fractions too large for one exact key: its "
            "squared norm is " +
            to_string(squares));
    std::int64_t root = 1;
    while (root * root < *norm) root *= 2;

    UnitStep step{{}, Rational(root) / denominator, 1};
    for (std::size_t i = 0; i < state.size(); ++i)
        if (!state[i].is_zero())
            for (std::size_t copy = 0; copy < program.copies; ++copy)
                step.key.push_back({program.slot[i] + copy, abs(state[i]) * denominator / root});
    std::sort(step.key.begin(), step.key.end(),
              [](const Entry& a, const Entry& b) { return a.index < b.index; });
    for (const std::int64_t filler : four_squares(root * root - *norm))
        if (filler != 0) step.key.push_back({program.slots++, Rational(filler) / root});
    program.steps[0].push_back(std::move(step));
}

Vector block_of(const Vector& state, const StateBlock& block) {
    const auto first = state.begin() + static_cast<std::ptrdiff_t>(block.first);
    return {first, first + static_cast<std::ptrdiff_t>(block.size)};
}

BlockProgram single_steps(const FiniteNetwork& finite, const StateBlock& block, std::size_t copies) {
    BlockProgram program;
    program.copies = copies;
    program.slots = copies * block.size;
    program.sign.assign(block.size, 1);
    for (std::size_t i = 0; i < block.size; ++i) program.slot.push_back(copies * i);
    program.steps.resize(finite.alphabet.size() + 1);
    Vector first = block_of(finite.states[0], block);
    // One key writes all signs.
    write_first_state(program, first);
    if (!program.steps[0].empty())
        for (Entry& e : program.steps[0][0].key) {
            if (e.index >= copies * block.size) continue;
            if (first[e.index / copies].sign() < 0) e.value.negate();
        }
    for (std::size_t token = 1; token < program.steps.size(); ++token) {
        const TokenStep& step = finite.steps[block.head][token].at(0);
        Rational squares;
        for (const Entry& e : step.key) squares += e.value * e.value;
        const Rational beta = step.beta * squares;
        if (beta.is_zero()) continue;
        const std::string where = "at " + token_name(finite, token) + ", head " + std::to_string(block.head);
        if (beta != 1 && beta != 2)
            throw Error::impossible(where + ": a layer has β‖k‖² = 0, 1 or 2 exactly, and this step " +
                                    to_string(beta));
        const auto norm = square_root(squares * static_cast<std::int64_t>(copies));
        UnitStep unit_step{{}, 0, beta == 1 ? 1 : 2};
        bool is_dyadic = norm.has_value();
        if (norm) {
            for (const Entry& e : step.key)
                for (std::size_t copy = 0; copy < copies; ++copy)
                    unit_step.key.push_back({copies * e.index + copy, e.value / *norm});
            for (const Entry& e : unit_step.key) is_dyadic = is_dyadic && e.value.is_dyadic();
        }
        if (!is_dyadic)
            throw Error::impossible(
                where + ": a key of squared norm " + to_string(squares) +
                " is not exact when normalised, with as many slots as the other keys ask for");
        unit_step.value = entry(step.value, block.column) * static_cast<std::int64_t>(copies) / *norm;
        if (unit_step.value.sign() < 0) {
            unit_step.value.negate();
            for (Entry& e : unit_step.key) e.value.negate();
        }
        program.steps[token].push_back(std::move(unit_step));
    }
    choose_scale(program);
    return program;
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
        const bool has_swaps =
            std::any_of(cycles_.begin(), cycles_.end(), [](const auto& found) { return !found.empty(); });
        program.copies = has_swaps ? 2 : 1;
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
                        "resets, and steps "
                        "with 0 ≤ β‖k‖² ≤ 2 neither add coordinates nor copy them",
                    "a permutation automaton, or one whose letters merge states only by a reset, is held");
        }
        assign_sources(symbol, choices, result);
        return result;
    }

    /// Gives every coordinate that is not constant a source of its own (a bipartite matching, by augmenting paths).
    void assign_sources(Symbol symbol, const std::vector<std::vector<Origin>>& choices,
                        LetterAction& result) const {
        constexpr std::size_t none = static_cast<std::size_t>(-1);
        std::vector<std::size_t> taken_by(choices.size(), none);
        std::vector<char> is_seen;
        const auto assign = [&](auto& self, std::size_t target) -> bool {
            for (const Origin& choice : choices[target]) {
                if (is_seen[choice.source] != 0) continue;
                is_seen[choice.source] = 1;
                if (taken_by[choice.source] == none || self(self, taken_by[choice.source])) {
                    taken_by[choice.source] = target;
                    result[target] = choice;
                    return true;
                }
            }
            return false;
        };
        for (std::size_t target = 0; target < choices.size(); ++target) {
            if (choices[target].empty()) continue;
            is_seen.assign(choices.size(), 0);
            if (!assign(assign, target))
                throw Error::impossible("symbol " + finite_.alphabet.name(symbol) + " copies " +
                                        coordinate_name(finite_, block_, live_[choices[target][0].source]) +
                                        ", and steps with 0 ≤ β‖k‖² ≤ 2 do not copy");
        }
    }

    /// Where each coordinate's value goes: that of one that goes nowhere, to a place that is overwritten.
    static Permutation completed(const LetterAction& action) {
        constexpr std::size_t none = static_cast<std::size_t>(-1);
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

    bool is_mixed(const Permutation& cycle) const {
        return std::any_of(cycle.begin(), cycle.end(),
                           [&](std::size_t i) { return sign_[i] != sign_[cycle[0]]; });
    }

    /// What the signs cost: offsets that no positive value gives, the most swaps a letter takes, all swaps.
    std::array<std::size_t, 3> cost() const {
        std::array<std::size_t, 3> result{};
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
        // Alternating along the longest cycles first, then whatever single change is better.
        std::vector<char> is_chosen(live_.size(), 0);
        for (const auto& letter : cycles_)
            for (const Permutation& cycle : letter)
                for (std::size_t p = 1; p < cycle.size(); ++p) {
                    if (is_chosen[cycle[p]] != 0) continue;
                    is_chosen[cycle[p]] = 1;
                    sign_[cycle[p]] = -sign_[cycle[p - 1]];
                }
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
            throw Error::impossible(
                "a letter takes x to c − x for coordinates that no choice of signs makes positive");
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

std::size_t BlockProgram::most_steps() const {
    std::size_t most = 0;
    for (const auto& token : steps) most = std::max(most, token.size());
    return most;
}

Result<BlockProgram> single_step_program(const FiniteNetwork& finite, const StateBlock& block) {
    auto program = capture([&] { return single_steps(finite, block, 1); });
    if (!program)
        if (auto doubled = capture([&] { return single_steps(finite, block, 2); })) return doubled;
    return program;
}

Result<BlockProgram> positive_program(const FiniteNetwork& finite, const StateBlock& block) {
    return capture([&] { return PositiveProgram(finite, block).build(); });
}

namespace {

/// The numbers of one operation: single precision holds all sums of them if they are multiples of a power of two and
/// all together less than 2^24 of it.
class ExactSum {
  public:
    void add(const Rational& term) {
        if (!term.is_dyadic()) throw std::logic_error("a step with a number that is not dyadic");
        bits_ = std::max(bits_, term.denominator_bits());
        total_ += abs(term);
    }
    void require_held(const FiniteNetwork& finite, std::size_t token) const {
        if (total_ * power(2, bits_ - 1) > power(2, static_cast<std::uint64_t>(float32.precision)))
            throw Error::impossible("single precision does not hold the state at " +
                                    token_name(finite, token) + ": numbers up to " + to_string(total_) +
                                    " with " + std::to_string(bits_ - 1) + " bits after the point");
    }

  private:
    std::size_t bits_ = 1;
    Rational total_;
};

void run_exactly(const FiniteNetwork& finite, const BlockProgram& program, std::size_t token, Vector& slots) {
    for (const UnitStep& step : program.steps[token]) {
        ExactSum read;
        read.add(step.value);
        Rational change = step.value;
        for (const Entry& e : step.key) {
            const Rational term = e.value * slots[e.index];
            read.add(term);
            change -= term;
        }
        read.require_held(finite, token);
        change *= step.beta;
        for (const Entry& e : step.key) {
            ExactSum written;
            written.add(slots[e.index]);
            written.add(e.value * change);
            written.require_held(finite, token);
            slots[e.index].add_product(e.value, change);
        }
    }
}

}  // namespace

void check_exact(const FiniteNetwork& finite, const StateBlock& block, const BlockProgram& program) {
    Vector first(program.slots);
    run_exactly(finite, program, 0, first);
    const auto held = [&](std::size_t state) {
        Vector slots = first;  // those that complete the first key stay as they are
        for (std::size_t i = 0; i < block.size; ++i)
            if (program.slot[i] != BlockProgram::no_slot)
                for (std::size_t copy = 0; copy < program.copies; ++copy)
                    slots[program.slot[i] + copy] =
                        finite.states[state][block.first + i] * program.scale * program.sign[i];
        return slots;
    };
    if (held(0) != first) throw std::logic_error("the first state is written wrong");
    for (std::size_t state = 0; state < finite.states.size(); ++state) {
        const Vector before = held(state);
        for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol) {
            Vector slots = before;
            run_exactly(finite, program, symbol + 1, slots);
            if (slots != held(finite.next[symbol][state]))
                throw std::logic_error("a letter's steps are wrong");
        }
    }
}

}  // namespace linac
