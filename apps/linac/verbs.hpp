// The verbs of the program: one file a verb, one function a file.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "options.hpp"

namespace linac::cli {

/// Exit status, as scripts see it.
namespace status {
inline constexpr int yes = 0;         ///< done, yes, equal
inline constexpr int no = 1;          ///< no, different
inline constexpr int bad_input = 2;   ///< bad usage or bad input
inline constexpr int impossible = 3;  ///< impossible for this target, or over a stated limit
inline constexpr std::string_view meaning =
    "0 done, yes, equal; 1 no, different; 2 bad usage or input;\n"
    "3 impossible for this target, or over a limit.";
}  // namespace status

inline constexpr std::string_view program_summary =
    "compiles exact automata into the weights of linear recurrent networks, and checks them";

/// What a verb does once its options are read; returns the exit status.
using Action = std::function<int()>;

/// Each declares its options on `command` and returns what to do once they are read.
[[nodiscard]] Action info(Command& command);
[[nodiscard]] Action run(Command& command);
[[nodiscard]] Action convert(Command& command);
[[nodiscard]] Action minimize(Command& command);
[[nodiscard]] Action equal(Command& command);
[[nodiscard]] Action check_certificate(Command& command);
[[nodiscard]] Action compile(Command& command);
[[nodiscard]] Action verify(Command& command);
[[nodiscard]] Action trace(Command& command);
[[nodiscard]] Action classify(Command& command);
[[nodiscard]] Action precision(Command& command);
[[nodiscard]] Action circuit(Command& command);
[[nodiscard]] Action draw(Command& command);
[[nodiscard]] Action batch(Command& command);
[[nodiscard]] Action generate(Command& command);
[[nodiscard]] Action expression(Command& command);
[[nodiscard]] Action export_weights(Command& command);
[[nodiscard]] Action import_weights(Command& command);
[[nodiscard]] Action decompile(Command& command);
[[nodiscard]] Action make_sum(Command& command);
[[nodiscard]] Action make_difference(Command& command);
[[nodiscard]] Action make_multiple(Command& command);
[[nodiscard]] Action make_product(Command& command);
[[nodiscard]] Action make_star(Command& command);
[[nodiscard]] Action make_power(Command& command);
[[nodiscard]] Action make_hadamard(Command& command);
[[nodiscard]] Action make_shuffle(Command& command);
[[nodiscard]] Action make_reverse(Command& command);
[[nodiscard]] Action make_trim(Command& command);
[[nodiscard]] Action determinize(Command& command);
[[nodiscard]] Action total(Command& command);
[[nodiscard]] Action make_random(Command& command);
[[nodiscard]] Action help(Command& command);
[[nodiscard]] Action version(Command& command);
[[nodiscard]] Action completion(Command& command);

struct Verb {
    std::string name;
    std::string summary;
    Action (*declare)(Command& command);
};

/// In the order of the help text.
[[nodiscard]] inline const std::vector<Verb>& verbs() {
    static const std::vector<Verb> all = {
        {"info", "kind, size and properties of an automaton or a network", info},
        {"run", "exact weights of words", run},
        {"convert", "an automaton from one file format into another", convert},
        {"minimize", "an equivalent automaton of least dimension", minimize},
        {"equal", "equality on all words, decided", equal},
        {"check-certificate", "what linac equal proved, checked without a search", check_certificate},
        {"compile", "an automaton into the weights of a network", compile},
        {"verify", "an automaton and a network side by side", verify},
        {"trace", "an automaton and a network, step by step", trace},
        {"classify", "what an automaton is, what holds it, and why", classify},
        {"precision", "how far floating-point formats carry a network", precision},
        {"circuit", "the arithmetic circuit of a network: size, depth, a picture", circuit},
        {"draw", "a picture of an automaton or a network", draw},
        {"batch", "many such comparisons, a line of JSON for each", batch},
        {"generate", "the automaton of a family, by its numbers", generate},
        {"expression", "a weighted or regular expression into an automaton, and back", expression},
        {"export", "a network as weights for other software", export_weights},
        {"import", "exported weights back into a network", import_weights},
        {"decompile", "a linear network back into a minimal automaton", decompile},
        {"sum", "weights of each word added up", make_sum},
        {"difference", "weights of each word subtracted", make_difference},
        {"scale", "weights times a number", make_multiple},
        {"product", "one word after the other: concatenation", make_product},
        {"star", "words one after the other, any number of them", make_star},
        {"power", "words one after the other, so many of them", make_power},
        {"hadamard", "weights of each word multiplied", make_hadamard},
        {"shuffle", "words interleaved in all ways", make_shuffle},
        {"reverse", "words backwards", make_reverse},
        {"trim", "without states that no word passes on its way to a final one", make_trim},
        {"determinize", "one transition for each state and symbol, or the language", determinize},
        {"total", "the sum of the weights of all words", total},
        {"random", "a random automaton, the same for the same seed", make_random},
        {"help", "what a verb does and takes, also as a man page", help},
        {"version", "the version", version},
        {"completion", "a script that lets bash, zsh or fish complete command lines", completion},
    };
    return all;
}

[[nodiscard]] std::vector<std::string> verb_names();

/// The verb of this name; throws bad_input if there is none.
[[nodiscard]] const Verb& verb_by_name(const std::string& name);

/// The options that linac takes without a verb.
[[nodiscard]] const std::vector<Parameter>& program_options();

/// What linac --help prints.
[[nodiscard]] std::string program_help();

}  // namespace linac::cli
