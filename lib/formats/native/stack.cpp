// `linac 1 stack` files.
#include "formats/native/machine_text.hpp"

namespace linac::native {
namespace {

constexpr auto empty_name = "empty";

class StackRegisters {
  public:
    static constexpr auto noun = "stack";
    static constexpr auto rule_hint = "a rule is written: state -> state symbol s=A t!=empty s-=A t+=B, ...";
    static constexpr auto accept_hint = "accepting states are written: accept 0 s=empty, 1";
    static constexpr auto condition_hint =
        "tests are written s=A, s!=A and s=empty, updates s-=A, s:=empty and s+=B";

    bool read_declaration(Line& line, StackMachine& machine) {
        if (!line.peek().is_keyword("stack")) return false;
        if (is_used_) throw line.error("a stack line after the first rule or accept line", line.peek());
        line.take();
        const Token& name = line.expect(Token::Kind::name, "the name of the stack", stack_hint);
        if (name.text.find_first_of(condition_signs) != std::string::npos)
            throw line.error("a stack's name must not contain = ! + - :", name);
        if (!names_.add(name.text).second)
            throw line.error("stack " + quoted_if_needed(printable(name.text)) + " is declared twice", name);
        if (names_.size() > max_stacks)
            throw line.error("more than " + std::to_string(max_stacks) + " stacks", name);
        if (!line.peek().is_keyword("=")) throw line.unexpected("'='", stack_hint);
        line.take();
        NameTable symbols;
        do {
            const Token& symbol = line.expect(Token::Kind::name, "a symbol of the stack", stack_hint);
            if (symbol.text == empty_name)
                throw line.error("a symbol of a stack cannot be called empty", symbol,
                                 "s=empty tests for the empty stack");
            if (!symbols.add(symbol.text).second)
                throw line.error("symbol " + quoted_if_needed(printable(symbol.text)) + " is declared twice",
                                 symbol);
            if (symbols.size() > max_stack_symbols)
                throw line.error("more than " + std::to_string(max_stack_symbols) + " symbols", symbol);
        } while (!line.at_end());
        machine.stacks.push_back({name.text, symbols.names()});
        symbols_.push_back(std::move(symbols));
        return true;
    }

    void check_declared(const Line& /*line*/) { is_used_ = true; }
    void finish(const std::string& /*source*/, std::size_t /*last_line*/) const {}
    [[nodiscard]] const NameTable& names() const noexcept { return names_; }

    bool read_test(const Line& line, const Token& token, const Condition& condition,
                   std::vector<StackTest>& tests) const {
        const bool is = condition.rest.starts_with("=");
        if (!is && !condition.rest.starts_with("!=")) return false;
        const std::string top = condition.rest.substr(is ? 1 : 2);
        set_test(line, token, condition.in, tests,
                 {is ? StackTest::Kind::is : StackTest::Kind::is_not,
                  top == empty_name ? 0 : 1 + symbol(line, token, condition.in, top)});
        return true;
    }

    /// A symbol or everything is taken first, then symbols are pushed.
    void read_update(const Line& line, const Token& token, const Condition& condition, StackRule& rule,
                     std::vector<bool>& updated) const {
        StackUpdate& update = rule.updates[condition.in];
        const std::string sign = condition.rest.substr(0, 2);
        if (sign != "+=" && sign != "-=" && condition.rest != ":=empty")
            throw line.error("neither a test nor an update of a stack", token, condition_hint);
        if (sign == "+=") {
            update.pushed.push_back(symbol(line, token, condition.in, condition.rest.substr(2)));
            updated[condition.in] = true;
            return;
        }
        if (updated[condition.in])
            throw line.error("stack " + names_.names()[condition.in] + " is taken from after another update",
                             token, "one symbol, or everything, is taken before others are pushed");
        updated[condition.in] = true;
        if (sign == ":=") {
            update.taken = StackUpdate::Taken::everything;
            return;
        }
        const std::size_t taken = symbol(line, token, condition.in, condition.rest.substr(2));
        const StackTest known{StackTest::Kind::is, 1 + taken};
        if (rule.tests[condition.in] != known) set_test(line, token, condition.in, rule.tests, known);
        update.taken = StackUpdate::Taken::top;
    }

  private:
    static constexpr auto stack_hint = "a stack and its symbols are declared so: stack s = A B";

    void set_test(const Line& line, const Token& token, std::size_t stack, std::vector<StackTest>& tests,
                  const StackTest& test) const {
        if (tests[stack].kind != StackTest::Kind::any)
            throw line.error("a second test of stack " + names_.names()[stack], token,
                             "s-=A tests for A too");
        tests[stack] = test;
    }

    [[nodiscard]] std::size_t symbol(const Line& line, const Token& token, std::size_t stack,
                                     const std::string& name) const {
        if (name.empty())
            throw line.error("a symbol of stack " + names_.names()[stack] + " is missing", token,
                             condition_hint);
        const auto found = symbols_[stack].find(name);
        if (!found)
            throw line.error(
                "symbol " + quoted_if_needed(printable(name)) + " is not of stack " + names_.names()[stack],
                token);
        return *found;
    }

    NameTable names_;
    std::vector<NameTable> symbols_;  // by stack
    bool is_used_ = false;            // by a rule or an acceptance
};

struct StackConditions {
    const std::vector<Stack>& stacks;

    std::string operator()(const StackMachine::Acceptance& acceptance) const {
        std::string text;
        for (std::size_t i = 0; i < stacks.size(); ++i) text += test_text(acceptance.tests[i], stacks[i]);
        return text;
    }
    std::string operator()(const StackRule& rule) const {
        std::string text;
        for (std::size_t i = 0; i < stacks.size(); ++i) {
            const StackUpdate& update = rule.updates[i];
            if (update.taken == StackUpdate::Taken::top)
                text += condition(stacks[i], "-=", name_of(rule.tests[i].top, stacks[i]));
            else
                text += test_text(rule.tests[i], stacks[i]);
            if (update.taken == StackUpdate::Taken::everything)
                text += condition(stacks[i], ":=", empty_name);
            for (const std::size_t symbol : update.pushed)
                text += condition(stacks[i], "+=", stacks[i].symbols[symbol]);
        }
        return text;
    }

    static std::string condition(const Stack& stack, const char* sign, const std::string& symbol) {
        return " " + quoted_if_needed(stack.name + sign + symbol);
    }
    static std::string test_text(const StackTest& test, const Stack& stack) {
        if (test.kind == StackTest::Kind::any) return "";
        return condition(stack, test.kind == StackTest::Kind::is ? "=" : "!=", name_of(test.top, stack));
    }
};

}  // namespace

Automaton read_stack(const std::vector<std::string_view>& lines, std::size_t first,
                     const std::string& source) {
    return read_body(MachineReader<StackMachine, StackRegisters>(), lines, first, source);
}

std::string write(const StackMachine& machine) {
    std::string stacks;
    for (const Stack& stack : machine.stacks)
        stacks += names_line("stack " + quoted_if_needed(stack.name) + " =", stack.symbols);
    return machine_text("stack", machine, stacks, StackConditions{machine.stacks});
}

}  // namespace linac::native
