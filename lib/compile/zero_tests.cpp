#include "compile/zero_tests.hpp"

namespace linac {

ZeroTested zero_tested(Circuit& circuit, const Form& value, const Rational& least, const std::string& name) {
    ZeroTested tested;
    tested.positive = circuit.relu(value, name + " > 0");
    tested.negative = circuit.relu(Form() - value, name + " < 0");
    const Rational scale = Rational(1) / least;
    tested.zero =
        circuit.relu(Form(Rational(1)) - scale * tested.positive - scale * tested.negative, name + " = 0");
    return tested;
}

Form all_hold(Circuit& circuit, const std::vector<Form>& forms, const std::vector<ZeroTest>& tests,
              const std::vector<Form>& zero, const std::string& label) {
    Form sum;
    std::size_t conditions = 0;
    std::int64_t expected = 0;  // what the sum is if all hold
    for (const Form& form : forms) {
        sum += form;
        ++conditions;
        ++expected;
    }
    for (std::size_t c = 0; c < tests.size(); ++c) {
        if (tests[c] == ZeroTest::any) continue;
        ++conditions;
        if (tests[c] == ZeroTest::zero) {
            sum += zero[c];
            ++expected;
        } else {
            sum = std::move(sum) - zero[c];
        }
    }
    if (conditions == 1) return sum;
    return circuit.relu(std::move(sum) - Form(Rational(expected - 1)), label);
}

Form some_hold(Circuit& circuit, const std::vector<AcceptingCondition>& conditions,
               const std::vector<Form>& zero, bool overlap) {
    Form sum;
    for (const AcceptingCondition& condition : conditions)
        sum += all_hold(circuit, {condition.on}, condition.tests, zero, condition.label);
    if (!overlap) return sum;
    return Form(Rational(1)) - circuit.relu(Form(Rational(1)) - sum, "rejects");
}

}  // namespace linac
