// compile: a weighted automaton into a network that emits, after every token, the weight of the prefix read
// so far.
//
//     automaton → candidates (minimal, merged, …) → the target's head, letter by letter → network
//
// A target that cannot hold the automaton is refused (Error::Kind::impossible), naming the symbol and the row
// or rank that breaks it, and the targets that would take it.
//
//     const Compilation done = compile(to_weighted(automaton), {.target = Target::deltaproduct}).value();
//     write_network(done.network);
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "automata/weighted.hpp"
#include "network/network.hpp"

namespace linac {

enum class Target { pd, deltanet, deltaproduct, rwkv7 };
enum class Scheme { automatic, direct, blocked, two_layer };

/// In the order in which help texts list them.
[[nodiscard]] const std::vector<Target>& all_targets();
[[nodiscard]] std::string name_of(Target target);
[[nodiscard]] std::string name_of(Scheme scheme);
[[nodiscard]] std::optional<Target> target_by_name(std::string_view name);
[[nodiscard]] std::optional<Scheme> scheme_by_name(std::string_view name);

/// Most non-zeros of a network unless asked for otherwise.
inline constexpr std::size_t default_max_nonzeros = 20'000'000;

struct CompileOptions {
    Target target = Target::rwkv7;
    Scheme scheme = Scheme::automatic;
    std::size_t max_nonzeros = default_max_nonzeros;
};

struct Compilation {
    Network network;
    std::string explanation;  ///< one line, such as "minimal automaton of dimension 5, one head"
};

/// Compiles, or says why not. Exact; the result computes the automaton's weight on every word.
[[nodiscard]] Result<Compilation> compile(const WeightedAutomaton& automaton, const CompileOptions& options);

}  // namespace linac
