#include "verify/router_check.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "network/executor.hpp"
#include "verify/enumerate.hpp"

namespace linac {
namespace {

/// The router on tokens that are variables: symbol s of the t-th token is variable 1 + (t−1)·|Σ| + s.
class SymbolicRun {
  public:
    explicit SymbolicRun(const Network& router)
        : router_(router), symbols_(router.alphabet.size()), executor_(router) {}

    void step() {
        Accumulator<TokenForm> embedding(router_.width());
        ++time_;
        for (Symbol s = 0; s < symbols_; ++s) {
            const auto token = TokenForm::variable(variable(time_, s));
            for (const Entry& e : router_.embedding.column(1 + s))
                embedding.touch(e.index).add_product(e.value, token);
        }
        executor_.step(embedding);
    }
    [[nodiscard]] std::vector<SparseVector> state() {
        std::vector<SparseVector> entries;
        executor_.for_each_state([&](TokenState& head) {
            for (const TokenForm& entry : head.entries()) entries.push_back(entry.terms());
        });
        return entries;
    }
    /// What the last layer's feed-forward block would read.
    [[nodiscard]] const Accumulator<TokenForm>& residual() {
        static_cast<void>(executor_.output());
        return executor_.residual();
    }
    /// The number of tokens read.
    [[nodiscard]] std::size_t time() const noexcept { return time_; }
    /// The variable of a token, counted from 1, and a symbol.
    [[nodiscard]] std::size_t variable(std::size_t token, Symbol symbol) const {
        return 1 + (token - 1) * symbols_ + symbol;
    }
    /// How many of the last tokens are in the state, every symbol of each an entry of its own.
    [[nodiscard]] std::size_t window() {
        std::vector<bool> found(time_ * symbols_, false);
        for (const SparseVector& entry : state())
            if (entry.size() == 1 && entry[0].index > 0 && entry[0].value.is_one())
                found[entry[0].index - 1] = true;
        std::size_t age = 0;
        const auto holds = [&](std::size_t t) {
            const auto first = found.begin() + static_cast<std::ptrdiff_t>(t * symbols_);
            return std::all_of(first, first + static_cast<std::ptrdiff_t>(symbols_),
                               [](bool f) { return f; });
        };
        while (age < time_ && holds(time_ - 1 - age)) ++age;
        return age;
    }

  private:
    const Network& router_;
    std::size_t symbols_;
    TokenExecutor executor_;
    std::size_t time_ = 0;
};

/// The units of a gather that have the role of a token, and what they are made of.
class TokenUnits {
  public:
    TokenUnits(const FeedForward& gather, std::size_t block) : gather_(gather), block_(block) {
        for (const auto& [place, role] : gather.roles)
            if (const auto* token = std::get_if<roles::Token>(&role))
                tokens_.push_back({*token, place.first, place.second});
        find_rows();
    }
    [[nodiscard]] bool empty() const noexcept { return tokens_.empty(); }

    /// Whether each unit is its token's variable, or 0 where its block has no such token yet.
    [[nodiscard]] bool are_right(SymbolicRun& run) const {
        const std::size_t start = run.time() - (run.time() - 1) % block_;  // the current block's first token
        try {
            const Values values = evaluated(run.residual());
            return std::all_of(tokens_.begin(), tokens_.end(), [&](const Token& token) {
                const std::size_t time = start + token.role.token.number;
                const std::size_t back = token.role.token.blocks_back * block_;
                SparseVector expected;
                if (time > back && time - back <= run.time())
                    expected = unit(run.variable(time - back, token.role.symbol));
                return values[token.stage].at(token.unit).terms() == expected;
            });
        } catch (const NotLinear&) {
            return false;
        }
    }

  private:
    struct Token {
        roles::Token role;
        std::size_t stage = 0;
        std::size_t unit = 0;
    };
    struct Row {
        Rational bias;
        SparseVector terms;
    };
    using Values = std::vector<std::map<std::size_t, TokenForm>>;  // by stage and unit

    /// The rows of the token units and of those that they read, stage by stage.
    void find_rows() {
        rows_.resize(gather_.labels.size());
        for (const Token& token : tokens_) rows_[token.stage][token.unit];
        for (std::size_t stage = rows_.size(); stage-- > 0;) {
            const AffineMap& map = gather_.stages[stage];
            for (const Entry& e : map.bias())
                if (const auto row = rows_[stage].find(e.index); row != rows_[stage].end())
                    row->second.bias = e.value;
            for (std::size_t input = 0; input < map.inputs(); ++input)
                for (const Entry& e : map.column(input))
                    if (const auto row = rows_[stage].find(e.index); row != rows_[stage].end()) {
                        row->second.terms.push_back({input, e.value});
                        if (stage > 0) rows_[stage - 1][input];
                    }
        }
    }

    [[nodiscard]] Values evaluated(const Accumulator<TokenForm>& residual) const {
        Values values(rows_.size());
        for (std::size_t stage = 0; stage < rows_.size(); ++stage)
            for (const auto& [index, row] : rows_[stage]) {
                TokenForm form;
                form += row.bias;
                for (const Entry& e : row.terms)
                    form.add_product(e.value, stage == 0 ? residual[e.index] : values[stage - 1].at(e.index));
                form.rectify();
                values[stage].emplace(index, std::move(form));
            }
        return values;
    }

    const FeedForward& gather_;
    std::size_t block_;
    std::vector<Token> tokens_;
    std::vector<std::map<std::size_t, Row>> rows_;
};

std::vector<SparseVector> moved_on(std::vector<SparseVector> state, std::size_t variables) {
    for (SparseVector& entry : state)
        for (Entry& e : entry)
            if (e.index > 0) e.index += variables;
    return state;
}

}  // namespace

std::optional<RouterCheck> check_router(const Network& network, std::size_t most) {
    const auto repeats = router_period(network, most);
    if (!repeats) return std::nullopt;
    Network router = network;
    router.layers.pop_back();
    FeedForward gather;
    if (!router.layers.empty()) std::swap(gather, router.layers.back().feed_forward);
    const TokenUnits tokens(gather, std::max<std::size_t>(1, repeats->period / 2));
    try {
        SymbolicRun run(router);
        RouterCheck check{repeats->period, repeats->period + repeats->before, std::nullopt};
        if (!tokens.empty()) check.reads_tokens = true;
        const auto step = [&] {
            run.step();
            if (check.reads_tokens == true) check.reads_tokens = tokens.are_right(run);
        };
        for (std::size_t t = 0; t < repeats->before + repeats->period; ++t) step();
        const std::vector<SparseVector> before = run.state();
        for (std::size_t t = 0; t < repeats->period; ++t) {
            step();
            check.window = std::min(check.window, run.window());
        }
        if (run.state() != moved_on(before, repeats->period * network.alphabet.size())) return std::nullopt;
        return check;
    } catch (const NotLinear&) {
        return std::nullopt;
    }
}

}  // namespace linac
