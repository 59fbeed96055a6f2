#include "batch/in_order.hpp"

#include <utility>

namespace linac {

std::optional<std::size_t> InOrder::next() {
    while (next_ < end_ && waiting_.count(next_) > 0) ++next_;
    const bool is_full = waiting_bytes_ > max_waiting_bytes_ && next_ != first_;
    if (next_ == end_ || is_full) return std::nullopt;
    return next_++;
}

void InOrder::finish(std::size_t position, PairResult result) {
    waiting_bytes_ += result.line.size();
    waiting_.emplace(position, std::move(result));
}

std::optional<PairResult> InOrder::take() {
    const auto result = waiting_.find(first_);
    if (result == waiting_.end()) return std::nullopt;
    PairResult taken = std::move(result->second);
    waiting_.erase(result);
    waiting_bytes_ -= taken.line.size();
    ++first_;
    if (next_ < first_) next_ = first_;
    return taken;
}

}  // namespace linac
