#include "compile/arithmetic.hpp"

namespace linac {
namespace {

/// Overwrites one inactive coordinate a token: κ = e_in − c on the active buffer, a = e_in.
ArithmeticPlan rwkv7_plan(std::size_t d, std::size_t block) {
    ArithmeticPlan plan{2 * d, {}};
    for (std::size_t position = 0; position < 2 * block; ++position) {
        const std::size_t half = position / block;
        const std::size_t p = position % block;
        const std::size_t active = half * d;
        const std::size_t inactive = (1 - half) * d;
        ArithmeticStep step;
        for (std::size_t i = 0; i < d; ++i) step.reads.push_back({active + i, i, 1});
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
ArithmeticPlan deltanet_plan(std::size_t d, std::size_t block) {
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
                step.reads.push_back({active + i, i, power(2, q + (within >= d + i ? 1 : 0))});
        } else {
            const std::size_t i = p - d * tokens_a_column;
            if (i < d) {
                step.key = unit(active + i);
                step.beta = 1;
            }
            step.reads_product = false;
            for (std::size_t j = 0; j < d; ++j) step.reads.push_back({inactive + j, j, 1});
        }
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

}  // namespace

std::size_t least_block(Target target, std::size_t dimension) {
    return target == Target::rwkv7 ? dimension : 2 * dimension * dimension + 2 * dimension;
}

ArithmeticPlan arithmetic_plan(Target target, std::size_t dimension, std::size_t block) {
    return target == Target::rwkv7 ? rwkv7_plan(dimension, block) : deltanet_plan(dimension, block);
}

SparseMatrix block_carry(const WeightedAutomaton& automaton, std::size_t block) {
    const std::size_t n = automaton.size();
    const auto stacked = [&](const std::vector<const SparseMatrix*>& parts) {
        std::size_t rows = 0;
        for (const SparseMatrix* part : parts) rows += part->rows();
        SparseMatrix all(rows, n);
        std::size_t next = 0;
        for (const SparseMatrix* part : parts)
            for (std::size_t i = 0; i < part->rows(); ++i) all.set_row(next++, part->row(i));
        return row_space(all);
    };
    SparseMatrix start(1, n);
    start.set_row(0, automaton.initial);
    SparseMatrix carry = row_space(start);
    while (true) {
        SparseMatrix reached = carry;  // after 0 … m more symbols
        for (std::size_t i = 0; i < block; ++i) {
            std::vector<SparseMatrix> images;
            for (const SparseMatrix& matrix : automaton.transition)
                images.push_back(multiply(reached, matrix));
            std::vector<const SparseMatrix*> parts;
            for (const SparseMatrix& image : images) parts.push_back(&image);
            reached = stacked(parts);
        }
        SparseMatrix grown = stacked({&carry, &reached});
        if (grown.rows() == carry.rows()) return carry;
        carry = std::move(grown);
    }
}

}  // namespace linac
