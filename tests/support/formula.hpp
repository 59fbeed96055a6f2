// Formula: the update of a head's state as the table of kinds writes it for people, such as
// "S ← (diag(w) - (κ⊙a) κᵀ) S + k vᵀ", evaluated over another ℚ. The engines under test carry out the steps of a kind; this
// carries out its formula.
//
//     const tests::Formula formula("S ← S + β k (v - Sᵀk)ᵀ", {"k", "v", "β"});
//     state = formula.value({{state}, keys, values…});      // of S, then of the symbols, in order
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "support/oracle.hpp"

namespace linac::tests {

/// By rows; a vector is one column, a number is 1×1.
using OracleMatrix = std::vector<OracleVector>;

class Formula {
  public:
    /// Of S and these symbols, I and diag(…); products by juxtaposition or ⊙, transposes ᵀ, sums, differences. Throws
    /// std::invalid_argument if the text is not such a formula.
    Formula(std::string_view text, const std::vector<std::string_view>& symbols);

    /// I has as many rows as S, the first of the values.
    [[nodiscard]] OracleMatrix value(const std::vector<OracleMatrix>& values) const;

  private:
    struct Node;
    class Parser;
    std::shared_ptr<const Node> root_;
};

}  // namespace linac::tests
