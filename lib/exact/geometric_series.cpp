#include "exact/geometric_series.hpp"

#include <algorithm>
#include <string>

#include "error.hpp"
#include "exact/characteristic.hpp"
#include "strong_components.hpp"

namespace linac {
namespace {

void expect_at_most(std::size_t rows, std::size_t most) {
    if (rows > most)
        throw Error::impossible("a system of " + std::to_string(rows) + " equations that all hang together",
                                "such systems are solved up to " + std::to_string(most) + " equations");
}

/// A diagonal block, and where its rows are in the matrix.
struct Block {
    std::vector<std::size_t> rows;
    SparseMatrix matrix;
};

SparseMatrix absolute(const SparseMatrix& matrix) {
    SparseMatrix result(matrix.rows(), matrix.columns());
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        SparseVector row = matrix.row(i);
        for (Entry& e : row) e.value = abs(std::move(e.value));
        result.set_row(i, std::move(row));
    }
    return result;
}

SparseMatrix identity_minus(const SparseMatrix& matrix) {
    SparseMatrix result = SparseMatrix::identity(matrix.rows());
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        result.set_row(i, sum(result.row(i), scaled(matrix.row(i), -1)));
    return result;
}

/// Whether the powers of a matrix without negative entries tend to 0.
bool vanishes_nonnegative(const SparseMatrix& matrix) {
    SparseMatrix ones(matrix.rows(), 1);
    for (std::size_t i = 0; i < matrix.rows(); ++i) ones.set_row(i, {{0, 1}});
    const auto solution = solve(identity_minus(matrix), ones);
    if (!solution) return false;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        if (solution->at(i, 0).sign() <= 0) return false;
    return true;
}

/// Whether the powers of the matrix tend to 0.
bool vanishes(const SparseMatrix& matrix) {
    if (matrix.rows() == 1) return abs(matrix.at(0, 0)) < 1;
    const SparseMatrix bound = absolute(matrix);
    if (vanishes_nonnegative(bound)) return true;
    if (bound == matrix) return false;
    expect_at_most(matrix.rows(), max_schur_rows);
    for (const PolynomialFactor& factor : characteristic_factors(matrix))
        if (!is_schur_stable(factor.coefficients)) return false;
    return true;
}

Rational cycle_weight(const SparseMatrix& matrix, const std::vector<std::size_t>& cycle) {
    Rational weight(1);
    for (std::size_t i = 0; i < cycle.size(); ++i)
        weight = weight * matrix.at(cycle[i], cycle[(i + 1) % cycle.size()]);
    return weight;
}

/// A shortest cycle through a row of the block, which is strongly connected.
std::vector<std::size_t> cycle_through(const SparseMatrix& block, std::size_t start) {
    const std::size_t size = block.rows();
    std::vector<std::size_t> parent(size, size);
    std::vector<std::size_t> queue{start};
    for (std::size_t at = 0; at < queue.size(); ++at) {
        for (const Entry& e : block.row(queue[at])) {
            if (e.index == start) {
                std::vector<std::size_t> cycle{queue[at]};
                while (cycle.back() != start) cycle.push_back(parent[cycle.back()]);
                std::reverse(cycle.begin(), cycle.end());
                return cycle;
            }
            if (parent[e.index] != size) continue;
            parent[e.index] = queue[at];
            queue.push_back(e.index);
        }
    }
    return queue;  // not reached: every row of a strongly connected block lies on a cycle
}

/// Of a block whose powers do not tend to 0.
DivergentCycle divergent_cycle(const Block& block) {
    DivergentCycle heaviest;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
        std::vector<std::size_t> cycle = cycle_through(block.matrix, i);
        Rational weight = cycle_weight(block.matrix, cycle);
        if (i == 0 || abs(weight) > abs(heaviest.weight)) heaviest = {std::move(cycle), std::move(weight)};
        if (abs(heaviest.weight) >= 1) break;
    }
    for (std::size_t& index : heaviest.indices) index = block.rows[index];
    return heaviest;
}

/// Sums of multiples of sparse rows, in a dense vector that remembers where it is not 0.
class Accumulator {
  public:
    explicit Accumulator(std::size_t columns) : values_(columns), is_listed_(columns, false) {}

    void add(const SparseVector& row, const Rational& factor) {
        for (const Entry& e : row) {
            values_[e.index].add_product(e.value, factor);
            if (!is_listed_[e.index]) listed_.push_back(e.index);
            is_listed_[e.index] = true;
        }
    }
    /// The sum, which becomes 0.
    SparseVector take() {
        std::sort(listed_.begin(), listed_.end());
        SparseVector result;
        for (const std::size_t i : listed_) {
            if (!values_[i].is_zero()) result.push_back({i, values_[i]});
            values_[i].set_zero();
            is_listed_[i] = false;
        }
        listed_.clear();
        return result;
    }

  private:
    Vector values_;
    std::vector<bool> is_listed_;
    std::vector<std::size_t> listed_;
};

/// The rows of the matrix by strongly connected components, each behind those that it leads to.
std::vector<std::vector<std::size_t>> components_of(const SparseMatrix& matrix) {
    const std::vector<std::size_t> component = strong_components(
        matrix.rows(), [&](std::size_t i) { return matrix.row(i).size(); },
        [&](std::size_t i, std::size_t edge) { return matrix.row(i)[edge].index; });
    std::vector<std::vector<std::size_t>> rows;
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        if (component[i] >= rows.size()) rows.resize(component[i] + 1);
        rows[component[i]].push_back(i);
    }
    return rows;
}

