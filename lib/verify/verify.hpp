// verify: an automaton and a network side by side, and a verdict that claims no more than was done.
//
// Without words to run, equality on all words is decided where it can be: a network that is linear in its
// state is turned into an automaton; one whose router has few configurations is enumerated (enumerate.hpp); so
// is a machine with a network that together have few (pairs.hpp). Otherwise all words up to a length and some
// long ones are run. On words, outputs, and the counters or stacks of a machine, are compared after every token. Words,
// given and found, are in the network's alphabet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "automata/counter.hpp"
#include "automata/stack.hpp"
#include "network/network.hpp"

namespace linac {

/// How many of a machine's counters or stacks were compared, beside its weights. A network that is of no machine, such as one
/// of a file without roles, holds none that is known.
struct ComparedRegisters {
    bool are_stacks = false;
    std::size_t compared = 0;
    std::size_t all = 0;
    bool only_while_it_may_accept = false;  ///< some counter: beyond, the network need not hold it
    bool has_roles = false;                 ///< the network
};

/// Such as "2 of 2 counters too", or why none was compared; empty if there are none.
[[nodiscard]] std::string in_words(const ComparedRegisters& registers);

struct Verdict {
    bool equal = true;
    std::string scope;      ///< "all words", "words up to length L", "N sampled words" or "N given words"
    std::size_t words = 0;  ///< how many were run; 0 for a decision procedure
    // When different: the separating word, both weights after it, and its length. All shorter prefixes agree.
    Word witness;
    Rational left;
    Rational right;
    // Of a machine: the counter or the stack that differs, whose values, of a stack encoded, these are; both
    // empty: the weights.
    std::string counter;
    std::string stack;
    std::optional<ComparedRegisters> registers;  ///< of a machine
    std::size_t step = 0;                        ///< the token after which the two first disagree, 0 for BOS
    std::size_t state_bits = 0;  ///< largest size of the network's state on the words that were run
    std::string method;          ///< how the verdict was reached, for people
    std::string besides;  ///< the end of `method`: what was checked of parts of the network, for all words
};

/// What to run; each part that is set adds words, nothing set means the decision procedure where there is
/// one.
struct VerifyOptions {
    std::optional<std::vector<Word>> words{};  ///< given words
    std::optional<std::size_t> max_length{};   ///< all words up to this length
    std::size_t random_words = 0;              ///< this many random words …
    std::size_t random_length = 100;           ///< … of this length
    std::uint64_t seed = 1;
    std::size_t max_configurations = 100'000;  ///< of a router, for a decision by enumeration
    /// Called now and then on long work; the total is 0 where it is not known.
    std::function<void(std::size_t done, std::size_t total)> progress{};
};

/// Compares the automaton (left) with the network (right). The alphabets must have the same symbols.
[[nodiscard]] Result<Verdict> verify(const WeightedAutomaton& automaton, const Network& network,
                                     const VerifyOptions& options = {});

/// The same for a counter or stack machine, whose weights are 1 for accepted words and 0 for others. Half of the random
/// words are drawn so that the machine does not reject while it can.
[[nodiscard]] Result<Verdict> verify(const CounterMachine& machine, const Network& network,
                                     const VerifyOptions& options = {});
[[nodiscard]] Result<Verdict> verify(const StackMachine& machine, const Network& network,
                                     const VerifyOptions& options = {});

}  // namespace linac
