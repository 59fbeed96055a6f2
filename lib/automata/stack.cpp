#include "automata/stack.hpp"

namespace linac {
namespace {

StackTop top_of(const Stacks::Contents& stack) {
    return stack.empty() ? 0 : 1 + stack.back();
}

void check_pops(const StackMachine& machine) {
    for (const StackRule& rule : machine.rules)
        for (std::size_t i = 0; i < machine.stacks.size(); ++i) {
            const StackTest& test = rule.tests[i];
            const bool knows_top = test.kind == StackTest::Kind::is && test.top > 0;
            if (rule.updates[i].taken == StackUpdate::Taken::top && !knows_top)
                throw Error::bad_input("state " + machine.states[rule.from] +
                                       ": a rule takes the top of stack " + machine.stacks[i].name +
                                       " without testing for it");
        }
}

}  // namespace

void validate(const StackMachine& machine) {
    if (machine.states.empty()) throw Error::bad_input("a stack machine without states");
    if (machine.stacks.size() > max_stacks)
        throw Error::bad_input("more than " + std::to_string(max_stacks) + " stacks");
    for (const Stack& stack : machine.stacks)
        if (stack.symbols.empty() || stack.symbols.size() > max_stack_symbols)
            throw Error::bad_input("stack " + stack.name + ": " +
                                   (stack.symbols.empty()
                                        ? "no symbols"
                                        : "more than " + std::to_string(max_stack_symbols) + " symbols"));
    check_pops(machine);
    validate_control(machine);
}

std::string name_of(StackTop top, const Stack& stack) {
    return top == 0 ? "empty" : stack.symbols[top - 1];
}

std::string in_words(const std::vector<StackTest>& tests, const StackMachine& machine) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (tests[i].kind != StackTest::Kind::any)
            parts.push_back(machine.stacks[i].name + (tests[i].kind == StackTest::Kind::is ? "=" : "!=") +
                            name_of(tests[i].top, machine.stacks[i]));
    return parts.empty() ? "any stacks" : join(parts, " ");
}

bool Stacks::passes(const std::vector<StackTest>& tests) const {
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (!admits(tests[i], top_of(stacks_[i]))) return false;
    return true;
}

void Stacks::apply(const StackRule& rule) {
    for (std::size_t i = 0; i < stacks_.size(); ++i) {
        const StackUpdate& update = rule.updates[i];
        if (update.taken == StackUpdate::Taken::top) stacks_[i].pop_back();
        if (update.taken == StackUpdate::Taken::everything) stacks_[i].clear();
        stacks_[i].insert(stacks_[i].end(), update.pushed.begin(), update.pushed.end());
    }
}

Rational encoded(const Stacks::Contents& contents, std::size_t symbols) {
    // Digits from the top; the number they write in base 2k, over (2k)^height.
    std::vector<std::uint64_t> digits;
    digits.reserve(contents.size());
    for (auto symbol = contents.rbegin(); symbol != contents.rend(); ++symbol)
        digits.push_back(2 * *symbol + 1);
    const std::uint64_t base = 2 * symbols;
    return integer_from_digits(digits, base) /
           power(Rational(static_cast<std::int64_t>(base)), contents.size());
}

}  // namespace linac
