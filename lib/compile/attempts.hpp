// Attempts: every target tried with every scheme that it offers for the automaton; which hold it, at which
// size, and why the others do not.
//
//     for (const Attempt& attempt : attempts(fibonacci))
//         if (attempt.size) std::cout << name_of(attempt.target) << " " << attempt.size->nonzeros << "\n";
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "automata/automaton.hpp"
#include "compile/compile.hpp"

namespace linac {

struct Attempt {
    Target target = Target::rwkv7;
    Scheme scheme = Scheme::automatic;
    std::optional<SizeReport> size;  ///< of the network, if the target holds the automaton
    std::string reason;              ///< otherwise
};

/// In the order of all_targets(), each of which is there. The scheme `automatic` is only where it does what no other
/// does. A network of more than `max_nonzeros` non-zeros is refused.
[[nodiscard]] std::vector<Attempt> attempts(const Automaton& automaton,
                                            std::size_t max_nonzeros = default_max_nonzeros);

}  // namespace linac
