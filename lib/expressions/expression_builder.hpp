// What the readers of expressions and of regular expressions share: letters, repeats, and a bound of their size.
//
//     ExpressionBuilder builder(ExpressionSet::Semiring::rational, nullptr);
//     const Term a = *builder.letter("a");
//     const Term few = *builder.repeated(a, 0, 3);  // \e + a(\e + a(\e + a))
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "expressions/expression_letters.hpp"
#include "expressions/expression_set.hpp"

namespace linac {

/// An expression and the alphabet of its symbols.
struct RationalExpression {
    Alphabet alphabet;
    std::unique_ptr<ExpressionSet> set;
    Term term;
};

/// Longest text of an expression.
inline constexpr std::size_t max_expression_bytes = std::size_t{1} << 24U;
/// Most letters, operators and parentheses of an expression, repeats written out.
inline constexpr std::size_t max_expression_length = 1'000'000;

class ExpressionBuilder {
  public:
    /// The alphabet, if there is one, must outlive this.
    ExpressionBuilder(ExpressionSet::Semiring semiring, const Alphabet* alphabet)
        : letters_(alphabet), set_(std::make_unique<ExpressionSet>(semiring)) {}

    [[nodiscard]] ExpressionSet& set() noexcept { return *set_; }
    [[nodiscard]] Letters& letters() noexcept { return letters_; }

    /// Counts what is written; false if it is over the limit.
    [[nodiscard]] bool count(std::size_t length);
    /// The sum of the letters.
    [[nodiscard]] Term any_of(std::vector<Symbol> symbols);
    /// Σ of E^n for n = least … most, without a `most` for all from `least` on: E^least (\e + E(\e + E …)), or
    /// E^least E*. Nothing if that star does not converge. The caller has counted copies().
    [[nodiscard]] std::optional<Term> repeated(const Term& body, std::size_t least,
                                               std::optional<std::size_t> most);
    /// The length of what `repeated` makes, at most the largest number.
    [[nodiscard]] std::size_t copies(const Term& body, std::size_t least,
                                     std::optional<std::size_t> most) const;

    /// Without an alphabet, symbols are those of Letters and not those of the alphabet: reading again with it has both
    /// the same.
    [[nodiscard]] RationalExpression finish(const Term& term) {
        return {letters_.all(), std::move(set_), term};
    }

  private:
    Letters letters_;
    std::unique_ptr<ExpressionSet> set_;
    std::size_t length_ = 0;
};

}  // namespace linac
