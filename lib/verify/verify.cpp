#include "verify/verify.hpp"

#include <algorithm>
#include <random>

#include "analysis/equality.hpp"
#include "network/executor.hpp"
#include "network/linearize.hpp"
#include "text.hpp"
#include "verify/enumerate.hpp"
#include "verify/gate_check.hpp"
#include "verify/router_check.hpp"

namespace linac {
namespace {

// Where nothing is asked for and nothing can be decided: all words up to a length that keeps their number
// below the first, then some long ones that cross three periods of the router.
constexpr std::size_t default_exhaustive_words = 6'000;
constexpr std::size_t least_exhaustive_words = 127;
constexpr std::size_t default_exhaustive_work = 60'000'000;  // words times non-zeros
constexpr std::size_t default_random_words = 10;
constexpr std::size_t default_random_length = 200;
constexpr std::size_t longest_period = 5'000;

/// An automaton and a network that have read the same word.
class SideBySide {
  public:
    SideBySide(const WeightedAutomaton& automaton, const Network& network)
        : run_(automaton), executor_(network) {}

    void restart() {
        run_.restart();
        executor_.restart();
    }
    void step(Symbol symbol) {
        run_.step(symbol);
        executor_.step(symbol);
    }
    /// Whether the weights agree now; if not, the verdict tells of the word read so far.
    bool agree(const Word& word, std::size_t length, Verdict& verdict) {
        Rational left = run_.weight();
        const Rational& right = executor_.output();
        if (left == right) return true;
        verdict.equal = false;
        verdict.witness.assign(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(length));
        verdict.left = std::move(left);
        verdict.right = right;
        verdict.step = length;
        return false;
    }
    /// Runs a word and compares after BOS and every token, up to the first difference.
    bool agree_throughout(const Word& word, Verdict& verdict) {
        restart();
        ++verdict.words;
        for (std::size_t t = 0; agree(word, t, verdict); ++t) {
            if (t == word.size()) return true;
            step(word[t]);
        }
        return false;
    }

  private:
    WeightedRun run_;
    ExactExecutor executor_;
};

/// Number of words up to a length, capped.
std::size_t words_up_to(std::size_t length, std::size_t symbols) {
    constexpr std::size_t cap = std::size_t{1} << 62U;
    std::size_t total = 1;
    std::size_t level = 1;
    for (std::size_t l = 0; l < length; ++l) {
        if (symbols > 0 && level > cap / symbols) return cap;
        level *= symbols;
        if (total > cap - level) return cap;
        total += level;
    }
    return total;
}

class Verification {
  public:
    Verification(const WeightedAutomaton& automaton, const Network& network, const VerifyOptions& options)
        : automaton_(automaton), network_(network), options_(options) {}

    Verdict run() {
        if (options_.words || options_.max_length || options_.random_words > 0) return run_words(options_);
        if (const auto linear = linearized(network_)) return decide(*linear);
        const auto progress = [&](std::size_t done) {
            if (options_.progress) options_.progress(done, 0);
        };
        if (const auto all = enumerate(automaton_, network_, options_.max_configurations, progress))
            return decide(*all);
        Verdict verdict = run_words(chosen_words());
        const auto router = check_router(network_, longest_period);
        verdict.method += router ? "; the router alone checked by linearity: period " +
                                       std::to_string(router->period) + ", the last " +
                                       count_of(router->window, "token") + " kept"
                                 : "; the router alone is not known to be a periodic window";
        const auto gates = check_gates(network_);
        verdict.method += !gates ? "; no chain of gates whose bounds could be checked"
                          : gates->all_within_bounds()
                              ? "; " + count_of(gates->gates, "gate") + " within their bounds"
                              : "; the gates' bounds are not known to hold";
        return verdict;
    }

  private:
    [[nodiscard]] std::size_t symbols() const { return network_.alphabet.size(); }

    Verdict decide(const WeightedAutomaton& linear) const {
        Verdict verdict;
        verdict.scope = "all words";
        verdict.method =
            "decided: the network is a weighted automaton of dimension " + std::to_string(linear.size());
        Comparison comparison = compare(automaton_, linear);
        if (!comparison.difference) return verdict;
        verdict.equal = false;
        verdict.step = comparison.difference->word.size();
        verdict.witness = std::move(comparison.difference->word);
        verdict.left = std::move(comparison.difference->left);
        verdict.right = std::move(comparison.difference->right);
        return verdict;
    }

