#include "verify/verify.hpp"

#include <algorithm>

#include "analysis/equality.hpp"
#include "network/linearize.hpp"
#include "verify/enumerate.hpp"
#include "verify/gate_check.hpp"
#include "verify/joint_configurations.hpp"
#include "verify/router_check.hpp"
#include "verify/side_by_side.hpp"
#include "verify/word_runs.hpp"

namespace linac {
namespace {

// Where nothing is asked for and nothing can be decided: all words up to a length that keeps their number
// below the first, then some long ones, which cross three periods of a router.
constexpr std::size_t default_exhaustive_words = 6'000;
constexpr std::size_t least_exhaustive_words = 127;
constexpr std::size_t default_exhaustive_work = 60'000'000;  // words times non-zeros
constexpr std::size_t default_random_words = 10;
constexpr std::size_t default_random_length = 200;
constexpr std::size_t default_random_length_of_machines = 1'000;
constexpr std::size_t longest_period = 5'000;
constexpr std::size_t most_pairs = 10'000;

bool has_words(const VerifyOptions& options) {
    return options.words || options.max_length || options.random_words > 0;
}

/// Words for a network about which nothing can be decided.
VerifyOptions chosen_words(const Network& network, const VerifyOptions& options, std::size_t random_length) {
    VerifyOptions chosen = options;
    const std::size_t affordable =
        default_exhaustive_work / std::max<std::size_t>(1, size_report(network).nonzeros);
    const std::size_t most_words = std::clamp(affordable, least_exhaustive_words, default_exhaustive_words);
    chosen.max_length = 0;
    while (words_up_to(*chosen.max_length + 1, network.alphabet.size()) <= most_words &&
           *chosen.max_length < default_random_length)
        ++*chosen.max_length;
    chosen.random_words = default_random_words;
    chosen.random_length = random_length;
    if (const auto period = router_period(network, longest_period))
        chosen.random_length = std::max(chosen.random_length, period->before + 3 * period->period + 1);
    return chosen;
}

std::function<void(std::size_t)> open_ended(const VerifyOptions& options) {
    return [&options](std::size_t done) {
        if (options.progress) options.progress(done, 0);
    };
}

Verdict decide(const WeightedAutomaton& automaton, const WeightedAutomaton& linear) {
    Verdict verdict;
    verdict.scope.all_words = true;
    verdict.method = Method::linear;
    verdict.size = linear.size();
    Comparison comparison = compare(automaton, linear);
    if (!comparison.difference) return verdict;
    verdict.equal = false;
    verdict.step = comparison.difference->word.size();
    verdict.witness = std::move(comparison.difference->word);
    verdict.left = std::move(comparison.difference->left);
    verdict.right = std::move(comparison.difference->right);
    return verdict;
}

Verdict decide(const WeightedAutomaton& automaton, const Network& network, const Enumeration& all) {
    Verdict verdict;
    if (all.difference) SideBySide(automaton, network).agree_throughout(*all.difference, verdict);
    verdict.words = 0;
    verdict.scope.all_words = true;
    verdict.method = Method::routers_enumerated;
    verdict.size = all.configurations;
    return verdict;
}

/// Runs an automaton or a machine on words.
template <class Kind>
Verdict test(const Kind& automaton, const Network& network, const VerifyOptions& options) {
    const SideBySide both(automaton, network);
    Verdict verdict = run_words(both, network.alphabet.size(), options);
    verdict.registers = both.compared_registers();
    return verdict;
}

Verdict verified(const WeightedAutomaton& automaton, const Network& network, const VerifyOptions& options) {
    if (has_words(options)) return test(automaton, network, options);
    if (const auto linear = linearized(network)) return decide(automaton, *linear);
    if (const auto all = enumerate(automaton, network, options.max_configurations, open_ended(options)))
        return decide(automaton, network, *all);
    Verdict verdict = test(automaton, network, chosen_words(network, options, default_random_length));
    verdict.parts =
        CheckedParts{check_router(network, longest_period), check_gates(network), has_roles(network)};
    return verdict;
}

template <MachineKind Machine>
Verdict verified(const Machine& machine, const Network& network, const VerifyOptions& options) {
    if (has_words(options)) return test(machine, network, options);
    const SideBySide both(machine, network);
    auto all = enumerate_pairs(both, network.alphabet.size(), most_pairs, open_ended(options));
    if (!all)
        return test(machine, network, chosen_words(network, options, default_random_length_of_machines));
    Verdict verdict = std::move(all->verdict);
    verdict.scope.all_words = true;
    verdict.method = verdict.equal ? Method::pairs_enumerated : Method::pairs_searched;
    verdict.size = all->pairs;
    verdict.registers = both.compared_registers();
    return verdict;
}

/// The automaton as it is compared with a network: over the network's alphabet, and weighted if it is no machine.
template <class Kind>
auto comparable(const Kind& automaton, const Alphabet& alphabet) {
    if constexpr (MachineKind<Kind>)
        return reordered(automaton, alphabet, "the machine", "the network");
    else
        return reordered(to_weighted(automaton), alphabet, "the automaton", "the network");
}

}  // namespace

Result<Verdict> verify(const Automaton& automaton, const Network& network, const VerifyOptions& options) {
    return capture([&] {
        Verdict verdict = std::visit(
            [&](const auto& kind) { return verified(comparable(kind, network.alphabet), network, options); },
            automaton);
        verdict.bound = options.bound;
        return verdict;
    });
}

}  // namespace linac
