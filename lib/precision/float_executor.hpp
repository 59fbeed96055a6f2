// FloatExecutor: runs a network in floating point, the way that the kernels do, every operation rounded to nearest even.
//
//   kernel   as flash-linear-attention's fused_recurrent operators in a model of that dtype: constants, parameters and
//            RWKV-7's κ ⊙ a, reads, hidden units and the residual stream are kept in the format; sums, and the state S
//            of a linear head with its recurrence, in f32 (in f64 for f64).
//   plain    every operation, state included, is rounded to the format: no wider accumulators.
//
// For f32 and f64 the two are the same. Sums run by ascending index, without fused multiply-add: a GPU may order them
// differently, which makes a difference only past the certified horizon (horizon.hpp).
//
//     FloatExecutor executor(network, {bfloat16, FloatMode::kernel});   // has read BOS
//     executor.step(symbol);
//     const double weight = executor.output();
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "exact/floating.hpp"
#include "network/network.hpp"

namespace linac {

enum class FloatMode { kernel, plain };

struct FloatArithmetic {
    FloatFormat format;
    FloatMode mode = FloatMode::kernel;

    /// Of sums and states.
    [[nodiscard]] FloatFormat accumulator() const {
        return mode == FloatMode::kernel && format.precision < float32.precision ? float32 : format;
    }
};

/// `value` to the nearest number of the format, ±infinity beyond the largest.
[[nodiscard]] double rounded_double(double value, const FloatFormat& format);

/// The exact value of a finite double.
[[nodiscard]] Rational exact_value(double value);

class FloatExecutor {
  public:
    /// Reads BOS. Throws impossible, naming the constant, if one is too large for the format.
    FloatExecutor(const Network& network, const FloatArithmetic& arithmetic);

    void restart();
    void step(Symbol symbol) { read(symbol + 1); }
    [[nodiscard]] double output() const noexcept { return output_; }
    /// The entries of every head's state, in order, row-major.
    [[nodiscard]] const std::vector<double>& state() const noexcept { return state_; }

  private:
    /// b + W x by rows.
    struct Map {
        struct Weight {
            std::size_t input;
            double value;
        };
        std::vector<std::vector<Weight>> rows;
        std::vector<double> bias;
    };
    struct HeadMaps {
        const Head* head;
        std::size_t first;  // entry of the state
        std::vector<Map> parameters;
        std::vector<Map> stages;
        Map receptance;
        Map output;
    };
    struct LayerMaps {
        std::vector<HeadMaps> heads;
        std::vector<Map> stages;
    };
    struct Recurrence;

    [[nodiscard]] Map map_of(const AffineMap& map) const;
    [[nodiscard]] double stored(const Rational& constant) const;
    void read(std::size_t token);
    void update(const HeadMaps& maps, const std::vector<double>& x);
    [[nodiscard]] std::vector<double> apply(const Map& map, const std::vector<double>& x) const;
    [[nodiscard]] std::vector<double> stages(const std::vector<Map>& maps, std::vector<double> x) const;
    /// To the format, and to that of sums.
    [[nodiscard]] double store(double value) const { return rounded_double(value, format_); }
    [[nodiscard]] double sum(double value) const { return rounded_double(value, accumulator_); }

    FloatFormat format_;
    FloatFormat accumulator_;
    std::vector<std::vector<double>> embeddings_;
    std::vector<LayerMaps> layers_;
    Map readout_;
    std::vector<double> state_;
    double output_ = 0;
};

}  // namespace linac
