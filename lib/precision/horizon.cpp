#include "precision/horizon.hpp"

#include <algorithm>
#include <utility>

#include "precision/exploration.hpp"
#include "precision/window_exploration.hpp"

namespace linac {
namespace {

/// Longest windows that are tried one after the other, and the part of all work that each may take: a longer window
/// than needed costs little, but one that is far too long makes diagrams of sums large.
constexpr std::pair<std::size_t, std::size_t> windows[] = {{0, 64}, {8, 64}, {32, 32}, {128, 4}};

void take(Horizon& best, const Horizon& found) {
    if (best.is_infinite || best.witness) return;  // there is nothing better
    if (found.is_infinite || found.witness ||
        (found.length && (!best.length || *found.length > *best.length)))
        best = found;
}

bool is_decided(const std::vector<Horizon>& found) {
    return std::all_of(found.begin(), found.end(),
                       [](const Horizon& h) { return h.is_infinite || h.witness; });
}

}  // namespace

std::vector<Horizon> horizons(const Network& network, const HorizonOptions& options) {
    std::vector<Horizon> found;
    found.reserve(all_float_formats.size());
    for (const FloatFormat& format : all_float_formats) found.push_back({format, false, {}, {}});
    std::size_t done = 0;
    std::size_t told = 0;
    const auto tell = [&](std::size_t work) {
        if (!options.progress || done + work < told + options.max_work / 256) return;
        told = done + work;
        options.progress(std::min(told, options.max_work), options.max_work);
    };
    for (const auto& [window, part] : windows) {
        WindowLimits limits;
        limits.max_groups = options.max_states;
        limits.max_work = options.max_work / part;
        limits.max_length = max_explored_length;
        limits.progress = tell;
        WindowExploration exploration(network, window, limits);
        exploration.run();
        done += exploration.work();
        for (Horizon& horizon : found) take(horizon, exploration.horizon(horizon.format));
        if (is_decided(found)) return found;
        // Behind one layer no parameter depends on a window.
        if (exploration.has_ended() || network.layers.size() == 1) break;
    }
    HorizonOptions left = options;
    left.max_work -= std::min(left.max_work, done);
    left.progress = [&](std::size_t work, std::size_t /*max_work*/) { tell(work); };
    const RangeNetwork ranges(network);
    explore(ranges, left, max_explored_length, [&](const Exploration& exploration) {
        for (Horizon& horizon : found) take(horizon, exploration.horizon(horizon.format));
        return is_decided(found) || exploration.has_ended() || exploration.is_extrapolated();
    });
    return found;
}

}  // namespace linac
