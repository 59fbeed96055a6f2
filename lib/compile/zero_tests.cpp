#include "compile/zero_tests.hpp"

namespace linac {

ZeroTested zero_tested(ReluCircuit& circuit, const Form& value, const Rational& least,
                       const std::string& name) {
    ZeroTested tested;
    tested.positive = circuit.relu(value, name + " > 0");
    tested.negative = circuit.relu(Form() - value, name + " < 0");
    const Rational scale = Rational(1) / least;
    tested.zero =
        circuit.relu(Form(Rational(1)) - scale * tested.positive - scale * tested.negative, name + " = 0");
    return tested;
}

void add_conditions(std::vector<Form>& conditions, const std::vector<ZeroTest>& tests,
                    const std::vector<Form>& zero) {
    for (std::size_t c = 0; c < tests.size(); ++c)
        if (tests[c] != ZeroTest::any)
            conditions.push_back(tests[c] == ZeroTest::zero ? zero[c] : Form(Rational(1)) - zero[c]);
}

}  // namespace linac
