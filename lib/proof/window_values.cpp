#include "proof/window_values.hpp"

#include <algorithm>
#include <optional>
#include <utility>

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

/// bounds += factor · other.
void add(WindowBounds& bounds, const Rational& factor, const WindowBounds& other) {
    const bool is_flipped = factor.sign() < 0;
    bounds.least.add_product(factor, is_flipped ? other.most : other.least);
    bounds.most.add_product(factor, is_flipped ? other.least : other.most);
    for (const TokenBounds& token : other.tokens) {
        auto here = std::lower_bound(bounds.tokens.begin(), bounds.tokens.end(), token.age,
                                     [](const TokenBounds& t, std::size_t age) { return t.age < age; });
        if (here == bounds.tokens.end() || here->age != token.age)
            here = bounds.tokens.insert(
                here, {token.age, std::vector<Rational>(token.least.size()), std::vector<Rational>(token.least.size())});
        for (std::size_t s = 0; s < token.least.size(); ++s) {
            here->least[s].add_product(factor, is_flipped ? token.most[s] : token.least[s]);
            here->most[s].add_product(factor, is_flipped ? token.least[s] : token.most[s]);
        }
    }
}

/// The token for which most letters decide the sign; nothing if none does.
std::optional<std::size_t> deciding_token(const WindowBounds& bounds, const Rational& lower, const Rational& upper) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t i = bounds.tokens.size(); i-- > 0;) {
        const TokenBounds& token = bounds.tokens[i];
        const Rational rest_lower = lower - least_of(token.least);
        const Rational rest_upper = upper - most_of(token.most);
        std::size_t decided = 0;
        for (std::size_t s = 0; s < token.least.size(); ++s)
            if ((rest_lower + token.least[s]).sign() >= 0 || (rest_upper + token.most[s]).sign() <= 0) ++decided;
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

bool WindowValues::ByTerms::operator()(const WindowFunction& left, const WindowFunction& right) const {
    if (left.level != right.level) return left.level < right.level;
    return std::lexicographical_compare(
        left.terms.begin(), left.terms.end(), right.terms.begin(), right.terms.end(),
        [](const Entry& l, const Entry& r) { return l.index != r.index ? l.index < r.index : l.value < r.value; });
}

WindowValue WindowValues::value_of(const SparseVector& tokens, std::size_t now) {
    WindowFunction function;
    WindowBounds bounds;
    for (const Entry& e : tokens) {
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
        add(bounds, e.value, one);
    }
    return value_of(std::move(function), std::move(bounds));
}

WindowValue WindowValues::value_of(WindowFunction function, WindowBounds bounds) {
    if (function.is_number()) return {function.number(), nullptr};
    if (bounds.tokens.size() <= 1) static_cast<void>(bound_exactly(function, bounds));
    return {{}, std::make_shared<const BoundedFunction>(BoundedFunction{std::move(function), std::move(bounds)})};
}

bool WindowValues::bound_exactly(const WindowFunction& function, WindowBounds& bounds) {
    std::vector<Rational> values;
    for (Symbol s = 0; s < functions_.symbols(); ++s) {
        const WindowFunction rest = functions_.below(function, s);
        if (!rest.is_number()) return false;
        values.push_back(rest.number());
    }
    bounds = {{}, {}, {{function.level - 1, values, values}}};
    return true;
}

std::map<std::size_t, WindowValues::Sum> WindowValues::sums(const AffineMap& map, const WindowVector& input) const {
    std::map<std::size_t, Sum> sums;
    for (const Entry& e : map.bias()) sums[e.index].constant += e.value;
    for (const auto& [index, value] : input)
        for (const Entry& e : map.column(index)) {
            Sum& sum = sums[e.index];
            if (value.function)
                sum.terms.push_back({&e.value, value.function.get()});
            else
                sum.constant.add_product(e.value, value.number);
        }
    return sums;
}

WindowBounds WindowValues::bounds_of(const Sum& sum) {
    WindowBounds bounds{sum.constant, sum.constant, {}};
    for (const Term& term : sum.terms) add(bounds, *term.factor, term.function->bounds);
    return bounds;
}

WindowFunction WindowValues::function_of(const Sum& sum) {
    WindowFunction function = window_number(sum.constant);
    for (const Term& term : sum.terms) functions_.add(function, *term.factor, term.function->function);
    return function;
}

WindowVector WindowValues::evaluated(const FeedForward& block, const WindowVector& input) {
    WindowVector values;
    for (std::size_t stage = 0; stage < block.stages.size(); ++stage) {
        WindowVector next;
        for (auto& [index, sum] : sums(block.stages[stage], stage == 0 ? input : values)) {
            WindowValue value;
            if (stage + 1 < block.stages.size())
                value = rectified(sum);
            else if (sum.terms.empty())
                value = {sum.constant, nullptr};
            else
                value = value_of(function_of(sum), bounds_of(sum));
            if (!value.is_zero()) next.emplace(index, std::move(value));
        }
        values = std::move(next);
    }
    return values;
}

WindowValue WindowValues::rectified(const Sum& sum) {
    if (sum.terms.empty()) return {positive_part(sum.constant), nullptr};
    WindowBounds bounds = bounds_of(sum);
    const Rational lower = bounds.lower();
    if (lower.sign() >= 0) return value_of(function_of(sum), std::move(bounds));
    const Rational upper = bounds.upper();
    if (upper.sign() <= 0) return {};
    const auto token = deciding_token(bounds, lower, upper);
    if (!token) return rectified_everywhere(function_of(sum));
    const std::size_t age = bounds.tokens[*token].age;
    std::vector<WindowValue> parts;
    for (Symbol s = 0; s < functions_.symbols(); ++s) {
        WindowFunction part = window_number(sum.constant);
        for (const Term& term : sum.terms)
            functions_.add(part, *term.factor, functions_.restricted(term.function->function, age, s));
        parts.push_back(rectified(part, at_letter(bounds, *token, s)));
    }
    return chosen(age, parts);
}

WindowValue WindowValues::rectified(const WindowFunction& function, const WindowBounds& given) {
    if (function.is_number()) return {positive_part(function.number()), nullptr};
    WindowBounds bounds = given;
    static_cast<void>(bound_exactly(function, bounds));
    const Rational lower = bounds.lower();
    if (lower.sign() >= 0) return value_of(function, std::move(bounds));
    const Rational upper = bounds.upper();
    if (upper.sign() <= 0) return {};
    const auto token = deciding_token(bounds, lower, upper);
    if (!token) return rectified_everywhere(function);
    const std::size_t age = bounds.tokens[*token].age;
    std::vector<WindowValue> parts;
    for (Symbol s = 0; s < functions_.symbols(); ++s)
        parts.push_back(rectified(functions_.restricted(function, age, s), at_letter(bounds, *token, s)));
    return chosen(age, parts);
}

/// The value that is parts[σ] where the token of this age is σ; the parts are ≥ 0 and do not depend on it.
WindowValue WindowValues::chosen(std::size_t age, const std::vector<WindowValue>& parts) {
    std::vector<WindowFunction> functions;
    TokenBounds token{age, {}, {}};
    for (const WindowValue& part : parts) {
        functions.push_back(part.function ? part.function->function : window_number(part.number));
        token.least.push_back(part.function ? positive_part(part.function->bounds.lower()) : part.number);
        token.most.push_back(part.function ? part.function->bounds.upper() : part.number);
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
        result.function = functions_.choice(function.level - 1, parts);
    }
    return splits_.emplace(function, std::move(result)).first->second;
}

}  // namespace linac
