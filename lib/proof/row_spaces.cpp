#include "proof/row_spaces.hpp"

#include <stdexcept>
#include <utility>

#include "hash.hpp"

namespace linac {
namespace {

std::vector<std::size_t> pivots_of(const SparseMatrix& echelon) {
    std::vector<std::size_t> pivots;
    for (std::size_t i = 0; i < echelon.rows(); ++i) pivots.push_back(echelon.row(i).front().index);
    return pivots;
}

SparseVector moved_by_one(const SparseVector& vector) {
    SparseVector moved = vector;
    for (Entry& e : moved) ++e.index;
    return moved;
}

}  // namespace

RowSpaces::RowSpaces(const WeightedAutomaton& automaton, Effort& effort)
    : automaton_(automaton), effort_(effort) {
    for (const SparseMatrix& matrix : automaton.transition) {
        SparseMatrix with_constant(automaton.size() + 1, automaton.size() + 1);
        with_constant.set_row(0, unit(0));
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            with_constant.set_row(i + 1, moved_by_one(matrix.row(i)));
        transition_.push_back(std::move(with_constant));
    }
}

const RowSpace* RowSpaces::spanned(const std::vector<SparseVector>& rows) {
    SparseMatrix matrix(rows.size(), automaton_.size() + 1);
    std::size_t work = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        matrix.set_row(i, rows[i]);
        for (const Entry& e : rows[i]) work += cost_of(e.value);
    }
    effort_.spend(work);
    const SparseMatrix echelon = row_space(matrix);
    RowSpace space;
    std::size_t hash = 0;
    for (std::size_t i = 0; i < echelon.rows(); ++i) {
        space.rows.push_back(echelon.row(i));
        for (const Entry& e : echelon.row(i)) hash = mixed(mixed(hash, e.index), hash_of(e.value));
    }
    space.pivots = pivots_of(echelon);
    const auto [first, last] = by_hash_.equal_range(hash);
    for (auto known = first; known != last; ++known)
        if (known->second->rows == space.rows) return known->second;
    spaces_.push_back(std::make_unique<RowSpace>(std::move(space)));
    by_hash_.emplace(hash, spaces_.back().get());
    return spaces_.back().get();
}

SparseVector RowSpaces::read(const SparseVector& row, Symbol symbol) const {
    SparseVector result;
    for (const Entry& e : row) result = sum(result, scaled(transition_[symbol].row(e.index), e.value));
    return result;
}

const RowSpace* RowSpaces::initial() {
    SparseVector row = unit(0);
    const SparseVector moved = moved_by_one(automaton_.initial);
    row.insert(row.end(), moved.begin(), moved.end());
    return spanned({row});
}

const RowSpace* RowSpaces::next(const RowSpace& space, const std::vector<SparseVector>& more) {
    if (const auto known = next_.find(&space); more.empty() && known != next_.end()) return known->second;
    std::vector<SparseVector> rows = more;
    for (const SparseVector& row : space.rows)
        for (Symbol s = 0; s < transition_.size(); ++s) rows.push_back(read(row, s));
    const RowSpace* result = spanned(rows);
    if (more.empty()) next_.emplace(&space, result);
    return result;
}

const SpaceStep& RowSpaces::step(const RowSpace& from, const RowSpace& to) {
    const auto [at, is_new] = steps_.try_emplace({&from, &to});
    SpaceStep& step = at->second;
    if (!is_new) return step;
    SparseMatrix stacked(transition_.size() * from.size(), to.size());
    for (Symbol s = 0; s < transition_.size(); ++s) {
        step.letters.emplace_back();
        for (std::size_t i = 0; i < from.size(); ++i) {
            const SparseVector row = read(from.rows[i], s);
            SparseVector coordinates;
            SparseVector rest = row;
            for (std::size_t k = 0; k < to.size(); ++k) {
                const Rational value = entry(row, to.pivots[k]);
                if (value.is_zero()) continue;
                coordinates.push_back({k, value});
                rest = sum(rest, scaled(to.rows[k], -value));
            }
            if (!rest.empty()) throw std::logic_error("a row that leaves the space of the next rows");
            stacked.set_row(s * from.size() + i, coordinates);
            step.letters.back().push_back(std::move(coordinates));
        }
    }
    // Independent rows R and columns C of the stacked T_σ; the inverse of what they share.
    const std::vector<std::size_t> columns = pivots_of(row_space(stacked));
    const std::vector<std::size_t> rows = pivots_of(row_space(stacked.transposed()));
    SparseMatrix square(rows.size(), columns.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < columns.size(); ++j) {
            const Rational value = stacked.at(rows[i], columns[j]);
            if (!value.is_zero()) square.add(i, j, value);
        }
    step.left_inverse.resize(to.size());
    if (rows.empty()) return step;
    const auto inverse = solve(square, SparseMatrix::identity(rows.size()));
    if (!inverse) throw std::logic_error("independent rows and columns without an inverse");
    for (std::size_t j = 0; j < columns.size(); ++j)
        for (const Entry& e : inverse->row(j))
            step.left_inverse[columns[j]].push_back({rows[e.index], e.value});
    return step;
}

std::vector<Rational> RowSpaces::weights(const RowSpace& space) const {
    const SparseVector final = moved_by_one(automaton_.final);
    std::vector<Rational> weights;
    for (const SparseVector& row : space.rows) weights.push_back(dot(row, final));
    return weights;
}

const RowSpace& ExactTimes::at(std::size_t t) {
    while (at_.size() <= t) at_.push_back(spaces_.next(*at_.back()));
    return *at_[t];
}

const RowSpace& PeriodicTimes::at(std::size_t t) {
    if (t < start_) throw std::logic_error("a space of rows before the first");
    return *at_[(t - start_) % at_.size()];
}

PeriodicTimes::PeriodicTimes(RowSpaces& spaces, ExactTimes& exact, std::size_t start, std::size_t period)
    : start_(start) {
    // Adds what each space leads to to the next one, round and round, until a whole round adds nothing.
    for (std::size_t x = 0; x < period; ++x) at_.push_back(&exact.at(start + x));
    for (std::size_t x = 0, unchanged = 0; unchanged < period; ++x) {
        const std::size_t to = (x + 1) % period;
        const RowSpace* grown = spaces.next(*at_[x % period], at_[to]->rows);
        unchanged = grown == at_[to] ? unchanged + 1 : 0;
        at_[to] = grown;
    }
}

}  // namespace linac
