#include "explain/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "explain/blocks.hpp"
#include "explain/markdown.hpp"
#include "explain/one_layer.hpp"
#include "text.hpp"

namespace linac {
namespace {

using namespace explained;

std::string reduction(const Reduction& sizes, std::size_t symbols) {
    std::string text = fmt::format(
        "## The automaton\n\n"
        "{} over {}. The weight of x₁ … x_T is α M_x₁ … M_x_T η (Schützenberger 1961).\n\n",
        count_of(sizes.states, "state"), count_of(symbols, "symbol"));
    text += sizes.merged == sizes.states ? "No two states have proportional futures. "
                                         : fmt::format("Merging states with proportional futures leaves {}. ",
                                                       count_of(sizes.merged, "state"));
    return text +
           fmt::format(
               "Its minimal dimension is {}: forward and backward reduction over ℚ give an equivalent "
               "automaton of that "
               "size, and no smaller one has these weights (Schützenberger 1961; Kiefer et al. 2013).\n\n",
               sizes.minimal);
}

/// What was tried for one layer.
std::string candidates(const DirectDecision& decided, Target target) {
    std::vector<std::vector<std::string>> rows;
    for (const Candidate& candidate : decided.candidates)
        if (candidate.refusal.empty())
            rows.push_back({candidate.description, std::to_string(candidate.state),
                            std::to_string(candidate.nonzeros), candidate.is_chosen ? "**taken**" : "held"});
        else
            rows.push_back({candidate.description, "", "", "not held: " + code(candidate.refusal, 200)});
    const std::string order = target == Target::deltaproduct
                                  ? "the fewest non-zeros, then the smallest state"
                                  : "the smallest state, then the fewest non-zeros";
    return "## One layer\n\nA system h ← A h + b, one matrix a symbol, goes into a single layer if the "
           "head's class has every A. "
           "These equivalent systems were tried; of those that " +
           name_of(target) + " holds, the one with " + order + " is taken.\n\n" +
           table({"system", "state", "non-zeros", ""}, rows);
}

std::string why_blocks(const Decisions& decided, const Network& network) {
    if (!decided.one_layer_refusal.empty())
        return "## Why more than one layer\n\nOne " + network.target +
               " layer does not hold it: " + code(decided.one_layer_refusal, 200) +
               ". The blocked construction holds every weighted automaton over ℚ.\n\n";
    return "## Why more than one layer\n\nThe scheme `" + network.scheme +
           "` was asked for; it holds every weighted automaton over ℚ.\n\n";
}

std::string machine(const MachineDecision& decided, const Network& network) {
    const Head& head = network.layers[0].heads[0];
    std::size_t width = 0;
    for (std::size_t s = 0; s + 1 < head.update.stages.size(); ++s)
        width = std::max(width, head.update.stages[s].outputs());
    std::vector<std::vector<std::string>> rows;
    for (const Register& each : decided.registers) {
        std::string how = "the integer itself; zero is 1 − ReLU(c) − ReLU(−c) through ReLU";
        if (each.is_squashed)
            how =
                "y(c) = sgn(c) (1 − 2^−|c|), within (−1, 1): a rule sets it to 0, and no piecewise linear "
                "update could drop a "
                "number without a bound";
        if (each.stack_symbols > 0)
            how = fmt::format(
                "one number in base {0}: Σ (2xᵢ + 1) / {0}ⁱ, the top first; tops are 1/{0} apart at every "
                "height, so that one ReLU "
                "stage tells them (Siegelmann and Sontag 1995)",
                2 * each.stack_symbols);
        rows.push_back({code(each.name), how});
    }
    std::string text = fmt::format(
        "## The machine\n\n{} and {}, deterministic and real-time (Merrill 2020). A non-linear RNN holds "
        "every such machine "
        "(Merrill et al. 2026, arXiv 2603.03612): its state is updated by a feed-forward block, S ← F(x, "
        "S).\n\n",
        count_of(decided.states, "state"), count_of(decided.rules, "rule"));
    if (!rows.empty()) text += table({"register", "held as"}, rows);
    return text + fmt::format(
                      "The state has {} entries: the {} one-hot, and {}. The update has {} and width {}: it "
                      "observes the registers, "
                      "finds the rule that applies, one AND gate ReLU(Σ conditions − n + 1) for each of the "
                      "{}, and makes the next "
                      "registers. The layer's feed-forward block decides whether the machine accepts.\n\n",
                      head.state.size(), count_of(decided.states, "control state"),
                      count_of(decided.registers.size(), "register"),
                      count_of(head.update.stages.size(), "stage"), width, count_of(decided.rules, "rule"));
}

std::string accumulator(Target target) {
    if (target == Target::rwkv7) return "RWKV-7 as it is: w = 1 − r, k = 1, v = u";
    if (target == Target::pd) return "PD as it is: P = 1, D = 1 − r, B = u";
    if (target == Target::deltaproduct) return "DeltaProduct in two steps: β = 2 − r, v = −u/2, then S ← −S";
    return "DeltaNet as (−1)ᵗ c: a head with β = 2 − r obeys S ← −(1 − r) S + (2 − r) v with v = (−1)ᵗ u/2, "
           "and is "
           "read with (−1)ᵗ, which "
           "takes the parity of the position";
}

std::string part(const Part& each) {
    std::string text = fmt::format("- {}, over {}: {}.", code(each.name), count_of(each.symbols, "symbol"),
                                   each.explanation);
    if (!each.decisions.one_layer_refusal.empty())
        text += " One layer does not hold it: " + code(each.decisions.one_layer_refusal, 200) + ".";
    return text + "\n";
}

std::string stratified(const StratifiedDecision& decided, const Network& network) {
    std::string text = fmt::format(
        "## Strata\n\nA counter machine of {}. What is added to each counter depends on the symbols and on "
        "zero-tests of counters in "
        "strata before it only, so that a linear RNN holds it, layer after layer (Merrill et al. 2026, arXiv "
        "2603.03612). No "
        "zero-test feeds back into its own counter.\n\n",
        count_of(decided.states, "state"));
    for (std::size_t i = 0; i < decided.strata.size(); ++i) {
        std::vector<std::string> names;
        for (const std::string& name : decided.strata[i]) names.push_back(code(name));
        text += fmt::format("{}. {}\n", i + 1, enumeration(names));
    }
    text += "\nA counter is an accumulator c ← (1 − r) c + u, r = 1 where it is set to 0: " +
            accumulator(target_by_name(network.target).value()) + ".\n\n";
    if (!decided.tables.empty()) {
        std::vector<std::string> names;
        for (const std::string& name : decided.tables) names.push_back(code(name));
        text +=
            "The symbol and the tests before it decide alone, by a table: " + enumeration(names) + ".\n\n";
    }
    if (decided.parts.empty()) return text;
    text +=
        "What depends on the past is decided by finite automata, compiled for the target like any other and "
        "put in line "
        "(Krohn and Rhodes 1965):\n\n";
    for (const Part& each : decided.parts) text += part(each);
    return text + "\n";
}

std::string size(const Network& network) {
    const SizeReport report = size_report(network);
    std::vector<std::vector<std::string>> rows = {
        {"layers", std::to_string(report.layers)},
        {"heads, layer by layer", join(report.head_shapes, "; ")},
        {"residual width", std::to_string(report.width)},
        {"feed-forward depth and width",
         fmt::format("{} and {}", report.feed_forward_depth, report.feed_forward_width)},
        {"non-zeros", std::to_string(report.nonzeros)},
        {"largest numerator", number(report.largest_numerator)},
        {"largest denominator", number(report.largest_denominator)},
        {"constants", report.integer  ? "integers"
                      : report.dyadic ? "dyadic fractions"
                                      : "fractions"},
    };
    return "## The network\n\n" + table({"", ""}, rows) +
           "After every token its output is the weight of the word read so far, exactly. `linac verify` "
           "checks that without "
           "trusting this construction.\n";
}

}  // namespace

std::string explain(const Compilation& compilation, const std::string& name) {
    const Network& network = compilation.network;
    const Decisions& decided = compilation.decisions;
    std::string text = "# " + code(name) + " as a network: " + network.target + ", " + network.scheme +
                       "\n\n" + compilation.explanation + ".\n\n";
    if (decided.reduction) text += reduction(*decided.reduction, network.alphabet.size());
    if (decided.direct)
        text += candidates(*decided.direct, target_by_name(network.target).value()) +
                letters(network, *decided.direct);
    if (decided.gather) text += why_blocks(decided, network) + blocks(network, decided);
    if (decided.machine) text += machine(*decided.machine, network);
    if (decided.strata) text += stratified(*decided.strata, network);
    return text + size(network);
}

}  // namespace linac
