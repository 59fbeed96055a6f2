#include "verify/router_check.hpp"

#include <algorithm>
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
        Accumulator<BooleanForm> embedding(router_.width());
        for (Symbol s = 0; s < symbols_; ++s) {
            const auto token = BooleanForm::variable(1 + time_ * symbols_ + s);
            for (const Entry& e : router_.embedding.column(1 + s))
                embedding.touch(e.index).add_product(e.value, token);
        }
        executor_.step(embedding);
        ++time_;
    }
    [[nodiscard]] std::vector<SparseVector> state() {
        std::vector<SparseVector> entries;
        executor_.for_each_state([&](BooleanState& head) {
            for (const BooleanForm& entry : head.entries()) entries.push_back(entry.terms());
        });
        return entries;
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
    BooleanExecutor executor_;
    std::size_t time_ = 0;
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
    try {
        SymbolicRun run(router);
        RouterCheck check{repeats->period, repeats->period + repeats->before};
        for (std::size_t t = 0; t < repeats->before + repeats->period; ++t) run.step();
        const std::vector<SparseVector> before = run.state();
        for (std::size_t t = 0; t < repeats->period; ++t) {
            run.step();
            check.window = std::min(check.window, run.window());
        }
        if (run.state() != moved_on(before, repeats->period * network.alphabet.size())) return std::nullopt;
        return check;
    } catch (const NotLinear&) {
        return std::nullopt;
    }
}

}  // namespace linac
