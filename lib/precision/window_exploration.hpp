// An exploration of a network's states that holds the last tokens as variables: a group is the set of states
//
//     { S(τ) : τ ∈ Σ^d },   S a decision diagram an entry, d at most the window,
//
// one for each that the tokens before the window lead to. A token enters with age 0; what still depends on the token of
// age `window` is split by it. With a window of 0 the states are explored one by one; with one as long as what the
// network remembers word for word, there are as many groups as states of the automaton behind it, times the period of
// its position. Breadth first, so that what is met tells of words by their length.
//
//     WindowExploration exploration(network, 16, {});
//     exploration.run();
//     const Horizon horizon = exploration.horizon(float32);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_set>
#include <vector>

#include "precision/diagram_network.hpp"
#include "precision/horizon.hpp"

namespace linac {

struct WindowLimits {
    std::size_t max_groups = std::size_t{1} << 16U;
    std::size_t max_nodes = std::size_t{1} << 22U;
    std::size_t max_work = 50'000'000;  ///< non-zeros touched and nodes visited
    std::size_t max_length = std::size_t{1} << 12U;
    std::function<void(std::size_t work)> progress{};  ///< called now and then
};

class WindowExploration {
  public:
    /// The network must outlive it.
    WindowExploration(const Network& network, std::size_t window, const WindowLimits& limits);

    void run();

    /// What was certified, with a witness where the format fails.
    [[nodiscard]] Horizon horizon(const FloatFormat& format);
    /// Whether all was explored, or every format failed: a longer window shows no more.
    [[nodiscard]] bool has_ended() const noexcept { return is_closed_ || met_.size() > limits_.max_length; }
    /// Non-zeros touched and nodes visited.
    [[nodiscard]] std::size_t work() const noexcept { return network_.work(); }

  private:
    using State = DiagramNetwork::State;
    struct Group {
        State state;
        std::size_t parent;  ///< from which a token leads to it
        Symbol forgotten;    ///< the token that left the window meanwhile, or any where it does not matter
    };
    struct Met {
        Need need;  ///< of words up to this length
        std::vector<std::optional<std::size_t>>
            failed;  ///< by format: a group from which a symbol needs too much
    };
    bool join(State state, std::size_t parent, Symbol forgotten);
    bool advance();
    [[nodiscard]] bool fails(State state, Symbol symbol, const FloatFormat& format);
    [[nodiscard]] std::optional<Word> witness(std::size_t group, const FloatFormat& format);

    std::size_t symbols_;
    std::size_t window_;
    WindowLimits limits_;
    DecisionDiagrams diagrams_;
    DiagramNetwork network_;

    std::vector<Group> groups_;
    std::unordered_set<State, DiagramsHash> known_;
    std::vector<std::size_t> frontier_;
    std::vector<Met> met_;  // by length
    bool is_closed_ = false;
};

}  // namespace linac
