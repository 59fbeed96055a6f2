// Reads regular expressions: a subset of POSIX extended and Perl-compatible ones that denotes a set of words;
// expressions.md describes it. An expression always matches the whole word.
//
//     R ::= c | . | [a-z] | [^a-z] | [[:digit:]] | \d | \w | \s | \D | \W | \S | \c | (R) | (?:R) | R R | R|R
//         | R* | R+ | R? | R{m} | R{m,} | R{m,n} | R{,n},      with ^ at the begin and $ at the end, or without
//
// Read as a language, its expression is over the Boolean semiring; read to count, the series is the number of ways in
// which the word matches, and R* needs an R that does not match the empty word.
//
//     const RationalExpression e = read_regex("(a|b)*abb", "expression", RegexMeaning::language).value();
#pragma once

#include <string>
#include <string_view>

#include "expressions/expression_builder.hpp"

namespace linac {

enum class RegexMeaning { language, count };

/// Without an alphabet, it is the letters that appear, in the order of Unicode. Errors carry line and column, as
/// those of read_expression.
[[nodiscard]] Result<RationalExpression> read_regex(std::string_view text, const std::string& source,
                                                    RegexMeaning meaning, const Alphabet* alphabet = nullptr);

}  // namespace linac
