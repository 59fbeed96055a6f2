#include "explain/explain.hpp"

#include <gtest/gtest.h>

#include "analysis/minimize.hpp"
#include "compile/arithmetic.hpp"
#include "compile/attempts.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "verify/verify.hpp"

namespace linac::tests::explain_test {
namespace {

Automaton zoo(const std::string& name) {
    return read_automaton(read_file(source_directory() / "automata" / (name + ".linac")), name).value();
}

Result<Compilation> compiled(const Automaton& automaton, const CompileOptions& options) {
    if (const auto* machine = std::get_if<CounterMachine>(&automaton)) return compile(*machine, options);
    if (const auto* machine = std::get_if<StackMachine>(&automaton)) return compile(*machine, options);
    return compile(to_weighted(automaton), options);
}

std::string explained(const std::string& name, Target target, Scheme scheme = Scheme::automatic) {
    return explain(compiled(zoo(name), {target, scheme}).value(), name);
}

/// Each of the pieces is in the text, in this order.
void expect_says(const std::string& text, const std::vector<std::string>& pieces) {
    std::size_t at = 0;
    for (const std::string& piece : pieces) {
        const std::size_t found = text.find(piece, at);
        ASSERT_NE(found, std::string::npos) << piece << "\nis not in, or not in order in\n" << text;
        at = found;
    }
}

TEST(Explain, parity_by_its_negative_eigenvalue) {
    expect_says(explained("weighted/parity", Target::deltanet),
                {"# `weighted/parity` as a network: deltanet, direct", "2 states over 2 symbols",
                 "minimal dimension is 2", "| minimal automaton of dimension 2 | 2 | 12 | held |",
                 "kept out of the state | 1 | 9 | **taken** |", "| `0` | 0 | 0 | none: the identity | 0 |",
                 "| `1` | 2 | e₀ | −1 | e₀ |", "| `1` | (λ + 1) |", "Negative eigenvalues: −1 (`1`)",
                 "Grazzi et al. 2025", "| layers | 1 |", "| heads, layer by layer | 1 deltanet 1×1 |",
                 "| non-zeros | 9 |", "| constants | dyadic fractions |"});
}

TEST(Explain, swaps_of_s5_as_reflections) {
    expect_says(
        explained("permutation/s5-transpositions", Target::deltanet),
        {"| `a` | 1 | e₀ − e₁ | −1 | 0 |", "| `d` | 1 | e₃ − e₄ | −1 | 0 |", "| `a` | (λ − 1)⁴ (λ + 1) |"});
}

TEST(Explain, a_rotation_as_four_householder_factors) {
    expect_says(
        explained("permutation/s5-two-generators", Target::deltaproduct),
        {"n − #cycles", "| `t` | 1 | β = 1, k = e₀ − e₁ |", "| `r` | 4 |", "The head makes 4 steps a token.",
         "| `t` | (λ − 1)⁴ (λ + 1) |", "| `r` | (λ − 1) (λ⁴ + λ³ + λ² + λ + 1) |"});
}

TEST(Explain, fibonacci_in_one_rwkv7_head_and_in_blocks) {
    expect_says(explained("weighted/fibonacci", Target::rwkv7),
                {"| `a` |", "| `a` | (λ² − λ − 1) |", "| heads, layer by layer | 1 rwkv7 2×1 |"});
    expect_says(
        explained("weighted/fibonacci", Target::deltanet),
        {"One deltanet layer does not hold it: `symbol a, state previous: I − A has rank 2, not at most 1`.",
         "blocks of m = 12 tokens", "Of the 2 coordinates of the automaton, 2 have to be carried",
         "position modulo P = 2m = 24, and a window of the last 24 tokens", "order 3, hence period 6",
         "order 4, hence period 8", "Together they count modulo 24", "m = 12 ≥ 12 for 2 carried coordinates",
         "2405 non-zeros with a chain and 425 with a table. The table is taken.", "2·2² + 2·2 = 12 tokens",
         "after pruning is 6×1", "| layers | 4 |", "| largest numerator | 114628 |"});
    expect_says(
        explained("weighted/fibonacci", Target::rwkv7, Scheme::two_layer),
        {"The scheme `two-layer` was asked for", "blocks of m = 2 tokens", "The router in one layer",
         "λ^4 − 1 it is a cycle of length 4", "RWKV-7 overwrites one inactive coordinate", "| layers | 2 |"});
}

TEST(Explain, pd_as_a_permutation_and_a_diagonal) {
    expect_says(explained("permutation/s3", Target::pd), {"A PD head", "0 → 1, 1 → 2, 2 → 0", "(1, 1, 1)"});
}

TEST(Explain, machines) {
    expect_says(explained("stack/dyck-2", Target::mlp_rnn),
                {"2 states and 4 rules", "| `open` | one number in base 4", "1/4 apart",
                 "The state has 3 entries", "each of the 4 rules"});
    expect_says(explained("counter/a-n-b-n-c-n", Target::mlp_rnn),
                {"4 states and 5 rules", "| `n` | the integer itself", "| `m` | the integer itself",
                 "The state has 6 entries"});
    expect_says(explained("counter/a-n-b-n-c-n", Target::deltanet),
                {"1. `n` and `m`", "DeltaNet as (−1)ᵗ c", "`parity of the position`, over 1 symbol",
                 "`control`, over 5 symbols", "blocks of 48 tokens", "| layers | 6 |"});
    const std::string resets =
        "linac 1 counter\nalphabet a b\nstates q\ncounters n\ninitial q\naccept q n=0\nq -> q a n+=1, b "
        "n:=0\n";
    const Automaton machine = read_automaton(resets, "").value();
    expect_says(explain(compiled(machine, {Target::mlp_rnn}).value(), "resets"),
                {"| `n` | y(c) = sgn(c) (1 − 2^−\\|c\\|)"});
}

TEST(Explain, the_zero_function) {
    for (const Target target : linear_targets()) {
        const WeightedAutomaton zero(Alphabet({"a", "b"}), 3);
        const std::string text = explain(compile(zero, {target, Scheme::automatic}).value(), "zero");
        expect_says(
            text, {"3 states over 2 symbols", "minimal dimension is 0", "## The network", "| layers | 1 |"});
    }
    expect_says(
        explain(compile(WeightedAutomaton(Alphabet({"a"}), 1), {Target::rwkv7, Scheme::blocked}).value(),
                "zero"),
        {"minimal dimension is 0", "The scheme `blocked` was asked for"});
}

TEST(Explain, names_as_they_are) {
    WeightedAutomaton automaton(Alphabet({"<b>|`", "**"}), 2);
    automaton.states = {"`", "| x |"};
    automaton.initial = unit(0);
    automaton.final = unit(1);
    automaton.transition[0].add(0, 1, 2);
    automaton.transition[0].add(1, 0, 3);
    automaton.transition[1].add(0, 0, 5);
    const std::string text = explain(compile(automaton, {Target::pd, Scheme::automatic}).value(), "`<i>`");
    expect_says(text, {"# `` `<i>` `` as a network", "| `` <b>\\|` `` | 0 → 1, 1 → 0 |", "| `**` |"});
}

/// The decisions are those of the network that was made.
void expect_consistent(const Compilation& done, const Automaton& automaton) {
    const Decisions& decided = done.decisions;
    const SizeReport report = size_report(done.network);
    if (decided.reduction) {
        const WeightedAutomaton weighted = to_weighted(automaton);
        EXPECT_EQ(decided.reduction->states, weighted.size());
        EXPECT_EQ(decided.reduction->merged, merged(weighted).size());
        EXPECT_EQ(decided.reduction->minimal, minimized(weighted).size());
    }
    if (decided.direct) {
        std::size_t taken = 0;
        for (const Candidate& candidate : decided.direct->candidates) {
            if (!candidate.is_chosen) continue;
            ++taken;
            EXPECT_EQ(candidate.nonzeros, report.nonzeros);
            EXPECT_EQ(candidate.description, decided.direct->system.description);
        }
        EXPECT_EQ(taken, 1U);
        EXPECT_EQ(report.layers, 1U);
    }
    if (decided.gather) {
        const GatherDecision& gather = *decided.gather;
        EXPECT_GE(gather.block, gather.least_block);
        EXPECT_EQ(gather.least_block, least_block(gather.route, gather.carried));
        EXPECT_EQ(gather.is_table ? gather.table_nonzeros : gather.chain_nonzeros, report.nonzeros);
        EXPECT_EQ(done.network.scheme, decided.router ? "blocked" : "two-layer");
        EXPECT_EQ(decided.router ? decided.router->period() : 2 * gather.block, 2 * gather.block);
    }
    const bool is_one = decided.direct || decided.gather || decided.machine || decided.strata;
    EXPECT_TRUE(is_one);
}

TEST(Explain, every_automaton_of_the_zoo_for_every_target) {
    std::size_t explanations = 0;
    for (const std::string folder : {"weighted", "permutation", "counter", "stack"})
        for (const auto& path : automaton_files(folder)) {
            const Automaton automaton = read_automaton(read_file(path), path.string()).value();
            for (const Target target : all_targets()) {
                SCOPED_TRACE(path.string() + " " + name_of(target));
                const auto done = compiled(automaton, {target, Scheme::automatic, 300'000});
                if (!done) continue;
                ++explanations;
                expect_consistent(done.value(), automaton);
                const std::string text = explain(done.value(), path.filename().string());
                EXPECT_EQ(text.find("# `" + path.filename().string()), 0U);
                expect_says(text, {"## The network",
                                   "| layers | " + std::to_string(done.value().network.layers.size()) + " |",
                                   "| non-zeros | " +
                                       std::to_string(size_report(done.value().network).nonzeros) + " |"});
                EXPECT_EQ(text.find("{}"), std::string::npos);
            }
        }
    EXPECT_GT(explanations, 100U);
}

}  // namespace
}  // namespace linac::tests::explain_test
