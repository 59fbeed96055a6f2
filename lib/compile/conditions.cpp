#include "compile/conditions.hpp"

namespace linac {

Form all_hold(ReluCircuit& circuit, const std::vector<Form>& conditions, const std::string& label) {
    Form sum;
    for (const Form& condition : conditions) sum += condition;
    if (conditions.size() == 1) return sum;
    const Rational others(static_cast<std::int64_t>(conditions.size()) - 1);
    return circuit.relu(std::move(sum) - Form(others), label);
}

Form some_hold(ReluCircuit& circuit, const std::vector<Conjunction>& conjunctions, bool overlap) {
    Form sum;
    for (const Conjunction& conjunction : conjunctions)
        sum += all_hold(circuit, conjunction.conditions, conjunction.label);
    if (!overlap) return sum;
    return Form(Rational(1)) - circuit.relu(Form(Rational(1)) - sum, "rejects");
}

}  // namespace linac
