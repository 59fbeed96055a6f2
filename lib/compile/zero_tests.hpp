// Zero-tests of counters as units of a feed-forward block:
//
//     [c = 0] = ReLU(1 − ReLU(c) − ReLU(−c))        for an integer c.
#pragma once

#include <string>
#include <vector>

#include "automata/counter.hpp"
#include "compile/circuit.hpp"

namespace linac {

struct ZeroTested {
    Form positive;  ///< ReLU(c)
    Form negative;  ///< ReLU(−c)
    Form zero;      ///< [c = 0]
};

/// Of a value that is 0 or at least `least` by absolute value.
[[nodiscard]] ZeroTested zero_tested(Circuit& circuit, const Form& value, const Rational& least,
                                     const std::string& name);

/// 1 where all forms, at least one and 0 or 1 each, are 1 and the tests hold; `zero` are the zero-tests of the counters.
[[nodiscard]] Form all_hold(Circuit& circuit, const std::vector<Form>& forms,
                            const std::vector<ZeroTest>& tests, const std::vector<Form>& zero,
                            const std::string& label);

/// A state, or a set of them, and a mask at which it accepts.
struct AcceptingCondition {
    Form on;
    std::vector<ZeroTest> tests;
    std::string label;
};

/// 1 where some of the conditions hold, of which several may at once if `overlap`.
[[nodiscard]] Form some_hold(Circuit& circuit, const std::vector<AcceptingCondition>& conditions,
                             const std::vector<Form>& zero, bool overlap);

}  // namespace linac
