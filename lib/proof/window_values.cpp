#include "proof/window_values.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "hash.hpp"
#include "network/linear_form.hpp"

namespace linac {
namespace {

const Rational& least_of(const std::vector<Rational>& numbers) {
    return *std::min_element(numbers.begin(), numbers.end());
}
const Rational& most_of(const std::vector<Rational>& numbers) {
    return *std::max_element(numbers.begin(), numbers.end());
}
Rational positive_part(Rational value) {
    if (value.sign() < 0) value.set_zero();
    return value;
}

/// bounds += factor · other, whose ages are more by `newest`.
void add(WindowBounds& bounds, const Rational& factor, const WindowBounds& other, std::size_t newest) {
    const bool is_flipped = factor.sign() < 0;
    bounds.least.add_product(factor, is_flipped ? other.most : other.least);
    bounds.most.add_product(factor, is_flipped ? other.least : other.most);
    for (const TokenBounds& token : other.tokens) {
        const std::size_t age = token.age + newest;
        auto here = std::lower_bound(bounds.tokens.begin(), bounds.tokens.end(), age,
                                     [](const TokenBounds& t, std::size_t of) { return t.age < of; });
        if (here == bounds.tokens.end() || here->age != age)
            here = bounds.tokens.insert(here, {age, std::vector<Rational>(token.least.size()),
                                               std::vector<Rational>(token.least.size())});
        for (std::size_t s = 0; s < token.least.size(); ++s) {
            here->least[s].add_product(factor, is_flipped ? token.most[s] : token.least[s]);
            here->most[s].add_product(factor, is_flipped ? token.least[s] : token.most[s]);
        }
    }
}

/// The token for which most letters decide the sign; nothing if none does.
std::optional<std::size_t> deciding_token(const WindowBounds& bounds, const Rational& lower,
                                          const Rational& upper) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t i = bounds.tokens.size(); i-- > 0;) {
        const TokenBounds& token = bounds.tokens[i];
        const Rational rest_lower = lower - least_of(token.least);
        const Rational rest_upper = upper - most_of(token.most);
        std::size_t decided = 0;
        for (std::size_t s = 0; s < token.least.size(); ++s)
            if ((rest_lower + token.least[s]).sign() >= 0 || (rest_upper + token.most[s]).sign() <= 0)
                ++decided;
        if (decided > most) {
            most = decided;
            best = i;
        }
    }
    return best;
}

/// The bounds with a token taken to be a letter.
WindowBounds at_letter(const WindowBounds& bounds, std::size_t token, Symbol letter) {
    WindowBounds rest = bounds;
    rest.least += bounds.tokens[token].least[letter];
    rest.most += bounds.tokens[token].most[letter];
    rest.tokens.erase(rest.tokens.begin() + static_cast<std::ptrdiff_t>(token));
    return rest;
}

}  // namespace

Rational WindowBounds::lower() const {
    Rational total = least;
    for (const TokenBounds& token : tokens) total += least_of(token.least);
    return total;
}

Rational WindowBounds::upper() const {
    Rational total = most;
    for (const TokenBounds& token : tokens) total += most_of(token.most);
    return total;
}

std::size_t WindowValues::Hash::operator()(const BoundedFunction& value) const {
    return mixed(mixed(hash_of(value.function), hash_of(value.bounds.least)), hash_of(value.bounds.most));
}

std::size_t WindowValues::Hash::operator()(const Sum& sum) const {
    std::size_t hash = hash_of(sum.constant);
    for (const Term& term : sum.terms)
        hash = mixed(
            mixed(mixed(hash, hash_of(term.factor)), std::hash<const BoundedFunction*>{}(term.function)),
            term.newest);
    return hash;
}

WindowFunction WindowValues::function_of(const WindowValue& value) {
    if (value.function == nullptr) return window_number(value.number);
    WindowFunction function = value.function->function;
    function.newest += value.newest;
    return function;
}

