// NetworkTrace: runs a network and keeps what every token does in it: each head's parameters, transition and state, and the
// residual stream. Computed straight from the formulas of network/head.hpp; the executor is the faster way to an output.
//
//     NetworkTrace run(network);                       // has read BOS
//     run.step(symbol);
//     run.now().layers[0].heads[0].does                "swap slots 2 and 3"
//     run.now().output                                 the weight of the prefix
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "network/network.hpp"
#include "trace/names.hpp"
#include "trace/transition.hpp"

namespace linac {

struct HeadStep {
    std::vector<SparseVector> parameters;  ///< values of `parameters(head)`, the last is the receptance r
    std::optional<Transition> transition;  ///< none of an MLP head
    Vector before;                         ///< S before the token, row-major
    Vector after;                          ///< S after it
    Vector read;                           ///< Sᵀ r
    std::string does;                      ///< in words, see action.hpp
    /// Dimensions of the layer's input that are not 0 and that some parameter but r depends on.
    std::vector<std::size_t> driven_by;
};

struct LayerStep {
    std::vector<HeadStep> heads;
    Vector residual;  ///< after the layer
};

struct NetworkStep {
    Vector embedding;
    std::vector<LayerStep> layers;
    Rational output;
    std::vector<Reading> readings;  ///< of the residual stream after the last layer

    [[nodiscard]] const Vector& residual() const {
        return layers.empty() ? embedding : layers.back().residual;
    }
};

class NetworkTrace {
  public:
    /// Reads BOS. The network must be valid; it is copied.
    explicit NetworkTrace(Network network);
    NetworkTrace(const NetworkTrace&) = delete;
    NetworkTrace& operator=(const NetworkTrace&) = delete;

    /// Throws bad_input if a PD head's P is not column-one-hot at this token.
    void step(Symbol symbol) { read(symbol + 1); }
    [[nodiscard]] const NetworkStep& now() const noexcept { return now_; }

    [[nodiscard]] const Network& network() const noexcept { return network_; }
    /// By layer and head.
    [[nodiscard]] const std::vector<std::vector<HeadNames>>& names() const noexcept { return names_; }
    /// By layer and head, as in HeadStep::parameters.
    [[nodiscard]] const std::vector<std::vector<std::vector<Parameter>>>& parameters() const noexcept {
        return parameters_;
    }
    [[nodiscard]] const Readings& readings() const noexcept { return readings_; }

  private:
    struct Place {
        std::size_t layer;
        std::size_t head;
    };
    void read(std::size_t token);
    /// Moves the head's state on.
    [[nodiscard]] HeadStep step_of(Place place, const Accumulator<Rational>& input);

    Network network_;
    std::vector<std::vector<HeadNames>> names_;
    std::vector<std::vector<std::vector<Parameter>>> parameters_;
    Readings readings_;
    std::vector<std::vector<Vector>> states_;  // by layer and head
    NetworkStep now_;
};

}  // namespace linac
