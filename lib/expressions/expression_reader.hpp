// Reads weighted rational expressions in Vcsn's syntax; expressions.md describes it.
//
//     E ::= \z | \e | a | 'label' | [a-c] | [^a] | (E) | E + E | E & E | E : E | E &: E | E E | E . E
//         | <k>E | E<k> | E* | E? | E{n} | E{n,m} | E{n,} | E{,m} | E{*} | E{+} | E{?}
//
// From loose to tight: +; & : &: alike, to the left; concatenation; weights; star and repeats. Source: Vcsn,
// documentation, Expressions, and its grammar lib/vcsn/rat/parse.yy.
//
//     const RationalExpression e = read_expression("(<1/2>a + b)*<3>", "expression").value();
#pragma once

#include <string>
#include <string_view>

#include "expressions/expression_builder.hpp"

namespace linac {

/// Without an alphabet, it is the letters that appear, in the order of Unicode. Errors carry line and column:
/// bad_input, or impossible where a star does not converge or the expression is over a limit. `source` is the name to
/// show in them.
[[nodiscard]] Result<RationalExpression> read_expression(std::string_view text, const std::string& source,
                                                         const Alphabet* alphabet = nullptr);

}  // namespace linac
