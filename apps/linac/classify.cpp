// linac classify: what an automaton is, what holds it, and why.
#include <algorithm>
#include <cstdint>
#include <memory>

#include "analysis/classification.hpp"
#include "compile/attempts.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

constexpr std::size_t default_attempted_nonzeros = 1'000'000;

struct ClassifyArguments {
    std::string automaton;
    std::uint64_t max_states = ClassificationLimits{}.states;
    std::uint64_t max_elements = ClassificationLimits{}.elements;
    std::uint64_t max_nonzeros = default_attempted_nonzeros;
    bool no_targets = false;
    InputOptions input;
    bool json = false;
};

std::string over_limit(std::uint64_t limit, const std::string& noun) {
    return "not known (over the limit of " + count_of(limit, noun) + " or of memory)";
}

/// The first few.
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;
    if (names.size() <= most) return join(names, "; ");
    return join({names.begin(), names.begin() + most}, "; ") + "; and " +
           std::to_string(names.size() - most) + " more";
}

void add_monoid(Report& report, const MonoidClass& monoid, const ClassifyArguments& options) {
    const std::string unknown = over_limit(options.max_elements, "element");
    const auto add = [&](const std::string& name, const std::optional<Report::Value>& value) {
        if (value)
            report.add(name, *value);
        else
            report.add(name, {}, unknown);
    };
    report.gap();
    if (monoid.elements)
        report.add("transition monoid", to_string(*monoid.elements),
                   shown(*monoid.elements) + (monoid.elements->is_one() ? " element" : " elements"));
    else
        report.add("transition monoid", {}, unknown);
    if (monoid.groups)
        report.add("groups", to_string(*monoid.groups));
    else
        report.add("groups", {}, unknown);
    std::vector<std::string> names;
    for (const SubgroupFacts& group : monoid.subgroups) names.push_back(group.name);
    std::string text = names.empty() ? unknown : listed(names);
    if (!monoid.elements && !names.empty()) text = "among others: " + text;
    report.add("maximal subgroups", names, text);
    add("star-free", monoid.star_free());
    add("quasi-aperiodic", monoid.quasi_aperiodic);
}

/// What the function of finitely many values is, if it is one.
void add_finite(Report& report, const Classification& found, const ClassifyArguments& options) {
    if (found.finiteness.finite != true) return;
    if (found.monoid)
        report.add("minimal states", found.monoid->states);
    else
        report.add("minimal states", {}, over_limit(options.max_states, "state"));
    if (found.monoid) add_monoid(report, *found.monoid, options);
}

void add_configurations(Report& report, const Classification& found, const ClassifyArguments& options) {
    if (found.finiteness.finite)
        report.add("configurations", "finitely many");
    else
        report.add("configurations", {},
                   "not known to be finitely many (more than " + std::to_string(options.max_states) + ")");
}

template <class Kind>
void add_facts(Report& report, const Kind& automaton, const Classification& found,
               const ClassifyArguments& options) {
    report.add("states", automaton.size());
    if (found.dimension)
        report.add("minimal dimension", *found.dimension);
    else
        report.add("minimal dimension", {}, "not computed for so many states; linac minimize does");
    const Finiteness& values = found.finiteness;
    if (values.finite)
        report.add("values", *values.finite ? "finitely many" : "infinitely many");
    else
        report.add("values", {}, over_limit(options.max_states, "state"));
    if (values.infinite_order)
        report.add("infinite order", symbol_names(*values.infinite_order, automaton.alphabet),
                   "the matrix of the word " + show_word(*values.infinite_order, automaton.alphabet));
    add_finite(report, found, options);
}

void add_facts(Report& report, const CounterMachine& machine, const Classification& found,
               const ClassifyArguments& options) {
    report.add("states", machine.states.size());
    report.add("counters", machine.counters);
    report.add("real-time", !has_epsilon_moves(machine));
    if (!found.stratification) return;
    add_configurations(report, found, options);
    add_stratification(report, *found.stratification, machine);
    add_finite(report, found, options);
}

void add_facts(Report& report, const StackMachine& machine, const Classification& found,
               const ClassifyArguments& options) {
    report.add("states", machine.states.size());
    std::vector<std::string> names;
    for (const Stack& stack : machine.stacks) names.push_back(stack.name);
    report.add("stacks", names);
    report.add("real-time", !has_epsilon_moves(machine));
    if (has_epsilon_moves(machine)) return;
    add_configurations(report, found, options);
    add_finite(report, found, options);
}

