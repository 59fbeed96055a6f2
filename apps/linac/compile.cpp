// linac compile: an automaton into the weights of a network.
#include "compile/compile.hpp"

#include <cstdint>
#include <memory>
#include <optional>

#include "explain/explain.hpp"
#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct CompileArguments {
    std::string automaton;
    std::string target;
    std::string scheme = "auto";
    std::string eigenvalues = "any";
    std::string output = "-";
    std::uint64_t max_nonzeros = default_max_nonzeros;
    std::optional<std::size_t> bound;
    std::optional<std::string> explanation;
    InputOptions input;
    bool json = false;
};

std::vector<std::string> target_names() {
    std::vector<std::string> names;
    for (const Target target : all_targets()) names.push_back(name_of(target));
    return names;
}

/// The names, a few a line.
std::string target_help() {
    std::vector<std::string> lines(1);
    for (const std::string& name : target_names()) {
        if (lines.back().size() + name.size() > 50) lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : ", ") + name;
    }
    return join(lines, ",\n");
}

std::vector<std::string> scheme_names() {
    std::vector<std::string> names;
    for (const Scheme scheme : {Scheme::automatic, Scheme::direct, Scheme::blocked, Scheme::two_layer})
        names.push_back(name_of(scheme));
    return names;
}

CompileOptions read(const CompileArguments& options) {
    const auto target = target_by_name(options.target);
    if (!target)
        throw usage_error("compile", "--to: no target " + printable(options.target),
                          "the targets are " + join(target_names(), ", "));
    const auto scheme = scheme_by_name(options.scheme);
    if (!scheme)
        throw usage_error("compile", "--scheme: no scheme " + printable(options.scheme),
                          "the schemes are " + join(scheme_names(), ", "));
    if (options.eigenvalues != "any" && options.eigenvalues != "non-negative")
        throw usage_error("compile", "--eigenvalues: no choice " + printable(options.eigenvalues),
                          "the choices are any and non-negative");
    return {*target, *scheme, options.max_nonzeros,
            options.eigenvalues == "any" ? Eigenvalues::any : Eigenvalues::non_negative};
}

Result<Compilation> compiled(const CompileArguments& options, const CompileOptions& chosen) {
    if (!options.bound) return linac::compile(load_automaton(options.automaton, options.input), chosen);
    return linac::compile(load_weighted(options.automaton, options.input, options.bound), chosen);
}

int compile_file(const CompileArguments& options) {
    const CompileOptions chosen = read(options);
    expect_apart("compile", "network", options.output, options.json);
    const bool explains_here = options.explanation == "-";
    if (explains_here && (options.output == "-" || options.json))
        throw usage_error("compile", "--explain=FILE says where to: standard output holds the " +
                                         std::string(options.json ? "JSON" : "network"));
    const auto done = compiled(options, chosen);
    if (!done) throw done.error().in(options.automaton);
    const Compilation& compilation = done.value();
    save(options.output, compilation.network);
    if (options.explanation) save(*options.explanation, explain(compilation, options.automaton));
    Report report;
    report.add("compiled", compilation.explanation);
    add_network(report, compilation.network);
    print_beside(explains_here ? "-" : options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action compile(Command& command) {
    const auto options = std::make_shared<CompileArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.option("--to", options->target, "TARGET", target_help());
    command.choices("--to", target_names());
    command.require("--to");
    command.option("--scheme", options->scheme, "SCHEME", join(scheme_names(), ", "));
    command.choices("--scheme", scheme_names());
    command.option("--eigenvalues", options->eigenvalues, "WHICH",
                   "of --to diagonal: any, or non-negative, as trained layers have\n"
                   "them (any)");
    command.choices("--eigenvalues", {"any", "non-negative"});
    command.option("--max-nonzeros", options->max_nonzeros, "N",
                   "refuse a larger network (" + std::to_string(default_max_nonzeros) + ")");
    command.option("--counter-bound,--stack-bound", options->bound, "B",
                   "of a counter or stack machine: the finite automaton with counters\n"
                   "within -B ... B, or at most B symbols on a stack; a word that leads\n"
                   "beyond weighs -1");
    command.option("-o,--output", options->output, "FILE", "the network; - is standard output, as without");
    command.flag("--explain", options->explanation, "-", "FILE",
                 "what was done and why, step by step, as Markdown; without\n"
                 "=FILE on standard output");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "After every token, the network's output is the weight of the word read so far,\n"
        "exactly. Weighted automata compile to the linear targets; counter and stack\n"
        "machines to mlp-rnn; to the linear targets counter machines that are stratified,\n"
        "and any machine with a bound. The scheme direct makes one layer, blocked three to five,\n"
        "two-layer two with large numbers; auto is direct where that applies, otherwise\n"
        "blocked where the target has it. What a target cannot hold is refused with status\n"
        "3, naming the symbol and the row or rank, or the tests and updates, that break it,\n"
        "and what takes it.\n"
        "\n"
        "Examples:\n"
        "  linac compile automata/permutation/s5-transpositions.linac --to deltanet \\\n"
        "      -o s5.json\n"
        "  linac compile automata/weighted/fibonacci.linac --to rwkv7 -o f.json --explain");
    return [options] { return compile_file(*options); };
}

}  // namespace linac::cli
