// The matrix state S ∈ ℚ^{K×V} of a head, in the two forms that execution needs. Both offer the same few
// operations, of which every recurrence is made; a Row is a vector in ℚ^V.
//
//   combine(k, y)        y = Sᵀ k                       cost: non-zeros of k, times V
//   delta(v, β, y)       y ← β (v − y)
//   scale_rows(w, y)     S ← diag(w) S; y keeps its value
//   scale(α, y)          S ← α S; y keeps its value
//   add_outer(k, y)      S ← S + k yᵀ; y keeps its value; cost: non-zeros of k, times V
//   permute(targets)     row j of S moves to row targets[j]; rows that meet are added
//   add_to(x, i), set(x)  the entries, row-major, into x from index i on, and from x
#pragma once

#include <cstddef>
#include <vector>

#include "exact/scaled.hpp"
#include "network/affine_map.hpp"
#include "network/linear_form.hpp"

namespace linac {

/// Exact numbers: integers over one common denominator, so that no fraction is reduced within a token and
/// small integers never touch the allocator.
class ExactState {
  public:
    using Scalar = Rational;
    using Parameters = Accumulator<Rational>;

    /// Numerators over (denominator of the state) · factor.
    struct Row {
        std::vector<Rational> numerators;
        Rational factor;
    };

    ExactState(std::size_t keys, std::size_t values)
        : keys_(keys), values_(values), entries_(keys * values), spare_(keys * values) {}

    void clear();
    [[nodiscard]] Row row() const { return {std::vector<Rational>(values_), 1}; }

    void combine(const Parameters& key, Row& y) const;
    void delta(const Parameters& value, const Rational& beta, Row& y) const;
    void set_row(const Parameters& value, Row& y) const;
    void scale_rows(const Parameters& weights, Row& y);
    void scale(const Rational& factor, Row& y);
    void add_outer(const Parameters& key, Row& y);
    void permute(const std::vector<std::size_t>& targets);
    void add(const Parameters& input);
    /// Called once a token: keeps the numbers near their least size.
    void settle() {
        if (!denominator_.value().is_one() && denominator_.has_grown()) denominator_.reduce(entries_);
    }
    [[nodiscard]] Rational value(const Row& y, std::size_t index) const {
        return y.numerators[index] / (denominator_.value() * y.factor);
    }
    /// Adds the entries to x, row-major from the given index on; set() replaces them.
    void add_to(Parameters& x, std::size_t first) const;
    void set(const Parameters& entries);
    /// All entries in lowest terms, row-major; assign() sets them.
    [[nodiscard]] std::vector<Rational> entries() const;
    void assign(const std::vector<Rational>& entries);
    /// Of the integers and their denominator.
    [[nodiscard]] std::size_t bits() const {
        std::size_t total = denominator_.value().numerator_bits();
        for (const Rational& e : entries_) total += e.numerator_bits();
        return total;
    }
    /// S[key][value] in lowest terms.
    [[nodiscard]] Rational at(std::size_t key, std::size_t value) const {
        return entries_[key * values_ + value] / denominator_.value();
    }

  private:
    void multiply(const Rational& factor);

    std::size_t keys_;
    std::size_t values_;
    std::vector<Rational> entries_;  // integers, row-major
    std::vector<Rational> spare_;
    CommonDenominator denominator_;
};

/// Forms in variables, such as the entries of the state before the token.
template <class Form>
class FormState {
  public:
    using Scalar = Form;
    using Parameters = Accumulator<Form>;
    using Row = std::vector<Form>;

    FormState(std::size_t keys, std::size_t values) : keys_(keys), values_(values), entries_(keys * values) {}

    void clear() {
        for (Form& e : entries_) e.set_zero();
    }
    /// The entries become the variables s_first, s_{first+1}, …, row-major.
    void set_variables(std::size_t first) {
        for (std::size_t i = 0; i < entries_.size(); ++i) entries_[i] = Form::variable(first + i);
    }
    [[nodiscard]] const std::vector<Form>& entries() const noexcept { return entries_; }
    [[nodiscard]] Row row() const { return Row(values_); }

    void combine(const Parameters& key, Row& y) const;
    void delta(const Parameters& value, const Form& beta, Row& y) const;
    void set_row(const Parameters& value, Row& y) const;
    void scale_rows(const Parameters& weights, Row& y);
    void scale(const Form& factor, Row& y);
    void add_outer(const Parameters& key, const Row& y);
    void permute(const std::vector<std::size_t>& targets);
    void add(const Parameters& input);
    void add_to(Parameters& x, std::size_t first) const;
    void set(const Parameters& entries);
    void settle() {}
    [[nodiscard]] Form value(const Row& y, std::size_t index) const { return y[index]; }

  private:
    std::size_t keys_;
    std::size_t values_;
    std::vector<Form> entries_;
};

using SymbolicState = FormState<LinearForm>;
using TokenState = FormState<TokenForm>;

extern template class FormState<LinearForm>;
extern template class FormState<TokenForm>;

}  // namespace linac
