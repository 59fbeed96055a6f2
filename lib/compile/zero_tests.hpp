// Zero-tests of counters as units of a feed-forward block:
//
//     [c = 0] = ReLU(1 − ReLU(c) − ReLU(−c))        for an integer c.
#pragma once

#include <string>
#include <vector>

#include "automata/counter.hpp"
#include "compile/relu_circuit.hpp"

namespace linac {

struct ZeroTested {
    Form positive;  ///< ReLU(c)
    Form negative;  ///< ReLU(−c)
    Form zero;      ///< [c = 0]
};

/// Of a value that is 0 or at least `least` by absolute value.
[[nodiscard]] ZeroTested zero_tested(ReluCircuit& circuit, const Form& value, const Rational& least,
                                     const std::string& name);

/// Adds a condition for each test that is one; `zero` are the zero-tests of the counters.
void add_conditions(std::vector<Form>& conditions, const std::vector<ZeroTest>& tests,
                    const std::vector<Form>& zero);

}  // namespace linac
