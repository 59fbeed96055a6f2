#include "operations/sequential.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "analysis/determinize.hpp"
#include "analysis/minimize.hpp"
#include "analysis/properties.hpp"
#include "exact/finite_order.hpp"
#include "operations/size_limits.hpp"
#include "text.hpp"

namespace linac {

namespace {

std::size_t bytes(const Vector& row) {
    std::size_t bits = 0;
    for (const Rational& value : row) bits += value.numerator_bits() + value.denominator_bits();
    return bits / 8 + row.size() * sizeof(Rational);
}

/// A row scaled so that its first non-zero is 1, and the factor that was taken out: 0 if there is none.
struct Line {
    Rational factor;
    Vector row;
};

Line line_through(Vector row) {
    const auto first =
        std::find_if(row.begin(), row.end(), [](const Rational& value) { return !value.is_zero(); });
    if (first == row.end()) return {};
    const Rational factor = *first;
    for (auto at = first; at != row.end(); ++at) *at /= factor;
    return {factor, std::move(row)};
}

/// Whether a matrix on the rows row, row M, row M², … takes row back to its own line: the matrix is P on that
/// space, in the basis of the first of them, and has finitely many lines iff P^r / det P has finitely many powers.
/// (If P^k = λ, (P^r / det P)^k = λ^r / det P^k = 1.) What M takes to 0 in the end is left out first.
bool has_finitely_many_lines(Vector row, const SparseMatrix& matrix) {
    const std::size_t size = row.size();
    const auto step = [&] { row = line_through(multiply(row, matrix)).row; };
    for (std::size_t i = 0; i < size && !row.empty(); ++i) step();
    if (row.empty()) return true;
    std::vector<Vector> orbit = {row};
    SparseMatrix relation;
    while (relation.rows() == 0) {
        orbit.push_back(multiply(orbit.back(), matrix));
        SparseMatrix columns(size, orbit.size());
        for (std::size_t j = 0; j < orbit.size(); ++j)
            for (std::size_t i = 0; i < size; ++i) columns.add(i, j, orbit[j][i]);
        relation = null_space(columns);
    }
    const std::size_t rank = orbit.size() - 1;
    const Vector coefficients = dense(relation.row(0), orbit.size());
    SparseMatrix companion(rank, rank);
    for (std::size_t i = 0; i + 1 < rank; ++i) companion.add(i, i + 1, 1);
    for (std::size_t j = 0; j < rank; ++j) companion.add(rank - 1, j, -coefficients[j] / coefficients[rank]);
    Rational determinant = companion.at(rank - 1, 0);
    if (rank % 2 == 0) determinant.negate();
    SparseMatrix scaled_power = SparseMatrix::identity(rank);
    for (std::size_t i = 0; i < rank; ++i) scaled_power = multiply(scaled_power, companion);
    for (std::size_t i = 0; i < rank; ++i)
        scaled_power.set_row(i, scaled(scaled_power.row(i), 1 / determinant));
    return has_finite_order(scaled_power);
}

/// The lines of the rows of a minimal automaton, as they are found.
class Lines {
  public:
    Lines(const WeightedAutomaton& minimal, std::size_t max_states)
        : minimal_(minimal),
          max_states_(max_states),
          result_size_(minimal.alphabet.size()),
          transition_(minimal.alphabet.size()) {}

    WeightedAutomaton explore() {
        const Target initial = target(dense(minimal_.initial, minimal_.size()), {}, 0);
        for (std::size_t i = 0; i < found_.size(); ++i)
            for (Symbol s = 0; s < transition_.size(); ++s)
                transition_[s].push_back(target(multiply(*found_[i].row, minimal_.transition[s]), i, s));
        WeightedAutomaton result(minimal_.alphabet, found_.size());
        if (!initial.factor.is_zero()) result.initial = unit(initial.state, initial.factor);
        const Vector final = dense(minimal_.final, minimal_.size());
        for (std::size_t i = 0; i < found_.size(); ++i) {
            const Rational value = dot(*found_[i].row, final);
            if (!value.is_zero()) result.final.push_back({i, value});
            for (Symbol s = 0; s < transition_.size(); ++s)
                if (const Target& t = transition_[s][i]; !t.factor.is_zero())
                    result.transition[s].set_row(i, unit(t.state, t.factor));
        }
        return result;
    }

