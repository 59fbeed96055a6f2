#include "verify/joint_configurations.hpp"

#include <map>
#include <utility>

namespace linac {
namespace {

/// The machine's configuration and the network's states.
using Pair = std::pair<std::pair<std::size_t, std::vector<Rational>>, SideBySide::States>;

/// A pair, and the word that led there, from its end.
struct Met {
    SideBySide::Run run;
    SideBySide::States states;
    std::size_t before = 0;
    Symbol symbol = 0;
    std::size_t length = 0;
};

std::size_t bits_of(const Pair& pair) {
    std::size_t bits = 0;
    const auto add = [&](const std::vector<Rational>& numbers) {
        for (const Rational& number : numbers) bits += number.numerator_bits() + number.denominator_bits();
    };
    add(pair.first.second);
    for (const auto& state : pair.second) add(state);
    return bits;
}

}  // namespace

std::optional<PairEnumeration> enumerate_pairs(SideBySide both, std::size_t symbols, std::size_t max_pairs,
                                               const std::function<void(std::size_t)>& progress) {
    PairEnumeration result;
    std::map<Pair, std::size_t> index;
    std::vector<Met> met;
    std::size_t bits = 0;  // of the numbers in all pairs
    const auto word_to = [&](std::size_t at, Symbol last) {
        Word word(met[at].length + 1, last);
        for (; met[at].length > 0; at = met[at].before) word[met[at].length - 1] = met[at].symbol;
        return word;
    };
    if (!both.agree({}, 0, result.verdict)) return result;
    met.push_back({both.run(), both.states(), 0, 0, 0});
    index.emplace(Pair{both.configuration(), met.front().states}, 0);
    for (std::size_t at = 0; at < met.size(); ++at)
        for (Symbol symbol = 0; symbol < symbols; ++symbol) {
            both.move_to(met[at].run, met[at].states);
            both.step(symbol);
            if (!both.agree({}, 0, result.verdict)) {
                result.verdict.witness = word_to(at, symbol);
                result.verdict.step = result.verdict.witness.size();
                return result;
            }
            Pair pair{both.configuration(), both.states()};
            if (index.count(pair) > 0) continue;
            bits += bits_of(pair);
            if (met.size() == max_pairs || bits > max_pair_bits) return std::nullopt;
            met.push_back({both.run(), pair.second, at, symbol, met[at].length + 1});
            index.emplace(std::move(pair), met.size() - 1);
            constexpr std::size_t between_reports = 1024;
            if (progress && met.size() % between_reports == 0) progress(met.size());
        }
    result.pairs = met.size();
    return result;
}

}  // namespace linac
