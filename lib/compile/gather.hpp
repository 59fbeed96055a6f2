// Gather: the ring layer's feed-forward block. From the window and the position it computes what the
// arithmetic layer needs at this token, exactly (constructions.md §3.2):
//
//   column   F N_{previous} g_q     where the plan writes column q
//   readout  F N_{previous} M_{current} η, or F M_{current} η
//
// by a chain of gated products (chain.hpp), of polynomial size, or by a table of all words (table.hpp), which
// is smaller for short blocks and for one letter. Parameters that the position alone decides are made here.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "compile/arithmetic.hpp"
#include "compile/assembly.hpp"
#include "compile/relu_circuit.hpp"
#include "compile/router.hpp"

namespace linac {

enum class Lookup { chain, table };

/// What is to be gathered. All of it outlives the gather.
struct GatherTask {
    const Window& window;
    const WeightedAutomaton& automaton;
    const SparseMatrix& carry;  ///< F, in reduced row echelon form
    const ArithmeticPlan& plan;
};

/// Sets the last layer's feed-forward block and returns the arithmetic head that uses it.
[[nodiscard]] ArithmeticHead add_gather(Assembly& assembly, const GatherTask& task, Lookup lookup,
                                        std::size_t max_nonzeros);

/// What chain and table have in common.
class Gather {
  public:
    Gather(Assembly& assembly, const GatherTask& task, std::size_t max_nonzeros);

    [[nodiscard]] const GatherTask& task() const noexcept { return task_; }
    [[nodiscard]] Assembly& assembly() noexcept { return assembly_; }
    [[nodiscard]] ReluCircuit& circuit() noexcept { return circuit_; }
    [[nodiscard]] std::size_t period() const noexcept { return period_; }
    [[nodiscard]] std::size_t block() const noexcept { return period_ / 2; }
    /// 1 at the p-th token of a period, p = 0 … period − 1, over the block's inputs.
    [[nodiscard]] const Form& position(std::size_t p) const { return positions_[p]; }
    /// 1 where, at position p, the token of this age is the symbol, over the block's inputs.
    [[nodiscard]] Form content(std::size_t p, std::size_t age, Symbol symbol);
    /// A unit of this role: its label is the role in words, and what follows.
    [[nodiscard]] UnitName named(const UnitRole& role, const std::string& more = {}) const {
        return {label_of(role, task_.automaton.alphabet) + more, role};
    }
    /// The unit column g_q is at the pivot of F's row q.
    [[nodiscard]] std::size_t pivot(std::size_t q) const { return task_.carry.row(q).front().index; }

    /// The head with all that the position alone decides.
    [[nodiscard]] ArithmeticHead constant_head();
    /// Hands the circuit over.
    void finish(ArithmeticHead& head);

  private:
    [[nodiscard]] Form by_position(const std::function<Rational(const ArithmeticStep&)>& value,
                                   const std::string& label);

    Assembly& assembly_;
    GatherTask task_;
    std::size_t period_;
    ReluCircuit circuit_;
    std::vector<Form> positions_;
};

}  // namespace linac
