// Automata of the zoo and networks compiled from them: every kind of automaton, all five kinds of heads, one layer and
// several.
#pragma once

#include <random>
#include <string>
#include <variant>
#include <vector>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::tests {

struct TracedPair {
    std::string name;
    Automaton automaton;
    Network network;
};

inline Automaton zoo(const std::string& name) {
    const std::string path = "automata/" + name + ".linac";
    return read_automaton(read_file(source_directory() / path), path).value();
}

inline TracedPair pair_of(const std::string& name, Target target, Scheme scheme = Scheme::automatic) {
    const Automaton automaton = zoo(name);
    const CompileOptions options{target, scheme};
    const auto network = [&]() -> Network {
        if (const auto* machine = std::get_if<CounterMachine>(&automaton))
            return compile(*machine, options).value().network;
        if (const auto* machine = std::get_if<StackMachine>(&automaton))
            return compile(*machine, options).value().network;
        return compile(to_weighted(automaton), options).value().network;
    }();
    return {name + " " + name_of(target), automaton, network};
}

inline std::vector<TracedPair> pairs() {
    return {pair_of("permutation/s5-transpositions", Target::deltanet),
            pair_of("permutation/s5-two-generators", Target::deltaproduct),
            pair_of("weighted/hidden-markov", Target::rwkv7),
            pair_of("weighted/mod-3-counter", Target::rwkv7, Scheme::blocked),
            pair_of("weighted/tomita-4", Target::pd),
            pair_of("counter/a-n-b-n-c-n", Target::mlp_rnn),
            pair_of("counter/equal-number", Target::rwkv7),
            pair_of("stack/dyck-2", Target::mlp_rnn)};
}

}  // namespace linac::tests
