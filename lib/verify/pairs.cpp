#include "verify/pairs.hpp"

#include <map>
#include <tuple>

namespace linac {
namespace {

using States = std::vector<std::vector<Rational>>;

struct Pair {
    std::size_t state = 0;
    std::vector<Rational> counters;
    States network;

    friend bool operator<(const Pair& left, const Pair& right) {
        return std::tie(left.state, left.counters, left.network) <
               std::tie(right.state, right.counters, right.network);
    }
};

/// A pair, and the word that led there, from its end.
struct Met {
    CounterRun run;
    States states;
    std::size_t before = 0;
    Symbol symbol = 0;
    std::size_t length = 0;
};

Pair pair_of(SideBySide& both, std::size_t counters) {
    const CounterRun& run = *both.machine();
    Pair pair{run.state(), {}, both.states()};
    for (std::size_t c = 0; c < counters; ++c) pair.counters.push_back(run.counter(c));
    return pair;
}

}  // namespace

std::optional<PairEnumeration> enumerate_pairs(SideBySide both, std::size_t symbols, std::size_t max_pairs,
                                               const std::function<void(std::size_t)>& progress) {
    const std::size_t counters = both.machine()->machine().counters.size();
    PairEnumeration result;
    std::map<Pair, std::size_t> index;
    std::vector<Met> met;
    const auto word_to = [&](std::size_t at, Symbol last) {
        Word word(met[at].length + 1, last);
        for (; met[at].length > 0; at = met[at].before) word[met[at].length - 1] = met[at].symbol;
        return word;
    };
    if (!both.agree({}, 0, result.verdict)) return result;
    met.push_back({*both.machine(), both.states(), 0, 0, 0});
    index.emplace(pair_of(both, counters), 0);
    for (std::size_t at = 0; at < met.size(); ++at)
        for (Symbol symbol = 0; symbol < symbols; ++symbol) {
            both.move_to(met[at].run, met[at].states);
            both.step(symbol);
            if (!both.agree({}, 0, result.verdict)) {
                result.verdict.witness = word_to(at, symbol);
                result.verdict.step = result.verdict.witness.size();
                return result;
            }
            Pair pair = pair_of(both, counters);
            if (index.count(pair) > 0) continue;
            if (met.size() == max_pairs) return std::nullopt;
            met.push_back({*both.machine(), pair.network, at, symbol, met[at].length + 1});
            index.emplace(std::move(pair), met.size() - 1);
            constexpr std::size_t between_reports = 1024;
            if (progress && met.size() % between_reports == 0) progress(met.size());
        }
    result.pairs = met.size();
    return result;
}

}  // namespace linac
