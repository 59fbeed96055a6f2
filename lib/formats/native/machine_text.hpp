// What the native readers and writers of counter machines and stack machines share: the control.
#pragma once

#include "formats/native/parts.hpp"
#include "text.hpp"

namespace linac::native {

/// What a condition such as n+=1 begins with, a register, and the rest of it.
struct Condition {
    std::size_t in = 0;
    std::string rest;
};

/// Characters that end a register's name within a condition.
inline constexpr auto condition_signs = "=!+-:";

/// Reads a machine's lines. Registers knows what they are made of:
///
///     noun                                         "counter"
///     rule_hint, condition_hint                    how rules and conditions are written
///     read_declaration(line, machine)              false if the line declares no register
///     check_declared(line)                         throws if registers have to be declared first
///     finish(source, last_line)                    throws if something was not declared
///     names()                                      of the registers
///     read_test(line, token, condition, tests)     false if it is not a test
///     read_update(line, token, condition, rule, updated)
template <class Machine, class Registers>
class MachineReader {
  public:
    void read(Line& line) {
        const bool is_rule = line.peek(1).kind == Token::Kind::arrow;
        const Token& first = line.peek();
        if (!is_rule && first.is_keyword("alphabet")) return declarations_.read_alphabet(line);
        if (!is_rule && first.is_keyword("states")) return declarations_.read_states(line);
        if (!is_rule && first.is_keyword("initial")) return read_state(line, initial_, "initial");
        if (!is_rule && first.is_keyword("reject")) return read_state(line, machine_.reject, "reject");
        if (!is_rule && first.is_keyword("accept")) return read_accept(line);
        if (!is_rule && registers_.read_declaration(line, machine_)) return;
        read_rules(line);
    }

    Automaton finish(const std::string& source, std::size_t last_line) {
        if (!declarations_.has_alphabet())
            throw missing("no alphabet line", source, last_line, alphabet_hint);
        registers_.finish(source, last_line);
        if (!initial_) throw missing("no initial line", source, last_line, "put a line such as: initial 0");
        machine_.alphabet = Alphabet(declarations_.alphabet().names());
        machine_.states = declarations_.states().names();
        machine_.initial = *initial_;
        const auto checked = capture([&] {
            validate(machine_);
            return true;
        });
        if (!checked) throw missing(checked.error().message(), source, last_line, checked.error().hint());
        return machine_;
    }

  private:
    void read_state(Line& line, std::optional<std::size_t>& state, const std::string& keyword) {
        if (state) throw line.error("a second " + keyword + " line", line.peek());
        line.take();
        const Token& token = line.expect(Token::Kind::name, "a state");
        state = declarations_.state(line, token);
        line.expect_end();
    }

    void read_accept(Line& line) {
        registers_.check_declared(line);
        line.take();
        do {
            const Token& token = line.expect(Token::Kind::name, "a state", Registers::accept_hint);
            typename Machine::Acceptance acceptance{declarations_.state(line, token), no_tests()};
            while (line.peek().kind == Token::Kind::name) {
                const Token& condition = line.take();
                if (!registers_.read_test(line, condition, split(line, condition), acceptance.tests))
                    throw line.error("an update where a test is expected", condition,
                                     Registers::condition_hint);
            }
            machine_.accepting.push_back(std::move(acceptance));
        } while (line.take_if(Token::Kind::comma));
        line.expect_end("a test, ',' or the end of the line");
    }

    void read_rules(Line& line) {
        constexpr auto hint = Registers::rule_hint;
        const std::size_t from = declarations_.state(line, line.expect(Token::Kind::name, "a state", hint));
        line.expect(Token::Kind::arrow, "'->'", hint);
        const std::size_t to = declarations_.state(line, line.expect(Token::Kind::name, "a state", hint));
        registers_.check_declared(line);
        do {
            if (!declarations_.has_alphabet())
                throw line.error("a rule before the alphabet line", line.peek(), alphabet_hint);
            RuleOf<Machine> rule{from, std::nullopt, no_tests(), to, {}};
            rule.updates.resize(registers_.names().size());
            if (line.take_if(Token::Kind::open))
                line.expect(Token::Kind::close, "')'", "an ε-move is written with () for its symbol");
            else
                rule.symbol = declarations_.symbol(line, line.expect(Token::Kind::name, "a symbol", hint));
            std::vector<bool> updated(rule.updates.size(), false);
            while (line.peek().kind == Token::Kind::name) {
                const Token& token = line.take();
                const Condition condition = split(line, token);
                if (!registers_.read_test(line, token, condition, rule.tests))
                    registers_.read_update(line, token, condition, rule, updated);
            }
            machine_.rules.push_back(std::move(rule));
        } while (line.take_if(Token::Kind::comma));
        line.expect_end("a test, an update, ',' or the end of the line");
    }

    [[nodiscard]] TestsOf<Machine> no_tests() const { return TestsOf<Machine>(registers_.names().size()); }

    [[nodiscard]] Condition split(const Line& line, const Token& token) const {
        const std::size_t at = std::min(token.text.find_first_of(condition_signs), token.text.size());
        const std::string name = token.text.substr(0, at);
        const auto found = registers_.names().find(name);
        if (!found)
            throw line.error(std::string(Registers::noun) + " " + quoted_if_needed(printable(name)) +
                                 " is not among the " + Registers::noun + "s",
                             token, at == token.text.size() ? Registers::condition_hint : "");
        return {*found, token.text.substr(at)};
    }

    Declarations declarations_;
    Registers registers_;
    Machine machine_;
    std::optional<std::size_t> initial_;
};

/// A machine's file: `registers` are the lines that declare them; `conditions` is what follows a rule's symbol
/// or an accepting state, each behind a blank, of a rule or an acceptance.
template <class Machine, class Conditions>
std::string machine_text(const std::string& kind, const Machine& machine, const std::string& registers,
                         const Conditions& conditions) {
    const auto state = [&](std::size_t index) { return quoted_if_needed(machine.states[index]); };
    std::string text = "linac 1 " + kind + "\n" + names_line("alphabet", machine.alphabet.symbols()) +
                       names_line("states", machine.states) + registers + "initial " +
                       state(machine.initial) + "\n";
    if (machine.reject) text += "reject " + state(*machine.reject) + "\n";
    for (const auto& accepting : machine.accepting)
        text += "accept " + state(accepting.state) + conditions(accepting) + "\n";
    for (const auto& rule : machine.rules)
        text += state(rule.from) + " -> " + state(rule.to) + " " +
                (rule.symbol ? quoted_if_needed(machine.alphabet.name(*rule.symbol)) : "()") +
                conditions(rule) + "\n";
    return text;
}

}  // namespace linac::native
