#include "strong_components.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/rapidcheck.hpp"

namespace linac::strong_components_test {
namespace {

TEST(StrongComponents, example) {
    const auto component = strong_components(
        3, [](std::size_t) { return std::size_t{1}; },
        [](std::size_t v, std::size_t) { return v == 1 ? std::size_t{2} : std::size_t{1}; });
    EXPECT_EQ(component, (std::vector<std::size_t>{1, 0, 0}));
}

RC_GTEST_PROP(StrongComponents, are_the_classes_of_mutual_reachability, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 12);
    std::vector<std::vector<std::size_t>> next(count);
    for (auto& targets : next) targets = tests::drawn_numbers(count);
    std::vector<std::vector<bool>> reaches(count, std::vector<bool>(count, false));
    for (std::size_t v = 0; v < count; ++v) {
        reaches[v][v] = true;
        for (const std::size_t w : next[v]) reaches[v][w] = true;
    }
    for (std::size_t k = 0; k < count; ++k)
        for (std::size_t i = 0; i < count; ++i)
            for (std::size_t j = 0; j < count; ++j)
                if (reaches[i][k] && reaches[k][j]) reaches[i][j] = true;
    const auto component = strong_components(
        count, [&](std::size_t v) { return next[v].size(); },
        [&](std::size_t v, std::size_t i) { return next[v][i]; });
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j) {
            RC_ASSERT((component[i] == component[j]) == (reaches[i][j] && reaches[j][i]));
            if (reaches[i][j]) RC_ASSERT(component[j] <= component[i]);
        }
}

}  // namespace
}  // namespace linac::strong_components_test
