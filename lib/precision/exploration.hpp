// One exploration of a network's states on ranges, by the length of the words that lead to them, as horizon.hpp
// describes it, with a given set of open entries.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "precision/horizon.hpp"
#include "precision/range_network.hpp"

namespace linac {

/// Most states of an exploration in which some entries are open.
inline constexpr std::size_t max_joined_states = 2048;

/// Most groups whose growth is extrapolated.
inline constexpr std::size_t max_growing_groups = 256;

/// Of lengths, where only the growth of states is of interest.
inline constexpr std::size_t max_explored_length = std::size_t{1} << 12U;

struct ExplorationLimits {
    std::size_t max_states;
    std::size_t max_work;  ///< non-zeros touched
    std::size_t max_length;
    std::function<void(std::size_t work)> progress{};  ///< called now and then
};

class Exploration {
  public:
    /// `open` tells of each entry of the state whether its values are joined.
    Exploration(const RangeNetwork& network, std::vector<bool> open, const ExplorationLimits& limits);

    void run();

    /// Non-zeros touched.
    [[nodiscard]] std::size_t work() const noexcept { return work_; }
    /// Bounds of the output's error on words up to each length, of a network with a format.
    [[nodiscard]] std::vector<Rational> output_errors() const;
    /// What was certified.
    [[nodiscard]] Horizon horizon(const FloatFormat& format) const;
    /// Whether opening more entries is of no use: nothing new appears, or all formats have failed.
    [[nodiscard]] bool has_ended() const noexcept { return is_closed_; }
    /// Whether growth was followed as far as it is exact: joining more cannot show more.
    [[nodiscard]] bool is_extrapolated() const;
    /// Chooses entries to be opened next, of those that have many values or cannot stay closed; false if there are
    /// none.
    [[nodiscard]] bool open_more(std::vector<bool>& open) const;

  private:
    /// States that have the same key, joined.
    struct Group {
        RangeNetwork::State state;
        std::size_t changed = 0;  ///< length at which it grew last
        std::size_t parent = 0;   ///< a group and a token that lead to it, for witnesses
        std::size_t token = 0;
    };
    /// What a length needs, and which group and token need most.
    struct Met {
        Need need;              ///< of all lengths up to this one
        Rational output_error;  ///< likewise
        std::vector<std::optional<std::pair<std::size_t, std::size_t>>> witnesses;  ///< by format
    };
    struct Bounds;

    [[nodiscard]] std::vector<RangeNetwork::State> parts(const RangeNetwork::State& state) const;
    [[nodiscard]] std::optional<std::string> key_of(const RangeNetwork::State& state);
    bool join(const RangeNetwork::State& part, std::size_t parent, std::size_t token);
    bool visit(RangeNetwork::State state, std::size_t group, std::size_t token, Met& met);
    bool advance();
    [[nodiscard]] bool is_exact_for_none() const;
    [[nodiscard]] Word word_of(std::size_t group, std::size_t token) const;

    // Where ranges grow.
    void extrapolate();
    void use(const Bounds& bounds);
    /// What the steps from I_0, …, I_steps need, if they keep to the bounds.
    [[nodiscard]] std::optional<Need> proved_need(const Bounds& bounds, std::uint64_t steps);

    const RangeNetwork* network_;
    std::vector<bool> open_;
    std::vector<bool> signed_;  // entries that are split by their sign
    ExplorationLimits limits_;
    std::size_t tokens_;
    std::size_t cost_;  // of a step

    std::vector<Group> groups_;
    std::unordered_map<std::string, std::size_t> group_of_;
    std::vector<std::size_t> changed_;
    std::vector<Met> met_;  // by length
    std::size_t work_ = 0;
    bool is_closed_ = false;
    bool is_over_ = false;
    bool is_concrete_;
    std::optional<std::size_t> not_a_point_;   // a closed entry that is not
    std::vector<std::uint64_t> extrapolated_;  // by format: a longer horizon, or 0
};

/// Explores with more and more open entries, first with none, until `is_enough` says so of an exploration, no entry is
/// left to be opened, or the work is done. The first one gets half of it: what is joined later needs little.
void explore(const RangeNetwork& network, const HorizonOptions& options, std::size_t max_length,
             const std::function<bool(const Exploration&)>& is_enough);

}  // namespace linac
