// NaiveFloats: a network in floating point by what float_executor.hpp says of its modes, each operation done exactly in
// Boost's rationals and then rounded by the definition of the format. Nothing is shared with the executor under test.
//
//     tests::NaiveFloats executor(network, {bfloat16, FloatMode::kernel});   // has read BOS
//     for (Symbol symbol : word) executor.step(symbol);
//     EXPECT_EQ(executor.output(), ...);
#pragma once

#include <stdexcept>
#include <vector>

#include "precision/float_executor.hpp"
#include "support/oracle.hpp"

namespace linac::tests {

/// A number beyond the largest of the format: infinities are not followed.
struct Overflow : std::runtime_error {
    Overflow() : std::runtime_error("beyond the largest number") {}
};

/// The nearest number of the format, of two the one whose last bit is 0. Throws Overflow.
Oracle nearest(const Oracle& value, const FloatFormat& format);

/// Its constructor and step throw Overflow.
class NaiveFloats {
  public:
    NaiveFloats(const Network& network, const FloatArithmetic& arithmetic);

    void step(Symbol symbol) { read(symbol + 1); }
    [[nodiscard]] const Oracle& output() const noexcept { return output_; }
    /// The entries of every head's state, in order, row-major.
    [[nodiscard]] OracleVector state() const;

  private:
    void read(std::size_t token);
    [[nodiscard]] Oracle store(const Oracle& value) const { return nearest(value, arithmetic_.format); }
    [[nodiscard]] Oracle add(const Oracle& left, const Oracle& right) const;
    [[nodiscard]] Oracle times(const Oracle& left, const Oracle& right) const;
    [[nodiscard]] OracleVector apply(const AffineMap& map, const OracleVector& x) const;
    [[nodiscard]] OracleVector apply(const FeedForward& block, OracleVector x) const;
    /// Σ_i weights[i] S[i][j].
    [[nodiscard]] Oracle column(const OracleVector& weights, const std::vector<OracleVector>& state,
                                std::size_t j) const;
    void update(const Head& head, const OracleVector& x, std::vector<OracleVector>& state) const;
    void take(const StateStep& step, const std::vector<OracleVector>& given, OracleVector& y,
              std::vector<OracleVector>& state) const;

    const Network* network_;
    FloatArithmetic arithmetic_;
    FloatFormat sums_;
    std::vector<std::vector<OracleVector>> states_;  // by head
    Oracle output_;
};

}  // namespace linac::tests
