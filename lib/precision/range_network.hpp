// A network on ranges: one token, from what is known of the state to what is known of the next state and the output.
//
// The operations are those of the recurrent kernels (network/float_executor.hpp), each sum as one sum in any order.
// What a range says of the new state is the better of two: of the operations one by one, and of A S + B with the
// entries of A and B as ranges, which sees that a reflection or an overwriting cannot make the state larger.
//
//     const RangeNetwork ranges(network);
//     RangeNetwork::State state = ranges.start();         // S = 0
//     Need need;
//     const Range output = ranges.step(state, 0, need);   // BOS
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "network/network.hpp"
#include "precision/range.hpp"

namespace linac {

/// y = b + W x by rows.
class RangeMap {
  public:
    RangeMap() = default;
    RangeMap(const AffineMap& map, const FloatFormat* format);

    [[nodiscard]] std::size_t outputs() const noexcept { return rows_.size(); }
    /// Adds W x + b to the sums.
    void add_to(std::vector<RangeSum>& sums, const std::vector<Range>& x) const;
    [[nodiscard]] std::vector<Range> apply(const std::vector<Range>& x, Need& need,
                                           const FloatFormat* format) const;

  private:
    struct Row {
        std::vector<std::pair<std::size_t, RangeConstant>> weights;
        std::optional<RangeConstant> bias;
    };
    void add_row(RangeSum& sum, const Row& row, const std::vector<Range>& x) const;

    std::vector<Row> rows_;
    std::vector<std::size_t> used_;  // rows that are not 0
};

class RangeNetwork {
  public:
    /// The entries of all heads' states, head by head, row-major.
    using State = std::vector<Range>;

    /// With a format, ranges bound the errors that it makes. The network must outlive it.
    explicit RangeNetwork(const Network& network, std::optional<FloatFormat> format = {});

    /// S = 0, before BOS.
    [[nodiscard]] State start() const { return State(entries_); }
    /// Reads a token (0 is BOS, 1 + s is symbol s) and returns the output; `need` grows by what exactness takes.
    Range step(State& state, std::size_t token, Need& need) const;

    [[nodiscard]] const Network& network() const noexcept { return *network_; }
    [[nodiscard]] const FloatFormat* format() const noexcept { return format_ ? &*format_ : nullptr; }
    /// The layer of each entry of a state.
    [[nodiscard]] const std::vector<std::size_t>& layer_of() const noexcept { return layer_of_; }

  private:
    struct HeadMaps {
        const Head* head;
        std::size_t first;                 ///< entry of the state
        std::vector<RangeMap> parameters;  ///< in the order of the file
        std::vector<RangeMap> stages;      ///< of an MLP head
        RangeMap receptance;
        RangeMap output;
    };
    struct LayerMaps {
        std::vector<HeadMaps> heads;
        std::vector<RangeMap> stages;
    };
    struct Recurrence;

    void update(const HeadMaps& maps, const std::vector<Range>& x, State& state, Need& need) const;
    [[nodiscard]] std::vector<Range> stages(const std::vector<RangeMap>& maps, std::vector<Range> x,
                                            Need& need) const;

    const Network* network_;
    std::optional<FloatFormat> format_;
    std::vector<std::vector<Range>> embeddings_;
    std::vector<LayerMaps> layers_;
    RangeMap readout_;
    std::size_t entries_ = 0;
    std::int64_t largest_constant_ = 0;  // at most 2^this
    std::vector<std::size_t> layer_of_;
};

}  // namespace linac
