#include "compile/gather.hpp"

#include "compile/chain.hpp"
#include "compile/table.hpp"

namespace linac {

Gather::Gather(Assembly& assembly, const GatherTask& task, std::size_t max_nonzeros)
    : assembly_(assembly), task_(task), period_(task.window.period), circuit_(max_nonzeros) {
    const Window& window = task_.window;
    for (std::size_t p = 0; p < period_; ++p) {
        const std::size_t t = (p + 1) % period_;
        Form at = circuit_.input(window.driver[t % window.driver.size()]);
        if (window.has_cycle())
            at = circuit_.relu(at + circuit_.input(window.cycle[window.marker[t]]) - Form(Rational(1)),
                               {"position " + std::to_string(p), roles::PositionSet()});
        positions_.push_back(std::move(at));
    }
}

Form Gather::content(std::size_t p, std::size_t age, Symbol symbol) {
    return circuit_.input(task_.window.content[task_.window.place(p + 1, age)][symbol]);
}

/// As a form over the residual stream.
Form Gather::by_position(const std::function<Rational(const ArithmeticStep&)>& value,
                         const std::string& label) {
    FormSum direct;
    FormSum positive;
    FormSum negative;
    bool any = false;
    for (std::size_t p = 0; p < period_; ++p) {
        const Rational weight = value(task_.plan.steps[p]);
        if (weight.is_zero()) continue;
        any = true;
        if (!task_.window.has_cycle())
            direct.add_product(weight, task_.window.driver[(p + 1) % period_]);
        else if (weight.sign() > 0)
            positive.add_product(weight, positions_[p]);
        else
            negative.add_product(-weight, positions_[p]);
    }
    if (!any || !task_.window.has_cycle()) return direct.total();
    // Each part is ≥ 0 and is carried to the block's end by one unit a stage.
    const std::size_t dimension = assembly_.add_dimension(label);
    const auto add = [&](FormSum& part, const Rational& sign) {
        const Form form = part.total();
        if (!form.is_zero()) circuit_.output(dimension, sign * circuit_.relu(form, label));
    };
    add(positive, 1);
    add(negative, -1);
    return Form::variable(dimension);
}

ArithmeticHead Gather::constant_head() {
    const ArithmeticPlan& plan = task_.plan;
    ArithmeticHead head;
    head.label = "arithmetic";
    head.key.resize(plan.keys);
    head.receptance.resize(plan.keys);
    head.learning_rate.resize(plan.keys);
    for (std::size_t i = 0; i < plan.keys; ++i) {
        const std::string coordinate = " coordinate " + std::to_string(i);
        head.key[i] =
            by_position([&](const ArithmeticStep& s) { return entry(s.key, i); }, "key" + coordinate);
        head.learning_rate[i] = by_position(
            [&](const ArithmeticStep& s) { return entry(s.learning_rate, i); }, "learning rate" + coordinate);
    }
    head.beta = by_position([](const ArithmeticStep& s) { return s.beta; }, "beta");
    for (std::size_t q = 0; q < task_.carry.rows(); ++q)
        add_entry(head.start, q, entry(task_.automaton.initial, pivot(q)));
    return head;
}

void Gather::finish(ArithmeticHead& head) {
    head.output = assembly_.add_dimension("weight");
    assembly_.set_feed_forward(circuit_.build(assembly_.residual()));
}

ArithmeticHead add_gather(Assembly& assembly, const GatherTask& task, Lookup lookup,
                          std::size_t max_nonzeros) {
    Gather gather(assembly, task, max_nonzeros);
    ArithmeticHead head = gather.constant_head();
    if (lookup == Lookup::table)
        add_table(gather, head);
    else
        add_chain(gather, head);
    gather.finish(head);
    return head;
}

}  // namespace linac
