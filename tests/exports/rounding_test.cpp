#include "exports/rounding.hpp"

#include <gtest/gtest.h>

namespace linac::rounding_test {
namespace {

RoundingReport report_of(const FloatFormat& format, const std::vector<Rational>& constants) {
    RoundingReport report{format, 7, {}};
    for (std::size_t i = 0; i < constants.size(); ++i)
        report.rounded.push_back(
            {"lm_head.weight", {0, i}, constants[i], rounded(constants[i], format).value()});
    return report;
}

TEST(Rounding, errors_are_exact) {
    const RoundedConstant third{"w", {0, 1}, Rational(1, 3), *rounded(Rational(1, 3), float32)};
    EXPECT_EQ(third.absolute_error(), Rational(1, 3 * (std::int64_t{1} << 25U)));
    EXPECT_EQ(third.relative_error(), Rational(1, std::int64_t{1} << 25U));
    EXPECT_EQ(upper_decimal(third.relative_error()), "2.99e-08");
}

TEST(Rounding, decimals_are_rounded_up) {
    EXPECT_EQ(upper_decimal(0), "0");
    EXPECT_EQ(upper_decimal(1), "1.00e+00");
    EXPECT_EQ(upper_decimal(Rational(1, 3)), "3.34e-01");
    EXPECT_EQ(upper_decimal(Rational(9995, 10)), "1.00e+03");
    EXPECT_EQ(upper_decimal(Rational(9990, 10)), "9.99e+02");
    EXPECT_EQ(upper_decimal(Rational(999001, 1000)), "1.00e+03");
    EXPECT_EQ(upper_decimal(power(10, 400)), "1.00e+400");
    EXPECT_EQ(upper_decimal(1 / power(2, 1074)), "4.95e-324");
    for (int i = 1; i < 2000; ++i) {
        const std::string text = upper_decimal(Rational(i, 1000));
        const double back = std::stod(text);
        EXPECT_GE(back, i / 1000.0 * (1 - 1e-15)) << text;
        EXPECT_LE(back, i / 1000.0 * 1.011) << text;
    }
}

TEST(Rounding, report_reads_back) {
    for (const FloatFormat& format : all_float_formats) {
        const RoundingReport report = report_of(format, {Rational(1, 3), Rational(-1, 10), Rational(1, 7)});
        EXPECT_EQ(read_rounding_report(write_rounding_report(report), "r").value(), report);
        EXPECT_EQ(read_rounding_report(write_rounding_report({format, 0, {}}), "r").value().rounded.size(),
                  0U);
    }
}

TEST(Rounding, report_is_one_constant_a_line) {
    EXPECT_EQ(
        write_rounding_report(report_of(bfloat16, {Rational(1, 3)})),
        "{\"dtype\": \"bf16\", \"constants\": 7, \"rounded\": 1, \"largest_relative_error\": \"1/512\", "
        "\"roundings\": [\n"
        "{\"tensor\": \"lm_head.weight\", \"index\": [0, 0], \"exact\": \"1/3\", \"stored\": \"171/512\", "
        "\"absolute_error\": \"1/1536\", \"relative_error\": \"1/512\"}]}\n");
}

TEST(Rounding, report_in_words) {
    EXPECT_EQ(describe(RoundingReport{float32, 1, {}}), "All 1 constant are held exactly by f32.");
    EXPECT_EQ(describe(report_of(bfloat16, {Rational(1, 10), Rational(1, 3)})),
              "2 of 7 constants are not held by bf16 and are rounded to the nearest number. The largest "
              "relative error "
              "is 1.96e-03, at lm_head.weight[0, 1].");
}

TEST(Rounding, wrong_reports_are_refused_by_their_place) {
    const auto answer = [](const std::string& text) {
        const auto report = read_rounding_report(text, "r");
        return report ? "read" : describe(report.error());
    };
    EXPECT_EQ(answer(R"({"dtype": "f8"})"), "r: at /: key \"constants\" is missing\n");
    std::string text = write_rounding_report(report_of(bfloat16, {Rational(1, 3)}));
    text.replace(text.find("1/3"), 3, "0/3");
    EXPECT_EQ(answer(text), "r: at /roundings/0/exact: a rounded constant of 0\n");
    text = write_rounding_report({float32, 0, {}});
    text.replace(text.find("f32"), 3, "f33");
    EXPECT_EQ(answer(text), "r: at /dtype: no dtype \"f33\"\n");
}

}  // namespace
}  // namespace linac::rounding_test
