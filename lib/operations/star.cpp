#include "operations/star.hpp"

#include <algorithm>
#include <string>

#include "operations/operands.hpp"
#include "operations/size_limits.hpp"
#include "operations/standard.hpp"
#include "text.hpp"

namespace linac {

namespace {

/// Throws impossible if these weights could have more digits than a file holds.
void check_binomial_digits(std::uint64_t n, const Rational& c) {
    std::size_t bits = 1;  // of 2ⁿ, and of what is not 1 in c
    if (!abs(c.numerator()).is_one()) bits += c.numerator_bits();
    if (!c.is_integer()) bits += c.denominator_bits();
    constexpr std::size_t max_bits = max_result_bytes * 8;
    if (bits > max_bits / n / n)
        throw Error::impossible("the weights of power " + std::to_string(n) + " may have more than " +
                                    std::to_string(max_result_bytes) + " digits together",
                                "results are limited to what an automaton file can hold");
}

/// The row, shifted, and `end` behind it.
SparseVector continued(const SparseVector& row, std::size_t shift, std::size_t next, const Rational& end) {
    SparseVector result = row;
    for (Entry& e : result) e.index += shift;
    add_entry(result, next, end);
    return result;
}

/// The final weights of n copies of a standard automaton: (n choose k) cⁿ⁻ᵏ where the k-th copy starts, and in the
/// last one those of the automaton, times n where it starts.
SparseVector power_final(const WeightedAutomaton& part, std::size_t n) {
    const std::size_t start = part.initial[0].index;
    const Rational constant = entry(part.final, start);
    SparseVector final;
    if (!constant.is_zero()) {
        Rational term(1);
        for (std::size_t k = n; k-- > 0;) {  // (n choose k) = (n choose k+1) (k+1) / (n−k)
            term *= constant * Rational(static_cast<std::int64_t>(k + 1), static_cast<std::int64_t>(n - k));
            if (k + 1 < n) final.push_back({k * part.size() + start, term});
        }
        std::reverse(final.begin(), final.end());
    }
    for (const Entry& e : part.final) {
        const Rational value = e.index == start ? e.value * static_cast<std::int64_t>(n) : e.value;
        final.push_back({(n - 1) * part.size() + e.index, value});
    }
    return final;
}

/// Names k.p for state p of copy k, as long as a file can hold them.
void name_copies(WeightedAutomaton& result, const std::vector<std::string>& names, std::size_t copies) {
    std::size_t length = 0;
    for (const std::string& name : names) length += name.size();
    if (length > max_result_bytes / copies) return;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::string& name = names[i % names.size()];
        result.states[i] = copies == 1 ? name : std::to_string(i / names.size() + 1) + "." + name;
    }
}

}  // namespace

WeightedAutomaton empty_word(const Alphabet& alphabet, const Rational& weight) {
    WeightedAutomaton result(alphabet, 1);
    result.initial = unit(0);
    if (!weight.is_zero()) result.final = unit(0, weight);
    return result;
}

WeightedAutomaton star(const WeightedAutomaton& automaton) {
    const Rational constant = dot(automaton.initial, automaton.final);
    if (abs(constant) >= 1)
        throw Error::impossible(
            "the star does not converge: the empty word weighs " + printable(to_string(constant)),
            "the star is the sum of all powers, for which the empty word must weigh more than -1 and less "
            "than 1");
    const Rational factor = 1 / (1 - constant);
    WeightedAutomaton result = standard(automaton);
    const std::size_t start = result.initial[0].index;
    const std::vector<SparseVector> last = last_weights(result);
    ResultSize result_size(result.alphabet.size());
    result_size.add_states(result.size());
    for (Symbol s = 0; s < result.alphabet.size(); ++s) {
        const Vector ends = dense(last[s], result.size());
        for (std::size_t i = 0; i < result.size(); ++i) {
            SparseVector row = continued(result.transition[s].row(i), 0, start, ends[i]);
            if (i == start) row = scaled(std::move(row), factor);
            result_size.add(row);
            result.transition[s].set_row(i, std::move(row));
        }
    }
    result.final = unit(start, factor);
    return trimmed(result);
}

WeightedAutomaton power(const WeightedAutomaton& automaton, std::uint64_t exponent) {
    if (exponent == 0) return empty_word(automaton.alphabet);
    const WeightedAutomaton part = standard(automaton);
    const std::size_t size = part.size();
    const std::size_t start = part.initial[0].index;
    const std::vector<SparseVector> last = last_weights(part);
    ResultSize result_size(part.alphabet.size());
    result_size.add_states(exponent);  // as a check by itself, so that no product below overflows
    result_size.add_states((size - 1) * exponent);
    for (Symbol s = 0; s < part.alphabet.size(); ++s)
        result_size.add_transitions((part.transition[s].nonzeros() + last[s].size()) * exponent);
    if (const Rational constant = entry(part.final, start); !constant.is_zero())
        check_binomial_digits(exponent, constant);

    WeightedAutomaton result(part.alphabet, size * exponent);
    name_copies(result, part.states, exponent);
    result.initial = unit(start);
    result.final = power_final(part, exponent);
    for (Symbol s = 0; s < part.alphabet.size(); ++s) {
        Vector ends = dense(last[s], size);
        for (std::size_t k = 0; k < exponent; ++k) {
            const std::size_t shift = k * size;
            if (k + 1 == exponent) std::fill(ends.begin(), ends.end(), Rational(0));
            for (std::size_t i = 0; i < size; ++i) {
                SparseVector row = continued(part.transition[s].row(i), shift, shift + size + start, ends[i]);
                result_size.add_digits(row);
                result.transition[s].set_row(shift + i, std::move(row));
            }
        }
    }
    return trimmed(result);
}

}  // namespace linac
