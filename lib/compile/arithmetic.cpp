#include "compile/arithmetic.hpp"

namespace linac {
namespace {

/// Overwrites one inactive coordinate a token: κ = e_in − c on the active buffer, a = e_in.
ArithmeticPlan overwrite_plan(std::size_t d, std::size_t block) {
    ArithmeticPlan plan{2 * d, {}};
    for (std::size_t position = 0; position < 2 * block; ++position) {
        const std::size_t half = position / block;
        const std::size_t p = position % block;
        const std::size_t active = half * d;
        const std::size_t inactive = (1 - half) * d;
        ArithmeticStep step;
        for (std::size_t i = 0; i < d; ++i) step.product_reads.push_back({active + i, i, 1});
        if (p < d) {
            step.key = unit(inactive + p);
            step.learning_rate = unit(inactive + p);
            step.column = p;
            for (std::size_t i = 0; i < d; ++i) step.column_taps.push_back({active + i, i, -1});
        }
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

/// For each column: clear the scratch, copy the active buffer by averaging (each copy halves it), write the
/// column; then clear the active buffer.
ArithmeticPlan average_plan(std::size_t d, std::size_t block) {
    ArithmeticPlan plan{3 * d, {}};
    const std::size_t tokens_a_column = 2 * d + 1;
    const std::size_t scratch = 2 * d;
    for (std::size_t position = 0; position < 2 * block; ++position) {
        const std::size_t half = position / block;
        const std::size_t p = position % block;
        const std::size_t active = half * d;
        const std::size_t inactive = (1 - half) * d;
        const std::size_t q = p / tokens_a_column;
        const std::size_t within = p % tokens_a_column;
        ArithmeticStep step;
        if (q < d) {
            step.beta = 1;
            if (within < d) {
                step.key = unit(scratch + within);
            } else if (within < 2 * d) {
                step.key = sum(unit(active + within - d), unit(scratch + within - d, -1));
                step.beta = Rational(1, 2);
            } else {
                step.key = unit(inactive + q, -power(2, q + 1));
                step.column = q;
                for (std::size_t i = 0; i < d; ++i) step.column_taps.push_back({scratch + i, i, 1});
            }
            // Coordinate i was halved once for every column before, and in this one if its copy was made.
            for (std::size_t i = 0; i < d; ++i)
                step.product_reads.push_back({active + i, i, power(2, q + (within >= d + i ? 1 : 0))});
        } else {
            const std::size_t i = p - d * tokens_a_column;
            if (i < d) {
                step.key = unit(active + i);
                step.beta = 1;
            }
            for (std::size_t j = 0; j < d; ++j) step.current_reads.push_back({inactive + j, j, 1});
        }
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

/// Column p of a signed partial permutation has at most one ±1: the swap of that active coordinate with
/// inactive p moves it over, and leaves 0 behind, so that active and inactive can be read at the same time.
/// What no column takes is cleared afterwards, which only partial permutations need.
ArithmeticPlan transfer_plan(std::size_t d, std::size_t block) {
    ArithmeticPlan plan{2 * d, {}};
    for (std::size_t position = 0; position < 2 * block; ++position) {
        const std::size_t half = position / block;
        const std::size_t p = position % block;
        const std::size_t active = half * d;
        const std::size_t inactive = (1 - half) * d;
        ArithmeticStep step;
        for (std::size_t i = 0; i < d; ++i) {
            step.product_reads.push_back({active + i, i, 1});
            step.current_reads.push_back({inactive + i, i, 1});
        }
        if (p < d) {
            step.key = unit(inactive + p);
            step.beta = 1;
            step.column = p;
            for (std::size_t i = 0; i < d; ++i) step.column_taps.push_back({active + i, i, -1});
        } else if (p < 2 * d) {
            step.key = unit(active + p - d);
            step.beta = 1;
        }
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

}  // namespace

std::size_t least_block(Route route, std::size_t dimension) {
    return route == Route::average ? 2 * dimension * dimension + 2 * dimension : dimension;
}

ArithmeticPlan arithmetic_plan(Route route, std::size_t dimension, std::size_t block) {
    switch (route) {
        case Route::overwrite:
            return overwrite_plan(dimension, block);
        case Route::average:
            return average_plan(dimension, block);
        case Route::transfer:
            return transfer_plan(dimension, block);
    }
    return {};
}

std::optional<std::size_t> transfer_block(const WeightedAutomaton& automaton) {
    bool partial = false;
    for (const SparseMatrix& matrix : automaton.transition) {
        std::vector<bool> used(matrix.columns(), false);
        for (std::size_t i = 0; i < matrix.rows(); ++i) {
            partial = partial || matrix.row(i).empty();
            if (matrix.row(i).size() > 1) return std::nullopt;
            for (const Entry& e : matrix.row(i)) {
                if (used[e.index] || abs(e.value) != 1) return std::nullopt;
                used[e.index] = true;
            }
        }
    }
    return partial ? 2 * automaton.size() : automaton.size();
}

namespace {

/// The row space of matrices of this width, one below the other.
SparseMatrix joint_row_space(const std::vector<SparseMatrix>& parts, std::size_t columns) {
    std::size_t rows = 0;
    for (const SparseMatrix& part : parts) rows += part.rows();
    SparseMatrix all(rows, columns);
    std::size_t next = 0;
    for (const SparseMatrix& part : parts)
        for (std::size_t i = 0; i < part.rows(); ++i) all.set_row(next++, part.row(i));
    return row_space(all);
}

}  // namespace

BlockCarries::BlockCarries(const WeightedAutomaton& automaton) : automaton_(automaton) {
    SparseMatrix start(1, automaton.size());
    start.set_row(0, automaton.initial);
    reached_.push_back(row_space(start));
}

const SparseMatrix& BlockCarries::reached(std::size_t length) {
    while (length >= reached_.size() && period_ == 0) {
        std::vector<SparseMatrix> images;
        images.reserve(automaton_.transition.size());
        for (const SparseMatrix& matrix : automaton_.transition)
            images.push_back(multiply(reached_.back(), matrix));
        SparseMatrix next = joint_row_space(images, automaton_.size());
        // Brent's cycle detection: the checkpoint moves on at powers of two.
        if (next == reached_[checkpoint_]) {
            period_ = reached_.size() - checkpoint_;
            break;
        }
        reached_.push_back(std::move(next));
        if ((reached_.size() & (reached_.size() - 1)) == 0) checkpoint_ = reached_.size() - 1;
    }
    if (length < reached_.size()) return reached_[length];
    const std::size_t first = reached_.size() - period_;
    return reached_[first + (length - first) % period_];
}

SparseMatrix BlockCarries::carry(std::size_t block) {
    // Σ_k W_{km} is closed under the words of length m as soon as a further term adds nothing.
    SparseMatrix sum = reached(0);
    for (std::size_t length = block; sum.rows() < automaton_.size(); length += block) {
        SparseMatrix grown = joint_row_space({sum, reached(length)}, automaton_.size());
        if (grown.rows() == sum.rows()) break;
        sum = std::move(grown);
    }
    return sum;
}

}  // namespace linac
