// Effort: how much work a proof may take, counted in operations on numbers and not by a clock, so that the same question is
// always answered in the same way.
//
//     Effort effort;
//     effort.spend(3);                    // throws NotSettled once the default is spent
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <utility>

#include "exact/rational.hpp"

namespace linac {

/// Thrown where a proof does not come to an end: it says why, in words that go on after "not settled: ".
class NotSettled : public std::exception {
  public:
    explicit NotSettled(std::string reason) : reason_(std::move(reason)) {}
    [[nodiscard]] const char* what() const noexcept override { return reason_.c_str(); }

  private:
    std::string reason_;
};

/// In operations; some ten seconds' worth.
inline constexpr std::size_t default_effort = 500'000'000;

class Effort {
  public:
    explicit Effort(std::size_t limit = default_effort) : limit_(limit) {}

    void spend(std::size_t operations) {
        spent_ += operations;
        if (spent_ > limit_) throw NotSettled("it takes more work than it was given");
    }
    [[nodiscard]] std::size_t spent() const noexcept { return spent_; }

  private:
    std::size_t limit_;
    std::size_t spent_ = 0;
};

/// What an operation with this number costs: 1, and 1 more for each 64 bits.
[[nodiscard]] inline std::size_t cost_of(const Rational& number) {
    constexpr std::size_t word = 64;
    return 1 + (number.numerator_bits() + number.denominator_bits()) / word;
}

}  // namespace linac
