#include "exact/finite_order.hpp"

#include <flint/fmpq_poly.h>
#include <flint/fmpz_poly.h>
#include <flint/ulong_extras.h>

#include "exact/dense.hpp"

namespace linac {
namespace {

/// A FLINT polynomial over ℤ that frees itself.
class Polynomial {
  public:
    Polynomial() { fmpz_poly_init(polynomial_); }
    Polynomial(const Polynomial&) = delete;
    Polynomial& operator=(const Polynomial&) = delete;
    ~Polynomial() { fmpz_poly_clear(polynomial_); }

    fmpz_poly_struct* get() { return polynomial_; }
    [[nodiscard]] std::size_t degree() const { return static_cast<std::size_t>(polynomial_->length - 1); }

  private:
    fmpz_poly_t polynomial_;
};

/// The minimal polynomial, which is monic; false if it is not integral.
bool minimal_polynomial(const SparseMatrix& matrix, Polynomial& result) {
    DenseMatrix dense(matrix);
    fmpq_poly_t minimal;
    fmpq_poly_init(minimal);
    fmpq_mat_minpoly(minimal, dense.get());
    const bool is_integral = fmpz_is_one(fmpq_poly_denref(minimal)) != 0;
    if (is_integral) fmpq_poly_get_numerator(result.get(), minimal);
    fmpq_poly_clear(minimal);
    return is_integral;
}

/// Divides by z as often as that goes.
void strip_zeros(Polynomial& polynomial) {
    slong zeros = 0;
    while (fmpz_is_zero(fmpz_poly_get_coeff_ptr(polynomial.get(), zeros)) != 0) ++zeros;
    fmpz_poly_shift_right(polynomial.get(), polynomial.get(), zeros);
}

/// Whether a monic polynomial is a product of distinct cyclotomic polynomials Φ_k. The degree of Φ_k is
/// φ(k) ≥ √(k/2), which bounds k.
bool is_product_of_cyclotomics(Polynomial& polynomial) {
    if (fmpz_is_pm1(fmpz_poly_get_coeff_ptr(polynomial.get(), 0)) == 0) return false;
    const std::size_t last = 2 * polynomial.degree() * polynomial.degree();
    Polynomial cyclotomic;
    Polynomial quotient;
    for (std::size_t k = 1; k <= last && polynomial.degree() > 0; ++k) {
        if (n_euler_phi(k) > polynomial.degree()) continue;
        fmpz_poly_cyclotomic(cyclotomic.get(), k);
        if (fmpz_poly_divides(quotient.get(), polynomial.get(), cyclotomic.get()) != 0)
            fmpz_poly_swap(polynomial.get(), quotient.get());
    }
    return polynomial.degree() == 0;
}

}  // namespace

bool has_finite_order(const SparseMatrix& matrix) {
    if (matrix.rows() == 0) return true;
    Polynomial polynomial;
    if (!minimal_polynomial(matrix, polynomial)) return false;
    strip_zeros(polynomial);
    return is_product_of_cyclotomics(polynomial);
}

}  // namespace linac
