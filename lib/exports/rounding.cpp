#include "exports/rounding.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <iterator>

#include "formats/file_limits.hpp"
#include "formats/json_document.hpp"
#include "text.hpp"

namespace linac {
namespace {

const json::Format report_format{"rounding report", "", max_network_file_bytes, 4};
const std::vector<std::string> report_keys{"dtype", "constants", "rounded", "largest_relative_error",
                                           "roundings"};
const std::vector<std::string> rounding_keys{"tensor", "index",          "exact",
                                             "stored", "absolute_error", "relative_error"};

RoundingReport read_report(const json::Value& root) {
    const json::Object object(root, report_keys);
    RoundingReport report;
    const auto format = float_format_by_name(object["dtype"].string());
    if (!format) throw object["dtype"].error("no dtype " + json::in_quotes(object["dtype"].string()));
    report.format = *format;
    report.constants = object["constants"].whole();
    object["roundings"].for_each([&](const json::Value& value) {
        const json::Object parts(value, rounding_keys);
        RoundedConstant constant;
        constant.tensor = parts["tensor"].string();
        parts["index"].for_each([&](const json::Value& index) { constant.index.push_back(index.whole()); });
        constant.exact = json::rational(parts["exact"]);
        constant.stored = json::rational(parts["stored"]);
        if (constant.exact.is_zero()) throw parts["exact"].error("a rounded constant of 0");
        report.rounded.push_back(std::move(constant));
    });
    return report;
}

/// 10^exponent.
Rational power_of_ten(int exponent) {
    if (exponent < 0) return 1 / power_of_ten(-exponent);
    return power(10, static_cast<std::uint64_t>(exponent));
}

}  // namespace

const RoundedConstant* RoundingReport::worst() const {
    const RoundedConstant* worst = nullptr;
    Rational largest;
    for (const RoundedConstant& constant : rounded) {
        Rational error = constant.relative_error();
        if (error <= largest) continue;
        largest = std::move(error);
        worst = &constant;
    }
    return worst;
}

std::string write_rounding_report(const RoundingReport& report) {
    const RoundedConstant* worst = report.worst();
    std::string text = fmt::format(
        R"({{"dtype": "{}", "constants": {}, "rounded": {}, "largest_relative_error": "{}", "roundings": [)",
        report.format.name, report.constants, report.rounded.size(),
        worst == nullptr ? "0" : number_in_file(worst->relative_error()));
    for (const RoundedConstant& constant : report.rounded)
        fmt::format_to(
            std::back_inserter(text),
            "{}\n"
            R"({{"tensor": {}, "index": [{}], "exact": "{}", "stored": "{}", "absolute_error": "{}", "relative_error": "{}"}})",
            &constant == &report.rounded.front() ? "" : ",", json::quoted(constant.tensor),
            fmt::join(constant.index, ", "), number_in_file(constant.exact), number_in_file(constant.stored),
            number_in_file(constant.absolute_error()), number_in_file(constant.relative_error()));
    text += "]}\n";
    expect_fits(text, max_network_file_bytes);
    return text;
}

Result<RoundingReport> read_rounding_report(std::string_view text, const std::string& source) {
    auto report = capture([&] {
        const json::Document document(text, source, report_format);
        return read_report(json::Value(document, 0));
    });
    if (!report) return report.error().in(source);
    return report;
}

std::string describe(const RoundingReport& report) {
    const RoundedConstant* worst = report.worst();
    if (worst == nullptr)
        return fmt::format("All {} are held exactly by {}.", count_of(report.constants, "constant"),
                           report.format.name);
    return fmt::format(
        "{} of {} are not held by {} and are rounded to the nearest number. The largest relative error is "
        "{}, at {}[{}].",
        report.rounded.size(), count_of(report.constants, "constant"), report.format.name,
        upper_decimal(worst->relative_error()), worst->tensor, fmt::join(worst->index, ", "));
}

std::string upper_decimal(const Rational& value) {
    if (value.is_zero()) return "0";
    const auto bits = static_cast<int>(value.numerator_bits()) - static_cast<int>(value.denominator_bits());
    int exponent = bits * 3 / 10;  // near log₁₀
    while (value >= power_of_ten(exponent + 1)) ++exponent;
    while (value < power_of_ten(exponent)) --exponent;
    Rational hundreds = value * power_of_ten(2 - exponent);  // from 100 to 1000
    std::int64_t digits = 100;
    for (std::int64_t step : {100, 10, 1})
        while (Rational(digits + step) <= hundreds) digits += step;
    if (Rational(digits) < hundreds) ++digits;
    if (digits == 1000) {
        digits = 100;
        ++exponent;
    }
    return fmt::format("{}.{:02}e{}{:02}", digits / 100, digits % 100, exponent < 0 ? "-" : "+",
                       std::abs(exponent));
}

}  // namespace linac
