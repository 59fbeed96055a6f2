// InOrder: pairs are handed out in order, finish in any order, and their results are taken in order. What has
// finished ahead of its turn waits; while that takes more than a limit, nothing is handed out.
//
//     InOrder order(0, pairs, most_bytes);
//     while (const auto next = order.next()) start(*next);
//     order.finish(position, result);
//     while (const auto result = order.take()) print(result->line);
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace linac {

/// What came of a pair.
struct PairResult {
    enum class Kind { equal, different, bad_input, impossible };
    Kind kind = Kind::equal;
    std::string line;  ///< to be printed

    friend bool operator==(const PairResult&, const PairResult&) = default;
};

class InOrder {
  public:
    /// Of the positions begin … end − 1.
    InOrder(std::size_t begin, std::size_t end, std::size_t max_waiting_bytes)
        : first_(begin), next_(begin), end_(end), max_waiting_bytes_(max_waiting_bytes) {}

    /// The next position to be worked on; nothing for now if too much waits, nothing for good at the end. What
    /// is finished already is left out.
    [[nodiscard]] std::optional<std::size_t> next();
    void finish(std::size_t position, PairResult result);
    /// The result whose turn it is, once it is finished.
    [[nodiscard]] std::optional<PairResult> take();

    /// The result at a position whose turn has not come; a null pointer if there is none.
    [[nodiscard]] const PairResult* find(std::size_t position) const {
        const auto result = waiting_.find(position);
        return result == waiting_.end() ? nullptr : &result->second;
    }

    [[nodiscard]] bool is_done() const noexcept { return first_ == end_; }
    /// How many were not handed out yet, at most.
    [[nodiscard]] std::size_t left() const noexcept { return end_ - next_; }
    [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }

  private:
    std::size_t first_;  // whose turn it is
    std::size_t next_;
    std::size_t end_;
    std::size_t max_waiting_bytes_;
    std::size_t waiting_bytes_ = 0;
    std::map<std::size_t, PairResult> waiting_;
};

}  // namespace linac
