// LinearForm: c₀ + Σ cᵢ sᵢ over variables s₁, s₂, …, the scalar of symbolic execution.
//
// Running one token of a network on variables instead of numbers shows the token's transition as a matrix, as
// long as everything stays linear; where it does not (a product of two forms, ReLU of a form), NotLinear is
// thrown.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>

#include "exact/matrix.hpp"

namespace linac {

/// Thrown where symbolic execution meets an operation that is not linear in the variables.
struct NotLinear : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "not linear in the state"; }
};

template <bool is_boolean>
class VariableForm {
  public:
    VariableForm() = default;
    /// The variable s_index, index ≥ 1.
    [[nodiscard]] static VariableForm variable(std::size_t index) {
        VariableForm form;
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
    /// max(0, form).
    void rectify() {
        if (is_constant()) {
            if (constant().sign() < 0) set_zero();
            return;
        }
        const bool has_bias = terms_.front().index == 0;
        if (!is_boolean || terms_.size() != (has_bias ? 2U : 1U)) throw NotLinear();
        const Rational zero;
        const Rational off = has_bias ? terms_.front().value : zero;
        const Rational at_off = std::max(zero, off);
        const Rational at_on = std::max(zero, off + terms_.back().value);
        const std::size_t index = terms_.back().index;
        terms_ = sum(unit(0, at_off), unit(index, at_on - at_off));
    }
    /// Coefficients by variable, the constant at index 0.
    [[nodiscard]] const SparseVector& terms() const noexcept { return terms_; }

    void set_zero() noexcept { terms_.clear(); }
    void negate() noexcept {
        for (Entry& e : terms_) e.value.negate();
    }
    VariableForm& operator+=(const Rational& value) {
        add_entry(terms_, 0, value);
        return *this;
    }
    VariableForm& operator+=(const VariableForm& other) {
        terms_ = sum(terms_, other.terms_);
        return *this;
    }
    void add_product(const Rational& factor, const VariableForm& other) {
        terms_ = sum(terms_, scaled(other.terms_, factor));
    }

    /// The product of two forms of which one is constant; throws NotLinear otherwise.
    friend VariableForm operator*(const VariableForm& left, const VariableForm& right) {
        VariableForm product;
        if (left.is_constant())
            product.add_product(left.constant(), right);
        else
            product.add_product(right.constant(), left);
        return product;
    }

  private:
    SparseVector terms_;
};

using LinearForm = VariableForm<false>;
using BooleanForm = VariableForm<true>;

}  // namespace linac
