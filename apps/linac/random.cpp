// linac random: a random automaton, the same for the same seed.
#include "operations/random.hpp"

#include <memory>

#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct RandomArguments {
    std::string kind = "weighted";
    std::uint64_t states = 3;
    std::string alphabet = "a b";
    std::string density = "1/2";
    std::string weights = "1";
    std::uint64_t seed = 1;
    std::string output = "-";
    bool json = false;
};

/// A number, or one with a percent sign.
Rational read_density(std::string text) {
    const bool is_percent = !text.empty() && text.back() == '%';
    if (is_percent) text.pop_back();
    const auto value = parse_rational(text);
    if (!value)
        throw usage_error("random", "--density: " + printable(text) + " is not a number",
                          "such as 1/3, 0.2 or 20%");
    return is_percent ? *value / 100 : *value;
}

/// The kinds that --kind names, and what draws them.
struct RandomKind {
    const char* name;
    Automaton (*draw)(const RandomShape& shape);
};
constexpr RandomKind kinds[] = {
    {"weighted", [](const RandomShape& shape) -> Automaton { return random_weighted(shape); }},
    {"permutation", [](const RandomShape& shape) -> Automaton { return random_permutation(shape); }},
    {"dfa", [](const RandomShape& shape) -> Automaton { return random_deterministic(shape); }},
};

Automaton draw(const std::string& name, const RandomShape& shape) {
    std::vector<std::string> names;
    for (const RandomKind& kind : kinds) {
        if (kind.name == name) return kind.draw(shape);
        names.emplace_back(kind.name);
    }
    throw usage_error("random", "no kind " + printable(name), "the kinds are " + join(names, ", "));
}

int write_random(const RandomArguments& options) {
    expect_apart("random", "automaton", options.output, options.json);
    const RandomShape shape{options.states, read_symbols("random", "--alphabet", options.alphabet),
                            read_density(options.density),
                            read_numbers("random", "--weights", options.weights, "-1,0,1/2"), options.seed};
    const auto automaton = capture([&] { return draw(options.kind, shape); });
    if (!automaton) throw automaton.error().in("linac random");
    save(options.output, automaton.value());
    const WeightedAutomaton weighted = to_weighted(automaton.value());
    Report report;
    report.add("states", weighted.size());
    report.add("transitions", weighted.transition_count());
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action make_random(Command& command) {
    const auto options = std::make_shared<RandomArguments>();
    command.option("--kind", options->kind, "KIND", "weighted, permutation or dfa; without it weighted");
    command.choices("--kind", {"weighted", "permutation", "dfa"});
    command.option("--states", options->states, "N", "how many; without it 3");
    command.option("--alphabet", options->alphabet, "SYMBOLS", "separated by blanks; without it \"a b\"");
    command.option("--density", options->density, "P",
                   "the chance of a transition: 1/3, 0.2, 20%; without it 1/2");
    command.option("--weights", options->weights, "LIST",
                   "what they weigh, with equal chances, separated by commas; without it 1");
    command.option("--seed", options->seed, "S", "another seed, another automaton; without it 1");
    command.option("-o,--output", options->output, "FILE", "the automaton; - is standard output, as without");
    command.json_flag(options->json);
    command.explain(
        "weighted: from each state to each on each symbol there is a transition with the\n"
        "chance P; each state is initial with that chance, and final; if none is, one is.\n"
        "permutation: every symbol permutes the states. dfa: every symbol leads from each\n"
        "state to one. In both, state 0 is initial and P is the chance to be final.\n"
        "\n"
        "The same numbers give the same automaton, on every machine.\n"
        "\n"
        "Examples:\n"
        "  linac random --states 5 --density 1/3 --weights -1,0,1/2 --seed 7 -o random.linac\n"
        "  linac random --kind permutation --states 4 --alphabet \"r s\"");
    return [options] { return write_random(*options); };
}

}  // namespace linac::cli
