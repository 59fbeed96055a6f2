// compile: an automaton or a machine into a network that emits, after every token, the weight of the prefix
// read so far.
//
//     weighted automaton → candidates (minimal, merged, …) → one layer, if the target's head holds a candidate
//                                                         → router, gather, arithmetic (blocked.hpp) otherwise
//     counter machine    → MLP-RNN (counter_mlp.hpp)
//                        → layer after layer, if it is stratified (stratified.hpp)
//     stack machine      → MLP-RNN (stack_mlp.hpp)
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

#include "automata/automaton.hpp"
#include "compile/decisions.hpp"
#include "network/network.hpp"

namespace linac {

/// What is compiled to: networks of heads of one kind.
using Target = HeadKind;
/// What may be asked of the numbers by which a diagonal head scales its state.
enum class Eigenvalues { any, non_negative };
enum class Scheme { automatic, direct, blocked, two_layer };

/// In the order of the table of kinds; the linear ones hold weighted automata.
[[nodiscard]] const std::vector<Target>& all_targets();
[[nodiscard]] const std::vector<Target>& linear_targets();
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
    Eigenvalues eigenvalues = Eigenvalues::any;  ///< of a diagonal head
};

struct Compilation {
    Network network;
    std::string explanation;  ///< one line, such as "minimal automaton of dimension 5, one head"
    Decisions decisions = {};
};

/// Compiles, or says why not. Exact; the result computes the automaton's weight on every word. The weights of a machine are 1
/// for accepted words and 0 for others. A linear target takes a stratified counter machine, and a stack machine without
/// stacks.
[[nodiscard]] Result<Compilation> compile(const Automaton& automaton, const CompileOptions& options);

}  // namespace linac