  private:
    struct Target {
        std::size_t state = 0;
        Rational factor;
    };
    /// A line, and the last step of the first word that led to it.
    struct Found {
        const Vector* row;
        std::optional<std::size_t> parent;
        Symbol symbol;
    };

    Target target(Vector row, std::optional<std::size_t> parent, Symbol symbol) {
        Line line = line_through(std::move(row));
        if (line.factor.is_zero()) return {};
        const auto [at, is_new] = number_.try_emplace(std::move(line.row), found_.size());
        if (is_new) add({&at->first, parent, symbol});
        return {at->second, std::move(line.factor)};
    }

    void add(const Found& line) {
        constexpr std::size_t few_states = 256;
        if (found_.size() == max_states_) give_up("more than " + count_of(max_states_, "state"));
        result_size_.add_states(1);
        found_.push_back(line);
        bytes_ += bytes(*line.row);
        if (bytes_ > max_row_bytes)
            give_up("rows that take more than " + std::to_string(max_row_bytes >> 20U) + " MiB");
        if (found_.size() == few_states) refuse_infinitely_many();
    }

    [[nodiscard]] Word word_of(std::size_t state) const {
        Word word;
        for (; found_[state].parent; state = *found_[state].parent) word.push_back(found_[state].symbol);
        std::reverse(word.begin(), word.end());
        return word;
    }

    [[nodiscard]] std::string what_was_found() const {
        return count_of(found_.size(), "state") + " were found, by words of up to " +
               count_of(word_of(found_.size() - 1).size(), "symbol") +
               "; a minimal automaton that is not sequential has " + std::to_string(minimal_.size());
    }

    [[noreturn]] void give_up(const std::string& limit) const {
        refuse_infinitely_many();
        throw Error::impossible(
            "determinised, the automaton has " + limit,
            what_was_found() + "; that they are infinitely many was not found out, a higher limit may do");
    }

    /// Throws impossible if some word, repeated after one of the first, leads to ever new lines.
    void refuse_infinitely_many() const {
        constexpr std::size_t most_size = 16;
        constexpr std::size_t most_rows = 16;
        constexpr std::size_t most_words = 32;
        if (minimal_.size() > most_size) return;
        // The words that lead to states serve as those to be repeated.
        for (std::size_t w = 0; w < found_.size() && w < most_words; ++w) {
            for (Symbol s = 0; s < transition_.size(); ++s) {
                Word word = word_of(w);
                word.push_back(s);
                SparseMatrix matrix = SparseMatrix::identity(minimal_.size());
                for (const Symbol symbol : word) matrix = multiply(matrix, minimal_.transition[symbol]);
                for (std::size_t i = 0; i < found_.size() && i < most_rows; ++i) {
                    if (has_finitely_many_lines(*found_[i].row, matrix)) continue;
                    throw Error::impossible(
                        "no sequential automaton is equal: after " +
                            printable(show_word(word_of(i), minimal_.alphabet)) + ", repeating " +
                            printable(show_word(word, minimal_.alphabet)) +
                            " leads to a new state each time, never to a multiple of an old one",
                        what_was_found());
                }
            }
        }
    }

    const WeightedAutomaton& minimal_;
    std::size_t max_states_;
    ResultSize result_size_;
    std::map<Vector, std::size_t> number_;
    std::vector<Found> found_;
    std::vector<std::vector<Target>> transition_;  // by symbol, then state
    std::size_t bytes_ = 0;
};

}  // namespace

WeightedAutomaton sequential(const WeightedAutomaton& automaton, std::size_t max_states) {
    if (properties(automaton).deterministic) return merged(automaton);
    const WeightedAutomaton minimal = minimized(automaton);
    return Lines(minimal, max_states).explore();
}

}  // namespace linac
