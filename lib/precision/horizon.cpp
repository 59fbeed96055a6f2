#include "precision/horizon.hpp"

#include <algorithm>

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

    explore(ranges, options, max_explored_length, [&](const Exploration& exploration) {
        for (Horizon& horizon : found) take(horizon, exploration);
        return std::all_of(found.begin(), found.end(), is_decided) || exploration.has_ended() ||
               exploration.is_extrapolated();
    });
    return found;
}

}  // namespace linac
