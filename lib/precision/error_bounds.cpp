#include "precision/error_bounds.hpp"

#include <algorithm>

#include "precision/exploration.hpp"

namespace linac {

std::vector<Rational> error_bounds(const RangeNetwork& network, const Word& word) {
    RangeNetwork::State state = network.start();
    Need need;
    std::vector<Rational> bounds;
    for (std::size_t length = 0; length <= word.size(); ++length) {
        const Range output = network.step(state, length == 0 ? 0 : word[length - 1] + 1, need);
        if (need.exponent > network.format()->max_exponent) break;
        bounds.push_back(output.error);
    }
    return bounds;
}

std::vector<Rational> error_bounds(const Network& network, const FloatFormat& format, std::size_t max_length,
                                   const HorizonOptions& options) {
    const RangeNetwork ranges(network, format);
    std::vector<Rational> best;
    explore(ranges, options, max_length, [&](const Exploration& exploration) {
        const std::vector<Rational> bounds = exploration.output_errors();
        for (std::size_t length = 0; length < bounds.size(); ++length)
            if (length < best.size())
                best[length] = std::min(best[length], bounds[length]);
            else
                best.push_back(bounds[length]);
        return best.size() > max_length;
    });
    best.resize(std::min(best.size(), max_length + 1));
    for (std::size_t length = best.size(); length > 1;
         --length)  // a longer length bounds the shorter ones too
        best[length - 2] = std::min(best[length - 2], best[length - 1]);
    return best;
}

std::vector<Rational> error_bounds(const Network& network, const Horizon& horizon, std::size_t max_length,
                                   const HorizonOptions& options) {
    std::vector<Rational> bounds;
    if (!horizon.covers(max_length)) bounds = error_bounds(network, horizon.format, max_length, options);
    for (std::size_t length = 0; length <= max_length && horizon.covers(length); ++length) {
        if (length == bounds.size()) bounds.emplace_back();
        bounds[length].set_zero();
    }
    return bounds;
}

}  // namespace linac
