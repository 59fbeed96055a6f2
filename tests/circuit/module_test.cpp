#include "circuit/module.hpp"

#include <gtest/gtest.h>

#include "error.hpp"

namespace linac::module_test {
namespace {

/// Functions on vectors of two gates.
class ModulesTest : public testing::Test {
  protected:
    /// (a, b) → (a², b + 1).
    FunctionId square(Modules& modules) {
        return modules.step({3,
                             [](StepBuilder& builder) {
                                 StepBuilder::Sum sum(builder);
                                 sum.add(builder.input(0, 1));
                                 sum.add(1);
                                 return std::vector<Value>{
                                     builder.multiply(builder.input(0, 0), builder.input(0, 0)), sum.value()};
                             },
                             {}});
    }
    static Profile gates(std::uint32_t first, std::uint32_t second) {
        return {{Shape::Kind::gate, false, first}, {Shape::Kind::gate, false, second}};
    }
    /// Only the first entry of a vector of two.
    static DemandId first_only(Modules& modules) {
        const FunctionId function = modules.step(
            {1,
             [](StepBuilder& builder) { return std::vector<Value>{builder.relu(builder.input(0, 0))}; },
             {}});
        const Call call = modules.call(function, {modules.vector(gates(0, 0))});
        return modules.use_of_step(call.target, modules.everything(call.result)).inputs.front();
    }

    Modules modules_{2, 1000};
};

TEST_F(ModulesTest, does_what_its_header_shows) {
    const FunctionId once = square(modules_);
    const FunctionId twice = modules_.composite(
        [=](ModuleBuilder& body, const Locals& in) { return body.call(once, {body.call(once, {in[0]})}); });
    const Call call = modules_.call(twice, {modules_.vector(gates(0, 7))});
    EXPECT_EQ(modules_.profile(call.result)[0].index, 2U);
    EXPECT_EQ(modules_.profile(call.result)[1].index, 9U);
    EXPECT_EQ(modules_.use_of_module(call.target, modules_.everything(call.result)).counts,
              (GateCounts{2, 2, 0, 0}));
}

TEST_F(ModulesTest, counts_what_is_needed) {
    const FunctionId once = square(modules_);
    const FunctionId twice = modules_.composite(
        [=](ModuleBuilder& body, const Locals& in) { return body.call(once, {body.call(once, {in[0]})}); });
    const Call call = modules_.call(twice, {modules_.vector(gates(0, 7))});
    const DemandId first = first_only(modules_);
    EXPECT_EQ(modules_.use_of_module(call.target, first).counts, (GateCounts{0, 2, 0, 0}));
    EXPECT_EQ(modules_.use_of_module(call.target, first).inputs, std::vector<DemandId>{first});
}

TEST_F(ModulesTest, a_step_is_kept_for_all_depths_with_the_same_order) {
    const FunctionId once = square(modules_);
    const auto step_at = [&](std::uint32_t first, std::uint32_t second) {
        return modules_.call(once, {modules_.vector(gates(first, second))}).target;
    };
    EXPECT_EQ(step_at(3, 5), step_at(10, 12));
    EXPECT_EQ(step_at(0, 4), step_at(0, 400));
    EXPECT_NE(step_at(0, 1), step_at(0, 2));
    const Call far = modules_.call(once, {modules_.vector(gates(3, 500))});
    EXPECT_EQ(modules_.profile(far.result)[0].index, 4U);
    EXPECT_EQ(modules_.profile(far.result)[1].index, 501U);
}

TEST_F(ModulesTest, pairs_go_in_and_out) {
    const FunctionId once = square(modules_);
    const FunctionId swapped = modules_.composite([=](ModuleBuilder& body, const Locals& in) {
        return body.pair(body.second(in[0]), body.call(once, {body.first(in[0])}));
    });
    const ClassId left = modules_.vector(gates(1, 1));
    const ClassId right = modules_.vector(gates(5, 6));
    const Call call = modules_.call(swapped, {modules_.pair(left, right)});
    EXPECT_EQ(modules_.first(call.result), right);
    EXPECT_EQ(modules_.profile(modules_.second(call.result))[0].index, 2U);
    const Use use = modules_.use_of_module(call.target, modules_.everything(call.result));
    EXPECT_EQ(use.counts.size(), 2U);
    EXPECT_NE(modules_.first_of(use.inputs.front()), 0U);
    EXPECT_NE(modules_.second_of(use.inputs.front()), 0U);
}

TEST_F(ModulesTest, refuses_more_gates_than_allowed) {
    Modules small(2, 1);
    EXPECT_THROW(small.call(square(small), {small.vector(gates(0, 0))}), Error);
}

}  // namespace
}  // namespace linac::module_test
