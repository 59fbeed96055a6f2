#include "verify/verify.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "analysis/equality.hpp"
#include "network/linearize.hpp"
#include "proof/token_window.hpp"
#include "proof/window_proof.hpp"
#include "verify/enumerate.hpp"
#include "verify/joint_configurations.hpp"
#include "verify/side_by_side.hpp"
#include "verify/word_runs.hpp"

namespace linac {
namespace {

using namespace std::string_literals;

// Where nothing is asked for and nothing can be decided: all words up to a length that keeps their number
// below the first, then some long ones, which cross three periods of a router.
constexpr std::size_t default_exhaustive_words = 6'000;
constexpr std::size_t least_exhaustive_words = 127;
constexpr std::size_t default_exhaustive_work = 60'000'000;  // words times non-zeros
constexpr std::size_t least_first_words = 5;
constexpr std::size_t most_first_words = 300;
constexpr std::size_t least_first_length = 10;
constexpr std::size_t most_first_length = 250;
constexpr std::size_t first_work = 10'000'000;
constexpr std::size_t default_random_words = 10;
constexpr std::size_t default_random_length = 200;
constexpr std::size_t default_random_length_of_machines = 1'000;
constexpr std::size_t most_state_bits = std::size_t{1} << 20U;
constexpr std::size_t enumeration_share = 4;  // a quarter of the effort
constexpr std::size_t longest_period = 5'000;
constexpr std::size_t most_pairs = 10'000;

bool has_words(const VerifyOptions& options) {
    return options.words || options.max_length || options.random_words > 0;
}

/// How many tokens a network reads for this much work.
std::size_t affordable(const Network& network, std::size_t work) {
    return work / std::max<std::size_t>(1, size_report(network).nonzeros);
}

/// The greatest length up to which all words are no more than so many.
std::size_t exhaustive_length(const Network& network, std::size_t words) {
    std::size_t length = 0;
    while (length < default_random_length && words_up_to(length + 1, network.alphabet.size()) <= words)
        ++length;
    return length;
}

/// Words on which a difference that a person would find at once is found at once.
VerifyOptions first_words(const Network& network) {
    VerifyOptions first;
    const std::size_t tokens = affordable(network, first_work);
    first.max_length = exhaustive_length(network, std::clamp(tokens, least_first_words, most_first_words));
    first.random_words = 2;
    first.random_length = std::clamp(tokens, least_first_length, most_first_length);
    first.most_state_bits = most_state_bits;
    return first;
}

/// Words for a network about which nothing can be decided.
VerifyOptions chosen_words(const Network& network, const VerifyOptions& options, std::size_t random_length) {
    VerifyOptions chosen = options;
    chosen.max_length =
        exhaustive_length(network, std::clamp(affordable(network, default_exhaustive_work),
                                              least_exhaustive_words, default_exhaustive_words));
    chosen.random_words = default_random_words;
    chosen.most_state_bits = most_state_bits;
    chosen.random_length = random_length;
    if (network.alphabet.size() == 0) return chosen;
    if (const auto period = repetition(network, 0, longest_period))
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

/// Of a network that was decided: equal, or different on this word.
Verdict decided(const WeightedAutomaton& automaton, const Network& network,
                const std::optional<Word>& difference, Method method, std::size_t size) {
    Verdict verdict;
    if (difference) SideBySide(automaton, network).agree_throughout(*difference, verdict);
    verdict.words = 0;
    verdict.scope.all_words = true;
    verdict.method = method;
    verdict.size = size;
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
    Verdict verdict = test(automaton, network, first_words(network));
    if (!verdict.equal) return verdict;
    std::string unsettled;
    try {
        Effort effort(options.effort);
        const WindowProof proof = prove_window(automaton, network, effort, open_ended(options));
        return decided(automaton, network, proof.difference, Method::window, proof.period);
    } catch (const NotSettled& reason) {
        unsettled = reason.what();
    }
    try {
        Effort effort(options.effort / enumeration_share);
        const Enumeration all = enumerate(automaton, network, effort, open_ended(options));
        return decided(automaton, network, all.difference, Method::routers_enumerated, all.configurations);
    } catch (const NotSettled& reason) {
        unsettled += "; and not by enumeration, as "s + reason.what();
    }
    verdict = test(automaton, network, chosen_words(network, options, default_random_length));
    verdict.unsettled = std::move(unsettled);
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
