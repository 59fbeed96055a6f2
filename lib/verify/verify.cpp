#include "verify/verify.hpp"

#include <algorithm>

#include "analysis/equality.hpp"
#include "network/linearize.hpp"
#include "text.hpp"
#include "verify/enumerate.hpp"
#include "verify/gate_check.hpp"
#include "verify/pairs.hpp"
#include "verify/router_check.hpp"
#include "verify/side_by_side.hpp"
#include "verify/word_test.hpp"

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

constexpr auto compared = "run side by side, compared after every token";

Verdict decide(const WeightedAutomaton& automaton, const WeightedAutomaton& linear) {
    Verdict verdict;
    verdict.scope = "all words";
    verdict.method =
        "decided: the network is a weighted automaton of dimension " + std::to_string(linear.size());
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
    verdict.scope = "all words";
    verdict.method =
        "decided: all " + count_of(all.configurations, "configuration") + " of the router enumerated";
    return verdict;
}

Verdict test(const WeightedAutomaton& automaton, const Network& network, const VerifyOptions& options) {
    Verdict verdict = run_words(SideBySide(automaton, network), network.alphabet.size(), options);
    verdict.method = compared;
    return verdict;
}

/// What is known for all words of a network that was run on some.
std::string checked_parts(const Network& network) {
    const auto router = check_router(network, longest_period);
    std::string text = "the router alone is not known to be a periodic window";
    if (router) {
        text = "the router alone checked by linearity: period " + std::to_string(router->period) +
               ", the last " + count_of(router->window, "token") + " kept";
        if (router->reads_tokens)
            text += *router->reads_tokens ? " and read where they are" : ", not read as their roles say";
    }
    if (!has_roles(network)) return text + "; tokens and gates were not checked: the network has no roles";
    const auto gates = check_gates(network);
    if (!gates) return text + "; no chain of gates whose bounds could be checked";
    return text + (gates->all_within_bounds() ? "; " + count_of(gates->gates, "gate") + " within their bounds"
                                              : "; the gates' bounds are not known to hold");
}

Verdict verified(const WeightedAutomaton& automaton, const Network& network, const VerifyOptions& options) {
    if (has_words(options)) return test(automaton, network, options);
    if (const auto linear = linearized(network)) return decide(automaton, *linear);
    if (const auto all = enumerate(automaton, network, options.max_configurations, open_ended(options)))
        return decide(automaton, network, *all);
    Verdict verdict = test(automaton, network, chosen_words(network, options, default_random_length));
    verdict.besides = checked_parts(network);
    verdict.method += "; " + verdict.besides;
    return verdict;
}

/// Says which registers were compared.
void add_registers(Verdict& verdict, const SideBySide& both) {
    verdict.registers = both.compared_registers();
    if (const std::string words = in_words(*verdict.registers); !words.empty())
        verdict.method += ", " + words;
}

template <MachineKind Machine>
Verdict test(const Machine& machine, const Network& network, const VerifyOptions& options) {
    const SideBySide both(machine, network);
    Verdict verdict = run_words(both, network.alphabet.size(), options);
    verdict.method = compared;
    add_registers(verdict, both);
    return verdict;
}

template <MachineKind Machine>
Verdict verified(const Machine& machine, const Network& network, const VerifyOptions& options) {
    if (has_words(options)) return test(machine, network, options);
    const SideBySide both(machine, network);
    auto all = enumerate_pairs(both, network.alphabet.size(), most_pairs, open_ended(options));
    if (!all)
        return test(machine, network, chosen_words(network, options, default_random_length_of_machines));
    all->verdict.scope = "all words";
    all->verdict.method = all->verdict.equal
                              ? "decided: all " + count_of(all->pairs, "pair") +
                                    " of configurations of the machine and the network enumerated"
                              : "a shortest word, searched over pairs of configurations";
    add_registers(all->verdict, both);
    return std::move(all->verdict);
}

constexpr auto machine_name = "the machine";
constexpr auto network_name = "the network";

}  // namespace

std::string in_words(const ComparedRegisters& registers) {
    if (registers.all == 0) return {};
    const std::string noun = registers.are_stacks ? "stack" : "counter";
    if (registers.compared == 0)
        return "no " + noun + "s were compared: " +
               (registers.has_roles ? "no dimension of the network has the role of one"
                                    : "the network has no roles");
    return std::to_string(registers.compared) + " of " + count_of(registers.all, noun) + " too" +
           (registers.only_while_it_may_accept ? " while the machine may accept" : "");
}

Result<Verdict> verify(const WeightedAutomaton& automaton, const Network& network,
                       const VerifyOptions& options) {
    return capture([&] {
        return verified(reordered(automaton, network.alphabet, "the automaton", network_name), network,
                        options);
    });
}

Result<Verdict> verify(const CounterMachine& machine, const Network& network, const VerifyOptions& options) {
    return capture([&] {
        return verified(reordered(machine, network.alphabet, machine_name, network_name), network, options);
    });
}

Result<Verdict> verify(const StackMachine& machine, const Network& network, const VerifyOptions& options) {
    return capture([&] {
        return verified(reordered(machine, network.alphabet, machine_name, network_name), network, options);
    });
}

}  // namespace linac