WindowValue WindowValues::value_of(const SparseVector& form, std::size_t now) {
    WindowFunction function;
    WindowBounds bounds;
    for (const Entry& e : form) {
        if (e.index == 0) {
            functions_.add(function, e.value, window_number(1));
            bounds.least = bounds.most = e.value;
            continue;
        }
        const std::size_t age = now - token_of(e.index);
        const Symbol symbol = symbol_of(e.index);
        functions_.add(function, e.value, functions_.indicator(age, symbol));
        WindowBounds one{{}, {}, {{age, std::vector<Rational>(functions_.symbols()), {}}}};
        one.tokens[0].least[symbol] = 1;
        one.tokens[0].most = one.tokens[0].least;
        add(bounds, e.value, one, 0);
    }
    return value_of(std::move(function), std::move(bounds));
}

WindowValue WindowValues::value_of(WindowFunction function, WindowBounds bounds) {
    if (function.is_number()) return {function.number()};
    if (bounds.tokens.size() <= 1) static_cast<void>(bound_exactly(function, bounds));
    std::size_t newest = function.newest;
    if (!bounds.tokens.empty()) newest = std::min(newest, bounds.tokens.front().age);
    function.newest -= newest;
    for (TokenBounds& token : bounds.tokens) token.age -= newest;
    const auto known = values_.insert({std::move(function), std::move(bounds)}).first;
    return {{}, &*known, newest};
}

bool WindowValues::bound_exactly(const WindowFunction& function, WindowBounds& bounds) {
    std::vector<Rational> values;
    for (Symbol s = 0; s < functions_.symbols(); ++s) {
        const WindowFunction rest = functions_.below(function, s);
        if (!rest.is_number()) return false;
        values.push_back(rest.number());
    }
    bounds = {{}, {}, {{function.reach() - 1, values, values}}};
    return true;
}

void WindowValues::add_up(const AffineMap& map, const WindowVector& input) {
    if (sums_.size() < map.outputs()) {
        sums_.resize(map.outputs());
        is_touched_.resize(map.outputs());
    }
    touched_.clear();
    const auto touch = [&](std::size_t index) -> Sum& {
        if (is_touched_[index] == 0) {
            is_touched_[index] = 1;
            touched_.push_back(index);
        }
        return sums_[index];
    };
    for (const Entry& e : map.bias()) touch(e.index).constant += e.value;
    for (const auto& [index, value] : input)
        for (const Entry& e : map.column(index)) {
            Sum& sum = touch(e.index);
            if (value.function != nullptr)
                sum.terms.push_back({e.value, value.function, value.newest});
            else
                sum.constant.add_product(e.value, value.number);
        }
    std::sort(touched_.begin(), touched_.end());
}

WindowBounds WindowValues::bounds_of(const Sum& sum) {
    WindowBounds bounds{sum.constant, sum.constant, {}};
    for (const Term& term : sum.terms) add(bounds, term.factor, term.function->bounds, term.newest);
    return bounds;
}

WindowFunction WindowValues::function_of(const Sum& sum) {
    WindowFunction function = window_number(sum.constant);
    for (const Term& term : sum.terms)
        functions_.add(function, term.factor, function_of({{}, term.function, term.newest}));
    return function;
}

WindowVector WindowValues::evaluated(const FeedForward& block, const WindowVector& input) {
    WindowVector values;
    for (std::size_t stage = 0; stage < block.stages.size(); ++stage) {
        add_up(block.stages[stage], stage == 0 ? input : values);
        WindowVector next;
        for (const std::size_t index : touched_) {
            Sum& sum = sums_[index];
            WindowValue value = stage + 1 < block.stages.size() ? rectified(sum) : value_of(sum);
            if (!value.is_zero()) next.emplace_back(index, std::move(value));
            sum.constant.set_zero();
            sum.terms.clear();
            is_touched_[index] = 0;
        }
        constexpr std::size_t of_a_sum = 16;
        functions_.effort().spend(of_a_sum * touched_.size());
        values = std::move(next);
    }
    return values;
}

WindowValue WindowValues::value_of(const Sum& sum) {
    if (sum.terms.empty()) return {sum.constant};
    if (sum.is_one_term()) return {{}, sum.terms[0].function, sum.terms[0].newest};
    return value_of(function_of(sum), bounds_of(sum));
}

