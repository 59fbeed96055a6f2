#include "verify/word_runs.hpp"

#include <random>

namespace linac {

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

namespace {

class WordTest {
  public:
    WordTest(SideBySide both, std::size_t symbols, const VerifyOptions& options)
        : both_(std::move(both)), symbols_(symbols), options_(options) {
        total_ = options.random_words;
        if (options.words) total_ += options.words->size();
        if (options.max_length) total_ += words_up_to(*options.max_length, symbols);
    }

    Verdict run() {
        if (options_.words) {
            verdict_.scope.given = options_.words->size();
            for (const Word& word : *options_.words) {
                if (!both_.agree_throughout(word, verdict_)) break;
                progress();
            }
        }
        if (verdict_.equal && options_.max_length) {
            verdict_.scope.max_length = options_.max_length;
            both_.restart();
            run_up_to(*options_.max_length);
        }
        if (verdict_.equal && options_.random_words > 0) {
            verdict_.scope.sampled = options_.random_words;
            std::mt19937_64 random(options_.seed);
            for (std::size_t i = 0; i < options_.random_words; ++i) {
                if (!both_.agree_throughout(random_word(random, i % 2 == 1), verdict_,
                                            options_.most_state_bits))
                    break;
                progress();
            }
        }
        return std::move(verdict_);
    }

  private:
    void progress() const {
        if (options_.progress) options_.progress(verdict_.words, total_);
    }

    /// All words up to length `limit`, depth first, each from a copy of where the word before its last symbol
    /// ends; a difference lowers the limit, so that the last one kept is on a shortest word.
    void run_up_to(std::size_t limit) {
        struct Prefix {
            SideBySide end;
            Symbol next;
        };
        std::vector<Prefix> path{{both_, 0}};
        Word word;
        const auto visit = [&] {
            ++verdict_.words;
            progress();
            if (!path.back().end.agree(word, word.size(), verdict_))
                limit = word.empty() ? 0 : word.size() - 1;
        };
        visit();
        while (!path.empty()) {
            Prefix& prefix = path.back();
            if (prefix.next == symbols_ || word.size() >= limit) {
                path.pop_back();
                if (!word.empty()) word.pop_back();
                continue;
            }
            const Symbol symbol = prefix.next++;
            const bool is_last = prefix.next == symbols_;  // then the prefix's own copy may go on
            SideBySide extended = is_last ? std::move(prefix.end) : prefix.end;
            extended.step(symbol);
            word.push_back(symbol);
            path.push_back({std::move(extended), 0});
            visit();
        }
    }

    /// A machine that has rejected stays there, and tells little: `is_lively` words keep it from it, as far as
    /// a few draws a symbol can.
    Word random_word(std::mt19937_64& random, bool is_lively) const {
        Word word(symbols_ > 0 ? options_.random_length : 0);
        std::visit([&](auto run) { draw(random, std::move(run), is_lively, word); }, both_.run());
        return word;
    }

    template <class Run>
    void draw(std::mt19937_64& random, Run run, bool is_lively, Word& word) const {
        if constexpr (std::is_same_v<Run, WeightedRun>) is_lively = false;
        run.restart();
        for (Symbol& symbol : word) {
            symbol = random() % symbols_;
            if constexpr (!std::is_same_v<Run, WeightedRun>) {
                const std::size_t most_draws = 4 * symbols_;
                for (std::size_t draw = 1; is_lively && draw < most_draws && run.would_reject(symbol); ++draw)
                    symbol = random() % symbols_;
                if (is_lively) run.step(symbol);
            }
        }
    }

    SideBySide both_;
    std::size_t symbols_;
    const VerifyOptions& options_;
    std::size_t total_ = 0;
    Verdict verdict_;
};

}  // namespace

Verdict run_words(SideBySide both, std::size_t symbols, const VerifyOptions& options) {
    return WordTest(std::move(both), symbols, options).run();
}

}  // namespace linac
