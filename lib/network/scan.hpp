// A network reads a word of any length. The state of a network that is linear, S_t = A_t S_{t−1} + B_t, is a product
// of matrices that depend on one token each, which may be multiplied in any grouping: a parallel scan of depth
// O(log T) (compile/constructions.md §5; Blelloch 1990). So on long words such a network runs as the weighted automaton
// that it is, by a tree of products where that is faster. Any other network runs token by token.
//
//     NetworkScan scan(network);
//     scan.read(word);                     // in parts of any size
//     assert(scan.output() == output_of_an_executor_that_read(word));
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "automata/long_run.hpp"
#include "network/executor.hpp"

namespace linac {

class NetworkScan {
  public:
    /// The network must outlive it.
    explicit NetworkScan(const Network& network);
    ~NetworkScan();
    NetworkScan(const NetworkScan&) = delete;
    NetworkScan& operator=(const NetworkScan&) = delete;

    /// Back to the empty word.
    void restart();
    void read(std::span<const Symbol> part);
    /// After what was read since the start.
    [[nodiscard]] Rational output();

  private:
    struct Linear;

    /// Goes on with the automaton, from the start, if the network is linear in few numbers.
    bool become_linear();

    const Network* network_;
    ExactExecutor executor_;
    Word first_;               // read by the executor
    bool is_decided_ = false;  // how this word goes on
    bool is_linear_ = false;
    bool was_tried_ = false;  // to make the automaton
    std::unique_ptr<Linear> linear_;
};

}  // namespace linac
