// LinearForm: c₀ + Σ cᵢ sᵢ over variables s₁, s₂, …, the scalar of symbolic execution.
//
// Running one token of a network on variables instead of numbers shows the token's transition as a matrix, as
// long as everything stays linear; where it does not (a product of two forms, ReLU of a form), NotLinear is
// thrown.
//
// TokenForm has other variables: that token t is the symbol σ, 1 or 0. Symbol 0 has no variable, so that equal functions
// are equal forms. ReLU of a form of one token is such a form; so is ReLU of a form that is never negative, or never
// positive.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <utility>

#include "exact/matrix.hpp"

namespace linac {

/// Thrown where symbolic execution meets an operation that is not linear in the variables.
struct NotLinear : std::exception {
    [[nodiscard]] const char* what() const noexcept override { return "not linear in the state"; }
};

/// The variable that token `token` ≥ 1 is this symbol ≥ 1; and back.
inline constexpr std::size_t token_stride = std::size_t{1} << 24U;
[[nodiscard]] constexpr std::size_t token_variable(std::size_t token, std::size_t symbol) {
    return token * token_stride + symbol;
}
[[nodiscard]] constexpr std::size_t token_of(std::size_t variable) {
    return variable / token_stride;
}
[[nodiscard]] constexpr std::size_t symbol_of(std::size_t variable) {
    return variable % token_stride;
}

template <bool is_of_tokens>
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
        if (!is_of_tokens) throw NotLinear();
        const bool has_bias = terms_.front().index == 0;
        const Rational bias = has_bias ? terms_.front().value : Rational();
        Rational least = bias;
        Rational most = bias;
        const auto first = terms_.begin() + (has_bias ? 1 : 0);
        for (auto at = first; at != terms_.end();) {
            Rational least_of_token;  // 0, for symbol 0
            Rational most_of_token;
            for (const std::size_t token = token_of(at->index);
                 at != terms_.end() && token_of(at->index) == token; ++at) {
                least_of_token = std::min(least_of_token, at->value);
                most_of_token = std::max(most_of_token, at->value);
            }
            least += least_of_token;
            most += most_of_token;
        }
        if (least.sign() >= 0) return;
        if (most.sign() <= 0) return set_zero();
        if (token_of(first->index) != token_of(terms_.back().index)) throw NotLinear();
        const Rational zero;
        const Rational at_zero = std::max(zero, bias);
        SparseVector rectified = unit(0, at_zero);
        for (auto at = first; at != terms_.end(); ++at)
            add_entry(rectified, at->index, std::max(zero, bias + at->value) - at_zero);
        terms_ = std::move(rectified);
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
using TokenForm = VariableForm<true>;

}  // namespace linac
