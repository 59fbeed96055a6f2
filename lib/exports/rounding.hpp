// Which constants a floating-point format does not hold, what became of them, and by how much they are off.
//
//     const RoundedConstant third{"lm_head.weight", {0, 1}, Rational(1, 3), *rounded(Rational(1, 3), float32)};
//     assert(third.relative_error() == Rational(1, 1 << 25));
//     assert(upper_decimal(third.relative_error()) == "2.99e-08");
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "exact/floating.hpp"

namespace linac {

struct RoundedConstant {
    std::string tensor;
    std::vector<std::size_t> index;  ///< within the tensor
    Rational exact;                  ///< not 0
    Rational stored;

    [[nodiscard]] Rational absolute_error() const { return abs(stored - exact); }
    [[nodiscard]] Rational relative_error() const { return absolute_error() / abs(exact); }

    friend bool operator==(const RoundedConstant&, const RoundedConstant&) = default;
};

/// What rounding to a format does to a list of constants.
struct RoundingReport {
    FloatFormat format = float32;
    std::size_t constants = 0;  ///< all that are not 0
    std::vector<RoundedConstant> rounded;

    /// That of the largest relative error, the first of several; a null pointer if none is rounded.
    [[nodiscard]] const RoundedConstant* worst() const;

    friend bool operator==(const RoundingReport&, const RoundingReport&) = default;
};

/// In JSON, as safetensors_layout.md describes it. Throws impossible if a constant has too many digits to be written.
[[nodiscard]] std::string write_rounding_report(const RoundingReport& report);
[[nodiscard]] Result<RoundingReport> read_rounding_report(std::string_view text, const std::string& source);

/// One or two sentences for people.
[[nodiscard]] std::string describe(const RoundingReport& report);

/// A number ≥ 0 with three digits, rounded up, as "2.99e-08"; "0" for 0.
[[nodiscard]] std::string upper_decimal(const Rational& value);

}  // namespace linac
