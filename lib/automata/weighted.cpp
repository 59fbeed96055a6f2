#include "automata/weighted.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {

WeightedAutomaton::WeightedAutomaton(Alphabet symbols, std::size_t size)
    : alphabet(std::move(symbols)), transition(alphabet.size(), SparseMatrix(size, size)) {
    for (std::size_t i = 0; i < size; ++i) states.push_back(std::to_string(i));
}

std::size_t WeightedAutomaton::transition_count() const noexcept {
    std::size_t count = 0;
    for (const SparseMatrix& matrix : transition) count += matrix.nonzeros();
    return count;
}

WeightedAutomaton reversed(const WeightedAutomaton& automaton) {
    WeightedAutomaton mirror = automaton;
    std::swap(mirror.initial, mirror.final);
    for (SparseMatrix& matrix : mirror.transition) matrix = matrix.transposed();
    return mirror;
}

namespace {

/// Where each of `size` indices is in a list, `size` for those that are not.
std::vector<std::size_t> positions(const std::vector<std::size_t>& indices, std::size_t size) {
    std::vector<std::size_t> position(size, size);
    for (std::size_t i = 0; i < indices.size(); ++i) position[indices[i]] = i;
    return position;
}

SparseVector kept(const SparseVector& vector, const std::vector<std::size_t>& position) {
    SparseVector kept;
    for (const Entry& e : vector)
        if (position[e.index] < position.size()) kept.push_back({position[e.index], e.value});
    std::sort(kept.begin(), kept.end(),
              [](const Entry& left, const Entry& right) { return left.index < right.index; });
    return kept;
}

}  // namespace

SparseMatrix block(const SparseMatrix& matrix, const std::vector<std::size_t>& indices) {
    const std::vector<std::size_t> position = positions(indices, matrix.rows());
    SparseMatrix part(indices.size(), indices.size());
    for (std::size_t i = 0; i < indices.size(); ++i) part.set_row(i, kept(matrix.row(indices[i]), position));
    return part;
}

WeightedAutomaton restricted(const WeightedAutomaton& automaton, const std::vector<std::size_t>& states) {
    const std::vector<std::size_t> position = positions(states, automaton.size());
    WeightedAutomaton part(automaton.alphabet, 0);
    part.initial = kept(automaton.initial, position);
    part.final = kept(automaton.final, position);
    for (const std::size_t state : states) part.states.push_back(automaton.states[state]);
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        part.transition[s] = block(automaton.transition[s], states);
    return part;
}

namespace {

/// Which states can be reached from these by the matrices.
std::vector<bool> reachable(const SparseVector& from, const std::vector<SparseMatrix>& matrices,
                            std::size_t size) {
    std::vector<bool> seen(size, false);
    std::vector<std::size_t> open;
    const auto visit = [&](const SparseVector& targets) {
        for (const Entry& e : targets) {
            if (seen[e.index]) continue;
            seen[e.index] = true;
            open.push_back(e.index);
        }
    };
    visit(from);
    while (!open.empty()) {
        const std::size_t state = open.back();
        open.pop_back();
        for (const SparseMatrix& matrix : matrices) visit(matrix.row(state));
    }
    return seen;
}

}  // namespace

std::vector<std::size_t> useful_states(const WeightedAutomaton& automaton,
                                       const std::vector<SparseMatrix>& matrices) {
    std::vector<SparseMatrix> mirrored;
    mirrored.reserve(matrices.size());
    for (const SparseMatrix& matrix : matrices) mirrored.push_back(matrix.transposed());
    const std::vector<bool> forward = reachable(automaton.initial, matrices, automaton.size());
    const std::vector<bool> backward = reachable(automaton.final, mirrored, automaton.size());
    std::vector<std::size_t> useful;
    for (std::size_t i = 0; i < automaton.size(); ++i)
        if (forward[i] && backward[i]) useful.push_back(i);
    return useful;
}

WeightedAutomaton trimmed(const WeightedAutomaton& automaton) {
    return restricted(automaton, useful_states(automaton, automaton.transition));
}

