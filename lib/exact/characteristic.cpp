#include "exact/characteristic.hpp"

#include <flint/fmpq_mat.h>
#include <flint/fmpq_poly.h>
#include <flint/fmpz_poly_factor.h>

#include <algorithm>

namespace linac {
namespace {

std::string superscript(std::size_t number) {
    static constexpr const char* digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (const char digit : std::to_string(number)) text += digits[digit - '0'];
    return text;
}

std::string polynomial(const Vector& coefficients) {
    std::string text;
    for (std::size_t power = coefficients.size(); power-- > 0;) {
        const Rational& c = coefficients[power];
        if (c.is_zero()) continue;
        if (text.empty())
            text += c.sign() < 0 ? "−" : "";
        else
            text += c.sign() < 0 ? " − " : " + ";
        if (power == 0 || !abs(c).is_one()) text += to_string(abs(c));
        if (power > 0) text += power == 1 ? "λ" : "λ" + superscript(power);
    }
    return text;
}

}  // namespace

std::vector<PolynomialFactor> characteristic_factors(const SparseMatrix& matrix) {
    const auto size = static_cast<slong>(matrix.rows());
    fmpq_mat_t dense;
    fmpq_mat_init(dense, size, size);
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i))
            fmpq_set(fmpq_mat_entry(dense, static_cast<slong>(i), static_cast<slong>(e.index)),
                     e.value.flint());
    fmpq_poly_t characteristic;
    fmpq_poly_init(characteristic);
    fmpq_mat_charpoly(characteristic, dense);
    fmpz_poly_t integer;
    fmpz_poly_init(integer);
    fmpq_poly_get_numerator(integer, characteristic);
    fmpz_poly_factor_t factored;
    fmpz_poly_factor_init(factored);
    fmpz_poly_factor(factored, integer);

    std::vector<PolynomialFactor> factors;
    for (slong i = 0; i < factored->num; ++i) {
        const fmpz_poly_struct* factor = factored->p + i;
        PolynomialFactor found{{}, static_cast<std::size_t>(factored->exp[i])};
        for (slong power = 0; power < fmpz_poly_length(factor); ++power) {
            Rational coefficient;
            fmpz_poly_get_coeff_fmpz(fmpq_numref(coefficient.flint()), factor, power);
            found.coefficients.push_back(std::move(coefficient));
        }
        if (found.coefficients.back().sign() < 0)
            for (Rational& c : found.coefficients) c.negate();
        factors.push_back(std::move(found));
    }
    fmpz_poly_factor_clear(factored);
    fmpz_poly_clear(integer);
    fmpq_poly_clear(characteristic);
    fmpq_mat_clear(dense);
    std::sort(factors.begin(), factors.end(),
              [](const PolynomialFactor& left, const PolynomialFactor& right) {
                  if (left.coefficients.size() != right.coefficients.size())
                      return left.coefficients.size() < right.coefficients.size();
                  return left.coefficients < right.coefficients;
              });
    return factors;
}

std::string in_lambda(const std::vector<PolynomialFactor>& factors) {
    if (factors.empty()) return "1";
    std::string text;
    for (const PolynomialFactor& factor : factors) {
        const std::string inside = polynomial(factor.coefficients);
        if (!text.empty()) text += " ";
        text += inside == "λ" ? inside : "(" + inside + ")";
        if (factor.multiplicity > 1) text += superscript(factor.multiplicity);
    }
    return text;
}

}  // namespace linac
