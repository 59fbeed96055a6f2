// Verdict: what a comparison of an automaton with a network found, and what was done to find it. Words for people are made last.
//
//     const Verdict verdict = verify(automaton, network, {.max_length = 6}).value();
//     in_words(verdict.scope)                          "words up to length 6"
//     method_of(verdict)                               "run side by side, compared after every token"
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "automata/alphabet.hpp"
#include "exact/rational.hpp"

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

/// The words on which two were compared: all of them, or those that were run.
struct Scope {
    bool all_words = false;                   ///< decided
    std::optional<std::size_t> given{};       ///< how many words
    std::optional<std::size_t> max_length{};  ///< all words up to this length
    std::optional<std::size_t> sampled{};     ///< how many words

    friend bool operator==(const Scope&, const Scope&) = default;
};

/// "all words", or such as "3 given words and words up to length 6 and 10 sampled words".
[[nodiscard]] std::string in_words(const Scope& scope);

/// How a verdict is reached.
enum class Method {
    run,     ///< both read words, and are compared after every token
    linear,  ///< the network is a weighted automaton of `size` states, which is compared
    window,  ///< its layers before the last are a window of tokens, with period `size`; an induction over it
    routers_enumerated,  ///< its router has `size` configurations
    pairs_enumerated,    ///< the machine and the network have `size` pairs of configurations
    pairs_searched       ///< the same, up to a pair that differs
};

struct Verdict {
    bool equal = true;
    Scope scope;
    std::size_t words = 0;      ///< how many were run; 0 for a decision procedure
    std::size_t cut_words = 0;  ///< of these, how many were not read to their end: the state grew too large
    // When different: the separating word, both weights after it, and its length. All shorter prefixes agree.
    Word witness;
    Rational left;
    Rational right;
    // Of a machine: the counter or the stack that differs, whose values, of a stack encoded, these are; both
    // empty: the weights.
    std::string counter;
    std::string stack;
    std::size_t step = 0;        ///< the token after which the two first disagree, 0 for BOS
    std::size_t state_bits = 0;  ///< largest size of the network's state on the words that were run
    Method method = Method::run;
    std::size_t size = 0;                        ///< of what the method is about
    std::optional<ComparedRegisters> registers;  ///< of a machine
    std::string unsettled;  ///< of a test: why equality on all words was not decided, if that was tried
    std::optional<std::size_t> bound;  ///< of the machine: words beyond it weigh −1
};

/// Such as "3 words up to where the network's state grew too large"; empty if all were read to their end.
[[nodiscard]] std::string cut_words_of(const Verdict& verdict);
/// How the verdict was reached and what was compared: all of the above but the scope.
[[nodiscard]] std::string method_of(const Verdict& verdict);

}  // namespace linac