WindowValue WindowValues::rectified(Sum& sum) {
    if (sum.terms.empty()) return {positive_part(sum.constant)};
    if (sum.is_one_term() && sum.terms[0].function->bounds.lower().sign() >= 0)
        return {{}, sum.terms[0].function, sum.terms[0].newest};
    std::size_t newest = sum.terms[0].newest;
    for (const Term& term : sum.terms) newest = std::min(newest, term.newest);
    for (Term& term : sum.terms) term.newest -= newest;
    auto known = known_.find(sum);
    if (known == known_.end()) known = known_.emplace(sum, rectified_anew(sum)).first;
    WindowValue value = known->second;
    if (value.function != nullptr) value.newest += newest;
    return value;
}

WindowValue WindowValues::rectified_anew(const Sum& sum) {
    return rectified_by(
        bounds_of(sum), [&] { return function_of(sum); },
        [&](std::size_t age, Symbol letter) {
            WindowFunction part = window_number(sum.constant);
            for (const Term& term : sum.terms)
                functions_.add(
                    part, term.factor,
                    functions_.restricted(function_of({{}, term.function, term.newest}), age, letter));
            return part;
        });
}

WindowValue WindowValues::rectified(const WindowFunction& function, WindowBounds bounds) {
    if (function.is_number()) return {positive_part(function.number())};
    if (bounds.lower().sign() < 0 && bounds.upper().sign() > 0)
        static_cast<void>(bound_exactly(function, bounds));
    return rectified_by(
        std::move(bounds), [&] { return function; },
        [&](std::size_t age, Symbol letter) { return functions_.restricted(function, age, letter); });
}

template <class Whole, class Part>
WindowValue WindowValues::rectified_by(WindowBounds bounds, const Whole& whole, const Part& part) {
    const Rational lower = bounds.lower();
    if (lower.sign() >= 0) return value_of(whole(), std::move(bounds));
    const Rational upper = bounds.upper();
    if (upper.sign() <= 0) return {};
    const auto token = deciding_token(bounds, lower, upper);
    if (!token) return rectified_everywhere(whole());
    const std::size_t age = bounds.tokens[*token].age;
    std::vector<WindowValue> parts;
    for (Symbol s = 0; s < functions_.symbols(); ++s) {
        WindowBounds rest = at_letter(bounds, *token, s);
        if (rest.upper().sign() <= 0)
            parts.emplace_back();
        else
            parts.push_back(rectified(part(age, s), std::move(rest)));
    }
    return chosen(age, parts);
}

WindowValue WindowValues::chosen(std::size_t age, const std::vector<WindowValue>& parts) {
    std::vector<WindowFunction> functions;
    TokenBounds token{age, {}, {}};
    for (const WindowValue& part : parts) {
        functions.push_back(function_of(part));
        token.least.push_back(part.function != nullptr ? positive_part(part.function->bounds.lower())
                                                       : part.number);
        token.most.push_back(part.function != nullptr ? part.function->bounds.upper() : part.number);
    }
    return value_of(functions_.choice(age, functions), {{}, {}, {std::move(token)}});
}

WindowValue WindowValues::rectified_everywhere(const WindowFunction& function) {
    const Rectified& result = split(function);
    return value_of(result.function, {result.least, result.most, {}});
}

const WindowValues::Rectified& WindowValues::split(const WindowFunction& function) {
    if (const auto known = splits_.find(function); known != splits_.end()) return known->second;
    Rectified result;
    if (function.is_number()) {
        result.least = result.most = positive_part(function.number());
        result.function = window_number(result.least);
    } else {
        std::vector<WindowFunction> parts;
        for (Symbol s = 0; s < functions_.symbols(); ++s) {
            const Rectified& part = split(functions_.below(function, s));
            parts.push_back(part.function);
            result.least = s == 0 ? part.least : std::min(result.least, part.least);
            result.most = s == 0 ? part.most : std::max(result.most, part.most);
        }
        result.function = functions_.choice(function.reach() - 1, parts);
    }
    return splits_.emplace(function, std::move(result)).first->second;
}

}  // namespace linac
