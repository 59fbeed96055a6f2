#include "compile/eigenbasis.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "exact/characteristic.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// Thrown where there is no basis.
struct NoEigenbasis {
    std::string reason;
};

bool is_diagonal(const SparseMatrix& matrix) {
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i))
            if (e.index != i) return false;
    return true;
}

/// A − λ I.
SparseMatrix shifted(SparseMatrix matrix, const Rational& eigenvalue) {
    for (std::size_t i = 0; i < matrix.rows(); ++i) matrix.add(i, i, -eigenvalue);
    return matrix;
}

/// Splits ℚⁿ into the common eigenspaces of one matrix after the other. A subspace is a matrix whose rows are its reduced
/// basis.
class Splitting {
  public:
    Splitting(const AffineSystem& system, const Alphabet& alphabet) : system_(system), alphabet_(alphabet) {
        if (system.size() > 0) parts_.push_back(SparseMatrix::identity(system.size()));
        for (Symbol s = 0; s < alphabet.size(); ++s) split(s);
    }

    /// The basis, a vector a row.
    [[nodiscard]] SparseMatrix basis() const {
        SparseMatrix rows(system_.size(), system_.size());
        std::size_t next = 0;
        for (const SparseMatrix& part : parts_)
            for (std::size_t i = 0; i < part.rows(); ++i) rows.set_row(next++, part.row(i));
        return rows;
    }

  private:
    void split(Symbol symbol) {
        const SparseMatrix transposed = system_.matrix[symbol].transposed();
        std::vector<SparseMatrix> finer;
        for (const SparseMatrix& part : parts_) {
            const SparseMatrix action = restricted(multiply(part, transposed), part, symbol);
            for (const SparseMatrix& space : eigenspaces(action, symbol))
                finer.push_back(row_space(multiply(space, part)));
        }
        parts_ = std::move(finer);
    }

    /// X with X U = U Aᵀ, which says what A does to the subspace, if it maps it into itself. U is reduced, so that the entries of
    /// a vector at the pivots are its coordinates.
    [[nodiscard]] SparseMatrix restricted(const SparseMatrix& images, const SparseMatrix& part,
                                          Symbol symbol) const {
        SparseMatrix action(part.rows(), part.rows());
        for (std::size_t i = 0; i < part.rows(); ++i)
            for (std::size_t j = 0; j < part.rows(); ++j)
                action.add(i, j, images.at(i, part.row(j)[0].index));
        if (multiply(action, part) != images) throw NoEigenbasis{not_commuting(symbol)};
        return action;
    }

    /// Of vectors x with x X = λ x, for each eigenvalue λ.
    [[nodiscard]] std::vector<SparseMatrix> eigenspaces(const SparseMatrix& action, Symbol symbol) const {
        std::vector<SparseMatrix> spaces;
        const std::vector<PolynomialFactor> factors = characteristic_factors(action);
        for (const PolynomialFactor& factor : factors) {
            const auto root = factor.root();
            if (!root)
                throw NoEigenbasis{at(symbol) +
                                   "not all eigenvalues are rational: det(λI − A) = " + in_lambda(factors)};
            SparseMatrix space = null_space(shifted(action, *root).transposed());
            if (space.rows() < factor.multiplicity)
                throw NoEigenbasis{at(symbol) + "the eigenvalue " + to_string(*root) + " has multiplicity " +
                                   std::to_string(factor.multiplicity) + " but " +
                                   count_of(space.rows(), "independent eigenvector")};
            spaces.push_back(std::move(space));
        }
        return spaces;
    }

    [[nodiscard]] std::string at(Symbol symbol) const {
        return "symbol " + printable(alphabet_.name(symbol)) + ": ";
    }

    [[nodiscard]] std::string not_commuting(Symbol symbol) const {
        const SparseMatrix& matrix = system_.matrix[symbol];
        Symbol other = 0;
        while (multiply(matrix, system_.matrix[other]) == multiply(system_.matrix[other], matrix)) ++other;
        return at(symbol) + "its matrix does not commute with that of symbol " +
               printable(alphabet_.name(other));
    }

    const AffineSystem& system_;
    const Alphabet& alphabet_;
    std::vector<SparseMatrix> parts_;
};

/// The coordinates of a vector in a basis, whose vectors are columns.
SparseVector coordinates(const SparseMatrix& columns, const SparseVector& vector) {
    SparseMatrix right(columns.rows(), 1);
    for (const Entry& e : vector) right.add(e.index, 0, e.value);
    SparseVector result;
    const SparseMatrix solution = solve(columns, right).value();
    for (std::size_t i = 0; i < solution.rows(); ++i) add_entry(result, i, solution.at(i, 0));
    return result;
}

}  // namespace

Factored<AffineSystem> in_eigenbasis(const AffineSystem& system, const Alphabet& alphabet) {
    if (std::all_of(system.matrix.begin(), system.matrix.end(), is_diagonal)) return system;
    SparseMatrix basis;
    try {
        basis = Splitting(system, alphabet).basis();
    } catch (const NoEigenbasis& none) {
        return Refusal{none.reason, system.size()};
    }
    const SparseMatrix columns = basis.transposed();
    AffineSystem result;
    result.description = system.description + ", in a basis of eigenvectors";
    result.is_of_states = false;
    result.initial = coordinates(columns, system.initial);
    result.constant = system.constant;
    for (const SparseVector& offset : system.offset) result.offset.push_back(coordinates(columns, offset));
    for (std::size_t i = 0; i < basis.rows(); ++i) {
        result.coordinates.push_back("eigenvector " + std::to_string(i));
        add_entry(result.read, i, dot(system.read, basis.row(i)));
    }
    for (const SparseMatrix& matrix : system.matrix) {
        SparseMatrix diagonal(basis.rows(), basis.rows());
        for (std::size_t i = 0; i < basis.rows(); ++i) {
            const std::size_t lead = basis.row(i)[0].index;
            diagonal.add(i, i, dot(matrix.row(lead), basis.row(i)) / basis.row(i)[0].value);
        }
        result.matrix.push_back(std::move(diagonal));
    }
    return result;
}

}  // namespace linac
