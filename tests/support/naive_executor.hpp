// NaiveExecutor: a network by the formulas of the kinds of its heads (formula.hpp) over another ℚ, with dense matrices.
// Nothing but the network's constants and these formulas is shared with the executor under test.
//
//     tests::NaiveExecutor executor(network);             // has read BOS
//     for (Symbol symbol : word) executor.step(symbol);
//     EXPECT_EQ(executor.output(), tests::naive_weight(automaton, word));
#pragma once

#include <memory>
#include <stdexcept>
#include <vector>

#include "network/network.hpp"
#include "support/formula.hpp"
#include "support/oracle.hpp"

namespace linac::tests {

/// A PD head's P that is not column-one-hot: the network has no output.
struct NotOneHot : std::runtime_error {
    NotOneHot() : std::runtime_error("P is not column-one-hot") {}
};

/// A copy goes on from where the original is. Throws NotOneHot where a network has no output.
class NaiveExecutor {
  public:
    using State = std::vector<std::vector<OracleMatrix>>;  ///< by layer and head

    explicit NaiveExecutor(const Network& network);

    void step(Symbol symbol);
    /// Reads a token whose embedding is x.
    void step_on(OracleVector x);
    /// The output after the tokens read so far.
    [[nodiscard]] const Oracle& output() const noexcept { return output_; }
    [[nodiscard]] State& state() noexcept { return state_; }

  private:
    struct Program;

    std::shared_ptr<const Program> program_;
    State state_;
    Oracle output_;
};

/// The outputs after BOS and after every symbol of the word.
std::vector<Oracle> naive_outputs(const Network& network, const Word& word);

}  // namespace linac::tests
