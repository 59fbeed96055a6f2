#include "proof/window_functions.hpp"

#include <algorithm>
#include <utility>

namespace linac {

WindowFunction window_number(const Rational& value) {
    WindowFunction number;
    if (!value.is_zero()) number.terms = unit(0, value);
    return number;
}

std::size_t hash_of(const WindowFunction& function) {
    std::size_t hash = mixed(function.newest, function.level);
    for (const Entry& e : function.terms) hash = mixed(mixed(hash, e.index), hash_of(e.value));
    return hash;
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
    constexpr std::size_t of_a_call = 16;  // what a call costs, in operations on numbers
    effort_.spend((of_a_call + sum.size() + vector.size()) * cost_of(factor));
    if (sum.empty()) {
        sum = vector;
        if (!factor.is_one())
            for (Entry& e : sum) e.value *= factor;
        return;
    }
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

WindowFunction WindowFunctions::make(std::size_t level, const std::vector<SparseVector>& rows) {
    if (std::all_of(rows.begin() + 1, rows.end(), [&](const SparseVector& row) { return row == rows[0]; }) &&
        (rows[0].empty() || (rows[0].size() == 1 && rows[0][0].index == 0)))
        return {0, 0, rows[0]};
    Level& here = this->level(level);
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
    WindowFunction function{0, level, {}};
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
    WindowFunction function = make(1, rows);
    if (function.level > 0) function.newest = age;
    return function;
}

WindowFunction WindowFunctions::lifted(WindowFunction function, std::size_t level) {
    if (function.is_number()) return function;
    while (function.level < level) {
        WindowFunction up{function.newest, function.level + 1, {}};
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

WindowFunction WindowFunctions::extended(const WindowFunction& function, std::size_t newest) {
    if (function.is_number() || function.newest == newest) return function;
    const std::size_t more = function.newest - newest;
    WindowFunction result;
    for (const Entry& e : function.terms) {
        if (e.index == 0) {
            add(result, e.value, window_number(1));
            continue;
        }
        Key key{more, function.level, e.index, 0};
        auto known = extensions_.find(key);
        if (known == extensions_.end()) {
            const WindowFunction function_of_it = element(function.level, e.index);
            std::vector<SparseVector> rows;
            for (Symbol s = 0; s < symbols_; ++s) {
                WindowFunction rest = below(function_of_it, s);
                if (!rest.is_number()) {
                    rest.newest = more;
                    rest = lifted(extended(rest, 0), function.level - 1 + more);
                }
                rows.push_back(std::move(rest.terms));
            }
            known = extensions_.emplace(key, make(function.level + more, rows)).first;
        }
        add(result, e.value, known->second);
    }
    result.newest = newest;
    return result;
}

void WindowFunctions::align(WindowFunction& left, WindowFunction& right) {
    if (left.is_number() || right.is_number()) return;
    const std::size_t newest = std::min(left.newest, right.newest);
    if (left.newest != newest) left = extended(left, newest);
    if (right.newest != newest) right = extended(right, newest);
    const std::size_t level = std::max(left.level, right.level);
    if (left.level != level) left = lifted(std::move(left), level);
    if (right.level != level) right = lifted(std::move(right), level);
}

void WindowFunctions::add(WindowFunction& sum, const Rational& factor, const WindowFunction& function) {
    if (function.is_zero() || factor.is_zero()) return;
    if (function.is_number() || (sum.newest == function.newest && sum.level == function.level)) {
        add_multiple(sum.terms, factor, function.terms);
    } else if (sum.is_number()) {
        const SparseVector constant = std::move(sum.terms);
        sum = {function.newest, function.level, {}};
        add_multiple(sum.terms, factor, function.terms);
        add_multiple(sum.terms, 1, constant);
    } else {
        WindowFunction other = function;
        align(sum, other);
        add_multiple(sum.terms, factor, other.terms);
    }
    if (sum.is_number()) sum.newest = sum.level = 0;
}

WindowFunction WindowFunctions::below(const WindowFunction& function, Symbol letter) {
    WindowFunction rest{function.newest, function.level - 1, {}};
    for (const Entry& e : function.terms)
        add_multiple(rest.terms, e.value,
                     e.index == 0 ? one_ : levels_[function.level - 1].elements[e.index - 1].rows[letter]);
    if (rest.is_number()) rest.newest = rest.level = 0;
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
    if (left.newest == right.newest && left.level == right.level) return left.terms == right.terms;
    WindowFunction one = left;
    WindowFunction other = right;
    align(one, other);
    return one.terms == other.terms;
}

WindowFunction WindowFunctions::restricted(const WindowFunction& function, std::size_t age, Symbol symbol) {
    if (function.level == 0 || age < function.newest || age >= function.reach()) return function;
    if (age + 1 == function.reach()) return below(function, symbol);
    const std::size_t place = age - function.newest;
    WindowFunction result;
    for (const Entry& e : function.terms) {
        if (e.index == 0) {
            add(result, e.value, window_number(1));
            continue;
        }
        const Key key{function.level, e.index, place, symbol};
        auto known = restrictions_.find(key);
        if (known == restrictions_.end()) {
            std::vector<WindowFunction> parts;
            for (Symbol s = 0; s < symbols_; ++s)
                parts.push_back(restricted(below(element(function.level, e.index), s), place, symbol));
            known = restrictions_.emplace(key, choice(function.level - 1, parts)).first;
        }
        WindowFunction part = known->second;
        if (part.level > 0) part.newest += function.newest;
        add(result, e.value, part);
    }
    return result;
}

WindowFunction WindowFunctions::choice(std::size_t age, const std::vector<WindowFunction>& given) {
    if (std::all_of(given.begin() + 1, given.end(),
                    [&](const WindowFunction& part) { return part == given[0]; }))
        return given[0];
    std::size_t newest = age;
    std::size_t reach = age + 1;
    for (const WindowFunction& part : given)
        if (!part.is_number()) {
            newest = std::min(newest, part.newest);
            reach = std::max(reach, part.reach());
        }
    if (reach > age + 1) {
        std::vector<WindowFunction> results;
        for (Symbol s = 0; s < symbols_; ++s) {
            std::vector<WindowFunction> inner;
            inner.reserve(given.size());
            for (const WindowFunction& part : given) inner.push_back(restricted(part, reach - 1, s));
            results.push_back(choice(age, inner));
        }
        return choice(reach - 1, results);
    }
    std::vector<SparseVector> rows;
    for (Symbol s = 0; s < symbols_; ++s) {
        const WindowFunction part = extended(restricted(given[s], age, s), newest);
        rows.push_back(lifted(part, age - newest).terms);
    }
    WindowFunction function = make(age - newest + 1, rows);
    if (function.level > 0) function.newest = newest;
    return function;
}

WindowFunction WindowFunctions::product(const WindowFunction& left, const WindowFunction& right) {
    WindowFunction result;
    if (left.is_number() || right.is_number()) {
        const bool is_left = left.is_number();
        add(result, (is_left ? left : right).number(), is_left ? right : left);
        return result;
    }
    WindowFunction one = left;
    WindowFunction other = right;
    align(one, other);
    for (const Entry& l : one.terms)
        for (const Entry& r : other.terms) {
            WindowFunction part = product_of_elements(one.level, l.index, r.index);
            if (part.level > 0) part.newest += one.newest;
            add(result, l.value * r.value, part);
        }
    return result;
}

WindowFunction WindowFunctions::product_of_elements(std::size_t level, std::size_t left, std::size_t right) {
    if (left == 0) return element(level, right);
    if (right == 0) return element(level, left);
    const Key key{level, std::min(left, right), std::max(left, right), 0};
    if (const auto known = products_.find(key); known != products_.end()) return known->second;
    std::vector<WindowFunction> parts;
    for (Symbol s = 0; s < symbols_; ++s)
        parts.push_back(product(below(element(level, left), s), below(element(level, right), s)));
    WindowFunction result = choice(level - 1, parts);
    products_.emplace(key, result);
    return result;
}

Rational WindowFunctions::value(WindowFunction function, const std::vector<Symbol>& by_age) {
    while (!function.is_number())
        function = below(function, function.reach() <= by_age.size() ? by_age[function.reach() - 1] : 0);
    return function.number();
}

}  // namespace linac
