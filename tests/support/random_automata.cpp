#include "support/random_automata.hpp"

#include "formats/native.hpp"

namespace linac {

void showValue(const Rational& value, std::ostream& out) {
    out << to_string(value);
}

void showValue(const WeightedAutomaton& automaton, std::ostream& out) {
    out << write_automaton(automaton);
}

void PrintTo(const Rational& value, std::ostream* out) {
    *out << to_string(value);
}

}  // namespace linac

template class rc::Gen<linac::Rational>;
template class rc::Gen<linac::SparseVector>;
template class rc::Gen<linac::SparseMatrix>;
template class rc::Gen<linac::WeightedAutomaton>;

namespace linac::tests {

Alphabet letters(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.emplace_back(1, static_cast<char>('a' + i));
    return Alphabet(std::move(names));
}

rc::Gen<std::size_t> between(std::size_t lower, std::size_t upper) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(lower, upper + 1));
}

rc::Gen<Rational> small_rationals() {
    const auto integer = [](std::int64_t lower, std::int64_t upper) {
        return rc::gen::resize(rc::kNominalSize, rc::gen::inRange(lower, upper + 1));
    };
    return rc::gen::oneOf(rc::gen::map(integer(-3, 3), [](std::int64_t n) { return Rational(n); }),
                          rc::gen::apply([](std::int64_t n, std::int64_t d) { return Rational(n, d); },
                                         integer(-9, 9), integer(1, 9)));
}

rc::Gen<Rational> sparse_rationals(int density_percent) {
    const auto percent = static_cast<std::size_t>(density_percent);
    return rc::gen::weightedOneOf<Rational>(
        {{100 - percent, rc::gen::just(Rational(0))}, {percent, small_rationals()}});
}

rc::Gen<SparseVector> sparse_vectors(std::size_t size, int density_percent) {
    return rc::gen::map(rc::gen::container<Vector>(size, sparse_rationals(density_percent)),
                        [](const Vector& values) { return sparse(values); });
}

rc::Gen<SparseMatrix> sparse_matrices(std::size_t rows, std::size_t columns, int density_percent) {
    return rc::gen::map(rc::gen::container<Vector>(rows * columns, sparse_rationals(density_percent)),
                        [rows, columns](const Vector& values) {
                            SparseMatrix matrix(rows, columns);
                            for (std::size_t i = 0; i < values.size(); ++i)
                                matrix.add(i / columns, i % columns, values[i]);
                            return matrix;
                        });
}

WeightedAutomaton draw_weighted_automaton(const Alphabet& alphabet, std::size_t size, int density_percent) {
    WeightedAutomaton automaton(alphabet, size);
    automaton.initial = *sparse_vectors(size, density_percent);
    automaton.final = *sparse_vectors(size, density_percent);
    for (SparseMatrix& matrix : automaton.transition) matrix = *sparse_matrices(size, size, density_percent);
    return automaton;
}

rc::Gen<WeightedAutomaton> weighted_automata(const AutomatonShape& shape) {
    return rc::gen::exec([shape] {
        const auto size = *between(shape.allow_empty ? 0 : 1, shape.max_states);
        const auto letter_count = *between(1, shape.max_letters);
        return draw_weighted_automaton(letters(letter_count), size, shape.density_percent);
    });
}

rc::Gen<Word> words(const Alphabet& alphabet, std::size_t max_length) {
    if (alphabet.size() == 0) return rc::gen::just(Word{});
    return rc::gen::mapcat(between(0, max_length), [size = alphabet.size()](std::size_t n) {
        return rc::gen::container<Word>(n, between(0, size - 1));
    });
}

std::size_t RandomAutomata::below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
}

Rational RandomAutomata::rational() {
    const auto numerator = static_cast<std::int64_t>(below(19)) - 9;
    return {numerator, below(2) == 0 ? 1 : 1 + static_cast<std::int64_t>(below(9))};
}

SparseVector RandomAutomata::sparse_vector(std::size_t size, int density_percent) {
    SparseVector vector;
    for (std::size_t i = 0; i < size; ++i)
        if (below(100) < static_cast<std::size_t>(density_percent)) add_entry(vector, i, rational());
    return vector;
}

WeightedAutomaton RandomAutomata::weighted(std::size_t size, std::size_t letter_count, int density_percent) {
    WeightedAutomaton automaton(letters(letter_count), size);
    automaton.initial = sparse_vector(size, density_percent);
    automaton.final = sparse_vector(size, density_percent);
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < size; ++i) matrix.set_row(i, sparse_vector(size, density_percent));
    return automaton;
}

Word RandomAutomata::word(const Alphabet& alphabet, std::size_t length) {
    Word word(length);
    for (Symbol& symbol : word) symbol = below(alphabet.size());
    return word;
}

}  // namespace linac::tests
