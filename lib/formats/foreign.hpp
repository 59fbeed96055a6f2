// What a file of another tool holds, as its reader returns it: nothing is removed, determinised or rounded yet.
#pragma once

#include "automata/epsilon.hpp"

namespace linac {

struct ForeignAutomaton {
    EpsilonAutomaton content;
    /// The format has no weights, or they are Boolean: each transition weighs 1. Such an automaton is either one that
    /// counts paths, or a set of words.
    bool is_weight_free = false;
};

}  // namespace linac
