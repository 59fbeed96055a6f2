// Curves over T = 1, 2, 4, … as a drawing in SVG. The x axis is logarithmic; so is the y axis where the values are of
// very different size. The text is text, in whatever sans-serif font there is; colours follow the reader's light or dark
// mode.
//
//     const Plot plot{"length of the word", "depth of the circuit", {{"parity.json", {{1, 0}, {2, 4}, {4, 6}}}}};
//     std::ofstream("depth.svg") << svg(plot);
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace linac {

struct PlotSeries {
    std::string name;
    std::vector<std::pair<std::size_t, std::size_t>> points;  ///< x ≥ 1 ascending, y
};

struct Plot {
    std::string x_label;
    std::string y_label;
    std::vector<PlotSeries> series;
};

[[nodiscard]] std::string svg(const Plot& plot);

}  // namespace linac
