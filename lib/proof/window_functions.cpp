#include "proof/window_functions.hpp"

#include <algorithm>
#include <utility>

namespace linac {

WindowFunction window_number(const Rational& value) {
    WindowFunction number;
    if (!value.is_zero()) number.terms = unit(0, value);
    return number;
}

WindowFunctions::WindowFunctions(std::size_t symbols, Effort& effort) : symbols_(symbols), effort_(effort) {
    for (Symbol s = 0; s < symbols; ++s) flat_one_.push_back({s, 1});
}

WindowFunctions::Level& WindowFunctions::level(std::size_t level) {
    while (levels_.size() < level) {
        levels_.emplace_back();
        levels_.back().pivots.emplace(symbols_ - 1, 0);  // of b₀ = 1
    }
    return levels_[level - 1];
}

/// sum += factor · vector, with the allocation of the sum before.
void WindowFunctions::add_multiple(SparseVector& sum, const Rational& factor, const SparseVector& vector) {
    if (factor.is_zero() || vector.empty()) return;
    effort_.spend((sum.size() + vector.size()) * cost_of(factor));
    spare_.clear();
    auto left = sum.begin();
    for (const Entry& e : vector) {
        while (left != sum.end() && left->index < e.index) spare_.push_back(std::move(*left++));
        if (left == sum.end() || left->index != e.index) {
            spare_.push_back({e.index, factor * e.value});
            continue;
        }
        left->value.add_product(factor, e.value);
        if (!left->value.is_zero()) spare_.push_back(std::move(*left));
        ++left;
    }
    std::move(left, sum.end(), std::back_inserter(spare_));
    std::swap(sum, spare_);
}

WindowFunction WindowFunctions::make(std::size_t at, const std::vector<SparseVector>& rows) {
    if (std::all_of(rows.begin() + 1, rows.end(), [&](const SparseVector& row) { return row == rows[0]; }) &&
        (rows[0].empty() || (rows[0].size() == 1 && rows[0][0].index == 0)))
        return {0, rows[0]};
    Level& here = level(at);
    SparseVector flat;
    std::vector<std::size_t> next(symbols_, 0);
    for (bool is_done = false; !is_done;) {  // merges the rows by index, then letter
        is_done = true;
        std::size_t least = ~std::size_t{0};
        for (Symbol s = 0; s < symbols_; ++s)
            if (next[s] < rows[s].size()) least = std::min(least, rows[s][next[s]].index);
        for (Symbol s = 0; s < symbols_; ++s)
            if (next[s] < rows[s].size() && rows[s][next[s]].index == least) {
                flat.push_back({least * symbols_ + s, rows[s][next[s]++].value});
                is_done = false;
            }
    }
    WindowFunction function{at, {}};
    while (!flat.empty()) {
        const auto pivot = here.pivots.find(flat.back().index);
        if (pivot == here.pivots.end()) {
            Element element{flat, std::vector<SparseVector>(symbols_), {}};
            std::size_t bits = 0;
            for (const Entry& e : flat) {
                element.rows[e.index % symbols_].push_back({e.index / symbols_, e.value});
                bits += cost_of(e.value);
            }
            effort_.spend(bits);
            here.elements.push_back(std::move(element));
            ++size_;
            here.pivots.emplace(flat.back().index, here.elements.size());
            function.terms.push_back({here.elements.size(), 1});
            break;
        }
        const std::size_t index = pivot->second;
        const SparseVector& row = index == 0 ? flat_one_ : here.elements[index - 1].flat;
        Rational factor = flat.back().value;
        if (!row.back().value.is_one()) factor /= row.back().value;
        function.terms.push_back({index, factor});
        factor.negate();
        add_multiple(flat, factor, row);
    }
    std::sort(function.terms.begin(), function.terms.end(),
              [](const Entry& left, const Entry& right) { return left.index < right.index; });
    if (function.is_number()) function.level = 0;
    return function;
}

WindowFunction WindowFunctions::indicator(std::size_t age, Symbol symbol) {
    std::vector<SparseVector> rows(symbols_);
    rows[symbol] = unit(0);
    return make(age + 1, rows);
}

WindowFunction WindowFunctions::lifted(WindowFunction function, std::size_t to) {
    if (function.is_number()) {
        function.level = to;
        return function;
    }
    while (function.level < to) {
        WindowFunction up{function.level + 1, {}};
        for (const Entry& e : function.terms) {
            if (e.index == 0) {
                add_multiple(up.terms, e.value, one_);
                continue;
            }
            const auto element = [&]() -> Element& {
                return levels_[function.level - 1].elements[e.index - 1];
            };
            if (element().above.level == 0) {
                WindowFunction above =
                    make(function.level + 1, std::vector<SparseVector>(symbols_, unit(e.index)));
                element().above = std::move(above);
            }
            add_multiple(up.terms, e.value, element().above.terms);
        }
        function = std::move(up);
    }
    return function;
}

void WindowFunctions::add(WindowFunction& sum, const Rational& factor, const WindowFunction& function) {
    if (function.is_zero() || factor.is_zero()) return;
    if (sum.level < function.level) sum = lifted(std::move(sum), function.level);
    if (function.level < sum.level && !function.is_number())
        add_multiple(sum.terms, factor, lifted(function, sum.level).terms);
    else
        add_multiple(sum.terms, factor, function.terms);
    if (sum.is_number()) sum.level = 0;
}

WindowFunction WindowFunctions::below(const WindowFunction& function, Symbol letter) {
    WindowFunction rest{function.level - 1, {}};
    for (const Entry& e : function.terms)
        add_multiple(rest.terms, e.value,
                     e.index == 0 ? one_ : levels_[function.level - 1].elements[e.index - 1].rows[letter]);
    if (rest.is_number()) rest.level = 0;
    return rest;
}

WindowFunction WindowFunctions::lowered(WindowFunction function) {
    while (function.level > 0) {
        WindowFunction rest = below(function, 0);
        for (Symbol s = 1; s < symbols_; ++s)
            if (!(below(function, s) == rest)) return function;
        function = std::move(rest);
    }
    return function;
}

bool WindowFunctions::equal(const WindowFunction& left, const WindowFunction& right) {
    if (left.level == right.level) return left.terms == right.terms;
    const std::size_t level = std::max(left.level, right.level);
    return lifted(left, level).terms == lifted(right, level).terms;
}

WindowFunction WindowFunctions::restricted(const WindowFunction& function, std::size_t age, Symbol symbol) {
    if (function.level <= age) return function;
    if (function.level == age + 1) return below(function, symbol);
    WindowFunction result;
    for (const Entry& e : function.terms) {
        if (e.index == 0) {
            add(result, e.value, window_number(1));
            continue;
        }
        Key key{function.level, e.index, age, symbol};
        auto known = restrictions_.find(key);
        if (known == restrictions_.end()) {
            std::vector<WindowFunction> parts;
            for (Symbol s = 0; s < symbols_; ++s)
                parts.push_back(restricted(below(element(function.level, e.index), s), age, symbol));
            known = restrictions_.emplace(std::move(key), choice(function.level - 1, parts)).first;
        }
        add(result, e.value, known->second);
    }
    return result;
}

WindowFunction WindowFunctions::choice(std::size_t age, const std::vector<WindowFunction>& parts) {
    std::size_t oldest = 0;
    for (const WindowFunction& part : parts) oldest = std::max(oldest, part.level);
    if (oldest > age + 1) {
        std::vector<WindowFunction> results;
        for (Symbol s = 0; s < symbols_; ++s) {
            std::vector<WindowFunction> inner;
            for (const WindowFunction& part : parts)
                inner.push_back(part.level == oldest ? below(part, s) : part);
            results.push_back(choice(age, inner));
        }
        return choice(oldest - 1, results);
    }
    if (std::all_of(parts.begin() + 1, parts.end(),
                    [&](const WindowFunction& part) { return part == parts[0]; }))
        return parts[0];
    std::vector<SparseVector> rows;
    for (Symbol s = 0; s < symbols_; ++s)
        rows.push_back(lifted(parts[s].level > age ? below(parts[s], s) : parts[s], age).terms);
    return make(age + 1, rows);
}

WindowFunction WindowFunctions::product(const WindowFunction& left, const WindowFunction& right) {
    WindowFunction result;
    if (left.is_number() || right.is_number()) {
        const bool is_left = left.is_number();
        add(result, (is_left ? left : right).number(), is_left ? right : left);
        return result;
    }
    for (const Entry& l : left.terms)
        for (const Entry& r : right.terms)
            add(result, l.value * r.value, product_of_elements(left.level, l.index, right.level, r.index));
    return result;
}

WindowFunction WindowFunctions::product_of_elements(std::size_t left_level, std::size_t left,
                                                    std::size_t right_level, std::size_t right) {
    if (left == 0) return element(right_level, right);
    if (right == 0) return element(left_level, left);
    if (std::pair(left_level, left) < std::pair(right_level, right)) {
        std::swap(left_level, right_level);
        std::swap(left, right);
    }
    Key key{left_level, left, right_level, right};
    if (const auto known = products_.find(key); known != products_.end()) return known->second;
    std::vector<WindowFunction> parts;
    for (Symbol s = 0; s < symbols_; ++s) {
        const WindowFunction other = element(right_level, right);
        parts.push_back(product(below(element(left_level, left), s),
                                left_level == right_level ? below(other, s) : other));
    }
    WindowFunction result = choice(left_level - 1, parts);
    products_.emplace(std::move(key), result);
    return result;
}

WindowFunction WindowFunctions::shifted(WindowFunctions& from, const WindowFunction& function,
                                        std::size_t shift) {
    WindowFunction result;
    for (const Entry& e : function.terms) {
        if (e.index == 0) {
            add(result, e.value, window_number(1));
            continue;
        }
        Key key{reinterpret_cast<std::uintptr_t>(&from), shift, function.level, e.index};  // NOLINT: as a number
        auto known = copies_.find(key);
        if (known == copies_.end()) {
            std::vector<WindowFunction> parts;
            for (Symbol s = 0; s < symbols_; ++s)
                parts.push_back(shifted(from, from.below(from.element(function.level, e.index), s), shift));
            known = copies_.emplace(std::move(key), choice(function.level - 1 + shift, parts)).first;
        }
        add(result, e.value, known->second);
    }
    return result;
}

Rational WindowFunctions::value(WindowFunction rest, const std::vector<Symbol>& by_age) {
    while (!rest.is_number()) rest = below(rest, rest.level <= by_age.size() ? by_age[rest.level - 1] : 0);
    return rest.number();
}

}  // namespace linac
