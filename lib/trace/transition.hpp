// Transition: what one token does to the state of a linear head, as matrices.
//
//     S_t = A S_{t−1} + B,     A ∈ ℚ^{K×K}, B ∈ ℚ^{K×V}
//
// built from the head's parameters at the token, by the steps of its kind (network/head_kinds.hpp).
//
//     const Transition step = transition(head, values);     // values of parameters(head)
//     after(step, before) == A · before + B
#pragma once

#include <cstddef>
#include <vector>

#include "exact/matrix.hpp"
#include "network/head.hpp"

namespace linac {

struct Transition {
    SparseMatrix a;
    SparseMatrix b;

    friend bool operator==(const Transition&, const Transition&) = default;
};

/// Of a head that is linear in its state, given the values of its parameters in the order of `parameters(head)`. Throws
/// bad_input if a PD head's P is not column-one-hot.
[[nodiscard]] Transition transition(const Head& head, const std::vector<SparseVector>& values);

/// A S + B, S row-major.
[[nodiscard]] Vector after(const Transition& transition, const Vector& state);

}  // namespace linac
