#include "analysis/partial_view.hpp"

#include <algorithm>
#include <map>

#include "analysis/stratification.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Letter = PartialView::Letter;
using Rules = std::vector<const CounterRule*>;

/// Whether no mask passes both.
bool exclude_each_other(const std::vector<ZeroTest>& left, const std::vector<ZeroTest>& right) {
    for (std::size_t c = 0; c < left.size(); ++c)
        if (left[c] != ZeroTest::any && right[c] != ZeroTest::any && left[c] != right[c]) return true;
    return false;
}

[[noreturn]] void refuse(std::size_t most, const char* what) {
    throw Error::impossible("the machine's control has more than " + std::to_string(most) + " " + what +
                            " as counters see it");
}

/// Letters of one symbol: splits `within` on a known counter that a rule still tests, and each half again.
class Splitter {
  public:
    Splitter(const std::vector<bool>& known, std::size_t most, std::vector<Letter>& letters)
        : known_(known), most_(most), letters_(letters) {}

    void split(Letter within, const Rules& rules) {
        Rules left;
        for (const CounterRule* rule : rules)
            if (!exclude_each_other(rule->tests, within.tests)) left.push_back(rule);
        for (std::size_t c = 0; c < known_.size(); ++c) {
            if (!known_[c] || within.tests[c] != ZeroTest::any) continue;
            if (std::all_of(left.begin(), left.end(),
                            [&](const CounterRule* rule) { return rule->tests[c] == ZeroTest::any; }))
                continue;
            for (const ZeroTest half : {ZeroTest::zero, ZeroTest::nonzero}) {
                within.tests[c] = half;
                split(within, left);
            }
            return;
        }
        if (letters_.size() == most_) refuse(most_, "letters");
        letters_.push_back(std::move(within));
    }

  private:
    const std::vector<bool>& known_;
    std::size_t most_;
    std::vector<Letter>& letters_;
};

}  // namespace

PartialView::PartialView(const CounterMachine& machine, const std::vector<bool>& known, std::size_t most) {
    const std::vector<bool> useful = useful_states(machine);
    std::vector<Rules> rules(machine.alphabet.size());  // by symbol, those after which a run may accept
    for (const CounterRule& rule : machine.rules)
        if (useful[rule.to]) rules[*rule.symbol].push_back(&rule);
    for (Symbol s = 0; s < machine.alphabet.size(); ++s)
        Splitter(known, most, letters_).split({s, std::vector<ZeroTest>(known.size())}, rules[s]);

    std::map<std::vector<std::size_t>, std::size_t> index;
    const auto add = [&](std::vector<std::size_t> state) {
        const auto [at, is_new] = index.emplace(state, states_.size());
        if (is_new) states_.push_back(std::move(state));
        if (states_.size() > most) refuse(most, "states");
        return at->second;
    };
    add(useful[machine.initial] ? std::vector<std::size_t>{machine.initial} : std::vector<std::size_t>{});
    for (std::size_t at = 0; at < states_.size(); ++at)
        for (const Letter& letter : letters_) {
            const std::vector<std::size_t> from = states_[at];  // `states_` grows
            std::vector<std::size_t> to;
            Move move;
            for (const CounterRule* rule : rules[letter.symbol]) {
                if (exclude_each_other(rule->tests, letter.tests) ||
                    !std::binary_search(from.begin(), from.end(), rule->from))
                    continue;
                move.rule = rule;
                to.push_back(rule->to);
            }
            std::sort(to.begin(), to.end());
            to.erase(std::unique(to.begin(), to.end()), to.end());
            move.to = add(std::move(to));
            moves_.push_back(move);
        }
}

}  // namespace linac
