#include "exports/precision_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "precision/error_bounds.hpp"

namespace linac {
namespace {

constexpr std::size_t longest = 64;

std::string exact_up_to(const Horizon& horizon) {
    if (horizon.is_infinite) return "\"infinite\"";
    return horizon.length ? std::to_string(*horizon.length) : "null";
}

}  // namespace

std::string write_precision_report(const Network& network, const FloatFormat& format) {
    const std::vector<Horizon> all = horizons(network, {2000, 2'000'000, {}});
    const auto own =
        std::find_if(all.begin(), all.end(), [&](const Horizon& h) { return h.format == format; });
    std::vector<std::string> bounds;
    for (const Rational& bound : error_bounds(network, *own, longest, {2000, 500'000, {}}))
        bounds.push_back('"' + to_string(bound) + '"');
    return fmt::format("{{\"dtype\": \"{}\", \"exact_up_to\": {}, \"error_bounds\": [{}]}}\n", format.name,
                       exact_up_to(*own), fmt::join(bounds, ", "));
}

}  // namespace linac
