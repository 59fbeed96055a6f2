// `linac 1 counter` files.
#include <algorithm>
#include <charconv>

#include "formats/native_parts.hpp"
#include "text.hpp"

namespace linac::native {
namespace {

using Kind = Token::Kind;

constexpr auto counters_hint = "put a line such as: counters n m";
constexpr auto rule_hint = "a rule is written: state -> state symbol n=0 m!=0 n+=1 m:=0, ...";
constexpr auto condition_hint = "tests are written n=0 and n!=0, updates n+=1, n-=2 and n:=0";

class CounterReader {
  public:
    void read(Line& line) {
        const bool is_rule = line.peek(1).kind == Kind::arrow;
        const Token& first = line.peek();
        if (!is_rule && first.is_keyword("alphabet")) return declarations_.read_alphabet(line);
        if (!is_rule && first.is_keyword("states")) return declarations_.read_states(line);
        if (!is_rule && first.is_keyword("counters")) return read_counters(line);
        if (!is_rule && first.is_keyword("initial")) return read_state(line, machine_initial_, "initial");
        if (!is_rule && first.is_keyword("reject")) return read_state(line, machine_.reject, "reject");
        if (!is_rule && first.is_keyword("accept")) return read_accept(line);
        read_rules(line);
    }

    Automaton finish(const std::string& source, std::size_t last_line) {
        if (!declarations_.has_alphabet())
            throw missing("no alphabet line", source, last_line, alphabet_hint);
        if (!has_counters_) throw missing("no counters line", source, last_line, counters_hint);
        if (!machine_initial_)
            throw missing("no initial line", source, last_line, "put a line such as: initial 0");
        machine_.alphabet = Alphabet(declarations_.alphabet().names());
        machine_.states = declarations_.states().names();
        machine_.counters = counters_.names();
        machine_.initial = *machine_initial_;
        const auto checked = capture([&] {
            validate(machine_);
            return true;
        });
        if (!checked) throw missing(checked.error().message(), source, last_line, checked.error().hint());
        return machine_;
    }

  private:
    void read_counters(Line& line) {
        if (has_counters_) throw line.error("a second counters line", line.peek());
        line.take();
        while (!line.at_end()) {
            const Token token = line.expect(Kind::name, "a counter");
            if (token.text.find_first_of("=!+-:") != std::string::npos)
                throw line.error("a counter's name must not contain = ! + - :", token);
            if (!counters_.add(token.text).second)
                throw line.error("counter " + quoted_if_needed(printable(token.text)) + " is declared twice",
                                 token);
            if (counters_.size() > max_counters)
                throw line.error("more than " + std::to_string(max_counters) + " counters", token);
        }
        has_counters_ = true;
    }

    void read_state(Line& line, std::optional<std::size_t>& state, const std::string& keyword) {
        if (state) throw line.error("a second " + keyword + " line", line.peek());
        line.take();
        const Token token = line.expect(Kind::name, "a state");
        state = declarations_.state(line, token);
        line.expect_end();
    }

    void need_counters(const Line& line) const {
        if (!has_counters_) throw line.error("no counters line before this one", line.peek(), counters_hint);
    }

    void read_accept(Line& line) {
        need_counters(line);
        line.take();
        do {
            const Token token =
                line.expect(Kind::name, "a state", "accepting states are written: accept 0 n=0, 1");
            CounterMachine::Acceptance acceptance{declarations_.state(line, token), no_tests()};
            while (line.peek().kind == Kind::name) {
                const Token condition = line.take();
                if (!read_test(line, condition, acceptance.tests))
                    throw line.error("an update where a test is expected", condition, condition_hint);
            }
            machine_.accepting.push_back(std::move(acceptance));
        } while (line.take_if(Kind::comma));
        line.expect_end("a test, ',' or the end of the line");
    }

    void read_rules(Line& line) {
        const std::size_t from = declarations_.state(line, line.expect(Kind::name, "a state", rule_hint));
        line.expect(Kind::arrow, "'->'", rule_hint);
        const std::size_t to = declarations_.state(line, line.expect(Kind::name, "a state", rule_hint));
        need_counters(line);
        do {
            if (!declarations_.has_alphabet())
                throw line.error("a rule before the alphabet line", line.peek(), alphabet_hint);
            CounterRule rule{from, std::nullopt, no_tests(), to,
                             std::vector<CounterUpdate>(counters_.size())};
            if (line.take_if(Kind::open))
                line.expect(Kind::close, "')'", "an ε-move is written with () for its symbol");
            else
                rule.symbol = declarations_.symbol(line, line.expect(Kind::name, "a symbol", rule_hint));
            std::vector<bool> updated(counters_.size(), false);
            while (line.peek().kind == Kind::name) {
                const Token condition = line.take();
                if (!read_test(line, condition, rule.tests)) read_update(line, condition, rule, updated);
            }
            machine_.rules.push_back(std::move(rule));
        } while (line.take_if(Kind::comma));
        line.expect_end("a test, an update, ',' or the end of the line");
    }

