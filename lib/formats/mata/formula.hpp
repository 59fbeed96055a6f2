// Sets in Mata's text: a list of names, a disjunction of names, or everything but some, as the final states of Mata's
// own files are written.
//
//     q0 q1        q0 | q1        !q0 & !q1        !(q0 | q1)        \true        \false
//
// A formula holds at a state where it holds with that state true and every other false. Formulas of another form are
// refused: Mata takes every name in them for a member.
//
//     MataLexer lexer("!q0 & !q1", "a.mata");
//     lexer.next_line();
//     MataSet set = read_mata_set(lexer, "a state", index_of);    // all but these two
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "formats/mata/mata_lexer.hpp"

namespace linac {

struct MataSet {
    bool is_complement = false;        ///< everything but the members
    bool is_formula = false;           ///< written with operators, parentheses or constants
    std::vector<std::size_t> members;  ///< in any order, some perhaps twice
};

/// Most parentheses and negations inside each other.
inline constexpr std::size_t max_formula_depth = 100;

/// The rest of the line; none is the empty set. `noun` says what a name is: "a state".
[[nodiscard]] MataSet read_mata_set(MataLexer& lexer, const std::string& noun,
                                    const std::function<std::size_t(const MataToken&)>& index_of);

}  // namespace linac
