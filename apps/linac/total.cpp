// linac total: the sum of the weights of all words.
#include "operations/total.hpp"

#include <memory>

#include "loading.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct TotalArguments {
    std::string automaton;
    InputOptions input;
    bool json = false;
};

int total_of_file(const TotalArguments& options) {
    const WeightedAutomaton automaton = load_weighted(options.automaton, options.input);
    const auto result = capture([&] { return linac::total(automaton); });
    if (!result) throw result.error().in(options.automaton);
    Report report;
    report.add_number("total", result.value().value);
    report.add("converges", result.value().is_absolute ? "absolutely" : "by length");
    print_report(report, options.json);
    return status::yes;
}

}  // namespace

Action total(Command& command) {
    const auto options = std::make_shared<TotalArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "The sum of the weights of all words, exactly, where it converges; otherwise exit\n"
        "status 3 and a cycle that keeps it from that. Words are added up by ascending\n"
        "length; where their order does not matter for sure, it says: absolutely.\n"
        "\n"
        "Example:\n"
        "  linac total automata/weighted/probabilistic-tomita-5.linac");
    return [options] { return total_of_file(*options); };
}

}  // namespace linac::cli
