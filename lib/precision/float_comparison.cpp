#include "precision/float_comparison.hpp"

#include <algorithm>
#include <cmath>

#include "network/executor.hpp"

namespace linac {
namespace {

bool is_exactly(double computed, const Rational& exact) {
    constexpr double most = 9007199254740992;  // 2^53: below it, integers are doubles
    if (const auto integer = exact.as_int64(); integer && std::abs(computed) < most)
        return computed == static_cast<double>(*integer) && std::abs(static_cast<double>(*integer)) < most;
    return std::isfinite(computed) && exact_value(computed) == exact;
}

/// The entries of all states, exactly, asked for once a token at most.
class ExactEntries {
  public:
    explicit ExactEntries(ExactExecutor& executor) : executor_(executor) {}
    void forget() { is_current_ = false; }
    [[nodiscard]] const std::vector<Rational>& get() {
        if (!is_current_) {
            entries_.clear();
            executor_.for_each_state([&](ExactState& state) {
                for (Rational& entry : state.entries()) entries_.push_back(std::move(entry));
            });
            is_current_ = true;
        }
        return entries_;
    }

  private:
    ExactExecutor& executor_;
    std::vector<Rational> entries_;
    bool is_current_ = false;
};

/// One arithmetic beside the exact run.
class Side {
  public:
    Side(const Network& network, const FloatArithmetic& arithmetic, std::size_t longest)
        : executor_(network, arithmetic) {
        result_.arithmetic = arithmetic;
        result_.longest = longest;
        result_.errors.push_back({0, {}, {}, false});
        for (std::size_t length = 1; length < longest; length *= 2)
            result_.errors.push_back({length, {}, {}, false});
        if (longest > 0) result_.errors.push_back({longest, {}, {}, false});
    }

    void start() {
        executor_.restart();
        ++result_.words;
    }
    void step(Symbol symbol) { executor_.step(symbol); }
    /// After the first `length` symbols of the word.
    void compare(const Word& word, std::size_t length, const Rational& exact, ExactEntries& entries,
                 const Rational& threshold) {
        const auto is_new = [&](const std::optional<Word>& found) {
            return !found || found->size() > length;
        };
        const auto prefix = [&] {
            return Word(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(length));
        };
        const double output = executor_.output();
        const bool is_exact = is_exactly(output, exact);
        if (is_new(result_.first_difference) && (!is_exact || !has_exact_state(entries)))
            result_.first_difference = prefix();
        if (is_exact) return;
        // An infinity decides as its sign does; a NaN decides nothing.
        const bool is_above = std::isfinite(output) ? exact_value(output) > threshold : output > 0;
        if (is_new(result_.first_wrong_decision) && (std::isnan(output) || is_above != (exact > threshold)))
            result_.first_wrong_decision = prefix();
        const auto errors =
            std::find_if(result_.errors.begin(), result_.errors.end(),
                         [&](const FloatComparison::Errors& e) { return e.length >= length; });
        if (!std::isfinite(output)) {
            errors->is_infinite = true;
            return;
        }
        const Rational error = abs(exact_value(output) - exact);
        errors->absolute = std::max(errors->absolute, error);
        if (!exact.is_zero()) errors->relative = std::max(errors->relative, error / abs(exact));
    }
    /// The errors of shorter prefixes count for longer ones.
    [[nodiscard]] FloatComparison result() && {
        for (std::size_t i = 1; i < result_.errors.size(); ++i) {
            const FloatComparison::Errors& before = result_.errors[i - 1];
            FloatComparison::Errors& now = result_.errors[i];
            now.relative = std::max(now.relative, before.relative);
            now.absolute = std::max(now.absolute, before.absolute);
            now.is_infinite = now.is_infinite || before.is_infinite;
        }
        return std::move(result_);
    }

  private:
    [[nodiscard]] bool has_exact_state(ExactEntries& entries) const {
        const std::vector<Rational>& exact = entries.get();
        return std::equal(exact.begin(), exact.end(), executor_.state().begin(),
                          [](const Rational& entry, double computed) { return is_exactly(computed, entry); });
    }

    FloatExecutor executor_;
    FloatComparison result_;
};

}  // namespace

std::vector<FloatComparison> compare_precision(const Network& network,
                                               const std::vector<FloatArithmetic>& arithmetics,
                                               const std::vector<Word>& words,
                                               const FloatComparisonOptions& options) {
    std::size_t longest = 0;
    for (const Word& word : words) longest = std::max(longest, word.size());
    ExactExecutor exact(network);
    ExactEntries entries(exact);
    std::vector<Side> sides;
    sides.reserve(arithmetics.size());
    for (const FloatArithmetic& arithmetic : arithmetics) sides.emplace_back(network, arithmetic, longest);
    for (std::size_t w = 0; w < words.size(); ++w) {
        if (options.progress) options.progress(w, words.size());
        const Word& word = words[w];
        exact.restart();
        for (Side& side : sides) side.start();
        for (std::size_t length = 0;; ++length) {
            const Rational& output = exact.output();
            entries.forget();
            for (Side& side : sides) side.compare(word, length, output, entries, options.threshold);
            if (length == word.size()) break;
            exact.step(word[length]);
            for (Side& side : sides) side.step(word[length]);
        }
    }
    std::vector<FloatComparison> results;
    results.reserve(sides.size());
    for (Side& side : sides) results.push_back(std::move(side).result());
    return results;
}

}  // namespace linac
