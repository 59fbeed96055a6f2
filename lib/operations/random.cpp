#include "operations/random.hpp"

#include <algorithm>
#include <random>
#include <string>

#include "operations/size_limits.hpp"

namespace linac {

namespace {

class Draws {
  public:
    explicit Draws(const RandomShape& shape) : shape_(shape), engine_(shape.seed) {
        const Rational& density = shape.density;
        if (density.sign() < 0 || density > 1)
            throw Error::bad_input("a density of " + to_string(density), {}, "it is a chance, from 0 to 1");
        const auto above = density.numerator().as_int64();
        const auto below = density.denominator().as_int64();
        if (!above || !below)
            throw Error::bad_input("a density of more than 63 bits", {}, "such as 1/3 or 0.05");
        above_ = static_cast<std::uint64_t>(*above);
        below_ = static_cast<std::uint64_t>(*below);
        if (shape.weights.empty()) throw Error::bad_input("no weights to draw from");
    }

    /// 0 … bound − 1, each with the same chance.
    std::uint64_t below(std::uint64_t bound) {
        // 2⁶⁴ mod bound values are too many.
        const std::uint64_t surplus = (0 - bound) % bound;
        std::uint64_t value = engine_();
        while (value < surplus) value = engine_();
        return value % bound;
    }
    std::size_t index(std::size_t bound) { return static_cast<std::size_t>(below(bound)); }
    bool chance() { return below(below_) < above_; }
    const Rational& weight() { return shape_.weights[index(shape_.weights.size())]; }

    SparseVector row(std::size_t size) {
        SparseVector result;
        for (std::size_t i = 0; i < size; ++i)
            if (chance())
                if (const Rational& value = weight(); !value.is_zero()) result.push_back({i, value});
        return result;
    }

    /// The same with an entry in any case, if there is a weight other than 0.
    SparseVector row_with_entry(std::size_t size) {
        SparseVector result = row(size);
        const auto& weights = shape_.weights;
        if (!result.empty() || size == 0) return result;
        if (std::all_of(weights.begin(), weights.end(), [](const Rational& w) { return w.is_zero(); }))
            return result;
        const Rational* value = &weight();
        while (value->is_zero()) value = &weight();
        return unit(index(size), *value);
    }

  private:
    const RandomShape& shape_;
    std::mt19937_64 engine_;
    std::uint64_t above_ = 0;
    std::uint64_t below_ = 1;
};

void check_states(const RandomShape& shape) {
    ResultSize(shape.alphabet.size()).add_states(shape.states);
}

void expect_state(const RandomShape& shape) {
    if (shape.states == 0) throw Error::bad_input("an automaton of this kind has at least one state");
    check_states(shape);
}

}  // namespace

WeightedAutomaton random_weighted(const RandomShape& shape) {
    check_states(shape);
    const std::size_t n = shape.states;
    const std::size_t symbols = std::max<std::size_t>(shape.alphabet.size(), 1);
    if (n > 0 && symbols > max_random_chances / n / n)
        throw Error::impossible("an automaton of states times states times symbols of more than " +
                                std::to_string(max_random_chances));
    Draws draws(shape);
    ResultSize result_size(shape.alphabet.size());
    WeightedAutomaton automaton(shape.alphabet, n);
    automaton.initial = draws.row_with_entry(n);
    automaton.final = draws.row_with_entry(n);
    for (SparseMatrix& matrix : automaton.transition) {
        for (std::size_t i = 0; i < n; ++i) {
            SparseVector row = draws.row(n);
            result_size.add(row);
            matrix.set_row(i, std::move(row));
        }
    }
    return automaton;
}

PermutationAutomaton random_permutation(const RandomShape& shape) {
    expect_state(shape);
    Draws draws(shape);
    PermutationAutomaton automaton;
    automaton.alphabet = shape.alphabet;
    for (std::size_t i = 0; i < shape.states; ++i) automaton.states.push_back(std::to_string(i));
    automaton.final = draws.row_with_entry(shape.states);
    for (Symbol s = 0; s < shape.alphabet.size(); ++s) {
        Permutation permutation(shape.states);
        for (std::size_t i = 0; i < shape.states; ++i) permutation[i] = i;
        for (std::size_t i = shape.states; i > 1; --i)
            std::swap(permutation[i - 1], permutation[draws.index(i)]);
        automaton.permutation.push_back(std::move(permutation));
    }
    return automaton;
}

WeightedAutomaton random_deterministic(const RandomShape& shape) {
    expect_state(shape);
    Draws draws(shape);
    WeightedAutomaton automaton(shape.alphabet, shape.states);
    automaton.initial = unit(0);
    automaton.final = draws.row_with_entry(shape.states);
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < shape.states; ++i) matrix.set_row(i, unit(draws.index(shape.states)));
    return automaton;
}

}  // namespace linac
