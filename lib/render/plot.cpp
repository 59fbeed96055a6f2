#include "render/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text.hpp"

namespace linac {
namespace {

constexpr double width = 760;
constexpr double plot_left = 76;
constexpr double plot_right = 736;
constexpr double plot_top = 20;
constexpr double plot_bottom = 380;
constexpr double legend_top = 448;
constexpr double legend_row = 22;
constexpr std::size_t longest_beside = 40;  // characters of names in two columns
constexpr std::size_t series_colours = 8;
constexpr std::size_t logarithmic_from = 50;  // the highest point of one curve over that of another

/// Colours that stay apart for readers who do not see all of them, on white and on black.
constexpr const char* plot_style =
    "<style>\n"
    "svg { color: #1b1f24; font: 13px system-ui, sans-serif }\n"
    ".back { fill: #ffffff } text { fill: currentColor } .grid { stroke: currentColor; stroke-opacity: .13 "
    "}\n"
    "path { fill: none; stroke-width: 2; stroke-linejoin: round } .dashed path { stroke-dasharray: 7 4 }\n"
    ".axis { stroke: currentColor; stroke-width: 1; stroke-opacity: .6 } circle { stroke: none }\n"
    ".c0 { stroke: #0072b2; fill: #0072b2 } .c1 { stroke: #c44e00; fill: #c44e00 }\n"
    ".c2 { stroke: #00795b; fill: #00795b } .c3 { stroke: #a8477f; fill: #a8477f }\n"
    ".c4 { stroke: #6b4fbb; fill: #6b4fbb } .c5 { stroke: #8a6d00; fill: #8a6d00 }\n"
    ".c6 { stroke: #1d7fa6; fill: #1d7fa6 } .c7 { stroke: #5c6370; fill: #5c6370 }\n"
    "@media (prefers-color-scheme: dark) {\n"
    "svg { color: #e3e7ec } .back { fill: #15181c }\n"
    ".c0 { stroke: #56b4e9; fill: #56b4e9 } .c1 { stroke: #f28e4b; fill: #f28e4b }\n"
    ".c2 { stroke: #2fc49a; fill: #2fc49a } .c3 { stroke: #e08fbf; fill: #e08fbf }\n"
    ".c4 { stroke: #a995f0; fill: #a995f0 } .c5 { stroke: #e6c229; fill: #e6c229 }\n"
    ".c6 { stroke: #7fd3f2; fill: #7fd3f2 } .c7 { stroke: #aab2bd; fill: #aab2bd }\n"
    "}\n"
    "</style>\n";

/// One axis: where a value is drawn, and which values are named.
class Axis {
  public:
    Axis(double from, double to, bool is_logarithmic, double low, double high)
        : from_(from), to_(to), is_logarithmic_(is_logarithmic), low_(low), high_(high) {}

    [[nodiscard]] double at(double value) const {
        const double low = measure(low_);
        const double high = measure(high_);
        return high == low ? from_ : from_ + (to_ - from_) * (measure(value) - low) / (high - low);
    }
    [[nodiscard]] bool is_logarithmic() const noexcept { return is_logarithmic_; }
    [[nodiscard]] bool holds(double value) const noexcept { return value >= low_ && value <= high_; }

  private:
    [[nodiscard]] double measure(double value) const { return is_logarithmic_ ? std::log2(value) : value; }

    double from_;
    double to_;
    bool is_logarithmic_;
    double low_;
    double high_;
};

std::size_t power_at_least(std::size_t base, std::size_t value) {
    std::size_t power = 1;
    while (power < value) power *= base;
    return power;
}

/// A step of 1, 2 or 5 times a power of ten that makes about five parts.
std::size_t round_step(std::size_t value) {
    std::size_t unit = 1;
    while (unit * 50 < value) unit *= 10;
    for (const std::size_t factor : {1U, 2U, 5U})
        if (unit * factor * 6 >= value) return unit * factor;
    return unit * 10;
}

std::size_t highest(const PlotSeries& series) {
    std::size_t highest = 0;
    for (const auto& [x, y] : series.points) highest = std::max(highest, y);
    return highest;
}

class Drawing {
  public:
    explicit Drawing(const Plot& plot) : plot_(&plot), x_(x_axis()), y_(y_axis()) {
        for (const PlotSeries& series : plot.series)
            if (series.name.size() > longest_beside) columns_ = 1;
    }

    std::string text() {
        const std::size_t rows = (plot_->series.size() + columns_ - 1) / columns_;
        const double height = legend_top + legend_row * static_cast<double>(rows) + 4;
        out_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
            "height=\"{1:.0f}\" role=\"img\">\n<title>{2} against {3}</title>\n{4}"
            "<rect class=\"back\" width=\"{0:.0f}\" height=\"{1:.0f}\"/>\n",
            width, height, escaped_markup(plot_->y_label), escaped_markup(plot_->x_label), plot_style);
        grid();
        for (std::size_t s = 0; s < plot_->series.size(); ++s) curve(s);
        return std::move(out_) + "</svg>\n";
    }

