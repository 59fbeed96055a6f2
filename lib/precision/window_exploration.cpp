#include "precision/window_exploration.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

constexpr std::size_t no_parent = static_cast<std::size_t>(-1);

}  // namespace

WindowExploration::WindowExploration(const Network& network, std::size_t window, const WindowLimits& limits)
    : symbols_(network.alphabet.size()),
      window_(window),
      limits_(limits),
      diagrams_(symbols_, limits.max_nodes),
      network_(network, diagrams_) {}

bool WindowExploration::join(State state, std::size_t parent, Symbol forgotten) {
    const auto [place, is_new] = known_.insert(state);
    if (!is_new) return true;
    if (groups_.size() == limits_.max_groups) return false;
    frontier_.push_back(groups_.size());
    groups_.push_back({std::move(state), parent, forgotten});
    return true;
}

/// One symbol more; false if there is nothing left to do, or a limit is met.
bool WindowExploration::advance() {
    Met met = met_.back();
    for (const std::size_t group : std::exchange(frontier_, {})) {
        if (work() > limits_.max_work) return false;
        if (limits_.progress) limits_.progress(work());
        State state = groups_[group].state;
        network_.step(state, met.need);
        for (std::size_t f = 0; f < all_float_formats.size(); ++f)
            if (!met.failed[f] && !met.need.fits(all_float_formats[f])) met.failed[f] = group;
        const bool splits = std::any_of(state.begin(), state.end(),
                                        [&](Diagram entry) { return diagrams_.depth(entry) > window_; });
        for (Symbol symbol = 0; symbol < (splits ? symbols_ : 1); ++symbol) {
            State part = state;
            if (splits)
                for (Diagram& entry : part) entry = diagrams_.given(entry, window_, symbol);
            if (!join(std::move(part), group, symbol)) return false;
        }
    }
    met_.push_back(std::move(met));
    is_closed_ = frontier_.empty() || !met_.back().need.fits_any();
    return !is_closed_ && met_.size() <= limits_.max_length;
}

void WindowExploration::run() {
    Met met{{}, std::vector<std::optional<std::size_t>>(all_float_formats.size())};
    try {
        join(network_.start(met.need), no_parent, 0);
        met_.push_back(std::move(met));
        while (advance()) {
        }
    } catch (const DecisionDiagrams::Full&) {  // what was met so far holds
    }
}

bool WindowExploration::fails(State state, Symbol symbol, const FloatFormat& format) {
    Need need;
    network_.step(state, symbol, need);
    return !need.fits(format);
}

/// A word that leads to the group and on by one symbol, where the sums do not fit the format.
std::optional<Word> WindowExploration::witness(std::size_t group, const FloatFormat& format) {
    State state = groups_[group].state;
    std::optional<Symbol> last;
    for (Symbol symbol = 0; symbol < symbols_ && !last; ++symbol)
        if (fails(state, symbol, format)) last = symbol;
    if (!last) return std::nullopt;
    Word word;  // the tokens before the window, last to first
    std::size_t length = 0;
    for (std::size_t g = group; groups_[g].parent != no_parent; g = groups_[g].parent) {
        word.push_back(groups_[g].forgotten);
        ++length;
    }
    word.resize(length - std::min(length, window_));
    std::reverse(word.begin(), word.end());
    for (std::size_t age = std::min(length, window_); age-- > 0;) {
        std::optional<Symbol> chosen;
        for (Symbol symbol = 0; symbol < symbols_ && !chosen; ++symbol) {
            State part = state;
            for (Diagram& entry : part) entry = diagrams_.given(entry, age, symbol);
            if (!fails(part, *last, format)) continue;
            chosen = symbol;
            state = std::move(part);
        }
        if (!chosen) return std::nullopt;  // the grains of several words were taken together
        word.push_back(*chosen);
    }
    word.push_back(*last);
    return word;
}

Horizon WindowExploration::horizon(const FloatFormat& format) {
    Horizon result{format, false, {}, {}};
    if (met_.empty()) return result;
    const std::size_t f = index_of(format);
    const auto failed =
        std::find_if(met_.begin(), met_.end(), [&](const Met& m) { return !m.need.fits(format); });
    if (failed == met_.end() && is_closed_) {
        result.is_infinite = true;
        return result;
    }
    if (failed == met_.begin()) {
        result.witness = Word();
        return result;
    }
    result.length = static_cast<std::uint64_t>(failed - met_.begin()) - 1;
    try {
        if (failed != met_.end()) result.witness = witness(*failed->failed[f], format);
    } catch (const DecisionDiagrams::Full&) {
    }
    return result;
}

}  // namespace linac
