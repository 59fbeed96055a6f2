// linac minimize: an equivalent automaton of least dimension.
#include "analysis/minimize.hpp"

#include <memory>

#include "loading.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct MinimizeArguments {
    std::string automaton;
    std::string output = "-";
    InputOptions input;
    bool json = false;
};

int minimize_file(const MinimizeArguments& options) {
    expect_apart("minimize", "automaton", options.output, options.json);
    const WeightedAutomaton before = load_weighted(options.automaton, options.input);
    const WeightedAutomaton after = minimized(before);
    save(options.output, after);
    Report report;
    report.add("states before", before.size());
    report.add("states after", after.size());
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action minimize(Command& command) {
    const auto options = std::make_shared<MinimizeArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.option("-o,--output", options->output, "FILE",
                   "the minimal automaton; - is standard output, as without");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Forward and backward reduction over the rationals: no automaton with fewer\n"
        "states has the same weights.\n"
        "\n"
        "Example:\n"
        "  linac minimize automata/permutation/a5.linac -o minimal.linac");
    return [options] { return minimize_file(*options); };
}

}  // namespace linac::cli
