// A network on decision diagrams: one token, for all contents of the tokens read last at once.
//
// Where the entries of the state are functions of the last tokens, exact values as decision_diagram.hpp holds them,
// the next state and the output are such functions of one token more. What a sum takes to be exact is met for the
// largest of its values; of their common grain the least is taken.
//
//     DecisionDiagrams diagrams(network.alphabet.size(), 1U << 16U);
//     DiagramNetwork symbolic(network, diagrams);
//     Need need;
//     DiagramNetwork::State state = symbolic.start(need);  // after BOS
//     const Diagram output = symbolic.step(state, need);   // after one more token, whatever it is
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "precision/decision_diagram.hpp"
#include "precision/kernel_network.hpp"

namespace linac {

/// A sum of diagrams; constants are added up at once.
class DiagramSum {
  public:
    explicit DiagramSum(DecisionDiagrams& diagrams) : diagrams_(&diagrams) {}

    void add(Diagram term);
    void add_product(Diagram left, Diagram right);
    [[nodiscard]] bool is_empty() const noexcept { return grain_ == Range::any && terms_.empty(); }

    /// The sum. Where the gate, if one is given, is 0, it need only be finite.
    [[nodiscard]] Diagram finish(Need& need, const Diagram* gate = nullptr) const;

  private:
    [[nodiscard]] Rational largest_magnitude(const Diagram* gate) const;

    DecisionDiagrams* diagrams_;
    Rational constant_;
    Rational constant_magnitude_;
    std::int64_t grain_ = Range::any;
    bool is_dyadic_ = true;
    std::vector<Diagram> terms_;  // none is constant
};

/// Diagrams as a domain.
struct DiagramDomain {
    using Value = Diagram;
    using Constant = Diagram;
    using Sum = DiagramSum;
    static constexpr bool has_matrix_bounds = false;

    DecisionDiagrams& diagrams;
    Need& need;

    [[nodiscard]] Diagram constant(const Rational& value) { return diagrams.constant(value); }
    [[nodiscard]] Diagram point(const Rational& value) { return diagrams.constant(value); }
    [[nodiscard]] DiagramSum sum() { return DiagramSum(diagrams); }
    [[nodiscard]] Diagram finish(const DiagramSum& sum) { return sum.finish(need); }
    [[nodiscard]] Diagram finish(const DiagramSum& sum, Diagram gate) { return sum.finish(need, &gate); }
    [[nodiscard]] Diagram negated(Diagram function) {
        return diagrams.product(diagrams.constant(-1), function);
    }
    [[nodiscard]] Diagram rectified(Diagram function) { return diagrams.rectified(function); }
    [[nodiscard]] static bool is_zero(Diagram function) { return function == Diagram::zero; }
};

class DiagramNetwork {
  public:
    /// The entries of all heads' states, head by head, row-major.
    using State = std::vector<Diagram>;

    /// The network and the diagrams must outlive it.
    DiagramNetwork(const Network& network, DecisionDiagrams& diagrams);

    /// The state after BOS.
    [[nodiscard]] State start(Need& need);
    /// Reads a symbol, which becomes the token of age 0: any symbol, or the given one. `need` grows by what exactness
    /// takes; but what was computed for an earlier `need` is met only once.
    Diagram step(State& state, Need& need);
    Diagram step(State& state, Symbol symbol, Need& need);

    /// Non-zeros touched and nodes visited.
    [[nodiscard]] std::size_t work() const noexcept { return work_ + diagrams_->work(); }

  private:
    using Values = std::vector<Diagram>;

    [[nodiscard]] Values embedding(std::size_t token);
    Diagram read(Values x, State& state, Need& need, bool is_remembered);

    DecisionDiagrams* diagrams_;
    KernelNetwork<DiagramDomain> kernel_;
    std::vector<Need> needs_;  // by token
    Values any_symbol_;        // the embedding of the token of age 0
    std::size_t work_ = 0;
    // By layer, of all but the last: residual and state before → after. The layers that compute parameters from a
    // window do so once for all states of the layers behind them.
    std::vector<std::unordered_map<Values, Values, DiagramsHash>> computed_;
};

}  // namespace linac
