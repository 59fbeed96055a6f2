#include "batch/in_order.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace linac::in_order_test {
namespace {

PairResult result(const std::string& line) {
    return {PairResult::Kind::equal, line};
}

TEST(InOrder, passes_results_on_in_order) {
    InOrder order(0, 3, 1000);
    EXPECT_EQ(order.next(), 0U);
    EXPECT_EQ(order.next(), 1U);
    EXPECT_EQ(order.left(), 1U);
    EXPECT_EQ(order.find(1), nullptr);
    order.finish(1, result("b"));
    EXPECT_EQ(*order.find(1), result("b"));
    EXPECT_EQ(order.take(), std::nullopt);
    EXPECT_EQ(order.waiting(), 1U);
    order.finish(0, result("a"));
    EXPECT_EQ(order.take(), result("a"));
    EXPECT_EQ(order.take(), result("b"));
    EXPECT_EQ(order.find(1), nullptr);
    EXPECT_EQ(order.take(), std::nullopt);
    EXPECT_FALSE(order.is_done());
    EXPECT_EQ(order.next(), 2U);
    EXPECT_EQ(order.next(), std::nullopt);
    order.finish(2, result("c"));
    EXPECT_EQ(order.take(), result("c"));
    EXPECT_TRUE(order.is_done());
}

TEST(InOrder, hands_nothing_out_while_too_much_waits) {
    InOrder order(0, 100, 10);
    EXPECT_EQ(order.next(), 0U);
    EXPECT_EQ(order.next(), 1U);
    order.finish(1, result("twelve bytes"));
    EXPECT_EQ(order.next(), std::nullopt);
    order.finish(0, result(""));
    EXPECT_EQ(order.take(), result(""));
    EXPECT_EQ(order.take(), result("twelve bytes"));
    EXPECT_EQ(order.next(), 2U);
}

TEST(InOrder, goes_on_from_what_is_finished) {
    InOrder order(5, 9, 1);
    order.finish(6, result("much more than may wait"));
    order.finish(8, result("h"));
    EXPECT_EQ(order.next(), 5U) << "whose turn it is always gets out";
    order.finish(5, result("e"));
    EXPECT_EQ(order.take(), result("e"));
    EXPECT_EQ(order.take(), result("much more than may wait"));
    EXPECT_EQ(order.next(), 7U);
    EXPECT_EQ(order.next(), std::nullopt);
    order.finish(7, result("g"));
    EXPECT_EQ(order.take(), result("g"));
    EXPECT_EQ(order.take(), result("h"));
    EXPECT_TRUE(order.is_done());
    EXPECT_TRUE(InOrder(4, 4, 1).is_done());
}

RC_GTEST_PROP(InOrder, whatever_finishes_when_all_comes_out_once_and_in_order, ()) {
    const auto begin = *rc::gen::inRange<std::size_t>(0, 5);
    const auto count = *rc::gen::inRange<std::size_t>(0, 60);
    const auto most = *rc::gen::inRange<std::size_t>(0, 30);
    InOrder order(begin, begin + count, most);
    for (std::size_t i = 0; i < count; ++i)
        if (*rc::gen::inRange(0, 4) == 0) order.finish(begin + i, result(std::to_string(begin + i)));
    std::vector<std::size_t> busy;
    std::vector<std::string> taken;
    for (;;) {
        while (const auto done = order.take()) taken.push_back(done->line);
        if (order.is_done()) break;
        const auto next = order.next();
        if (next) busy.push_back(*next);
        RC_ASSERT(!busy.empty());  // or nothing would ever happen again
        if (next && *rc::gen::arbitrary<bool>()) continue;
        const auto which = *rc::gen::inRange<std::size_t>(0, busy.size());
        order.finish(busy[which], result(std::to_string(busy[which])));
        busy.erase(busy.begin() + static_cast<std::ptrdiff_t>(which));
    }
    std::vector<std::string> expected;
    for (std::size_t i = 0; i < count; ++i) expected.push_back(std::to_string(begin + i));
    RC_ASSERT(taken == expected);
    RC_ASSERT(busy.empty());
    RC_ASSERT(order.next() == std::nullopt);
}

}  // namespace
}  // namespace linac::in_order_test