  private:
    [[nodiscard]] std::size_t most() const {
        std::size_t most = 1;
        for (const PlotSeries& series : plot_->series) most = std::max(most, highest(series));
        return most;
    }
    [[nodiscard]] bool differ_much() const {
        return std::any_of(plot_->series.begin(), plot_->series.end(), [&](const PlotSeries& series) {
            return highest(series) > 0 && most() / highest(series) >= logarithmic_from;
        });
    }
    [[nodiscard]] Axis x_axis() const {
        std::size_t most = 2;
        for (const PlotSeries& series : plot_->series)
            for (const auto& [x, y] : series.points) most = std::max(most, x);
        return {plot_left, plot_right, true, 1, static_cast<double>(most)};
    }
    [[nodiscard]] Axis y_axis() const {
        if (differ_much())
            return {plot_bottom, plot_top, true, 1, static_cast<double>(power_at_least(10, most()))};
        const std::size_t step = round_step(most());
        const std::size_t steps = (most() + step - 1) / step;
        return {plot_bottom, plot_top, false, 0, static_cast<double>(steps * step)};
    }

    void grid() {
        for (std::size_t x = 1, k = 0; x_.holds(static_cast<double>(x)); x *= 2, ++k) {
            const double at = x_.at(static_cast<double>(x));
            out_ += fmt::format(
                "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" y2=\"{2:.0f}\"/>\n", at,
                plot_top, plot_bottom);
            if (!x_.holds(4096) || k % 2 == 0)
                out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>\n", at,
                                    plot_bottom + 19, x);
        }
        const std::size_t step = y_.is_logarithmic() ? 0 : round_step(most());
        for (std::size_t y = y_.is_logarithmic() ? 1 : 0; y_.holds(static_cast<double>(y));
             y = y_.is_logarithmic() ? y * 10 : y + step) {
            const double at = y_.at(static_cast<double>(y));
            out_ += fmt::format(
                "<line class=\"grid\" x1=\"{0:.0f}\" x2=\"{1:.0f}\" y1=\"{2:.1f}\" y2=\"{2:.1f}\"/>\n"
                "<text x=\"{3:.0f}\" y=\"{4:.1f}\" text-anchor=\"end\">{5}</text>\n",
                plot_left, plot_right, at, plot_left - 8, at + 4.5, y);
        }
        out_ += fmt::format("<path class=\"axis\" d=\"M{0:.0f} {1:.0f}V{2:.0f}H{3:.0f}\"/>\n", plot_left,
                            plot_top, plot_bottom, plot_right);
        const char* const logarithmic = y_.is_logarithmic() ? ", logarithmic" : "";
        const double middle = (plot_top + plot_bottom) / 2;
        out_ += fmt::format(
            "<text x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}, logarithmic</text>\n"
            "<text transform=\"translate(18 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}{}</text>\n",
            (plot_left + plot_right) / 2, plot_bottom + 44, escaped_markup(plot_->x_label), middle,
            escaped_markup(plot_->y_label), logarithmic);
    }

    void curve(std::size_t s) {
        const PlotSeries& series = plot_->series[s];
        std::string path;
        std::string dots;
        for (const auto& [x, y] : series.points) {
            if (!y_.holds(static_cast<double>(y))) continue;  // 0 has no place on a logarithmic axis
            const double at_x = x_.at(static_cast<double>(x));
            const double at_y = y_.at(static_cast<double>(y));
            path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", at_x, at_y);
            dots += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\"/>", at_x, at_y);
        }
        const std::size_t row = s / columns_;
        const double legend_x = s % columns_ == 0 ? plot_left : (plot_left + plot_right) / 2;
        const double legend_y = legend_top + legend_row * static_cast<double>(row);
        out_ += fmt::format("<g class=\"c{}{}\"><path d=\"{}\"/>{}", s % series_colours,
                            s / series_colours % 2 == 1 ? " dashed" : "", path, dots);
        out_ +=
            fmt::format("<path d=\"M{0:.0f} {1:.1f}h28\"/><circle cx=\"{2:.0f}\" cy=\"{1:.1f}\" r=\"3\"/>",
                        legend_x, legend_y - 4.5, legend_x + 14);
        out_ += fmt::format("</g>\n<text x=\"{:.0f}\" y=\"{:.1f}\">{}</text>\n", legend_x + 38, legend_y,
                            escaped_markup(series.name));
    }

    const Plot* plot_;
    Axis x_;
    Axis y_;
    std::size_t columns_ = 2;  // of the legend
    std::string out_;
};

}  // namespace

std::string svg(const Plot& plot) {
    return Drawing(plot).text();
}

}  // namespace linac
