// Writes an expression in the syntax that read_expression reads: with as few parentheses as its parts need, sums of
// letters as classes where that saves parentheses, and letters in quotes where they would be operators.
//
//     expression_text(read_expression("(((a)+b)*)(<1/2>c)", "expression").value());  // <1/2>[ab]*c
#pragma once

#include <string>

#include "expressions/expression_builder.hpp"

namespace linac {

/// Longest expression, as ExpressionSet::length counts it, that is written; it can be read.
inline constexpr std::size_t max_written_length = 300'000;

/// Reading the text with the expression's alphabet gives an expression of the same series. Throws impossible if it is
/// over max_written_length or max_expression_bytes, or has a symbol that cannot be written.
[[nodiscard]] std::string expression_text(const RationalExpression& expression);

/// Throws impossible if `length` is more than max_written_length.
void check_written_length(std::size_t length);

}  // namespace linac
