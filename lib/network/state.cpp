#include "network/state.hpp"

namespace linac {
namespace {

/// The least common denominator of a list of parameters.
Rational common_denominator(const Accumulator<Rational>& parameters) {
    Rational common(1);
    for (const std::size_t i : parameters.support())
        if (!parameters[i].is_integer()) common = lcm(common, parameters[i].denominator());
    return common;
}

/// value · factor for an integer `factor` that clears the denominator; most are 1.
Rational cleared(const Rational& value, const Rational& factor) {
    return factor.is_one() ? value : value * factor;
}

}  // namespace

void ExactState::clear() {
    for (Rational& e : entries_) e.set_zero();
    denominator_.reset();
}

std::vector<Rational> ExactState::entries() const {
    std::vector<Rational> result = entries_;
    for (Rational& e : result) e /= denominator_.value();
    return result;
}

void ExactState::assign(const std::vector<Rational>& entries) {
    Rational common(1);
    for (const Rational& e : entries)
        if (!e.is_integer()) common = lcm(common, e.denominator());
    for (std::size_t i = 0; i < entries.size(); ++i) entries_[i] = cleared(entries[i], common);
    denominator_.reset(common);
}

void ExactState::multiply(const Rational& factor) {
    if (factor.is_one()) return;
    for (Rational& e : entries_)
        if (!e.is_zero()) e *= factor;
    denominator_.multiply(factor);
}

void ExactState::combine(const Parameters& key, Row& y) const {
    for (Rational& numerator : y.numerators) numerator.set_zero();
    y.factor = common_denominator(key);
    for (const std::size_t i : key.support()) {
        if (key[i].is_zero()) continue;
        const Rational weight = cleared(key[i], y.factor);
        for (std::size_t j = 0; j < values_; ++j)
            y.numerators[j].add_product(weight, entries_[i * values_ + j]);
    }
}

void ExactState::delta(const Parameters& value, const Rational& beta, Row& y) const {
    const Rational common = common_denominator(value);
    const Rational scale = common * beta.denominator();
    y.factor *= scale;
    const Rational weight = -beta.numerator();
    for (Rational& numerator : y.numerators) numerator *= cleared(weight, common);
    // −β y is now −numerator(β)·common·Y over the new factor; β v is added over the same.
    if (value.support().empty()) return;
    const Rational unit_value = denominator_.value() * y.factor * beta;
    for (const std::size_t j : value.support()) y.numerators[j].add_product(value[j], unit_value);
}

void ExactState::set_row(const Parameters& value, Row& y) const {
    y.factor = common_denominator(value);
    const Rational unit_value = denominator_.value() * y.factor;
    for (Rational& numerator : y.numerators) numerator.set_zero();
    for (const std::size_t j : value.support()) y.numerators[j] = value[j] * unit_value;
}

void ExactState::scale_rows(const Parameters& weights, Row& y) {
    const Rational common = common_denominator(weights);
    bool identity = common.is_one();
    for (std::size_t i = 0; i < keys_ && identity; ++i) identity = weights[i].is_one();
    if (identity) return;
    for (std::size_t i = 0; i < keys_; ++i) {
        const Rational weight = cleared(weights[i], common);
        for (std::size_t j = 0; j < values_; ++j) entries_[i * values_ + j] *= weight;
    }
    denominator_.multiply(common);
    if (!common.is_one())
        for (Rational& numerator : y.numerators) numerator *= common;
}

void ExactState::scale(const Rational& factor, Row& y) {
    if (factor.is_one()) return;
    const Rational numerator = factor.numerator();
    for (Rational& e : entries_) e *= numerator;
    if (factor.is_integer()) return;
    const Rational denominator = factor.denominator();
    denominator_.multiply(denominator);
    for (Rational& e : y.numerators) e *= denominator;
}

void ExactState::add_outer(const Parameters& key, Row& y) {
    bool zero = true;
    for (const Rational& numerator : y.numerators) zero = zero && numerator.is_zero();
    if (zero) return;
    const Rational common = common_denominator(key);
    multiply(common * y.factor);
    for (const std::size_t i : key.support()) {
        if (key[i].is_zero()) continue;
        const Rational weight = cleared(key[i], common);
        for (std::size_t j = 0; j < values_; ++j)
            entries_[i * values_ + j].add_product(weight, y.numerators[j]);
    }
    y.factor = 1;
    if (!common.is_one())
        for (Rational& numerator : y.numerators) numerator *= common;
}

void ExactState::permute(const std::vector<std::size_t>& targets) {
    for (std::size_t i = 0; i < keys_; ++i)
        for (std::size_t j = 0; j < values_; ++j) {
            Rational& moved = entries_[i * values_ + j];
            if (moved.is_zero()) continue;
            spare_[targets[i] * values_ + j] += moved;
            moved.set_zero();
        }
    entries_.swap(spare_);
}

void ExactState::add(const Parameters& input) {
    if (input.support().empty()) return;
    multiply(common_denominator(input));
    for (const std::size_t e : input.support()) entries_[e].add_product(input[e], denominator_.value());
}

void ExactState::add_to(Parameters& x, std::size_t first) const {
    const Rational& denominator = denominator_.value();
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (!entries_[i].is_zero())
            x.touch(first + i) += denominator.is_one() ? entries_[i] : entries_[i] / denominator;
}

void ExactState::set(const Parameters& entries) {
    const Rational common = common_denominator(entries);
    for (Rational& e : entries_) e.set_zero();
    for (const std::size_t i : entries.support()) entries_[i] = cleared(entries[i], common);
    denominator_.reset(common);
}

template <class Form>
void FormState<Form>::combine(const Parameters& key, Row& y) const {
    for (Form& form : y) form.set_zero();
    for (const std::size_t i : key.support())
        for (std::size_t j = 0; j < values_; ++j) y[j] += key[i] * entries_[i * values_ + j];
}

template <class Form>
void FormState<Form>::delta(const Parameters& value, const Form& beta, Row& y) const {
    for (std::size_t j = 0; j < values_; ++j) {
        y[j].negate();
        y[j] += value[j];
        y[j] = beta * y[j];
    }
}

template <class Form>
void FormState<Form>::set_row(const Parameters& value, Row& y) const {
    for (std::size_t j = 0; j < values_; ++j) y[j] = value[j];
}

template <class Form>
void FormState<Form>::scale_rows(const Parameters& weights, Row& /*y*/) {
    for (std::size_t i = 0; i < keys_; ++i)
        for (std::size_t j = 0; j < values_; ++j)
            entries_[i * values_ + j] = weights[i] * entries_[i * values_ + j];
}

template <class Form>
void FormState<Form>::scale(const Form& factor, Row& /*y*/) {
    for (Form& e : entries_) e = factor * e;
}

template <class Form>
void FormState<Form>::add_outer(const Parameters& key, const Row& y) {
    for (const std::size_t i : key.support())
        for (std::size_t j = 0; j < values_; ++j) entries_[i * values_ + j] += key[i] * y[j];
}

template <class Form>
void FormState<Form>::permute(const std::vector<std::size_t>& targets) {
    std::vector<Form> moved(entries_.size());
    for (std::size_t i = 0; i < keys_; ++i)
        for (std::size_t j = 0; j < values_; ++j)
            moved[targets[i] * values_ + j] += entries_[i * values_ + j];
    entries_.swap(moved);
}

template <class Form>
void FormState<Form>::add(const Parameters& input) {
    for (const std::size_t e : input.support()) entries_[e] += input[e];
}

template <class Form>
void FormState<Form>::add_to(Parameters& x, std::size_t first) const {
    for (std::size_t i = 0; i < entries_.size(); ++i)
        if (!entries_[i].is_zero()) x.touch(first + i) += entries_[i];
}

template <class Form>
void FormState<Form>::set(const Parameters& entries) {
    for (std::size_t i = 0; i < entries_.size(); ++i) entries_[i] = entries[i];
}

template class FormState<LinearForm>;
template class FormState<TokenForm>;

}  // namespace linac
