// linac decompile: a linear network back into a minimal automaton.
#include <memory>

#include "analysis/minimize.hpp"
#include "loading.hpp"
#include "network/linearize.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct DecompileArguments {
    std::string network;
    std::string output = "-";
    bool json = false;
};

int decompile_file(const DecompileArguments& options) {
    expect_apart("decompile", "automaton", options.output, options.json);
    const Network network = load_network(options.network);
    const auto linear = capture([&] {
        auto automaton = linearized(network);
        if (!automaton)
            throw Error::impossible("is not linear in its state, at " + first_not_linear(network).value() +
                                        ", so it is no weighted automaton",
                                    "networks of one layer without a feed-forward block are");
        return *std::move(automaton);
    });
    if (!linear) throw linear.error().in(options.network);
    const WeightedAutomaton automaton = minimized(linear.value());
    save(options.output, automaton);
    Report report;
    report.add("states of the network", linear.value().size());
    report.add("states", automaton.size());
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action decompile(Command& command) {
    const auto options = std::make_shared<DecompileArguments>();
    command.argument("NETWORK", options->network, "- is standard input");
    command.option("-o,--output", options->output, "FILE", "the automaton; - is standard output, as without");
    command.json_flag(options->json);
    command.explain(
        "A network whose output is linear in its recurrent state is a weighted automaton; this\n"
        "writes an equivalent one of least dimension. Others, such as the blocked ones, are refused\n"
        "with status 3, naming the first part that is not linear.\n"
        "\n"
        "Example:\n"
        "  linac decompile s5.json -o s5-again.linac");
    return [options] { return decompile_file(*options); };
}

}  // namespace linac::cli
