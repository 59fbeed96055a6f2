#include "support/random_stacks.hpp"

namespace linac::tests {

StackMachine RandomStacks::machine(const StackShape& shape) {
    StackMachine machine;
    machine.alphabet = letters(shape.letters);
    for (std::size_t q = 0; q < shape.states; ++q) machine.states.push_back("q" + std::to_string(q));
    for (std::size_t i = 0; i < shape.stacks; ++i) {
        Stack stack{"s" + std::to_string(i), {}};
        const std::size_t symbols = 1 + random_.below(shape.stack_symbols);
        for (std::size_t x = 0; x < symbols; ++x) stack.symbols.emplace_back(1, static_cast<char>('A' + x));
        machine.stacks.push_back(std::move(stack));
    }
    std::size_t inner = shape.states;
    if (shape.with_reject) machine.reject = --inner;
    machine.initial = inner > 0 ? random_.below(inner) : 0;
    for (std::size_t q = 0; q < inner; ++q)
        for (Symbol s = 0; s < shape.letters; ++s)
            grow(machine, {q, s, std::vector<StackTest>(shape.stacks), 0, {}}, 2);
    for (std::size_t q = 0; q < inner; ++q)
        if (random_.below(2) == 0) machine.accepting.push_back({q, random_tests(machine)});
    return machine;
}

std::vector<StackTest> RandomStacks::random_tests(const StackMachine& machine) {
    std::vector<StackTest> tests;
    for (const Stack& stack : machine.stacks) {
        const auto kind = static_cast<StackTest::Kind>(random_.below(3));
        tests.push_back({kind, kind == StackTest::Kind::any ? 0 : random_.below(stack.symbols.size() + 1)});
    }
    return tests;
}

void RandomStacks::grow(StackMachine& machine, StackRule rule, std::size_t splits) {
    if (splits > 0 && !rule.tests.empty() && random_.below(4) > 0) {
        const std::size_t at = random_.below(rule.tests.size());
        if (rule.tests[at].kind == StackTest::Kind::any) {
            const StackTop tops = machine.stacks[at].symbols.size() + 1;
            if (random_.below(2) == 0) {
                for (StackTop top = 0; top < tops; ++top) {
                    rule.tests[at] = {StackTest::Kind::is, top};
                    grow(machine, rule, splits - 1);
                }
            } else {
                const StackTop top = random_.below(tops);
                for (const StackTest::Kind kind : {StackTest::Kind::is, StackTest::Kind::is_not}) {
                    rule.tests[at] = {kind, top};
                    grow(machine, rule, splits - 1);
                }
            }
            return;
        }
    }
    if (machine.reject && random_.below(4) == 0) return;
    rule.to = random_.below(machine.states.size());
    for (std::size_t i = 0; i < rule.tests.size(); ++i) {
        StackUpdate update;
        const bool knows_top = rule.tests[i].kind == StackTest::Kind::is && rule.tests[i].top > 0;
        if (knows_top && random_.below(2) == 0) update.taken = StackUpdate::Taken::top;
        if (random_.below(12) == 0) update.taken = StackUpdate::Taken::everything;
        for (std::size_t pushes = random_.below(3); pushes > 0; --pushes)
            update.pushed.push_back(random_.below(machine.stacks[i].symbols.size()));
        rule.updates.push_back(std::move(update));
    }
    machine.rules.push_back(std::move(rule));
}

}  // namespace linac::tests
