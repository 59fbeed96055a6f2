// Machine: a deterministic finite control with registers, integers or stacks, of which it sees one of finitely
// many outcomes each: a counter is zero or not; a stack has a symbol on top or is empty.
//
// A rule applies in its state, to its symbol, where its test admits each register's outcome. Deterministic: no
// two rules, nor an ε-move and a rule, apply at once. Complete: some rule applies everywhere, or there is a
// reject state, where a symbol leads that no rule takes.
//
// A kind of machine has `alphabet`, `states`, `initial`, `reject`, `rules` (from, symbol, tests, to) and
// `accepting` (state, tests), and says of its registers, by free functions:
//
//     register_count(machine)                  how many there are
//     outcome_count(machine, register)         the outcomes are 0 … outcome_count − 1
//     admits(test, outcome)                    whether the test holds at the outcome
//     narrow(test, outcome)                    makes it the test that holds at this outcome alone
//     in_words(tests, machine)                 such as "n=0 m!=0"
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"
#include "text.hpp"

namespace linac {

template <class Type>
concept MachineKind = requires(const Type& machine) {
    machine.alphabet;
    machine.states;
    machine.rules;
    machine.accepting;
};

template <MachineKind Machine>
using RuleOf = typename decltype(Machine::rules)::value_type;
template <MachineKind Machine>
using TestsOf = decltype(RuleOf<Machine>::tests);

/// Rules by state, then symbol; ε-moves last.
template <MachineKind Machine>
[[nodiscard]] std::vector<std::vector<const RuleOf<Machine>*>> rules_by_place(const Machine& machine) {
    const std::size_t columns = machine.alphabet.size() + 1;
    std::vector<std::vector<const RuleOf<Machine>*>> table(machine.states.size() * columns);
    for (const auto& rule : machine.rules)
        table[rule.from * columns + rule.symbol.value_or(machine.alphabet.size())].push_back(&rule);
    return table;
}

template <MachineKind Machine>
[[nodiscard]] bool has_epsilon_moves(const Machine& machine) {
    return std::any_of(machine.rules.begin(), machine.rules.end(),
                       [](const auto& rule) { return !rule.symbol; });
}

/// Throws impossible if there are.
template <MachineKind Machine>
void expect_real_time(const Machine& machine) {
    if (has_epsilon_moves(machine))
        throw Error::impossible("a machine with ε-moves is not real-time",
                                "linac run simulates it; write it without ε-moves to compile it");
}

/// The machine over an alphabet with the same symbols in another order. Throws bad_input, naming a symbol that
/// only one of them has.
template <MachineKind Machine>
[[nodiscard]] Machine reordered(Machine machine, const Alphabet& alphabet, const std::string& machine_name,
                                const std::string& other_name) {
    const std::vector<Symbol> symbols = match_alphabets(machine.alphabet, alphabet, machine_name, other_name);
    machine.alphabet = alphabet;
    for (auto& rule : machine.rules)
        if (rule.symbol) rule.symbol = symbols[*rule.symbol];
    return machine;
}

/// The rules of one state under one symbol, or its ε-moves where the symbol is the alphabet's size.
template <MachineKind Machine>
class RulePlace {
  public:
    using Rules = std::vector<const RuleOf<Machine>*>;
    using Tests = TestsOf<Machine>;

    RulePlace(const Machine& machine, std::size_t state, std::size_t symbol)
        : machine_(machine), state_(state), symbol_(symbol) {}

    [[nodiscard]] Error error(const std::string& what, const std::string& hint = {}) const {
        const bool is_silent = symbol_ == machine_.alphabet.size();
        return Error::bad_input("state " + machine_.states[state_] + ", " +
                                    (is_silent ? "ε" : "symbol " + machine_.alphabet.name(symbol_)) + ": " +
                                    what,
                                {}, hint);
    }

