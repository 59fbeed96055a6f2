#include "analysis/pairs.hpp"

namespace linac::tests {

Pair Pairs::draw(std::size_t kind) {
    const std::size_t size = 1 + random_.below(random_.below(20) == 0 ? 14 : 5);
    const std::size_t letter_count = 1 + random_.below(2);
    const int density = random_.below(2) == 0 ? 40 : 90;
    const WeightedAutomaton some = random_.weighted(size, letter_count, density);
    switch (kind) {
        case 0:
            return {some, random_.weighted(1 + random_.below(5), letter_count, density)};
        case 1:
            return {some, in_some_basis(some)};
        case 2:
            return {some, in_some_basis(slightly_changed(some))};
        case 3:
            return late_difference(size, letter_count, random_.below(4) == 0);
        case 4: {
            const WeightedAutomaton nilpotent = triangular(some, false);
            return {nilpotent, in_some_basis(maybe(slightly_changed(nilpotent), nilpotent))};
        }
        case 5: {
            const WeightedAutomaton singular = with_low_rank(some);
            return {singular, in_some_basis(maybe(slightly_changed(singular), singular))};
        }
        case 6: {
            const WeightedAutomaton left = copies(some, some);
            return {in_some_basis(left), in_some_basis(copies(some, maybe(slightly_changed(some), some)))};
        }
        case 7: {
            // Zero, or almost: A − A.
            const WeightedAutomaton other = maybe(slightly_changed(some), some);
            return {in_some_basis(direct_sum(some, negated(other))), WeightedAutomaton(some.alphabet, 0)};
        }
        case 8: {
            // States that are never reached, or never read: zero blocks below or above the diagonal.
            const WeightedAutomaton padded = with_blocks(some, random_.weighted(2, letter_count, 90));
            return {padded, in_some_basis(maybe(slightly_changed(padded), some))};
        }
        case 9: {
            const WeightedAutomaton large = in_some_basis(scaled_by(some, hidden_factor()));
            return {large, scaled_by(maybe(slightly_changed(some), some), hidden_factor())};
        }
        default: {
            // The mirror image of a redundant automaton, whose backward span is the smaller one.
            const WeightedAutomaton padded = with_blocks(some, random_.weighted(3, letter_count, 90));
            return {in_some_basis(reversed(padded)), in_some_basis(reversed(maybe(some, padded)))};
        }
    }
}

PrimeStream Pairs::primes() {
    std::vector<Residue> first = {2, 3, 5, 7, 11, 13, 17, 19, 23};
    switch (random_.below(4)) {
        case 0:
            return {};
        case 1:
            return PrimeStream(first);
        case 2:
            std::reverse(first.begin(), first.end());
            return PrimeStream(first);
        default:
            return PrimeStream({first[random_.below(first.size())], 101, 65537, (Residue{1} << 31U) - 1});
    }
}

WeightedAutomaton Pairs::maybe(const WeightedAutomaton& one, const WeightedAutomaton& other) {
    return random_.below(2) == 0 ? one : other;
}

WeightedAutomaton Pairs::in_some_basis(const WeightedAutomaton& automaton) {
    const std::size_t size = automaton.size();
    if (size == 0) return automaton;
    SparseMatrix basis(size, size);
    for (std::size_t i = 0; i < size; ++i) basis.add(i, i, nonzero());
    for (std::size_t step = 0; step < size; ++step) {
        const std::size_t from = random_.below(size);
        const std::size_t to = random_.below(size);
        if (from != to) basis.set_row(to, sum(basis.row(to), scaled(basis.row(from), nonzero())));
    }
    return in_basis(automaton, basis);
}

Rational Pairs::nonzero() {
    const Rational value = random_.rational();
    return value.is_zero() ? Rational(1) : value;
}

WeightedAutomaton Pairs::slightly_changed(WeightedAutomaton automaton) {
    const std::size_t size = automaton.size();
    const Rational change = random_.below(2) == 0 ? power(Rational(1, 10), 30) : hidden_factor();
    const std::size_t where = random_.below(4);
    if (where == 0)
        add_entry(automaton.initial, random_.below(size), change);
    else if (where == 1)
        add_entry(automaton.final, random_.below(size), change);
    else
        automaton.transition[random_.below(automaton.alphabet.size())].add(random_.below(size),
                                                                           random_.below(size), change);
    return automaton;
}

WeightedAutomaton Pairs::negated(WeightedAutomaton automaton) {
    automaton.final = scaled(automaton.final, -1);
    return automaton;
}

WeightedAutomaton Pairs::scaled_by(WeightedAutomaton automaton, const Rational& factor) {
    automaton.initial = scaled(automaton.initial, factor);
    automaton.final = scaled(automaton.final, 1 / factor);
    return automaton;
}

Rational Pairs::hidden_factor() {
    PrimeStream large;
    Rational factor(1);
    const std::size_t which = random_.below(4);
    if (which == 1) factor = 2 * 3 * 5 * 7 * 11;
    if (which >= 2)
        for (int k = 0; k < 2; ++k) factor *= static_cast<std::int64_t>(large.next());
    return which == 3 ? 1 / factor : factor;
}

Pair Pairs::late_difference(std::size_t size, std::size_t letter_count, bool tiny) {
    Vector coefficients(size);
    for (Rational& value : coefficients) value = random_.rational();
    const Rational second = random_.below(3) == 0 ? Rational(0) : random_.rational();
    const auto recurrence = [&] {
        WeightedAutomaton automaton(letters(letter_count), size);
        automaton.initial = unit(size - 1);
        automaton.final = unit(0);
        SparseMatrix& step = automaton.transition[0];
        for (std::size_t j = 0; j < size; ++j) step.add(j, size - 1, coefficients[j]);
        for (std::size_t j = 1; j < size; ++j) step.add(j, j - 1, 1);
        if (letter_count > 1)
            for (std::size_t i = 0; i < size; ++i)
                automaton.transition[1].set_row(i, scaled(step.row(i), second));
        return automaton;
    };
    WeightedAutomaton left = recurrence();
    coefficients[0] += tiny ? power(Rational(1, 7), 60) : nonzero();
    return {in_some_basis(left), in_some_basis(recurrence())};
}

WeightedAutomaton Pairs::triangular(WeightedAutomaton automaton, bool with_diagonal) {
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < matrix.rows(); ++i) {
            SparseVector row;
            for (const Entry& e : matrix.row(i))
                if (e.index > i || (with_diagonal && e.index == i)) row.push_back(e);
            matrix.set_row(i, row);
        }
    return automaton;
}

