// `linac 1 counter` files.
#include <charconv>

#include "formats/native/machine_text.hpp"

namespace linac::native {
namespace {

class CounterRegisters {
  public:
    static constexpr auto noun = "counter";
    static constexpr auto rule_hint = "a rule is written: state -> state symbol n=0 m!=0 n+=1 m:=0, ...";
    static constexpr auto accept_hint = "accepting states are written: accept 0 n=0, 1";
    static constexpr auto condition_hint = "tests are written n=0 and n!=0, updates n+=1, n-=2 and n:=0";

    bool read_declaration(Line& line, CounterMachine& machine) {
        if (!line.peek().is_keyword("counters")) return false;
        if (is_declared_) throw line.error("a second counters line", line.peek());
        line.take();
        while (!line.at_end()) {
            const Token& token = line.expect(Token::Kind::name, "a counter");
            if (token.text.find_first_of(condition_signs) != std::string::npos)
                throw line.error("a counter's name must not contain = ! + - :", token);
            if (!names_.add(token.text).second)
                throw line.error("counter " + quoted_if_needed(printable(token.text)) + " is declared twice",
                                 token);
            if (names_.size() > max_counters)
                throw line.error("more than " + std::to_string(max_counters) + " counters", token);
        }
        is_declared_ = true;
        machine.counters = names_.names();
        return true;
    }

    void check_declared(const Line& line) const {
        if (!is_declared_) throw line.error("no counters line before this one", line.peek(), counters_hint);
    }
    void finish(const std::string& source, std::size_t last_line) const {
        if (!is_declared_) throw missing("no counters line", source, last_line, counters_hint);
    }
    [[nodiscard]] const NameTable& names() const noexcept { return names_; }

    bool read_test(const Line& line, const Token& token, const Condition& condition,
                   std::vector<ZeroTest>& tests) const {
        if (condition.rest != "=0" && condition.rest != "!=0") return false;
        ZeroTest& test = tests[condition.in];
        if (test != ZeroTest::any)
            throw line.error("a second test of counter " + names_.names()[condition.in], token);
        test = condition.rest == "=0" ? ZeroTest::zero : ZeroTest::nonzero;
        return true;
    }

    void read_update(const Line& line, const Token& token, const Condition& condition, CounterRule& rule,
                     std::vector<bool>& updated) const {
        const std::string& rest = condition.rest;
        if (updated[condition.in])
            throw line.error("a second update of counter " + names_.names()[condition.in], token);
        updated[condition.in] = true;
        CounterUpdate& update = rule.updates[condition.in];
        if (rest == ":=0") {
            update.is_reset = true;
            return;
        }
        const bool adds = rest.starts_with("+=");
        if (!adds && !rest.starts_with("-="))
            throw line.error("neither a test nor an update of a counter", token, condition_hint);
        std::int32_t amount = 0;
        const char* end = rest.data() + rest.size();
        const auto [stop, failure] = std::from_chars(rest.data() + 2, end, amount);
        if (failure != std::errc() || stop != end || amount < 0)
            throw line.error("an update without a whole number below 2147483648", token, condition_hint);
        update.add = adds ? amount : -std::int64_t{amount};
    }

  private:
    static constexpr auto counters_hint = "put a line such as: counters n m";

    NameTable names_;
    bool is_declared_ = false;
};

struct Conditions {
    const std::vector<std::string>& counters;

    std::string operator()(const CounterMachine::Acceptance& acceptance) const {
        return tests_text(acceptance.tests);
    }
    std::string operator()(const CounterRule& rule) const {
        std::string text = tests_text(rule.tests);
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
    [[nodiscard]] std::string tests_text(const std::vector<ZeroTest>& tests) const {
        std::string text;
        for (std::size_t i = 0; i < tests.size(); ++i)
            if (tests[i] != ZeroTest::any)
                text += " " + quoted_if_needed(counters[i] + (tests[i] == ZeroTest::zero ? "=0" : "!=0"));
        return text;
    }
};

}  // namespace

Automaton read_counter(const std::vector<std::string_view>& lines, std::size_t first,
                       const std::string& source) {
    return read_body(MachineReader<CounterMachine, CounterRegisters>(), lines, first, source);
}

std::string write(const CounterMachine& machine) {
    return machine_text("counter", machine, names_line("counters", machine.counters),
                        Conditions{machine.counters});
}

}  // namespace linac::native