    Verdict decide(const Enumeration& all) const {
        Verdict verdict;
        if (all.difference) SideBySide(automaton_, network_).agree_throughout(*all.difference, verdict);
        verdict.words = 0;
        verdict.scope = "all words";
        verdict.method =
            "decided: all " + count_of(all.configurations, "configuration") + " of the router enumerated";
        return verdict;
    }

    /// Words for a network about which nothing can be decided.
    [[nodiscard]] VerifyOptions chosen_words() const {
        VerifyOptions chosen = options_;
        const std::size_t affordable =
            default_exhaustive_work / std::max<std::size_t>(1, size_report(network_).nonzeros);
        const std::size_t most_words =
            std::clamp(affordable, least_exhaustive_words, default_exhaustive_words);
        chosen.max_length = 0;
        while (words_up_to(*chosen.max_length + 1, symbols()) <= most_words &&
               *chosen.max_length < default_random_length)
            ++*chosen.max_length;
        chosen.random_words = default_random_words;
        chosen.random_length = default_random_length;
        if (const auto period = router_period(network_, longest_period))
            chosen.random_length = std::max(chosen.random_length, period->before + 3 * period->period + 1);
        return chosen;
    }

    Verdict run_words(const VerifyOptions& options) const {
        SideBySide both(automaton_, network_);
        Verdict verdict;
        verdict.method = "run side by side, compared after every token";
        std::vector<std::string> scopes;
        std::size_t total = options.random_words;
        if (options.words) total += options.words->size();
        if (options.max_length) total += words_up_to(*options.max_length, symbols());
        const auto progress = [&] {
            if (options.progress) options.progress(verdict.words, total);
        };

        if (options.words) {
            scopes.push_back(std::to_string(options.words->size()) + " given words");
            for (const Word& word : *options.words) {
                if (!both.agree_throughout(word, verdict)) break;
                progress();
            }
        }
        if (verdict.equal && options.max_length) {
            scopes.push_back("words up to length " + std::to_string(*options.max_length));
            both.restart();
            run_words_up_to(both, *options.max_length, verdict, progress);
        }
        if (verdict.equal && options.random_words > 0) {
            scopes.push_back(std::to_string(options.random_words) + " sampled words");
            std::mt19937_64 random(options.seed);
            for (std::size_t i = 0; i < options.random_words; ++i) {
                Word word(symbols() > 0 ? options.random_length : 0);
                for (Symbol& symbol : word) symbol = random() % symbols();
                if (!both.agree_throughout(word, verdict)) break;
                progress();
            }
        }
        verdict.scope = join(scopes, " and ");
        return verdict;
    }

    /// All words up to length `limit`, depth first, each from a copy of where the word before its last symbol
    /// ends; a difference lowers the limit, so that the last one kept is on a shortest word.
    template <class Progress>
    void run_words_up_to(const SideBySide& start, std::size_t limit, Verdict& verdict,
                         const Progress& progress) const {
        struct Prefix {
            SideBySide end;
            Symbol next;
        };
        std::vector<Prefix> path{{start, 0}};
        Word word;
        const auto visit = [&] {
            ++verdict.words;
            progress();
            if (!path.back().end.agree(word, word.size(), verdict))
                limit = word.empty() ? 0 : word.size() - 1;
        };
        visit();
        while (!path.empty()) {
            Prefix& prefix = path.back();
            if (prefix.next == symbols() || word.size() >= limit) {
                path.pop_back();
                if (!word.empty()) word.pop_back();
                continue;
            }
            const Symbol symbol = prefix.next++;
            const bool is_last = prefix.next == symbols();  // then the prefix's own copy may go on
            SideBySide extended = is_last ? std::move(prefix.end) : prefix.end;
            extended.step(symbol);
            word.push_back(symbol);
            path.push_back({std::move(extended), 0});
            visit();
        }
    }

    const WeightedAutomaton& automaton_;
    const Network& network_;
    const VerifyOptions& options_;
};

}  // namespace

Result<Verdict> verify(const WeightedAutomaton& automaton, const Network& network,
                       const VerifyOptions& options) {
    return capture([&] {
        const WeightedAutomaton matched =
            reordered(automaton, network.alphabet, "the automaton", "the network");
        return Verification(matched, network, options).run();
    });
}

}  // namespace linac
