// linac info: what a file holds.
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "analysis/minimize.hpp"
#include "analysis/properties.hpp"
#include "analysis/stratification.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct InfoArguments {
    std::string file;
    bool parts = false;
    InputOptions input;
    bool json = false;
};

/// Finding the minimal dimension takes time cubic in the states; a description should not take hours.
constexpr std::size_t max_minimized_states = 2000;

void add_counter_machine(Report& report, const CounterMachine& machine) {
    report.add("kind", "counter");
    report.add("alphabet", machine.alphabet.symbols(), alphabet_text(machine.alphabet));
    report.add("states", machine.states.size());
    report.add("counters", machine.counters);
    report.add("rules", machine.rules.size());
    std::int64_t largest = 0;
    bool resets = false;
    for (const CounterRule& rule : machine.rules)
        for (const CounterUpdate& update : rule.updates) {
            largest = std::max(largest, std::abs(update.add));
            resets = resets || update.is_reset;
        }
    report.gap();
    report.add("largest update", static_cast<std::size_t>(largest));
    report.add("resets", resets);
    const bool is_real_time = !has_epsilon_moves(machine);
    report.add("real-time", is_real_time);
    if (!is_real_time) return;
    add_stratification(report, stratification(machine), machine);
}

void add_stack_machine(Report& report, const StackMachine& machine) {
    report.add("kind", "stack");
    report.add("alphabet", machine.alphabet.symbols(), alphabet_text(machine.alphabet));
    report.add("states", machine.states.size());
    std::vector<std::string> stacks;
    for (const Stack& stack : machine.stacks)
        stacks.push_back(stack.name + ": " + alphabet_text(Alphabet(stack.symbols)));
    report.add("stacks", stacks, stacks.empty() ? "-" : join(stacks, "; "));
    report.add("rules", machine.rules.size());
    std::size_t most_pushed = 0;
    bool empties = false;
    for (const StackRule& rule : machine.rules)
        for (const StackUpdate& update : rule.updates) {
            most_pushed = std::max(most_pushed, update.pushed.size());
            empties = empties || update.taken == StackUpdate::Taken::everything;
        }
    report.gap();
    report.add("most pushed", most_pushed);
    report.add("empties stacks", empties);
    report.add("real-time", !has_epsilon_moves(machine));
}

void add_automaton(Report& report, const Automaton& automaton) {
    if (const auto* machine = std::get_if<CounterMachine>(&automaton))
        return add_counter_machine(report, *machine);
    if (const auto* machine = std::get_if<StackMachine>(&automaton))
        return add_stack_machine(report, *machine);
    const WeightedAutomaton weighted = to_weighted(automaton);
    const Properties found = properties(weighted);
    report.add("kind", kind_name(automaton));
    report.add("alphabet", weighted.alphabet.symbols(), alphabet_text(weighted.alphabet));
    report.add("states", weighted.size());
    report.add("transitions", weighted.transition_count());
    if (weighted.size() <= max_minimized_states)
        report.add("minimal dimension", minimized(weighted).size());
    else
        report.add("minimal dimension", Report::Value(),
                   "not computed for so many states; linac minimize does");
    report.gap();
    report.add("deterministic", found.deterministic);
    report.add("monomial", found.monomial);
    report.add("permutation", found.permutation);
    report.add("one-letter", found.one_letter);
    report.add("integer", found.integer);
    report.add("stochastic", found.stochastic);
}

int describe_file(const InfoArguments& options) {
    const Side machine = load(options.file, options.input);
    Report report;
    if (const auto* network = std::get_if<Network>(&machine)) {
        add_network(report, *network);
        if (options.parts) add_parts(report, *network);
    } else if (options.parts)
        throw Error::bad_input(options.file + ": is an automaton; only the parts of a network have labels",
                               {}, "linac compile makes a network");
    else
        add_automaton(report, std::get<Automaton>(machine));
    print_report(report, options.json);
    return status::yes;
}

}  // namespace

Action info(Command& command) {
    const auto options = std::make_shared<InfoArguments>();
    command.argument("FILE", options->file, "automaton or network; - is standard input");
    command.flag("--parts", options->parts,
                 "of a network: also the label of every residual dimension,\n"
                 "layer, head and feed-forward unit, by its place in the file");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Of an automaton: its kind, alphabet, states, transitions of non-zero weight, the\n"
        "least dimension of an equivalent one, and the properties that say which networks\n"
        "can hold it. Of a network: its shape, its non-zero constants, and how large they\n"
        "get.\n"
        "\n"
        "Example:\n"
        "  linac info automata/weighted/fibonacci.linac\n"
        "  linac info --parts network.json | grep active");
    return [options] { return describe_file(*options); };
}

}  // namespace linac::cli
