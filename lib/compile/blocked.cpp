#include "compile/blocked.hpp"

#include <algorithm>
#include <optional>

#include "compile/gather.hpp"
#include "compile/prune.hpp"
#include "compile/relu_circuit.hpp"
#include "compile/table.hpp"
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
    // Every entry of every matrix is in a chain once a token at the least.
    const std::size_t block = plan.router.period() / 2;
    if (plan.router.period() * plan.arithmetic.automaton->transition_count() > max_nonzeros &&
        table_words(block, minimal.alphabet.size(), max_nonzeros) == max_nonzeros)
        refuse_size(max_nonzeros);
    Assembly assembly(minimal.alphabet, target, Scheme::blocked);
    // Where a ring has several slots its DeltaNet heads also rotate, and may read a token's value only where
    // they write.
    const bool gate_tokens = target == Target::deltanet && plan.router.slots > 1;
    const bool is_base = plan.router.cycle == 1;
    Position position = add_base_position(assembly, plan.router.base, is_base && gate_tokens, max_nonzeros);
    if (!is_base) position = add_cycle(assembly, position, plan.router.cycle, gate_tokens, max_nonzeros);
    const Window window = add_rings(assembly, position, plan.router.slots);
    Compilation done = with_arithmetic(assembly, window, plan.arithmetic, max_nonzeros);
    done.decisions.router = plan.router;
    return done;
}

Compilation with_arithmetic(const Assembly& router, const Window& window, const Arithmetic& arithmetic,
                            std::size_t max_nonzeros) {
    const WeightedAutomaton& automaton = *arithmetic.automaton;
    const std::size_t block = window.period / 2;
    const std::size_t carried = arithmetic.carry.rows();
    const ArithmeticPlan plan = arithmetic_plan(arithmetic.route, carried, block);
    const auto built = [&](Lookup lookup, std::size_t limit) {
        Assembly assembly = router;
        ArithmeticHead head =
            add_gather(assembly, {window, automaton, arithmetic.carry, plan}, lookup, limit);
        const std::size_t weight = head.output;
        assembly.add_layer("arithmetic", {std::move(head)});
        return pruned(assembly.finished(weight, dot(automaton.initial, automaton.final)));
    };
    const auto nonzeros = [](const Network& network) { return size_report(network).nonzeros; };
    GatherDecision decided{arithmetic.route, automaton.size(), block, least_block(arithmetic.route, carried),
                           carried};
    Result<Network> network = capture([&] { return built(Lookup::chain, max_nonzeros); });
    if (network) decided.chain_nonzeros = nonzeros(network.value());
    const std::size_t limit = decided.chain_nonzeros.value_or(max_nonzeros);
    if (table_words(block, automaton.alphabet.size(), limit) < limit) {
        Result<Network> table = capture([&] { return built(Lookup::table, limit); });
        if (table) decided.table_nonzeros = nonzeros(table.value());
        if (table && *decided.table_nonzeros < limit) {
            network = std::move(table);
            decided.is_table = true;
        }
    }
    Compilation result{std::move(network).value(), {}};
    if (nonzeros(result.network) > max_nonzeros) refuse_size(max_nonzeros);
    const std::string kind = arithmetic.route == Route::transfer ? "merged" : "minimal";
    result.explanation = kind + " automaton of dimension " + std::to_string(automaton.size()) +
                         ", blocks of " + count_of(block, "token") + ", " + count_of(carried, "coordinate") +
                         " carried from block to block, gathered by " +
                         (decided.is_table ? "a table" : "a chain") + ", " +
                         count_of(result.network.layers.size(), "layer");
    result.decisions.gather = decided;
    return result;
}

}  // namespace linac
