#include "verify/verify.hpp"

#include <algorithm>
#include <random>

#include "analysis/equality.hpp"
#include "network/executor.hpp"
#include "network/linearize.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// Where nothing is asked for and nothing can be decided: all words up to a length that keeps their number
/// below the first, then some long ones.
constexpr std::size_t default_exhaustive_words = 10'000;
constexpr std::size_t default_random_words = 20;
constexpr std::size_t default_random_length = 200;

/// Runs both sides on words and keeps the first difference.
class SideBySide {
  public:
    SideBySide(const WeightedAutomaton& automaton, const Network& network)
        : run_(automaton), executor_(network) {}

    /// Compares after BOS and every token from `first` on; returns whether all agree.
    bool agree(const Word& word, Verdict& verdict, std::size_t first = 0) {
        run_.restart();
        executor_.restart();
        ++verdict.words;
        for (std::size_t t = 0;; ++t) {
            if (t >= first && !agree_now(word, t, verdict)) return false;
            if (t == word.size()) return true;
            run_.step(word[t]);
            executor_.step(word[t]);
        }
    }

  private:
    bool agree_now(const Word& word, std::size_t t, Verdict& verdict) {
        Rational left = run_.weight();
        const Rational& right = executor_.output();
        if (left == right) return true;
        verdict.equal = false;
        verdict.witness.assign(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(t));
        verdict.left = std::move(left);
        verdict.right = right;
        verdict.step = t;
        return false;
    }

    WeightedRun run_;
    ExactExecutor executor_;
};

/// The next word of the same length in lexicographic order; false after the last.
bool advance(Word& word, std::size_t symbols) {
    for (std::size_t i = word.size(); i-- > 0;) {
        if (++word[i] < symbols) return true;
        word[i] = 0;
    }
    return false;
}

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
        VerifyOptions chosen = options_;
        chosen.max_length = 0;
        while (words_up_to(*chosen.max_length + 1, symbols()) <= default_exhaustive_words &&
               *chosen.max_length < default_random_length)
            ++*chosen.max_length;
        chosen.random_words = default_random_words;
        chosen.random_length = default_random_length;
        return run_words(chosen);
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
            return true;
        };

        if (options.words) {
            scopes.push_back(std::to_string(options.words->size()) + " given words");
            for (const Word& word : *options.words)
                if (!both.agree(word, verdict))
                    break;
                else
                    progress();
        }
        if (verdict.equal && options.max_length) {
            scopes.push_back("words up to length " + std::to_string(*options.max_length));
            // By ascending length, so that only the last token of a word is new and the first difference is
            // shortest.
            for (std::size_t length = 0; length <= *options.max_length && verdict.equal; ++length) {
                if (length > 0 && symbols() == 0) break;
                Word word(length, 0);
                do {
                    if (!both.agree(word, verdict, length)) break;
                } while (progress() && advance(word, symbols()));
            }
        }
        if (verdict.equal && options.random_words > 0) {
            scopes.push_back(std::to_string(options.random_words) + " sampled words");
            std::mt19937_64 random(options.seed);
            for (std::size_t i = 0; i < options.random_words && symbols() > 0; ++i) {
                Word word(options.random_length);
                for (Symbol& symbol : word) symbol = random() % symbols();
                if (!both.agree(word, verdict)) break;
                progress();
            }
        }
        verdict.scope = join(scopes, " and ");
        return verdict;
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
