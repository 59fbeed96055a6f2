// Affine systems run by their definition, and small matrices to make them of.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "compile/affine_system.hpp"
#include "support/oracle.hpp"

namespace linac::tests {

/// A square matrix by its rows.
inline SparseMatrix matrix_of(const std::vector<std::vector<int>>& rows) {
    SparseMatrix matrix(rows.size(), rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = 0; j < rows.size(); ++j) matrix.add(i, j, rows[i][j]);
    return matrix;
}

/// read · h_T + constant by the definition, in oracle arithmetic.
inline Oracle run(const AffineSystem& system, const Word& word) {
    OracleVector h = to_oracle(system.initial, system.size());
    for (const Symbol symbol : word) {
        OracleVector next = to_oracle(system.offset[symbol], system.size());
        for (std::size_t i = 0; i < system.size(); ++i)
            next[i] += dot(to_oracle(system.matrix[symbol].row(i), system.size()), h);
        h = std::move(next);
    }
    return dot(to_oracle(system.read, system.size()), h) + to_oracle(system.constant);
}

}  // namespace linac::tests
