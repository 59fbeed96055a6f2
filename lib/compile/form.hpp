// Form: an affine form b + Σ c_i x_i, over the residual stream or over the units of a feed-forward block.
#pragma once

#include <algorithm>

#include "exact/matrix.hpp"

namespace linac {

struct Form {
    SparseVector terms;
    Rational bias;

    Form() = default;
    Form(SparseVector linear, Rational constant) : terms(std::move(linear)), bias(std::move(constant)) {}
    /// The constant form.
    explicit Form(Rational constant) : bias(std::move(constant)) {}
    /// The variable x_index.
    [[nodiscard]] static Form variable(std::size_t index) { return {unit(index), 0}; }

    [[nodiscard]] bool is_zero() const noexcept { return terms.empty() && bias.is_zero(); }

    Form& operator+=(const Form& other) {
        terms = sum(terms, other.terms);
        bias += other.bias;
        return *this;
    }
    /// *this += factor · other.
    void add_product(const Rational& factor, const Form& other) {
        if (factor.is_zero()) return;
        terms = sum(terms, scaled(other.terms, factor));
        bias.add_product(factor, other.bias);
    }
    friend Form operator+(Form left, const Form& right) { return std::move(left += right); }
    friend Form operator-(Form left, const Form& right) {
        left.add_product(-1, right);
        return left;
    }
    friend Form operator*(const Rational& factor, const Form& form) {
        return {scaled(form.terms, factor), factor * form.bias};
    }
};

/// Adds up many products of which each has few terms.
class FormSum {
  public:
    void add_product(const Rational& factor, const Form& form) {
        for (const Entry& e : form.terms) entries_.push_back({e.index, factor * e.value});
        bias_.add_product(factor, form.bias);
    }
    [[nodiscard]] Form total() {
        std::sort(entries_.begin(), entries_.end(),
                  [](const Entry& left, const Entry& right) { return left.index < right.index; });
        Form form(bias_);
        for (Entry& e : entries_) {
            if (!form.terms.empty() && form.terms.back().index == e.index)
                form.terms.back().value += e.value;
            else
                form.terms.push_back(std::move(e));
        }
        std::erase_if(form.terms, [](const Entry& e) { return e.value.is_zero(); });
        return form;
    }

  private:
    SparseVector entries_;
    Rational bias_;
};

}  // namespace linac
