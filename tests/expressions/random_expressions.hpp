// Random expressions with their series on all words of up to six letters, computed by definition: not from the parsed
// expression, but along with its text.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "support/random_automata.hpp"

namespace linac::tests {

inline constexpr std::size_t series_length = 6;

/// All words of at most that length, shorter ones first.
std::vector<Word> short_words(std::size_t letter_count, std::size_t length = series_length);

using Series = std::map<Word, Rational>;  // each short word has a value

/// How tightly the outermost operator of a text binds.
enum class Binding { sum, combination, product, repeat };

struct DrawnExpression {
    std::string text;
    Series series;
    Binding binding = Binding::repeat;

    [[nodiscard]] std::string at_least(Binding needed) const {
        return binding < needed ? "(" + text + ")" : text;
    }
};

/// Over the letters a, b: sums, products, weights on both sides, stars that converge, repeats, and, if `is_extended`,
/// Hadamard products, shuffles and infiltrations.
class ExpressionDrawer {
  public:
    explicit ExpressionDrawer(bool is_extended) : is_extended_(is_extended), words_(short_words(2)) {}

    [[nodiscard]] const std::vector<Word>& words() const noexcept { return words_; }

    DrawnExpression draw(std::size_t depth) const;

  private:
    DrawnExpression leaf() const;

    DrawnExpression repeated(const DrawnExpression& body) const;

    DrawnExpression combination(const DrawnExpression& left, const DrawnExpression& right) const;

    bool is_extended_;
    std::vector<Word> words_;
};

}  // namespace linac::tests
