#include "precision/horizon.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "precision/exploration.hpp"

namespace linac {
namespace {

void take(Horizon& best, const Exploration& exploration) {
    if (best.is_infinite || best.witness) return;  // there is nothing better
    const Horizon found = exploration.horizon(best.format);
    if (found.is_infinite || found.witness ||
        (found.length && (!best.length || *found.length > *best.length)))
        best = found;
}

}  // namespace

std::vector<Horizon> horizons(const Network& network, const HorizonOptions& options) {
    std::vector<Horizon> found;
    found.reserve(all_float_formats.size());
    for (const FloatFormat& format : all_float_formats) found.push_back({format, false, {}, {}});
    const RangeNetwork ranges(network);
    const auto is_decided = [](const Horizon& h) { return h.is_infinite || h.witness; };

    ExplorationLimits limits{options.max_states, options.max_work};
    std::size_t left = options.max_work;
    std::vector<bool> open(ranges.start().size(), false);
    for (;;) {
        limits.max_work = left / 2;  // what is joined later needs little
        Exploration exploration(ranges, open, limits);
        exploration.run();
        left -= std::min(left, exploration.work());
        for (Horizon& horizon : found) take(horizon, exploration);
        if (std::all_of(found.begin(), found.end(), is_decided)) return found;
        if (exploration.has_ended() || exploration.is_extrapolated()) return found;
        if (left < options.max_work / 16 || !exploration.open_more(open)) return found;
        limits.max_states = std::min(limits.max_states, max_joined_states);
    }
}

}  // namespace linac
