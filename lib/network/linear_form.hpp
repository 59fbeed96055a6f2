// LinearForm: c₀ + Σ cᵢ sᵢ over variables s₁, s₂, …, the scalar of symbolic execution.
//
// Running one token of a network on variables instead of numbers shows the token's transition as a matrix, as
// long as everything stays linear; where it does not (a product of two forms, ReLU of a form), NotLinear is
// thrown.
#pragma once

#include <cstddef>
#include <exception>

#include "exact/matrix.hpp"

namespace linac {

/// Thrown where symbolic execution meets an operation that is not linear in the variables.
struct NotLinear : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "not linear in the state"; }
};

class LinearForm {
  public:
    LinearForm() = default;
    /// The variable s_index, index ≥ 1.
    [[nodiscard]] static LinearForm variable(std::size_t index) {
        LinearForm form;
        form.terms_ = unit(index);
        return form;
    }

    [[nodiscard]] bool is_zero() const noexcept { return terms_.empty(); }
    [[nodiscard]] bool is_constant() const noexcept {
        return terms_.empty() || (terms_.size() == 1 && terms_[0].index == 0);
    }
    /// The value of a constant form; throws NotLinear otherwise.
    [[nodiscard]] Rational constant() const {
        if (!is_constant()) throw NotLinear();
        return is_zero() ? Rational() : terms_[0].value;
    }
    /// −1, 0 or 1 for a constant form; throws NotLinear otherwise.
    [[nodiscard]] int sign() const { return constant().sign(); }
    /// Coefficients by variable, the constant at index 0.
    [[nodiscard]] const SparseVector& terms() const noexcept { return terms_; }

    void set_zero() noexcept { terms_.clear(); }
    void negate() noexcept {
        for (Entry& e : terms_) e.value.negate();
    }
    LinearForm& operator+=(const Rational& value) {
        add_entry(terms_, 0, value);
        return *this;
    }
    LinearForm& operator+=(const LinearForm& other) {
        terms_ = sum(terms_, other.terms_);
        return *this;
    }
    void add_product(const Rational& factor, const LinearForm& other) {
        terms_ = sum(terms_, scaled(other.terms_, factor));
    }

    /// The product of two forms of which one is constant; throws NotLinear otherwise.
    friend LinearForm operator*(const LinearForm& left, const LinearForm& right) {
        LinearForm product;
        if (left.is_constant())
            product.add_product(left.constant(), right);
        else
            product.add_product(right.constant(), left);
        return product;
    }

  private:
    SparseVector terms_;
};

}  // namespace linac
