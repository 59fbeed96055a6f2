#include "progress_bar.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "output.hpp"

namespace linac::cli {
namespace {

constexpr std::chrono::milliseconds between_drawings(100);

std::string duration_text(std::chrono::seconds time) {
    const auto seconds = static_cast<std::size_t>(time.count());
    constexpr std::size_t minute = 60;
    constexpr std::size_t hour = 60 * minute;
    if (seconds >= hour) return fmt::format("{} h {} min", seconds / hour, seconds % hour / minute);
    if (seconds >= minute) return fmt::format("{} min {} s", seconds / minute, seconds % minute);
    return fmt::format("{} s", seconds);
}

}  // namespace

ProgressBar::ProgressBar(std::size_t done, std::size_t total, bool prints)
    : begin_(done),
      total_(total),
      visible_(::isatty(STDERR_FILENO) != 0 && !(prints && ::isatty(STDOUT_FILENO) != 0)) {}

void ProgressBar::show(std::size_t done) {
    const auto now = Clock::now();
    if (!visible_ || now < next_) return;
    next_ = now + between_drawings;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - start_);
    note("\r" + bar_text(begin_, done, total_, elapsed) + "\033[K");
    drawn_ = true;
}

void ProgressBar::clear() {
    if (drawn_) note("\r\033[K");
    drawn_ = false;
}

std::chrono::microseconds ProgressBar::pause() const {
    return visible_ ? between_drawings : std::chrono::hours(1);
}

std::string bar_text(std::size_t begin, std::size_t done, std::size_t total,
                     std::chrono::milliseconds elapsed) {
    constexpr std::size_t width = 20;
    const std::size_t filled = total == 0 ? width : width * done / total;
    std::string text = fmt::format("[{:<{}}] {} of {}", std::string(filled, '='), width, done, total);
    const std::size_t now = done - begin;
    if (now == 0) return text;
    const auto milliseconds = std::max<std::int64_t>(1, elapsed.count());
    const double rate = 1000.0 * static_cast<double>(now) / static_cast<double>(milliseconds);
    const std::chrono::milliseconds left(static_cast<std::int64_t>(total - done) * milliseconds /
                                         static_cast<std::int64_t>(now));
    return text + fmt::format(", {:.3g} a second, {} left", rate,
                              duration_text(std::chrono::ceil<std::chrono::seconds>(left)));
}

}  // namespace linac::cli
