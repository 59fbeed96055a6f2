#include "exports/delta_program.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>

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

}  // namespace

std::string token_name(const FiniteNetwork& finite, std::size_t token) {
    return token == 0 ? "BOS" : "symbol " + finite.alphabet.name(token - 1);
}

Vector block_of(const Vector& state, const StateBlock& block) {
    const auto first = state.begin() + static_cast<std::ptrdiff_t>(block.first);
    return {first, first + static_cast<std::ptrdiff_t>(block.size)};
}

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

std::size_t BlockProgram::most_steps() const {
    std::size_t most = 0;
    for (const auto& token : steps) most = std::max(most, token.size());
    return most;
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