WeightedAutomaton Pairs::with_low_rank(WeightedAutomaton automaton) {
    const std::size_t size = automaton.size();
    for (SparseMatrix& matrix : automaton.transition) {
        const std::size_t rank = 1 + random_.below(2);
        SparseMatrix left(size, rank);
        SparseMatrix right(rank, size);
        for (std::size_t i = 0; i < size; ++i) left.set_row(i, random_.sparse_vector(rank, 80));
        for (std::size_t i = 0; i < rank; ++i) right.set_row(i, random_.sparse_vector(size, 80));
        matrix = multiply(left, right);
    }
    return automaton;
}

WeightedAutomaton Pairs::copies(WeightedAutomaton one, WeightedAutomaton other) {
    one.initial = scaled(one.initial, Rational(1, 3));
    other.initial = scaled(other.initial, Rational(2, 3));
    return direct_sum(one, other);
}

WeightedAutomaton Pairs::with_blocks(const WeightedAutomaton& automaton, WeightedAutomaton more) {
    more.final.clear();
    WeightedAutomaton result = direct_sum(automaton, more);
    for (SparseMatrix& matrix : result.transition)
        matrix.add(random_.below(automaton.size()), automaton.size() + random_.below(more.size()), 1);
    return result;
}

}  // namespace linac::tests
