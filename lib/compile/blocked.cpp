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
    Arithmetic arithmetic;
};

/// The least period whose blocks are long enough for what is carried over their boundaries, by any route.
Plan choose(const WeightedAutomaton& minimal, const WeightedAutomaton& merged, Target target) {
    const Route general = target == Target::rwkv7 ? Route::overwrite : Route::average;
    const auto transfer = target == Target::deltanet ? transfer_block(merged) : std::nullopt;
    RouterShape router{0, 1, 1};
    BlockCarries carries(minimal);
    while (true) {
        router = next_router(router.period());
        const std::size_t block = router.period() / 2;
        if (transfer && *transfer <= block)
            return {router, {&merged, Route::transfer, SparseMatrix::identity(merged.size())}};
        if (least_block(general, 1) > block) continue;
        SparseMatrix carry = carries.carry(block);
        if (least_block(general, carry.rows()) <= block)
            return {router, {&minimal, general, std::move(carry)}};
    }
}

}  // namespace

Compilation blocked_network(const WeightedAutomaton& minimal, const WeightedAutomaton& merged, Target target,
                            std::size_t max_nonzeros) {
    const Plan plan = choose(minimal, merged, target);
    // Every entry of every matrix is in the block once a token at the least.
    if (plan.router.period() * plan.arithmetic.automaton->transition_count() > max_nonzeros)
        refuse_size(max_nonzeros);
    Assembly assembly(minimal.alphabet, target, Scheme::blocked);
    // Where a ring has several slots its DeltaNet heads also rotate, and may read a token's value only where
    // they write.
    const bool gate_tokens = target == Target::deltanet && plan.router.slots > 1;
    const bool is_base = plan.router.cycle == 1;
    Position position = add_base_position(assembly, plan.router.base, is_base && gate_tokens, max_nonzeros);
    if (!is_base) position = add_cycle(assembly, position, plan.router.cycle, gate_tokens, max_nonzeros);
    const Window window = add_rings(assembly, position, plan.router.slots);
    return with_arithmetic(assembly, window, plan.arithmetic, max_nonzeros);
}

Compilation with_arithmetic(Assembly& assembly, const Window& window, const Arithmetic& arithmetic,
                            std::size_t max_nonzeros) {
    const WeightedAutomaton& automaton = *arithmetic.automaton;
    const std::size_t block = window.period / 2;
    const std::size_t carried = arithmetic.carry.rows();
    const ArithmeticPlan plan = arithmetic_plan(arithmetic.route, carried, block);
    ArithmeticHead head = add_gather(assembly, window, automaton, arithmetic.carry, plan, max_nonzeros);
    const std::size_t weight = head.output;
    assembly.add_layer("arithmetic", {std::move(head)});
    Compilation result{assembly.finished(weight, dot(automaton.initial, automaton.final)), {}};
    if (size_report(result.network).nonzeros > max_nonzeros) refuse_size(max_nonzeros);
    const std::string kind = arithmetic.route == Route::transfer ? "merged" : "minimal";
    result.explanation = kind + " automaton of dimension " + std::to_string(automaton.size()) +
                         ", blocks of " + count_of(block, "token") + ", " + count_of(carried, "coordinate") +
                         " carried from block to block, " + count_of(result.network.layers.size(), "layer");
    return result;
}

}  // namespace linac