    [[nodiscard]] std::vector<ZeroTest> no_tests() const {
        return std::vector<ZeroTest>(counters_.size(), ZeroTest::any);
    }

    /// The counter that a condition begins with, and the rest of it.
    std::pair<std::size_t, std::string> split(const Line& line, const Token& condition) const {
        const std::size_t at = std::min(condition.text.find_first_of("=!+-:"), condition.text.size());
        const std::string name = condition.text.substr(0, at);
        const auto counter = counters_.find(name);
        if (!counter)
            throw line.error("counter " + quoted_if_needed(printable(name)) + " is not among the counters",
                             condition, at == condition.text.size() ? condition_hint : "");
        return {*counter, condition.text.substr(at)};
    }

    bool read_test(const Line& line, const Token& condition, std::vector<ZeroTest>& tests) const {
        const auto [counter, rest] = split(line, condition);
        if (rest != "=0" && rest != "!=0") return false;
        if (tests[counter] != ZeroTest::any)
            throw line.error("a second test of counter " + counters_.names()[counter], condition);
        tests[counter] = rest == "=0" ? ZeroTest::zero : ZeroTest::nonzero;
        return true;
    }

    void read_update(const Line& line, const Token& condition, CounterRule& rule,
                     std::vector<bool>& updated) const {
        const auto [counter, rest] = split(line, condition);
        if (updated[counter])
            throw line.error("a second update of counter " + counters_.names()[counter], condition);
        updated[counter] = true;
        CounterUpdate& update = rule.updates[counter];
        if (rest == ":=0") {
            update.is_reset = true;
            return;
        }
        const bool adds = rest.starts_with("+=");
        if (!adds && !rest.starts_with("-="))
            throw line.error("neither a test nor an update of a counter", condition, condition_hint);
        std::int32_t amount = 0;
        const char* end = rest.data() + rest.size();
        const auto [stop, failure] = std::from_chars(rest.data() + 2, end, amount);
        if (failure != std::errc() || stop != end || amount < 0)
            throw line.error("an update without a whole number below 2147483648", condition, condition_hint);
        update.add = adds ? amount : -std::int64_t{amount};
    }

    Declarations declarations_;
    NameTable counters_;
    CounterMachine machine_;
    std::optional<std::size_t> machine_initial_;
    bool has_counters_ = false;
};

std::string tests_text(const std::vector<ZeroTest>& tests, const std::vector<std::string>& counters) {
    std::string text;
    for (std::size_t i = 0; i < tests.size(); ++i)
        if (tests[i] != ZeroTest::any)
            text += " " + quoted_if_needed(counters[i] + (tests[i] == ZeroTest::zero ? "=0" : "!=0"));
    return text;
}

std::string updates_text(const CounterRule& rule, const std::vector<std::string>& counters) {
    std::string text;
    for (std::size_t i = 0; i < rule.updates.size(); ++i) {
        const CounterUpdate& update = rule.updates[i];
        if (update.is_reset)
            text += " " + quoted_if_needed(counters[i] + ":=0");
        else if (update.add != 0)
            text += " " + quoted_if_needed(counters[i] + (update.add > 0 ? "+=" : "-=") +
                                           std::to_string(std::abs(update.add)));
    }
    return text;
}

}  // namespace

Automaton read_counter(const std::vector<std::string_view>& lines, std::size_t first,
                       const std::string& source) {
    return read_body(CounterReader(), lines, first, source);
}

std::string write(const CounterMachine& machine) {
    const auto state = [&](std::size_t index) { return quoted_if_needed(machine.states[index]); };
    std::string text = "linac 1 counter\n" + names_line("alphabet", machine.alphabet.symbols()) +
                       names_line("states", machine.states) + names_line("counters", machine.counters) +
                       "initial " + state(machine.initial) + "\n";
    if (machine.reject) text += "reject " + state(*machine.reject) + "\n";
    for (const auto& accepting : machine.accepting)
        text += "accept " + state(accepting.state) + tests_text(accepting.tests, machine.counters) + "\n";
    for (const CounterRule& rule : machine.rules)
        text += state(rule.from) + " -> " + state(rule.to) + " " +
                (rule.symbol ? quoted_if_needed(machine.alphabet.name(*rule.symbol)) : "()") +
                tests_text(rule.tests, machine.counters) + updates_text(rule, machine.counters) + "\n";
    return text;
}

}  // namespace linac::native
