// Action: what a transition S ← A S + B does to the rows of S, in words. It is recognised from the matrices alone, and is
// exactly what they do to every S:
//
//     keep                                     A = I, B = 0
//     reset                                    A = 0, B = 0
//     swap slots 2 and 3                       A a permutation matrix, B = 0
//     rotate slots 0 → 1 → 2 → 0            the row of slot 0 goes to slot 1, …
//     permute 60 slots in 2 cycles             the same, of many
//     multiply all slots by 1/2                A = c I, B = 0
//     write 2·slot 0 + 1 into slot 3           few rows change: clear, copy, multiply, add, write
//     reset, then write 1 into slot 0          A = 0, and B has few rows
//     change 4 of 5 slots: S ← …              no short sentence fits: the formula with its numbers, or how many there are
//
// Several rows that change at once are read from the S before: "at once: …; …". With V > 1 columns, [c] is the row
// vector with 1 in column c.
//
//     sentence(step, names_of(head, network));
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "trace/names.hpp"
#include "trace/transition.hpp"

namespace linac {

struct Keep {};
struct Reset {};
/// Each cycle: its first row goes to where the second is, …, its last row to where the first is.
struct Permute {
    std::vector<std::vector<std::size_t>> cycles;
};
struct MultiplyAll {
    Rational factor;
};
/// A = 0, and B has these rows, which are few and short.
struct ResetAndWrite {
    std::vector<std::size_t> rows;
};
/// These rows change, which are few and short; no other does.
struct WriteRows {
    std::vector<std::size_t> rows;
};
/// These rows change.
struct Change {
    std::vector<std::size_t> rows;
};

using Action = std::variant<Keep, Reset, Permute, MultiplyAll, ResetAndWrite, WriteRows, Change>;

[[nodiscard]] Action recognised(const Transition& step);

[[nodiscard]] std::string sentence(const Transition& step, const HeadNames& names);

/// The same, with the head's own formula where no short sentence fits; `values` are those of `parameters(head)`.
[[nodiscard]] std::string sentence(const Transition& step, const HeadNames& names, const Head& head,
                                   const std::vector<SparseVector>& values);

/// What became of the state of an MLP head: the entries that changed, "counter n 2 → 3, state a 1 → 0". Of many, the
/// first and how many more.
[[nodiscard]] std::string sentence_of_change(const Vector& before, const Vector& after,
                                             const HeadNames& names);

}  // namespace linac
