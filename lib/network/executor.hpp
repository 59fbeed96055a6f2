// Executor: runs a network token by token. The cost of a token is that of the non-zeros that it touches.
//
// ExactExecutor computes with rationals; SymbolicExecutor with linear forms in the state before the token,
// which is how a network is turned back into an automaton (linearize.hpp); TokenExecutor with forms in
// variables that are 0 or 1, which pass ReLU one at a time.
//
//     ExactExecutor executor(network);                    // has read BOS
//     for (const Symbol symbol : word) executor.step(symbol);
//     executor.output()                                   // the weight of the word
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "network/integer_block.hpp"
#include "network/network.hpp"
#include "network/state.hpp"

namespace linac {

template <class State>
class Executor {
  public:
    using Scalar = typename State::Scalar;

    /// Starts with S₀ = 0 and reads BOS. The network must be valid and outlive the executor.
    explicit Executor(const Network& network);

    /// Back to the empty word.
    void restart();
    /// Reads a symbol. Throws bad_input if a PD head's P is not column-one-hot at this token.
    void step(Symbol symbol) { read(symbol + 1); }
    /// Reads a token whose embedding is the given residual stream.
    void step(const Accumulator<Scalar>& embedding);
    /// The output after the tokens read so far.
    const Scalar& output();
    /// The residual stream after the last layer, for traces; valid after output().
    [[nodiscard]] const Accumulator<Scalar>& residual() const noexcept { return residual_; }
    /// Calls `visit` for the state of every head, in order.
    void for_each_state(const std::function<void(State&)>& visit);

  private:
    struct HeadRun {
        explicit HeadRun(const Head& of);
        const Head* head;
        State state;
        typename State::Row row;
        std::vector<Accumulator<Scalar>> parameters;  // of a round, in the order of the kind
        std::vector<std::uint64_t> known_in;          // the round in which a parameter was evaluated
        std::uint64_t rounds = 0;                     // since the start
        Accumulator<Scalar> scratch;
        std::vector<std::size_t> targets;  // of a permutation
        Accumulator<Scalar> receptance;
        Accumulator<Scalar> reads;
        std::vector<Accumulator<Scalar>> stages;  // of an MLP head's update
    };
    struct LayerRun {
        const Layer* layer;
        std::shared_ptr<const IntegerBlock> integers;  // of a block with fractions, for integer inputs
        std::vector<HeadRun> heads;
        std::vector<Accumulator<Scalar>> stages;
    };
    struct Recurrence;

    void read(std::size_t token);
    void run_layers();
    void update(LayerRun& run);
    void finish(LayerRun& run);
    /// Adds the value of the layer's feed-forward block to the residual stream.
    void feed_forward(LayerRun& run);
    /// The value of a feed-forward block with at least one stage; each stage has a vector to keep.
    static const Accumulator<Scalar>& evaluate_stages(const FeedForward& block, const Accumulator<Scalar>& x,
                                                      std::vector<Accumulator<Scalar>>& stages);

    const Network* network_;
    std::vector<LayerRun> layers_;
    Accumulator<Scalar> residual_;
    Accumulator<Scalar> output_;
    bool output_is_current_ = false;
};

using ExactExecutor = Executor<ExactState>;
using SymbolicExecutor = Executor<SymbolicState>;
using TokenExecutor = Executor<TokenState>;

extern template class Executor<ExactState>;
extern template class Executor<SymbolicState>;
extern template class Executor<TokenState>;

}  // namespace linac