/// Solves X = B + A X, component by component.
class Series {
  public:
    Series(const SparseMatrix& matrix, const SparseMatrix& right)
        : matrix_(matrix),
          right_(right),
          result_(right.rows(), right.columns()),
          accumulator_(right.columns()),
          position_(matrix.rows(), outside) {}

    std::variant<SparseMatrix, DivergentCycle> solve() {
        for (std::vector<std::size_t>& rows : components_of(matrix_)) {
            const Block block = take_block(std::move(rows));
            if (block.matrix.nonzeros() > 0 && !vanishes(block.matrix)) return divergent_cycle(block);
            solve(block);
        }
        return std::move(result_);
    }

  private:
    static constexpr auto outside = static_cast<std::size_t>(-1);

    Block take_block(std::vector<std::size_t> rows) {
        const std::size_t size = rows.size();
        expect_at_most(size, max_block_rows);
        for (std::size_t i = 0; i < size; ++i) position_[rows[i]] = i;
        Block block{std::move(rows), SparseMatrix(size, size)};
        for (std::size_t i = 0; i < size; ++i) {
            SparseVector inside;
            for (const Entry& e : matrix_.row(block.rows[i]))
                if (position_[e.index] != outside) inside.push_back({position_[e.index], e.value});
            block.matrix.set_row(i, std::move(inside));  // ascending, as the rows of the block are
        }
        return block;
    }

    void solve(const Block& block) {
        const std::size_t size = block.rows.size();
        std::vector<SparseVector> known;  // B + what comes from components that are solved
        for (const std::size_t row : block.rows) {
            accumulator_.add(right_.row(row), 1);
            for (const Entry& e : matrix_.row(row))
                if (position_[e.index] == outside) accumulator_.add(result_.row(e.index), e.value);
            known.push_back(accumulator_.take());
        }
        for (const std::size_t row : block.rows) position_[row] = outside;
        if (block.matrix.nonzeros() == 0) return set(block.rows[0], std::move(known[0]));
        // Few columns are cheaper to solve for than the inverse, whose entries are long.
        const std::vector<std::size_t> columns = columns_of(known);
        const std::size_t sides = std::min(columns.size(), size);
        if (size * size * sides > max_block_work)
            throw Error::impossible(
                "a system of " + std::to_string(size) + " equations that all hang together, for " +
                    std::to_string(sides) + " right sides",
                "equations squared times right sides may be " + std::to_string(max_block_work));
        if (columns.size() < size) return solve_columns(block, known, columns);
        const SparseMatrix inverse =
            *linac::solve(identity_minus(block.matrix), SparseMatrix::identity(size));
        for (std::size_t i = 0; i < size; ++i) {
            for (const Entry& e : inverse.row(i)) accumulator_.add(known[e.index], e.value);
            set(block.rows[i], accumulator_.take());
        }
    }

    /// Where any of the rows is not 0, ascending.
    static std::vector<std::size_t> columns_of(const std::vector<SparseVector>& rows) {
        std::vector<std::size_t> columns;
        for (const SparseVector& row : rows)
            for (const Entry& e : row) columns.push_back(e.index);
        std::sort(columns.begin(), columns.end());
        columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
        return columns;
    }

    void solve_columns(const Block& block, const std::vector<SparseVector>& known,
                       const std::vector<std::size_t>& columns) {
        SparseMatrix right(known.size(), columns.size());
        for (std::size_t i = 0; i < known.size(); ++i) {
            SparseVector row = known[i];
            for (Entry& e : row)
                e.index = static_cast<std::size_t>(std::lower_bound(columns.begin(), columns.end(), e.index) -
                                                   columns.begin());
            right.set_row(i, std::move(row));
        }
        const SparseMatrix solution = *linac::solve(identity_minus(block.matrix), right);
        for (std::size_t i = 0; i < known.size(); ++i) {
            SparseVector row = solution.row(i);
            for (Entry& e : row) e.index = columns[e.index];
            set(block.rows[i], std::move(row));
        }
    }

    void set(std::size_t row, SparseVector values) {
        nonzeros_ += values.size();
        if (nonzeros_ > max_series_nonzeros)
            throw Error::impossible("a sum of more than " + std::to_string(max_series_nonzeros) +
                                    " numbers other than 0");
        result_.set_row(row, std::move(values));
    }

    const SparseMatrix& matrix_;
    const SparseMatrix& right_;
    SparseMatrix result_;
    Accumulator accumulator_;
    std::vector<std::size_t> position_;  // of a row in the current block
    std::size_t nonzeros_ = 0;
};

/// Divided by the greatest common divisor of the coefficients, which are integers.
void make_primitive(Vector& coefficients) {
    Rational common(0);
    for (const Rational& c : coefficients) common = gcd(common, c);
    if (common.is_zero() || common.is_one()) return;
    for (Rational& c : coefficients) c = exact_quotient(c, common);
}

}  // namespace

std::variant<SparseMatrix, DivergentCycle> geometric_series(const SparseMatrix& matrix,
                                                            const SparseMatrix& right) {
    return Series(matrix, right).solve();
}

bool is_schur_stable(Vector coefficients) {
    // With p* the coefficients in reverse order: p is stable iff |p_n| > |p_0| and (p_n p − p_0 p*) / z is.
    while (coefficients.size() > 1) {
        const std::size_t degree = coefficients.size() - 1;
        const Rational first = coefficients.front();
        const Rational last = coefficients.back();
        if (abs(first) >= abs(last)) return false;
        Vector reduced(degree);
        for (std::size_t i = 0; i < degree; ++i)
            reduced[i] = last * coefficients[i + 1] - first * coefficients[degree - 1 - i];
        make_primitive(reduced);
        coefficients = std::move(reduced);
    }
    return true;
}

}  // namespace linac
