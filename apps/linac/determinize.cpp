// linac determinize: at most one transition for each state and symbol; or the language.
#include <memory>

#include "loading.hpp"
#include "operations/sequential.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct DeterminizeArguments {
    std::string automaton;
    std::uint64_t max_states = default_sequential_states;
    std::string output = "-";
    InputOptions input;
    bool json = false;
};

int determinize_file(const DeterminizeArguments& options) {
    expect_apart("determinize", "automaton", options.output, options.json);
    InputOptions input = options.input;
    if (input.as_language) input.max_states = options.max_states;
    const WeightedAutomaton before = load_weighted(options.automaton, input);
    const auto after = capture([&] { return sequential(before, options.max_states); });
    if (!after) throw after.error().in(options.automaton);
    save(options.output, after.value());
    Report report;
    if (!input.as_language) report.add("states before", before.size());
    report.add("states after", after.value().size());
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action determinize(Command& command) {
    const auto options = std::make_shared<DeterminizeArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.option("--max-states", options->max_states, "N", "give up with more; without it 10000");
    command.option("-o,--output", options->output, "FILE",
                   "the deterministic automaton; - is standard output, as without");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Makes an automaton of the same weights with one initial state and at most one\n"
        "transition for each state and symbol, with the fewest states of all such. Not every\n"
        "automaton has one: 2^n + 3^n over one letter has not. Then, or with more states than\n"
        "the limit, exit status 3 and what was found; sometimes that says that there is none.\n"
        "\n"
        "With --language, the subset construction, made minimal.\n"
        "\n"
        "Examples:\n"
        "  linac determinize automata/weighted/dyck-1-depth-3.linac -o deterministic.linac\n"
        "  linac determinize automata/weighted/hidden-markov.linac --language");
    return [options] { return determinize_file(*options); };
}

}  // namespace linac::cli
