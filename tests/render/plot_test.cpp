#include "render/plot.hpp"

#include <gtest/gtest.h>

namespace linac::plot_test {
namespace {

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

TEST(Plot, draws_each_point_and_names_each_curve) {
    const std::string drawing =
        svg({"length", "depth", {{"a < b", {{1, 0}, {2, 4}, {4, 6}}}, {"c", {{1, 3}}}}});
    EXPECT_EQ(occurrences(drawing, "<circle"), 3U + 1U + 2U);
    EXPECT_EQ(occurrences(drawing, ">a &lt; b</text>"), 1U);
    EXPECT_EQ(occurrences(drawing, ">depth</text>"), 1U);
    EXPECT_EQ(occurrences(drawing, "<path class=\"axis\" d=\"M76 20V380H736\"/>"), 1U);
    EXPECT_EQ(occurrences(drawing, "cx=\"76.0\" cy=\"380.0\""), 1U);  // (1, 0): the corner
    EXPECT_EQ(occurrences(drawing, "http"), 1U);                      // the name space; nothing is loaded
}

TEST(Plot, becomes_logarithmic_where_values_are_of_very_different_size) {
    const PlotSeries small{"small", {{1, 0}, {2, 10}}};
    const PlotSeries large{"large", {{1, 10}, {2, 1000}}};
    const std::string drawing = svg({"length", "depth", {small, large}});
    EXPECT_EQ(occurrences(drawing, ">depth, logarithmic</text>"), 1U);
    EXPECT_EQ(occurrences(drawing, "cx=\"736.0\" cy=\"20.0\""), 1U);   // (2, 1000): the other corner
    EXPECT_EQ(occurrences(drawing, "cx=\"736.0\" cy=\"260.0\""), 1U);  // 10: a third of the way
    EXPECT_EQ(occurrences(drawing, "<circle"), 3U + 2U);               // 0 has no place
    EXPECT_EQ(occurrences(svg({"length", "depth", {small}}), ">depth</text>"), 1U);
}

TEST(Plot, of_nothing_is_empty_axes) {
    EXPECT_EQ(occurrences(svg({"length", "depth", {{"none", {}}}}), "<circle"), 1U);
}

}  // namespace
}  // namespace linac::plot_test
