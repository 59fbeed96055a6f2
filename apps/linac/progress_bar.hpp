// A bar on standard error: how much is done, how fast, and how long the rest may take.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace linac::cli {

class ProgressBar {
  public:
    using Clock = std::chrono::steady_clock;

    /// Of `total` things, `done` of them done before. Shows nothing unless standard error is a terminal; nor if
    /// standard output is one and `prints` says that lines go there.
    ProgressBar(std::size_t done, std::size_t total, bool prints);
    ~ProgressBar() { clear(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Draws the bar anew, now and then.
    void show(std::size_t done);
    void clear();
    /// How long to wait at most before the next call.
    [[nodiscard]] std::chrono::microseconds pause() const;

  private:
    std::size_t begin_;
    std::size_t total_;
    bool visible_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point next_ = start_;
};

/// The bar's text, such as "[=====     ] 50 of 100, 25 a second, 2 s left": `done` after `elapsed`, of which
/// `begin` before.
[[nodiscard]] std::string bar_text(std::size_t begin, std::size_t done, std::size_t total,
                                   std::chrono::milliseconds elapsed);

}  // namespace linac::cli
