#include "explain/blocks.hpp"

#include <fmt/format.h>

#include "text.hpp"

namespace linac::explained {
namespace {

std::string idea(const GatherDecision& gather) {
    return fmt::format(
        "## Blocks\n\n"
        "The input is cut into blocks of m = {} (Merrill et al. 2026, arXiv 2603.03612, Theorem 5 and the "
        "theorem on "
        "weighted automata). While a block is read, the last layer multiplies its state by the matrix of the "
        "block before, "
        "one rank-one step a token, from an active buffer into an inactive one; then they swap. The readout "
        "multiplies the "
        "active buffer by the product of the current block so far, so that the output is right at every "
        "token, not only at "
        "the ends of blocks.\n\n"
        "Of the {} of the automaton, {} have to be carried from block to block: the rank of span{{α M_w : m "
        "divides |w|}}.\n\n",
        count_of(gather.block, "token"), count_of(gather.dimension, "coordinate"), gather.carried);
}

std::string base_heads(std::size_t base) {
    const std::string parity =
        "Layer 1 counts modulo 2: every token applies I − β k kᵀ with k = e₀ − e₁, β = 1, a swap with "
        "eigenvalue "
        "1 − β‖k‖² = −1 along k. ";
    std::string second;
    if (base % 3 == 0)
        second +=
            "Heads A2 alternate the swaps (0 1) and (1 2) of three slots with the parity: their product has "
            "order 3, "
            "hence period 6. ";
    if (base % 8 == 0)
        second +=
            "Heads B2 alternate a sign flip and a swap of two slots: their product has order 4, hence period "
            "8. ";
    if (base % 4 == 0 && base % 8 != 0)
        second += "Heads C2 swap two slots at odd positions: order 2, hence period 4. ";
    if (second.empty()) return parity + "\n\n";
    return parity + "\n\nLayer 2 counts on. " + second +
           fmt::format(
               "Together they count modulo {}; the feed-forward block turns them into one unit for each "
               "position.\n\n",
               base);
}

std::string router(const RouterShape& shape, const GatherDecision& gather) {
    std::string text = fmt::format(
        "## The router: position modulo P = 2m = {}, and a window of the last {} tokens\n\n"
        "A rational 2×2 matrix of finite order has order 1, 2, 3, 4 or 6 (the crystallographic restriction), "
        "so that no "
        "single rotation of a rational plane counts further; the router multiplies small orders instead, by "
        "reflections with "
        "integer entries.\n\n",
        shape.period(), shape.period());
    text += base_heads(shape.base);
    if (shape.cycle > 1)
        text += fmt::format("A further layer rotates {} slots once in {} tokens, which counts modulo {}.\n\n",
                            shape.cycle, shape.base, shape.base * shape.cycle);
    const std::size_t rings = shape.base * shape.cycle;
    text += fmt::format(
        "The next layer keeps the window in rings of {}: ring r writes the token at positions t ≡ r modulo "
        "{}. "
        "Rings that nothing reads are left out. ",
        count_of(shape.slots, "slot"), rings);
    if (shape.slots > 1) text += "The slots of a ring are rotated by one swap a token. ";
    text += "All of this is started by BOS.\n\n";
    return text + fmt::format(
                      "P = {} is the least period that can be built whose blocks are long enough: m = {} ≥ "
                      "{} for {} carried {}.\n\n",
                      shape.period(), gather.block, gather.least_block, gather.carried,
                      gather.carried == 1 ? "coordinate" : "coordinates");
}

std::string two_layer_router(const GatherDecision& gather) {
    const std::size_t period = 2 * gather.block;
    return fmt::format(
        "## The router in one layer: position modulo P = 2m = {0}, and a window of the last {0} tokens\n\n"
        "One RWKV-7 layer whose transition is the same at every token holds both. diag(x) − a 1ᵀ with "
        "distinct integers x₁ … "
        "x_P and a_i = p(x_i) / Π_j≠i (x_i − x_j) has the characteristic polynomial p (Lagrange "
        "interpolation): with p(λ) = "
        "λ^{0} − 1 it is a cycle of length {0}, the position; with p(λ) = λ^{0} a nilpotent shift of length "
        "{0}, the window. "
        "Reads dual to the orbit of the key recover each exactly (Lander 1974). The price is large "
        "numbers.\n\n"
        "m = {1} is the least block that is long enough: m ≥ {2} for {3} carried {4}.\n\n",
        period, gather.block, gather.least_block, gather.carried,
        gather.carried == 1 ? "coordinate" : "coordinates");
}

std::string gathering(const GatherDecision& gather) {
    std::string text =
        "## The gather\n\n"
        "The feed-forward block of the router's last layer turns window and position into the columns of the "
        "block's matrix "
        "and into the readout. Two circuits do that: a chain of gated products, polynomial in everything, u "
        "← M_y u for a "
        "one-hot y by ReLU(M u − C (1 − y)) − ReLU(−M u − C (1 − y)); or a table of all words of a block. ";
    if (gather.chain_nonzeros && gather.table_nonzeros)
        text += fmt::format("Built: the network has {} non-zeros with a chain and {} with a table. ",
                            *gather.chain_nonzeros, *gather.table_nonzeros);
    else if (gather.chain_nonzeros)
        text += fmt::format("The network has {} non-zeros with a chain; a table would have more. ",
                            *gather.chain_nonzeros);
    else if (gather.table_nonzeros)
        text += fmt::format("The network has {} non-zeros with a table; the chain is over the limit. ",
                            *gather.table_nonzeros);
    return text + (gather.is_table ? "The table is taken.\n\n" : "The chain is taken.\n\n");
}

std::string arithmetic(const Network& network, const GatherDecision& gather) {
    const std::size_t d = gather.carried;
    const Head& head = network.layers.back().heads.back();
    std::string text = "## The arithmetic layer\n\n";
    switch (gather.route) {
        case Route::overwrite:
            text += fmt::format(
                "RWKV-7 overwrites one inactive coordinate a token by any linear form of the active ones: w "
                "= 1, κ = e_p − c, a "
                "= e_p, with c the p-th column of the block's matrix. A carry of {0} takes {0} tokens of a "
                "block and 2·{0} "
                "coordinates",
                d);
            break;
        case Route::average:
            text += fmt::format(
                "DeltaNet cannot add in place. For each column it clears {0} scratch {1}, copies the active "
                "buffer by averaging "
                "(k = e_i − e_j, β = 1/2, so that both hold half), and writes the column's product with one "
                "step whose key has the "
                "column; the factors 2^−q that remain are undone by the readout. A carry of {0} takes 2·{0}² "
                "+ 2·{0} = {2} "
                "tokens of a block and 3·{0} coordinates",
                d, d == 1 ? "coordinate" : "coordinates", 2 * d * d + 2 * d);
            break;
        case Route::transfer:
            text += fmt::format(
                "Every letter is a permutation of the states, up to signs and to states that are lost, and "
                "so is the matrix of a "
                "block: each of its {} columns moves one coordinate from the active buffer to its place in "
                "the inactive one by a "
                "swap, without arithmetic. Buffers have {} coordinates together",
                d, head.key_dimension);
            break;
    }
    return text + fmt::format("; the head that is left after pruning is {}×{}.\n\n", head.key_dimension,
                              head.value_dimension);
}

}  // namespace

std::string blocks(const Network& network, const Decisions& decided) {
    const GatherDecision& gather = *decided.gather;
    return idea(gather) + (decided.router ? router(*decided.router, gather) : two_layer_router(gather)) +
           gathering(gather) + arithmetic(network, gather);
}

}  // namespace linac::explained
