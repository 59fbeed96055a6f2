#include "analysis/stratification.hpp"

#include <algorithm>
#include <optional>

#include "text.hpp"

namespace linac {
namespace {

class Stratifier {
  public:
    explicit Stratifier(const CounterMachine& machine)
        : machine_(machine), rules_(machine.states.size()), useful_(useful_states(machine)) {
        for (const CounterRule& rule : machine.rules) rules_[rule.from].push_back(&rule);
    }

    Stratification run() {
        Stratification result;
        std::vector<bool> known(machine_.counters.size(), false);
        while (std::find(known.begin(), known.end(), false) != known.end()) {
            std::vector<std::size_t> stratum;
            std::vector<std::optional<Dependency>> obstacles(known.size());
            for (std::size_t j = 0; j < known.size(); ++j) {
                if (known[j]) continue;
                obstacles[j] = obstacle(j, known);
                if (!obstacles[j]) stratum.push_back(j);
            }
            if (stratum.empty()) {
                result.cycle = cycle_in(obstacles, known);
                break;
            }
            for (const std::size_t j : stratum) known[j] = true;
            result.strata.push_back(std::move(stratum));
        }
        return result;
    }

  private:
    /// Two runs that agree on all known tests, and the first test on which they do not.
    struct Pair {
        std::size_t left, right;
        std::optional<Dependency> difference;
    };

    /// A counter outside the known ones on which the tests exclude each other.
    static std::optional<std::size_t> separated_by(const CounterRule& left, const CounterRule& right,
                                                   const std::vector<bool>& known, bool among_known) {
        for (std::size_t i = 0; i < known.size(); ++i)
            if (known[i] == among_known && left.tests[i] != ZeroTest::any &&
                right.tests[i] != ZeroTest::any && left.tests[i] != right.tests[i])
                return i;
        return std::nullopt;
    }

    /// Why the known counters do not determine the updates of counter j.
    [[nodiscard]] std::optional<Dependency> obstacle(std::size_t j, const std::vector<bool>& known) const {
        const std::size_t states = machine_.states.size();
        std::vector<bool> seen(states * states, false);
        std::vector<Pair> open{{machine_.initial, machine_.initial, std::nullopt}};
        seen[machine_.initial * states + machine_.initial] = true;
        for (std::size_t next = 0; next < open.size(); ++next) {
            const Pair pair = open[next];
            for (const CounterRule* left : rules_[pair.left])
                for (const CounterRule* right : rules_[pair.right]) {
                    if (left->symbol != right->symbol || !useful_[left->to] || !useful_[right->to] ||
                        separated_by(*left, *right, known, true))
                        continue;
                    std::optional<Dependency> difference = pair.difference;
                    if (!difference)
                        if (const auto test = separated_by(*left, *right, known, false))
                            difference = Dependency{*test, pair.left, *left->symbol, 0, 0, 0};
                    if (left->updates[j] != right->updates[j]) {
                        difference->update = j;
                        difference->update_state = pair.left;
                        difference->update_symbol = *left->symbol;
                        return difference;
                    }
                    if (seen[left->to * states + right->to]) continue;
                    seen[left->to * states + right->to] = true;
                    open.push_back({left->to, right->to, difference});
                }
        }
        return std::nullopt;
    }

    /// Each obstacle names a counter that has one too: following them ends in a cycle.
    static std::vector<Dependency> cycle_in(const std::vector<std::optional<Dependency>>& obstacles,
                                            const std::vector<bool>& known) {
        auto at = static_cast<std::size_t>(std::find(known.begin(), known.end(), false) - known.begin());
        std::vector<bool> visited(known.size(), false);
        while (!visited[at]) {
            visited[at] = true;
            at = obstacles[at]->test;
        }
        std::vector<Dependency> cycle;
        const std::size_t first = at;
        do {
            cycle.push_back(*obstacles[at]);
            at = obstacles[at]->test;
        } while (at != first);
        std::reverse(cycle.begin(), cycle.end());
        return cycle;
    }

    const CounterMachine& machine_;
    std::vector<std::vector<const CounterRule*>> rules_;  // by state
    std::vector<bool> useful_;
};

}  // namespace

std::vector<bool> useful_states(const CounterMachine& machine) {
    std::vector<std::vector<std::size_t>> before(machine.states.size());
    for (const CounterRule& rule : machine.rules) before[rule.to].push_back(rule.from);
    std::vector<bool> useful(machine.states.size(), false);
    std::vector<std::size_t> open;
    const auto mark = [&](std::size_t state) {
        if (useful[state]) return;
        useful[state] = true;
        open.push_back(state);
    };
    for (const auto& accepting : machine.accepting) mark(accepting.state);
    while (!open.empty()) {
        const std::size_t state = open.back();
        open.pop_back();
        for (const std::size_t from : before[state]) mark(from);
    }
    return useful;
}

Stratification stratification(const CounterMachine& machine) {
    return Stratifier(machine).run();
}

std::string describe(const std::vector<Dependency>& cycle, const CounterMachine& machine) {
    std::vector<std::string> parts;
    parts.reserve(cycle.size());
    for (const Dependency& d : cycle)
        parts.push_back("whether " + machine.counters[d.test] + "=0 (state " + machine.states[d.test_state] +
                        ", symbol " + machine.alphabet.name(d.test_symbol) + ") decides what is added to " +
                        machine.counters[d.update] + " (state " + machine.states[d.update_state] +
                        ", symbol " + machine.alphabet.name(d.update_symbol) + ")");
    return join(parts, "; ");
}

}  // namespace linac
