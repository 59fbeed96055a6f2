// Networks of the zoo, and random finite networks whose letters permute coordinates, change signs and write constants.
#pragma once

#include <map>
#include <string>

#include "automata/automaton.hpp"
#include "compile/compile.hpp"
#include "exports/finite_network.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"

namespace linac::tests {

/// An automaton of automata/, such as "permutation/s3".
Automaton zoo_automaton(const std::string& name);

Network zoo_network(const std::string& name, Target target);

/// One letter: new x_i = offset + sign · x_source, or the offset alone where the sign is 0. Sources are distinct.
struct RandomLetter {
    std::vector<std::size_t> source;
    std::vector<int> sign;
    std::vector<int> offset;
};

RandomLetter random_letter(std::size_t size);

/// A network of one block with these letters; only what programs are made of is there, and no steps. Fewer than
/// `most_states` states: otherwise the case is discarded.
FiniteNetwork random_finite_network(std::size_t most_states = 200);

}  // namespace linac::tests
