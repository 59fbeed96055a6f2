#include "proof/token_window.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "hash.hpp"
#include "network/executor.hpp"

namespace linac {
namespace {

constexpr std::size_t most_tokens = 10'000;

/// The layers before the last, without the feed-forward block of the last of them.
Network front_of(const Network& network) {
    Network front = network;
    front.layers.pop_back();
    front.layers.back().feed_forward = {};
    return front;
}

class Run {
  public:
    Run(const Network& front, Effort& effort) : front_(front), effort_(effort), executor_(front) {}

    [[nodiscard]] std::size_t time() const noexcept { return time_; }

    void step() {
        ++time_;
        Accumulator<TokenForm> embedding(front_.width());
        for (const Entry& e : front_.embedding.column(1)) embedding.touch(e.index) += e.value;
        for (Symbol s = 1; s < front_.alphabet.size(); ++s) {
            const auto is_read = TokenForm::variable(token_variable(time_, s));
            for (const Entry& e : front_.embedding.column(1 + s))
                embedding.touch(e.index).add_product(e.value, is_read);
            for (const Entry& e : front_.embedding.column(1))
                embedding.touch(e.index).add_product(-e.value, is_read);
        }
        executor_.step(embedding);
    }

    [[nodiscard]] TokenForms residual() {
        static_cast<void>(executor_.output());
        const Accumulator<TokenForm>& values = executor_.residual();
        TokenForms forms;
        for (const std::size_t i : values.support())
            if (!values[i].is_zero()) forms.emplace_back(i, values[i].terms());
        std::sort(forms.begin(), forms.end(),
                  [](const auto& left, const auto& right) { return left.first < right.first; });
        return forms;
    }

    /// Of the states of all heads, each token by its age.
    [[nodiscard]] std::size_t hash() {
        std::size_t hash = 0;
        std::size_t work = 0;
        for_each_entry([&](std::size_t place, const Entry& e) {
            hash = mixed(mixed(mixed(hash, place), by_age(e.index)), hash_of(e.value));
            work += cost_of(e.value);
        });
        constexpr std::size_t operations_a_term = 32;  // of a token, about
        effort_.spend(operations_a_term * work);
        return hash;
    }

    /// The same entries, to be compared.
    [[nodiscard]] std::vector<std::pair<std::size_t, Entry>> state() {
        std::vector<std::pair<std::size_t, Entry>> entries;
        for_each_entry([&](std::size_t place, const Entry& e) {
            entries.emplace_back(place, Entry{by_age(e.index), e.value});
        });
        return entries;
    }

  private:
    template <class Visit>
    void for_each_entry(const Visit& visit) {
        std::size_t place = 0;
        executor_.for_each_state([&](TokenState& state) {
            for (const TokenForm& entry : state.entries()) {
                for (const Entry& e : entry.terms()) visit(place, e);
                ++place;
            }
        });
    }
    [[nodiscard]] std::size_t by_age(std::size_t variable) const {
        return variable == 0 ? 0 : token_variable(time_ - token_of(variable) + 1, symbol_of(variable));
    }

    const Network& front_;
    Effort& effort_;
    TokenExecutor executor_;
    std::size_t time_ = 0;
};

}  // namespace

std::optional<Repetition> repetition(const Network& network, Symbol symbol, std::size_t most) {
    if (network.layers.size() < 2) return std::nullopt;
    const Network front = front_of(network);
    ExactExecutor executor(front);
    std::map<std::vector<Rational>, std::size_t> seen;
    for (std::size_t t = 0; t <= most; ++t) {
        std::vector<Rational> state;
        executor.for_each_state([&](const ExactState& head) {
            const std::vector<Rational> entries = head.entries();
            state.insert(state.end(), entries.begin(), entries.end());
        });
        std::size_t bits = 0;
        for (const Rational& entry : state) bits += entry.numerator_bits() + entry.denominator_bits();
        constexpr std::size_t most_bits = std::size_t{1} << 20U;  // what repeats does not grow
        if (bits > most_bits) return std::nullopt;
        const auto [at, is_new] = seen.emplace(std::move(state), t);
        if (!is_new) return Repetition{at->second, t - at->second};
        executor.step(symbol);
    }
    return std::nullopt;
}

TokenWindow::TokenWindow(const Network& network, Effort& effort) {
    // Where a word of one symbol does not repeat, no window does; that is found sooner than that nothing repeats.
    const Symbol last = network.alphabet.size() - 1;
    for (const Symbol symbol : last == 0 ? std::vector<Symbol>{0} : std::vector<Symbol>{0, last})
        if (!repetition(network, symbol, most_tokens))
            throw NotSettled("the layers before the last do not repeat within " +
                             std::to_string(most_tokens) + " tokens, or grow");
    const Network front = front_of(network);
    std::unordered_map<std::size_t, std::size_t> seen;  // hash → time
    try {
        Run run(front, effort);
        while (true) {
            residuals_.push_back(run.residual());
            const auto [at, is_new] = seen.emplace(run.hash(), run.time());
            if (!is_new) {
                before_ = at->second;
                period_ = run.time() - before_;
                Run earlier(front, effort);  // hashes could agree by chance
                while (earlier.time() < before_) earlier.step();
                if (earlier.state() == run.state()) break;
            }
            if (run.time() == most_tokens)
                throw NotSettled("the layers before the last do not repeat within " +
                                 std::to_string(most_tokens) + " tokens");
            run.step();
        }
    } catch (const NotLinear&) {
        throw NotSettled(
            "the layers before the last are no window of tokens: they multiply what depends on tokens");
    }
    for (std::size_t t = before_ + 1; t <= before_ + period_; ++t)
        for (const auto& [index, form] : residuals_[t])
            for (const Entry& e : form)
                if (e.index > 0) width_ = std::max(width_, t - token_of(e.index) + 1);
}

}  // namespace linac