void add_complexity(Report& report, const Complexity& complexity) {
    report.gap();
    report.add("class", complexity.name.empty() ? Report::Value() : Report::Value(complexity.name),
               describe(complexity));
    std::vector<Report> items;
    std::vector<Report::Part> lines;
    for (const Theorem& theorem : complexity.theorems) {
        items.emplace_back();
        items.back().add("claim", theorem.claim);
        items.back().add("reason", theorem.reason);
        items.back().add("source", theorem.source);
        lines.push_back({theorem.claim, theorem.reason + " (" + theorem.source + ")"});
    }
    report.add_list("theorems", std::move(items), lines);
}

std::string name_of(const Attempt& attempt) {
    return linac::name_of(attempt.target) + " " + linac::name_of(attempt.scheme);
}

std::string size_of(const SizeReport& size) {
    return count_of(size.layers, "layer") + ", " + count_of(size.heads, "head") + ", " +
           count_of(size.nonzeros, "non-zero");
}

/// A reason is told once.
std::string refusal(const Attempt& attempt, const std::vector<Attempt>& attempts) {
    const auto first = std::find_if(attempts.begin(), attempts.end(),
                                    [&](const Attempt& other) { return other.reason == attempt.reason; });
    return "no: " + (&*first == &attempt ? attempt.reason : "as " + name_of(*first));
}

void add_attempts(Report& report, const std::vector<Attempt>& attempts) {
    report.gap();
    std::vector<Report> items;
    std::vector<Report::Part> lines;
    for (const Attempt& attempt : attempts) {
        Report item;
        item.add("target", linac::name_of(attempt.target));
        item.add("scheme", linac::name_of(attempt.scheme));
        item.add("holds", attempt.size.has_value());
        if (attempt.size) {
            item.add("layers", attempt.size->layers);
            item.add("heads", attempt.size->heads);
            item.add("non-zeros", attempt.size->nonzeros);
        } else {
            item.add("reason", attempt.reason);
        }
        lines.push_back(
            {name_of(attempt), attempt.size ? size_of(*attempt.size) : refusal(attempt, attempts)});
        items.push_back(std::move(item));
    }
    report.add_list("targets", std::move(items), lines);
}

int classify_file(const ClassifyArguments& options) {
    const Automaton automaton = load_automaton(options.automaton, options.input);
    ClassificationLimits limits;
    limits.states = options.max_states;
    limits.elements = options.max_elements;
    const Classification found = classification(automaton, limits);
    Report report;
    report.add("kind", kind_name(automaton));
    report.add("deterministic", found.deterministic);
    std::visit([&](const auto& kind) { add_facts(report, kind, found, options); }, automaton);
    add_complexity(report, found.complexity);
    if (!options.no_targets) add_attempts(report, attempts(automaton, options.max_nonzeros));
    print_report(report, options.json);
    return status::yes;
}

}  // namespace

Action classify(Command& command) {
    const auto options = std::make_shared<ClassifyArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.option(
        "--max-states", options->max_states, "N",
        "look for a finite automaton of at most N states (" + std::to_string(options->max_states) + ")");
    command.option(
        "--max-elements", options->max_elements, "N",
        "list at most N elements of its transition monoid (" + std::to_string(options->max_elements) + ")");
    command.option("--max-nonzeros", options->max_nonzeros, "N",
                   "try networks of at most N non-zeros (" + std::to_string(options->max_nonzeros) + ")");
    command.flag("--no-targets", options->no_targets, "try none: what takes long for hundreds of states");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "The kind and least size; whether a weighted automaton has finitely many values,\n"
        "which a finite automaton computes, and the groups in that one's transition\n"
        "monoid; the strata of a counter machine; the complexity class of the function,\n"
        "with the theorems that put it there; and every target with every scheme: how\n"
        "large its network is, or what keeps it from holding the automaton. The class of\n"
        "weights is about whether they are positive. What is over a limit is not claimed.\n"
        "\n"
        "Examples:\n"
        "  linac classify automata/permutation/s5-transpositions.linac\n"
        "  linac classify automata/weighted/fibonacci.linac --json");
    return [options] { return classify_file(*options); };
}

}  // namespace linac::cli
