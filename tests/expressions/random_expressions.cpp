#include "expressions/random_expressions.hpp"

namespace linac::tests {

std::vector<Word> short_words(std::size_t letter_count, std::size_t length) {
    std::vector<Word> all = {{}};
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].size() < length)
            for (Symbol symbol = 0; symbol < letter_count; ++symbol) {
                Word word = all[i];
                word.push_back(symbol);
                all.push_back(std::move(word));
            }
    return all;
}

namespace {

Series constant_series(const std::vector<Word>& words, const Rational& at_empty) {
    Series result;
    for (const Word& word : words) result[word] = 0;
    result[{}] = at_empty;
    return result;
}

Series sum(const Series& left, const Series& right) {
    Series result = left;
    for (const auto& [word, value] : right) result[word] += value;
    return result;
}

Series scaled(Series series, const Rational& factor) {
    for (auto& [word, value] : series) value *= factor;
    return series;
}

/// Σ over the ways to cut the word in two.
Series product(const Series& left, const Series& right) {
    Series result;
    for (const auto& [word, value] : left) {
        Rational& total = result[word];
        for (std::size_t i = 0; i <= word.size(); ++i) {
            const auto cut = word.begin() + static_cast<std::ptrdiff_t>(i);
            total += left.at(Word(word.begin(), cut)) * right.at(Word(cut, word.end()));
        }
    }
    return result;
}

Series hadamard(const Series& left, const Series& right) {
    Series result;
    for (const auto& [word, value] : left) result[word] = value * right.at(word);
    return result;
}

/// Σ over the ways to give each letter to one of both words, or, for the infiltration, to both.
Series interleaved(const Series& left, const Series& right, bool to_both) {
    Series result;
    for (const auto& [word, value] : left) {
        Rational& total = result[word];
        const std::size_t choices = to_both ? 3 : 2;
        std::size_t count = 1;
        for (std::size_t i = 0; i < word.size(); ++i) count *= choices;
        for (std::size_t code = 0; code < count; ++code) {
            Word one;
            Word other;
            std::size_t rest = code;
            for (const Symbol symbol : word) {
                if (rest % choices != 1) one.push_back(symbol);
                if (rest % choices != 0) other.push_back(symbol);
                rest /= choices;
            }
            total += left.at(one) * right.at(other);
        }
    }
    return result;
}

/// S* for |c| < 1: with S = c + P, it is Σ_n k (P k)^n for k = 1 / (1 − c).
Series star(Series series, const std::vector<Word>& words) {
    const Rational k = Rational(1) / (Rational(1) - series.at({}));
    series[{}] = 0;
    const Series step = scaled(series, k);
    Series power = constant_series(words, k);
    Series result = power;
    for (std::size_t n = 1; n <= series_length; ++n) {
        power = product(power, step);
        result = sum(result, power);
    }
    return result;
}

Series power(const Series& series, std::size_t exponent, const std::vector<Word>& words) {
    Series result = constant_series(words, 1);
    for (std::size_t n = 0; n < exponent; ++n) result = product(result, series);
    return result;
}

}  // namespace

DrawnExpression ExpressionDrawer::draw(std::size_t depth) const {
    if (depth == 0) return leaf();
    switch (*between(0, is_extended_ ? 10 : 8)) {
        case 0:
        case 1: {
            const auto left = draw(depth - 1);
            const auto right = draw(depth - 1);
            return {left.text + " + " + right.text, sum(left.series, right.series), Binding::sum};
        }
        case 2:
        case 3: {
            const auto left = draw(depth - 1);
            const auto right = draw(depth - 1);
            const std::string sign = *between(0, 1) == 0 ? "" : ".";
            return {left.at_least(Binding::product) + sign + right.at_least(Binding::product),
                    product(left.series, right.series), Binding::product};
        }
        case 4: {
            const auto body = draw(depth - 1);
            const Rational weight = *small_rationals();
            return {"<" + to_string(weight) + ">" + body.at_least(Binding::repeat),
                    scaled(body.series, weight), Binding::product};
        }
        case 5: {
            const auto body = draw(depth - 1);
            const Rational weight = *small_rationals();
            return {body.at_least(Binding::repeat) + "<" + to_string(weight) + ">",
                    scaled(body.series, weight), Binding::product};
        }
        case 6:
        case 7: {
            auto body = draw(depth - 1);
            while (abs(body.series.at({})) >= Rational(1)) {
                const Rational factor(1, 1 + static_cast<std::int64_t>(*between(1, 4)));
                body = {"<" + to_string(factor) + ">" + body.at_least(Binding::repeat),
                        scaled(body.series, factor), Binding::product};
            }
            const std::string sign = *between(0, 1) == 0 ? "*" : "{*}";
            return {body.at_least(Binding::repeat) + sign, star(body.series, words_), Binding::repeat};
        }
        case 8:
            return repeated(draw(depth - 1));
        default:
            return combination(draw(depth - 1), draw(depth - 1));
    }
}

DrawnExpression ExpressionDrawer::leaf() const {
    const std::size_t which = *between(0, 7);
    Series series = constant_series(words_, which == 0 ? 1 : 0);
    if (which == 2 || which == 3 || which == 4) series[{0}] = 1;
    if (which >= 4) series[{1}] = 1;
    if (which < 2) return {which == 0 ? "\\e" : "\\z", series, Binding::repeat};
    return {which < 4 ? "a" : which == 4 ? "[ab]" : "b", series, Binding::repeat};
}

DrawnExpression ExpressionDrawer::repeated(const DrawnExpression& body) const {
    const std::size_t least = *between(0, 3);
    const std::size_t most = least + *between(0, 2);
    const bool is_exact = least == most && *between(0, 1) == 0;
    const std::string text =
        is_exact ? std::to_string(least) : std::to_string(least) + "," + std::to_string(most);
    Series series = constant_series(words_, 0);
    for (std::size_t n = least; n <= most; ++n) series = sum(series, power(body.series, n, words_));
    return {body.at_least(Binding::repeat) + "{" + text + "}", series, Binding::repeat};
}

DrawnExpression ExpressionDrawer::combination(const DrawnExpression& left,
                                              const DrawnExpression& right) const {
    const std::size_t which = *between(0, 2);
    const char* const sign = which == 0 ? "&" : which == 1 ? ":" : "&:";
    return {
        left.at_least(Binding::combination) + sign + right.at_least(Binding::product),
        which == 0 ? hadamard(left.series, right.series) : interleaved(left.series, right.series, which == 2),
        Binding::combination};
}

}  // namespace linac::tests