std::string cycle_text(const std::vector<std::size_t>& cycle, const std::vector<std::string>& states) {
    constexpr std::size_t shown = 10;
    std::string path;
    for (std::size_t i = 0; i < cycle.size() && i < shown; ++i) path += printable(states[cycle[i]]) + " -> ";
    if (cycle.size() > shown) path += "… -> ";
    return path + printable(states[cycle.front()]);
}

WeightedAutomaton reordered(const WeightedAutomaton& automaton, const Alphabet& alphabet,
                            const std::string& automaton_name, const std::string& other_name) {
    const std::vector<Symbol> map = match_alphabets(alphabet, automaton.alphabet, other_name, automaton_name);
    WeightedAutomaton result = automaton;
    result.alphabet = alphabet;
    for (Symbol s = 0; s < alphabet.size(); ++s) result.transition[s] = automaton.transition[map[s]];
    return result;
}

namespace {

/// The least common denominator of the entries of some vectors.
Rational common_denominator(const std::vector<SparseVector>& vectors) {
    Rational common(1);
    for (const SparseVector& vector : vectors)
        for (const Entry& e : vector)
            if (!e.value.is_integer()) common = lcm(common, e.value.denominator());
    return common;
}

std::vector<SparseVector> rows_of(const SparseMatrix& matrix) {
    std::vector<SparseVector> rows;
    for (std::size_t i = 0; i < matrix.rows(); ++i) rows.push_back(matrix.row(i));
    return rows;
}

}  // namespace

WeightedRun::WeightedRun(const WeightedAutomaton& automaton)
    : row_(automaton.size()), next_(automaton.size()) {
    const auto to_integers = [](std::vector<SparseVector> rows) {
        IntegerMatrix matrix{{}, common_denominator(rows)};
        for (SparseVector& row : rows) matrix.rows.push_back(scaled(std::move(row), matrix.denominator));
        return matrix;
    };
    initial_ = to_integers({automaton.initial});
    final_ = to_integers({automaton.final});
    for (const SparseMatrix& matrix : automaton.transition)
        transition_.push_back(to_integers(rows_of(matrix)));
    restart();
}

void WeightedRun::restart() {
    for (const std::size_t i : support_) row_[i].set_zero();
    support_.clear();
    for (const Entry& e : initial_.rows[0]) {
        row_[e.index] = e.value;
        support_.push_back(e.index);
    }
    denominator_.reset(initial_.denominator);
}

void WeightedRun::step(Symbol symbol) {
    const IntegerMatrix& matrix = transition_[symbol];
    next_support_.clear();
    for (const std::size_t i : support_) {
        for (const Entry& e : matrix.rows[i]) {
            Rational& target = next_[e.index];
            if (target.is_zero()) next_support_.push_back(e.index);
            target.add_product(row_[i], e.value);
        }
        row_[i].set_zero();
    }
    // A target that cancelled to 0 and was met again is listed twice; the run needs each state once.
    std::sort(next_support_.begin(), next_support_.end());
    next_support_.erase(std::unique(next_support_.begin(), next_support_.end()), next_support_.end());
    std::erase_if(next_support_, [&](std::size_t i) { return next_[i].is_zero(); });
    std::swap(row_, next_);
    std::swap(support_, next_support_);
    if (matrix.denominator.is_one()) return;
    denominator_.multiply(matrix.denominator);
    if (denominator_.has_grown()) denominator_.reduce(row_);
}

Rational WeightedRun::weight() const {
    Rational numerator;
    for (const Entry& e : final_.rows[0]) numerator.add_product(row_[e.index], e.value);
    return numerator / (denominator_.value() * final_.denominator);
}

std::size_t WeightedRun::bits() const {
    std::size_t most = denominator_.value().numerator_bits();
    for (const std::size_t i : support_) most = std::max(most, row_[i].numerator_bits());
    return most;
}

Rational weight(const WeightedAutomaton& automaton, const Word& word) {
    WeightedRun run(automaton);
    for (const Symbol symbol : word) run.step(symbol);
    return run.weight();
}

}  // namespace linac
