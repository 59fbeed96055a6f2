// linac convert: an automaton from one file format into another.
#include <memory>

#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct ConvertArguments {
    std::string from_file;
    std::string to_file;
    std::string to;
    bool rounded = false;
    std::string symbol_table;
    InputOptions input;
    bool json = false;
};

FileFormat output_format(const ConvertArguments& options) {
    if (options.to.empty()) return file_format_of_name(options.to_file).value_or(FileFormat::native);
    const auto format = file_format_by_name(options.to);
    if (!format)
        throw usage_error("convert", "--to: no format " + printable(options.to),
                          "the formats are " + join(file_format_names(), ", "));
    return *format;
}

/// What the weights of the result mean.
std::string meaning(const AutomatonFile& file, const InputOptions& input) {
    if (input.as_language) return "1 for each word of the language";
    return file.counts_paths ? "number of paths" : "as in the file";
}

int convert_file(const ConvertArguments& options) {
    if (options.json && options.to_file == "-")
        throw usage_error("convert",
                          "--json needs a file OUT: standard output holds the automaton otherwise");
    const FileFormat format = output_format(options);
    if (!options.symbol_table.empty() && format != FileFormat::att)
        throw usage_error("convert", "--write-symbols is of att files");
    const AutomatonFile read = load_automaton_file(options.from_file, options.input);
    const auto written = capture([&] {
        return write_automaton_file(
            read.automaton, format,
            {.att = {.rounded = options.rounded, .with_symbols = !options.symbol_table.empty()}});
    });
    if (!written) throw written.error().in(options.to_file);
    if (!options.symbol_table.empty())
        save(options.symbol_table, write_att_symbols(alphabet_of(read.automaton)));
    save(options.to_file, written.value().text);

    Report report;
    report.add("from", std::string(name_of(read.format)));
    report.add("to", std::string(name_of(format)));
    report.add("kind", kind_name(read.automaton));
    report.add("alphabet", alphabet_of(read.automaton).symbols(), alphabet_text(alphabet_of(read.automaton)));
    if (const auto* weighted = std::get_if<WeightedAutomaton>(&read.automaton)) {
        report.add("states", weighted->size());
        report.add("transitions", weighted->transition_count());
    }
    report.add("weights", meaning(read, options.input));
    report.add("epsilon transitions removed", read.epsilon_transitions);
    report.add("weights rounded", read.rounded + written.value().rounded);
    print_beside(options.to_file, report, options.json);
    return status::yes;
}

}  // namespace

Action convert(Command& command) {
    const auto options = std::make_shared<ConvertArguments>();
    command.argument("IN", options->from_file, "automaton; - is standard input");
    command.argument("OUT", options->to_file, "the same automaton; - is standard output");
    command.option("--to", options->to, "FORMAT",
                   "of OUT; without it as its name tells, or native:\n"
                   "native, daut, dot, mata, jff, att");
    command.choices("--to", {"native", "daut", "dot", "mata", "jff", "att"});
    command.flag("--rounded", options->rounded,
                 "round weights that an att file cannot hold: those that are no\n"
                 "finite decimals");
    command.option("--write-symbols", options->symbol_table, "FILE", "the symbol table of an att file");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "  native    linac's own files                                    .linac\n"
        "  daut      Vcsn's text                                          .daut\n"
        "  dot       Vcsn's automata in Graphviz's language               .dot .gv\n"
        "  mata      Mata's explicit NFA                                  .mata\n"
        "  jff       JFLAP's finite automata                              .jff\n"
        "  att       AT&T's and OpenFst's text, acceptors                 .att .fsm\n"
        "  pautomac  models of the PAutomaC competition, read only        .pautomac\n"
        "\n"
        "Exact: what a format cannot hold is refused. Transitions that read nothing are\n"
        "removed where the sum over their paths converges. Where a format has no weights, a\n"
        "word weighs the number of its paths, or with --language 1 if there is one.\n"
        "Every verb that takes an automaton reads these formats too.\n"
        "\n"
        "Examples:\n"
        "  linac convert automata/weighted/fibonacci.linac fibonacci.daut\n"
        "  linac convert nfa.mata language.linac --language\n"
        "  linac convert - - --from daut --to att < a.daut");
    return [options] { return convert_file(*options); };
}

}  // namespace linac::cli