    void check_disjoint(const Rules& rules) const {
        for (std::size_t i = 0; i < rules.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (!exclude_each_other(rules[j]->tests, rules[i]->tests))
                    throw error("two rules apply at once, for " + in_words(rules[j]->tests, machine_) +
                                    " and for " + in_words(rules[i]->tests, machine_),
                                "the machine is deterministic");
    }

    /// Of disjoint rules.
    void check_complete(const Rules& rules) const {
        if (const auto open = uncovered(rules))
            throw error("no rule for " + in_words(*open, machine_),
                        "add a rule, or a line such as: reject dead");
    }

  private:
    [[nodiscard]] bool exclude_each_other(const Tests& left, const Tests& right) const {
        for (std::size_t r = 0; r < left.size(); ++r) {
            bool together = false;
            for (std::size_t o = 0; o < outcome_count(machine_, r) && !together; ++o)
                together = admits(left[r], o) && admits(right[r], o);
            if (!together) return true;
        }
        return false;
    }

    /// How many combinations of outcomes of the registers from `first` on some rule admits: as the rules are
    /// disjoint, the sum of what each admits.
    [[nodiscard]] Rational covered(const Rules& rules, std::size_t first) const {
        Rational total;
        for (const auto* rule : rules) {
            Rational combinations = 1;
            for (std::size_t r = first; r < rule->tests.size(); ++r) {
                std::int64_t admitted = 0;
                for (std::size_t o = 0; o < outcome_count(machine_, r); ++o)
                    admitted += admits(rule->tests[r], o) ? 1 : 0;
                combinations *= admitted;
            }
            total += combinations;
        }
        return total;
    }
    [[nodiscard]] Rational combinations(std::size_t first) const {
        Rational total = 1;
        for (std::size_t r = first; r < register_count(machine_); ++r)
            total *= static_cast<std::int64_t>(outcome_count(machine_, r));
        return total;
    }

    /// Tests that hold somewhere where no rule applies, if there is such a place; counting tells at each
    /// register which outcome to follow.
    [[nodiscard]] std::optional<Tests> uncovered(Rules rules) const {
        if (covered(rules, 0) == combinations(0)) return std::nullopt;
        Tests open(register_count(machine_));
        for (std::size_t r = 0; r < open.size() && !rules.empty(); ++r) {
            if (std::all_of(rules.begin(), rules.end(),
                            [&](const auto* rule) { return rule->tests[r] == open[r]; }))
                continue;  // no rule tests it
            for (std::size_t o = 0; o < outcome_count(machine_, r); ++o) {
                Rules left;
                for (const auto* rule : rules)
                    if (admits(rule->tests[r], o)) left.push_back(rule);
                if (covered(left, r + 1) == combinations(r + 1)) continue;
                narrow(open[r], o);
                rules = std::move(left);
                break;
            }
        }
        return open;
    }

    const Machine& machine_;
    std::size_t state_;
    std::size_t symbol_;
};

/// Throws bad_input unless the machine has a state, its rules are deterministic and complete, no rule leaves
/// the reject state, and that does not accept.
template <MachineKind Machine>
void validate_control(const Machine& machine) {
    const auto table = rules_by_place(machine);
    const std::size_t symbols = machine.alphabet.size();
    for (std::size_t q = 0; q < machine.states.size(); ++q) {
        const auto& silent = table[q * (symbols + 1) + symbols];
        for (std::size_t s = 0; s <= symbols; ++s) {
            const RulePlace<Machine> place(machine, q, s);
            auto rules = table[q * (symbols + 1) + s];
            if (!rules.empty() && machine.reject == q) throw place.error("a rule leaves the reject state");
            if (s < symbols) rules.insert(rules.end(), silent.begin(), silent.end());
            place.check_disjoint(rules);
            if (s < symbols && !machine.reject) place.check_complete(rules);
        }
    }
    for (const auto& accepting : machine.accepting)
        if (machine.reject == accepting.state) throw Error::bad_input("the reject state accepts");
}

/// Runs a valid machine, which must outlive it. Registers holds what the machine counts or stacks:
///
///     Registers(machine)     all as at the start
///     passes(tests)          whether the tests hold
///     apply(rule)            what the rule does to them
///     contents()             all of it, comparable
template <MachineKind Machine, class Registers>
class MachineRun : public Registers {
    using Rule = RuleOf<Machine>;
    using Acceptance = typename Machine::Acceptance;

  public:
    /// Has read the empty word. Throws impossible after `max_epsilon_moves` ε-moves without a symbol.
    explicit MachineRun(const Machine& machine, std::size_t max_epsilon_moves = 1'000'000)
        : Registers(machine), machine_(&machine), max_epsilon_moves_(max_epsilon_moves) {
        Tables tables{rules_by_place(machine), {}};
        tables.accepting.resize(machine.states.size());
        for (const auto& accepting : machine.accepting)
            tables.accepting[accepting.state].push_back(&accepting);
        tables_ = std::make_shared<const Tables>(std::move(tables));
        restart();
    }

    void restart() {
        state_ = machine_->initial;
        static_cast<Registers&>(*this) = Registers(*machine_);
        move_silently();
    }
    void step(Symbol symbol) {
        if (const auto* rule = rule_for(symbol))
            apply(*rule);
        else
            state_ = *machine_->reject;  // complete otherwise
        move_silently();
    }
    [[nodiscard]] std::size_t state() const noexcept { return state_; }
    [[nodiscard]] bool accepts() const {
        const auto& accepting = tables_->accepting[state_];
        return std::any_of(accepting.begin(), accepting.end(), [this](const Acceptance* acceptance) {
            return Registers::passes(acceptance->tests);
        });
    }
    /// Whether the symbol leads to the reject state (before the ε-moves).
    [[nodiscard]] bool would_reject(Symbol symbol) const {
        const auto* rule = rule_for(symbol);
        return rule == nullptr || rule->to == machine_->reject;
    }
    [[nodiscard]] const Machine& machine() const noexcept { return *machine_; }

  private:
    /// The machine's rules and acceptances by where they apply; the same for all copies.
    struct Tables {
        std::vector<std::vector<const Rule*>> rules;            // by state, then symbol; ε last
        std::vector<std::vector<const Acceptance*>> accepting;  // by state
    };

    /// The rule that applies to the symbol, the alphabet's size for ε; null if none does.
    [[nodiscard]] const Rule* rule_for(std::size_t symbol) const {
        const auto& rules = tables_->rules[state_ * (machine_->alphabet.size() + 1) + symbol];
        const auto rule = std::find_if(rules.begin(), rules.end(),
                                       [this](const Rule* r) { return Registers::passes(r->tests); });
        return rule == rules.end() ? nullptr : *rule;
    }
    void apply(const Rule& rule) {
        state_ = rule.to;
        Registers::apply(rule);
    }
    void move_silently() {
        for (std::size_t moves = 0;; ++moves) {
            const auto* rule = rule_for(machine_->alphabet.size());
            if (rule == nullptr) return;
            if (moves == max_epsilon_moves_)
                throw Error::impossible("state " + machine_->states[state_] + ": more than " +
                                        count_of(max_epsilon_moves_, "ε-move") + " without reading a symbol");
            apply(*rule);
        }
    }

    const Machine* machine_;
    std::size_t max_epsilon_moves_;
    std::shared_ptr<const Tables> tables_;
    std::size_t state_ = 0;
};

}  // namespace linac
