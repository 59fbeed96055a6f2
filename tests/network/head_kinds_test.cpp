#include "network/head_kinds.hpp"

#include <gtest/gtest.h>

#include <set>

namespace linac::head_kinds_test {
namespace {

using Action = StateStep::Action;

TEST(HeadKinds, does_what_its_header_shows) {
    EXPECT_EQ(kind_info(HeadKind::pd).name, "pd");
    EXPECT_EQ(kind_info(HeadKind::pd).steps.size(), 3U);
}

TEST(HeadKinds, are_found_by_kind_and_by_name) {
    std::set<std::string_view> names;
    for (const HeadKindInfo& info : head_kinds()) {
        EXPECT_EQ(&kind_info(info.kind), &info);
        EXPECT_EQ(kind_named(info.name), info.kind);
        EXPECT_TRUE(names.insert(info.name).second) << info.name;
        EXPECT_FALSE(info.formula.empty() || info.source.empty() || info.receptance_tensor.empty())
            << info.name;
    }
    EXPECT_EQ(kind_named("lstm"), std::nullopt);
    EXPECT_EQ(kind_names(), "pd, deltanet, deltaproduct, rwkv7, gated-deltanet, kda, diagonal, mlp");
}

/// What engines rely on: y is read before it is used, and no step uses it after an insert; a number and a vector of V are
/// what corrects it; every parameter is used, each of the shape that its step asks for.
TEST(HeadKinds, have_steps_that_fit_together) {
    for (const HeadKindInfo& info : head_kinds()) {
        SCOPED_TRACE(info.name);
        std::set<std::size_t> used;
        const auto expect_shape = [&](std::size_t parameter, ParameterShape shape) {
            ASSERT_LT(parameter, info.parameters.size());
            EXPECT_EQ(info.parameters[parameter].shape, shape);
            used.insert(parameter);
        };
        bool has_y = false;
        for (const StateStep& step : info.steps) switch (step.action) {
                case Action::read:
                    expect_shape(step.first, ParameterShape::keys);
                    has_y = true;
                    break;
                case Action::correct:
                    EXPECT_TRUE(has_y);
                    expect_shape(step.first, ParameterShape::values);
                    expect_shape(step.second, ParameterShape::one);
                    break;
                case Action::write:
                    EXPECT_TRUE(has_y);
                    expect_shape(step.first, ParameterShape::keys);
                    break;
                case Action::erase:
                    EXPECT_TRUE(has_y);
                    expect_shape(step.first, ParameterShape::keys);
                    expect_shape(step.second, ParameterShape::keys);
                    break;
                case Action::insert:
                    expect_shape(step.first, ParameterShape::keys);
                    expect_shape(step.second, ParameterShape::values);
                    has_y = false;
                    break;
                case Action::scale:
                    expect_shape(step.first, ParameterShape::keys);
                    break;
                case Action::multiply:
                    expect_shape(step.first, ParameterShape::one);
                    break;
                case Action::permute:
                    expect_shape(step.first, ParameterShape::keys_by_keys);
                    break;
                case Action::add:
                    expect_shape(step.first, ParameterShape::keys_by_values);
                    break;
                case Action::update:
                    EXPECT_EQ(info.steps.size(), 1U);
                    break;
            }
        EXPECT_EQ(used.size(), info.parameters.size());
    }
}

}  // namespace
}  // namespace linac::head_kinds_test
