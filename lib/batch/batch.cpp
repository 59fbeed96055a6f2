#include "batch/batch.hpp"

#include <utility>

#include "text.hpp"

namespace linac {
namespace {

void check_states(std::size_t states, const PairLimits& limits, const std::string& name) {
    if (limits.max_states && states > *limits.max_states)
        throw Error::impossible(count_of(states, "state") + ", more than max_states " +
                                std::to_string(*limits.max_states))
            .in(name);
}

/// Runs the function; its error is about the file.
template <class Function>
auto about(const std::string& name, Function&& function) {
    auto result = capture(std::forward<Function>(function));
    if (!result) throw result.error().in(name);
    return std::move(result).value();
}

PairAnswer by_equal(const ManifestPair& pair, const Side& left_side, const Side& right_side) {
    const auto within_limits = [&](const Side& side, const std::string& name) {
        WeightedAutomaton automaton = about(name, [&] { return linear(side); });
        check_states(automaton.size(), pair.limits, name);
        return automaton;
    };
    const WeightedAutomaton left = within_limits(left_side, pair.left);
    const WeightedAutomaton right =
        reordered(within_limits(right_side, pair.right), left.alphabet, pair.right, pair.left);
    return {compare(left, right), left.alphabet};
}

PairAnswer by_verify(const ManifestPair& pair, const Automaton& automaton, const Network& network,
                     const PairFiles& files) {
    const PairLimits& limits = pair.limits;
    const Automaton reference = about(pair.left, [&] { return within(automaton, limits.bound); });
    check_states(state_count(reference), limits, pair.left);
    VerifyOptions options;
    if (limits.words) options.words = files.words(*limits.words, network.alphabet);
    options.max_length = limits.max_length;
    options.random_words = limits.random.value_or(0);
    options.random_length = limits.length.value_or(options.random_length);
    options.seed = limits.seed.value_or(options.seed);
    options.bound = limits.bound;
    return {about(pair.right, [&] { return verify(reference, network, options).value(); }), network.alphabet};
}

}  // namespace

PairAnswer compare_pair(const ManifestPair& pair, const PairFiles& files) {
    const std::shared_ptr<const Side> left = files.side(pair.left);
    const std::shared_ptr<const Side> right = files.side(pair.right);
    const auto* automaton = std::get_if<Automaton>(left.get());
    const auto* network = std::get_if<Network>(right.get());
    if (pair.mode == PairMode::verify) {
        if (automaton == nullptr)
            throw Error::bad_input("is a network, expected an automaton", Place{pair.left, 0, 0, {}},
                                   "the automaton is the left file, the network the right one");
        if (network == nullptr)
            throw Error::bad_input("is an automaton, expected a network", Place{pair.right, 0, 0, {}},
                                   "the mode equal compares automata");
    }
    if (pair.mode != PairMode::equal && automaton != nullptr && network != nullptr)
        return by_verify(pair, *automaton, *network, files);
    if (const auto limit = limit_of_verify(pair.limits))
        throw Error::bad_input(*limit + " is for an automaton and a network",
                               Place{network == nullptr ? pair.right : pair.left, 0, 0, {}},
                               "without it, equality on all words is decided");
    return by_equal(pair, *left, *right);
}

}  // namespace linac
