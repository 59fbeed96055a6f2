#include "compile/blocked.hpp"

#include <algorithm>
#include <optional>

#include "compile/circuit.hpp"
#include "compile/gather.hpp"
#include "text.hpp"

namespace linac {

RouterShape next_router(std::size_t period) {
    for (const std::size_t base : base_periods())
        if (base > period) return {base, 1, 1};
    const std::size_t largest = base_periods().back();
    for (std::size_t multiple = period / largest + 1;; ++multiple) {
        if (multiple <= largest) return {largest, 1, multiple};
        // A further position layer with the least factor that leaves enough residues to drive the rings.
        for (std::size_t cycle = 2; cycle <= largest; ++cycle)
            if (multiple % cycle == 0 && multiple / cycle <= largest * cycle)
                return {largest, cycle, multiple / cycle};
    }
}

namespace {

struct Plan {
    RouterShape router;
    SparseMatrix carry;
};

/// The least period whose blocks are long enough for the carry at their boundaries.
Plan choose(const WeightedAutomaton& minimal, Target target) {
    RouterShape router{0, 1, 1};
    while (true) {
        router = next_router(router.period());
        const std::size_t block = router.period() / 2;
        if (block < least_block(target, 1)) continue;
        SparseMatrix carry = block_carry(minimal, block);
        if (least_block(target, carry.rows()) <= block) return {router, std::move(carry)};
    }
}

}  // namespace

Compilation blocked_network(const WeightedAutomaton& minimal, Target target, std::size_t max_nonzeros) {
    const Plan plan = choose(minimal, target);
    Assembly assembly(minimal.alphabet, target, Scheme::blocked);
    // Where a ring has several slots its DeltaNet heads also rotate, and may read a token's value only where
    // they write.
    const bool gate_tokens = target == Target::deltanet && plan.router.slots > 1;
    const bool is_base = plan.router.cycle == 1;
    Position position = add_base_position(assembly, plan.router.base, is_base && gate_tokens, max_nonzeros);
    if (!is_base) position = add_cycle(assembly, position, plan.router.cycle, gate_tokens, max_nonzeros);
    const Window window = add_rings(assembly, position, plan.router.slots);
    return with_arithmetic(assembly, window, minimal, plan.carry, max_nonzeros);
}

Compilation with_arithmetic(Assembly& assembly, const Window& window, const WeightedAutomaton& minimal,
                            const SparseMatrix& carry, std::size_t max_nonzeros) {
    const std::size_t block = window.period / 2;
    const ArithmeticPlan plan = arithmetic_plan(assembly.target(), carry.rows(), block);
    ArithmeticHead head = add_gather(assembly, window, minimal, carry, plan, max_nonzeros);
    const std::size_t weight = head.output;
    assembly.add_layer("arithmetic", {std::move(head)});
    Compilation result{assembly.finished(weight, dot(minimal.initial, minimal.final)), {}};
    if (size_report(result.network).nonzeros > max_nonzeros) refuse_size(max_nonzeros);
    result.explanation = "minimal automaton of dimension " + std::to_string(minimal.size()) + ", blocks of " +
                         count_of(block, "token") + ", " + count_of(carry.rows(), "coordinate") +
                         " carried from block to block, " + count_of(result.network.layers.size(), "layer");
    return result;
}

}  // namespace linac
