// Features: a few linear functionals of a finite network's state that tell its classes apart, and by what margin.
//
// With P_c ∈ ℚ^F the features of class c, the logits 2 P_c·f − ‖P_c‖² are largest at the P_c nearest to f; where f is one
// of them, the others are smaller by ‖P_c − f‖² or more.
//
//     const Features features = state_features(finite);   // class c is state c
//     assert(features.points.size() == finite.states.size());
#pragma once

#include <cstddef>
#include <vector>

#include "exports/finite_network.hpp"

namespace linac {

struct Features {
    std::vector<Vector> functionals;  ///< by feature, of the state
    std::vector<Vector> points;       ///< P, by class, then feature; distinct
    Rational margin;                  ///< a lower bound of the least ‖P_c − P_d‖²
    Rational size;  ///< a bound of Σ 2 |P_c| |f| + ‖P_c‖², with |f| its terms' absolute values
};

/// A class for each state: coordinates that tell them apart, or, where states are more than 16 unit vectors and perhaps
/// 0, the two digits of their number.
[[nodiscard]] Features state_features(const FiniteNetwork& finite);

/// A class for each output, ascending: the output itself, without its constant.
[[nodiscard]] Features weight_features(const FiniteNetwork& finite, const std::vector<Rational>& weights);

/// Throws impossible if rounding in single precision may change which logit is the largest.
void require_margin(const Features& features);

}  // namespace linac
