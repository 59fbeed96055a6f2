#include "circuit/step.hpp"

#include <algorithm>
#include <stdexcept>

#include "hash.hpp"

namespace linac {

std::uint32_t ValuePool::constant(const Rational& value) {
    const auto [at, is_new] =
        constant_index_.try_emplace(value, static_cast<std::uint32_t>(constants_.size()));
    if (is_new) constants_.push_back(value);
    return at->second;
}

Shape ValuePool::table(const std::vector<Rational>& values) {
    Table table;
    table.reserve(values.size());
    for (const Rational& value : values) table.push_back(constant(value));
    const bool is_same =
        std::all_of(table.begin(), table.end(), [&](std::uint32_t v) { return v == table.front(); });
    if (is_same && (table.empty() || table.front() == 0 || symbols_ > 1))
        return {Shape::Kind::constant, false, table.empty() ? 0 : table.front()};
    const auto [at, is_new] = table_index_.try_emplace(table, static_cast<std::uint32_t>(tables_.size()));
    if (is_new) tables_.push_back(std::move(table));
    return {Shape::Kind::table, false, at->second};
}

StepBuilder::StepBuilder(ValuePool& pool, const std::vector<Profile>& inputs, std::size_t reach)
    : pool_(&pool), reach_(reach) {
    for (const Profile& profile : inputs) {
        first_.push_back(inputs_.size());
        step_.widths.push_back(profile.size());
        for (const Shape& shape : profile) {
            if (shape.kind == Shape::Kind::same)
                inputs_.push_back(input(first_.size() - 1, shape.index));
            else
                inputs_.push_back(
                    {shape, {Reference::Kind::input, static_cast<std::uint32_t>(inputs_.size())}});
        }
    }
}

std::size_t StepBuilder::Hash::operator()(const StepGate& gate) const noexcept {
    const auto code = [](const Reference& r) {
        return (std::size_t{r.index} << 2U) | static_cast<std::size_t>(r.kind);
    };
    return mixed(mixed(static_cast<std::size_t>(gate.kind), code(gate.left)), code(gate.right));
}

StepBuilder::Level StepBuilder::level_of(Reference reference) const {
    if (reference.kind == Reference::Kind::constant)
        return {0, 0, pool_->constant_at(reference.index).sign() >= 0};
    if (reference.kind == Reference::Kind::gate) return levels_[reference.index];
    const Shape& shape = inputs_[reference.index].shape;
    return {shape.index, shape.index, shape.is_nonnegative};
}

Reference StepBuilder::gate(GateKind kind, Reference left, Reference right) {
    if (kind != GateKind::relu && right < left) std::swap(left, right);
    const StepGate made{kind, left, right};
    const auto [at, is_new] = known_.try_emplace(made, static_cast<std::uint32_t>(step_.gates.size()));
    if (is_new) {
        const Level a = level_of(left);
        const Level b = kind == GateKind::relu ? Level() : level_of(right);
        const Level level{std::max(a.depth, b.depth) + 1, std::max(a.base, b.base),
                          kind == GateKind::relu || (a.is_nonnegative && b.is_nonnegative)};
        if (level.depth > level.base + reach_) throw std::logic_error("a gate beyond the reach of its step");
        step_.gates.push_back(made);
        levels_.push_back(level);
    }
    return {Reference::Kind::gate, at->second};
}

std::vector<Rational> StepBuilder::values_of(const Value& value) const {
    if (value.shape.kind == Shape::Kind::constant)
        return std::vector<Rational>(pool_->symbols(), pool_->constant_at(value.shape.index));
    std::vector<Rational> values;
    for (const std::uint32_t c : pool_->table_at(value.shape.index)) values.push_back(pool_->constant_at(c));
    return values;
}

Value StepBuilder::multiply(const Value& left, const Value& right) {
    if (is_zero(left) || is_zero(right)) return {};
    if (right.shape.kind == Shape::Kind::constant) {
        if (left.shape.kind == Shape::Kind::constant)
            return constant(pool_->constant_at(left.shape.index) * pool_->constant_at(right.shape.index));
        Sum sum(*this);
        sum.add(pool_->constant_at(right.shape.index), left);
        return sum.value();
    }
    if (left.shape.kind == Shape::Kind::constant) return multiply(right, left);
    if (left.shape.kind == Shape::Kind::table && right.shape.kind == Shape::Kind::table) {
        std::vector<Rational> values = values_of(left);
        const std::vector<Rational> factors = values_of(right);
        for (std::size_t s = 0; s < values.size(); ++s) values[s] *= factors[s];
        return {pool_->table(values), {}};
    }
    return value_of(gate(GateKind::multiply, as_gate(left).reference, as_gate(right).reference));
}

Value StepBuilder::relu(const Value& operand) {
    if (operand.shape.kind == Shape::Kind::gate)
        return operand.shape.is_nonnegative ? operand : value_of(gate(GateKind::relu, operand.reference, {}));
    std::vector<Rational> values = operand.shape.kind == Shape::Kind::constant
                                       ? std::vector<Rational>{pool_->constant_at(operand.shape.index)}
                                       : values_of(operand);
    for (Rational& value : values)
        if (value.sign() < 0) value.set_zero();
    if (operand.shape.kind == Shape::Kind::constant) return constant(values.front());
    return {pool_->table(values), {}};
}

Value StepBuilder::as_gate(const Value& value) {
    if (value.shape.kind != Shape::Kind::table) return value;
    Sum sum(*this);
    sum.add(1, value);
    return sum.as_gate();
}

void StepBuilder::Sum::add(const Rational& factor, const Value& value) {
    if (factor.is_zero()) return;
    ValuePool& pool = *builder_->pool_;
    switch (value.shape.kind) {
        case Shape::Kind::constant:
            constant_.add_product(factor, pool.constant_at(value.shape.index));
            break;
        case Shape::Kind::table: {
            const ValuePool::Table& table = pool.table_at(value.shape.index);
            table_.resize(table.size());
            for (std::size_t s = 0; s < table.size(); ++s)
                table_[s].add_product(factor, pool.constant_at(table[s]));
            break;
        }
        case Shape::Kind::gate:
            terms_.emplace_back(value.reference, factor);
            break;
        case Shape::Kind::same:
            break;  // no value is: inputs are looked up
    }
}

void StepBuilder::Sum::add(const Value& value) {
    static const Rational one(1);
    add(one, value);
}

Value StepBuilder::Sum::value() {
    if (!terms_.empty()) return as_gate();
    if (table_.empty()) return builder_->constant(constant_);
    const bool is_zero =
        std::all_of(table_.begin(), table_.end(), [](const Rational& value) { return value.is_zero(); });
    if (is_zero) return builder_->constant(constant_);
    for (Rational& value : table_) value += constant_;
    return {builder_->pool_->table(table_), {}};
}

void StepBuilder::Sum::shift_table() {
    // The inputs of a position sum to 1, so that c + Σ v_s x_s = (c + v) + Σ (v_s − v) x_s: the v with the fewest terms.
    if (table_.empty()) return;
    std::vector<Rational> shifts{Rational(), -constant_};
    if (table_.size() > 1) shifts.insert(shifts.end(), table_.begin(), table_.end());
    const auto terms_after = [&](const Rational& shift) {
        const auto zeros = std::count(table_.begin(), table_.end(), shift);
        return table_.size() - static_cast<std::size_t>(zeros) + ((constant_ + shift).is_zero() ? 0 : 1);
    };
    const Rational best = *std::min_element(
        shifts.begin(), shifts.end(),
        [&](const Rational& left, const Rational& right) { return terms_after(left) < terms_after(right); });
    for (Rational& value : table_) value -= best;
    constant_ += best;
}

Value StepBuilder::Sum::as_gate() {
    shift_table();
    for (std::size_t s = 0; s < table_.size(); ++s)
        if (!table_[s].is_zero())
            terms_.emplace_back(Reference{Reference::Kind::input, static_cast<std::uint32_t>(s)}, table_[s]);

    std::stable_sort(terms_.begin(), terms_.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<Reference> summands;
    for (std::size_t i = 0; i < terms_.size();) {
        const Reference term = terms_[i].first;
        Rational factor = std::move(terms_[i].second);
        for (++i; i < terms_.size() && terms_[i].first == term; ++i) factor += terms_[i].second;
        if (factor.is_zero()) continue;
        if (factor.is_one())
            summands.push_back(term);
        else
            summands.push_back(builder_->gate(
                GateKind::multiply, {Reference::Kind::constant, builder_->pool_->constant(factor)}, term));
    }
    if (summands.empty()) return builder_->constant(constant_);
    if (!constant_.is_zero())
        summands.push_back({Reference::Kind::constant, builder_->pool_->constant(constant_)});
    return builder_->value_of(builder_->balanced(std::move(summands)));
}

Reference StepBuilder::balanced(std::vector<Reference> terms) {
    // The shallowest two are added until one is left. Sums come out in ascending depth, so two queues will do. A
    // constant comes before all gates.
    const auto rank = [&](Reference r) {
        return r.kind == Reference::Kind::constant ? std::int64_t{-1} : std::int64_t{level_of(r).depth};
    };
    std::stable_sort(terms.begin(), terms.end(),
                     [&](Reference left, Reference right) { return rank(left) < rank(right); });
    std::vector<Reference> sums;
    std::size_t next_term = 0;
    std::size_t next_sum = 0;
    const auto take = [&] {
        const bool term_first = next_sum == sums.size() ||
                                (next_term < terms.size() && rank(terms[next_term]) <= rank(sums[next_sum]));
        return term_first ? terms[next_term++] : sums[next_sum++];
    };
    for (std::size_t count = terms.size(); count > 1; --count) {
        const Reference left = take();
        const Reference right = take();
        sums.push_back(gate(GateKind::add, left, right));
    }
    return take();
}

Step StepBuilder::finish(const std::vector<Value>& outputs) {
    std::map<Reference, std::uint32_t> first_with;
    for (const Value& value : outputs) {
        StepOutput output{value.shape, value.reference, 0, 0};
        if (value.shape.kind == Shape::Kind::gate) {
            const auto [at, is_new] =
                first_with.try_emplace(value.reference, static_cast<std::uint32_t>(step_.outputs.size()));
            const Level level = level_of(value.reference);
            output.base = level.base;
            output.rise = level.depth - level.base;
            if (!is_new) output.shape = {Shape::Kind::same, false, at->second};
        }
        step_.outputs.push_back(output);
    }
    return std::move(step_);
}

}  // namespace linac
