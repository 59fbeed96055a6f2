// What files hold, as the verbs read and write it: automata in any format, networks, certificates. Errors name the file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "analysis/certificate.hpp"
#include "error.hpp"
#include "formats/automaton_formats.hpp"
#include "options.hpp"
#include "verify/sides.hpp"

namespace linac::cli {

/// How the automaton files of a verb are read, as the command line says it.
struct InputOptions {
    std::string format;  // empty: as the name or the text of the file tells
    bool as_language = false;
    std::size_t max_states = default_max_language_states;
    std::string symbols;  // AT&T: file with the symbol table
    std::string weights = "probability";
    std::string columns = "detect";
};

/// Declares the options that say it.
void input_options(Command& command, InputOptions& input);

/// The value of a function of what a file holds, whose errors name the file.
template <class Function>
auto in_file(const std::string& file, const Function& function) {
    auto result = capture(function);
    if (!result) throw result.error().in(file);
    return std::move(result).value();
}

[[nodiscard]] Side load(const std::string& path, const InputOptions& input = {});
/// A file in any of the formats, and what was done to read it. Throws bad_input with the hint if it holds a network.
[[nodiscard]] AutomatonFile load_automaton_file(const std::string& path, const InputOptions& input,
                                                const std::string& hint = "linac info describes networks");
/// Its automaton; what may surprise is told on standard error.
[[nodiscard]] Automaton load_automaton(const std::string& path, const InputOptions& input = {},
                                       const std::string& hint = "linac info describes networks");
/// The same as a weighted automaton: a machine needs a bound of its counters or stacks, which is for no other.
[[nodiscard]] WeightedAutomaton load_weighted(const std::string& path, const InputOptions& input = {},
                                              std::optional<std::size_t> bound = {});
/// An automaton, or a network of one layer as the weighted automaton that it is.
[[nodiscard]] WeightedAutomaton load_linear(const std::string& path, const InputOptions& input = {});
[[nodiscard]] Certificate load_certificate(const std::string& path);
/// Throws bad_input with a hint if the file holds an automaton.
[[nodiscard]] Network load_network(const std::string& path);

/// Makes it the content of the file, as save of a text does. Throws impossible if it is over a limit of such files, or
/// if the format that the file's name tells cannot hold it.
void save(const std::string& path, const Automaton& automaton);
void save(const std::string& path, const Network& network);

}  // namespace linac::cli
