// verify: an automaton and a network side by side, and a verdict that claims no more than was done.
//
// Without words to run, short words are run first, so that what differs at once is found at once. Then equality on all words
// is decided where it can be: a network that is linear in its state is turned into an automaton; one whose layers before the
// last are a window of tokens is proved by induction (proof/window_proof.hpp); one whose router has few configurations is
// enumerated (enumerate.hpp); so is a machine with a network that together have few (joint_configurations.hpp). Otherwise
// all words up to a length and some long ones are run. On words, outputs, and the counters or stacks of a machine, are
// compared after every token. Words, given and found, are in the network's alphabet.
//
//     const Verdict verdict = verify(parity, network).value();
//     assert(verdict.equal && in_words(verdict.scope) == "all words");
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "automata/automaton.hpp"
#include "network/network.hpp"
#include "proof/effort.hpp"
#include "verify/verdict.hpp"

namespace linac {

/// What to run; each part that is set adds words, nothing set means the decision procedure where there is
/// one.
struct VerifyOptions {
    std::optional<std::vector<Word>> words{};  ///< given words
    std::optional<std::size_t> max_length{};   ///< all words up to this length
    std::size_t random_words = 0;              ///< this many random words …
    std::size_t random_length = 100;           ///< … of this length
    /// A random word is read no further than to a state of the network of more bits.
    std::optional<std::size_t> most_state_bits{};
    std::uint64_t seed = 1;
    /// Most operations of a proof by induction, and a quarter of it of an enumeration; there is no clock.
    std::size_t effort = default_effort;
    std::optional<std::size_t>
        bound{};  ///< within which the automaton follows a machine, for the verdict to say so
    /// Called now and then on long work; the total is 0 where it is not known.
    std::function<void(std::size_t done, std::size_t total)> progress{};
};

/// Compares the automaton (left) with the network (right). The alphabets must have the same symbols. The weights of a
/// machine are 1 for accepted words and 0 for others; half of the random words are drawn so that it does not reject while
/// it can.
[[nodiscard]] Result<Verdict> verify(const Automaton& automaton, const Network& network,
                                     const VerifyOptions& options = {});

}  // namespace linac
