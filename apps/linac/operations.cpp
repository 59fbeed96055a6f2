// linac sum, difference, product, hadamard, shuffle: of several automata; scale, power, star, reverse, trim: of one.
#include <algorithm>
#include <memory>
#include <utility>

#include "loading.hpp"
#include "operations/pairs.hpp"
#include "operations/product.hpp"
#include "operations/star.hpp"
#include "operations/sum.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct OperationsArguments {
    std::vector<std::string> automata;
    std::string automaton;
    std::string number;
    std::string output = "-";
    InputOptions input;
    bool json = false;
};

void declare_output(Command& command, OperationsArguments& options) {
    command.option("-o,--output", options.output, "FILE", "the result; - is standard output, as without");
    input_options(command, options.input);
    command.json_flag(options.json);
}

/// Writes what the operation makes; `source` is what its errors are about.
template <class Operation>
int write_result(const OperationsArguments& options, const std::string& source, const Operation& operation) {
    const auto result = capture(operation);
    if (!result) throw result.error().in(source);
    save(options.output, result.value());
    Report report;
    report.add("states", result.value().size());
    report.add("transitions", result.value().transition_count());
    print_beside(options.output, report, options.json);
    return status::yes;
}

// Of several automata.

using Several = WeightedAutomaton (*)(std::vector<WeightedAutomaton>);

/// An operation on two automata, on more from the left.
template <class Operation>
WeightedAutomaton folded(std::vector<WeightedAutomaton> automata, const Operation& operation) {
    WeightedAutomaton result = std::move(automata[0]);
    for (std::size_t k = 1; k < automata.size(); ++k) result = operation(result, automata[k]);
    return result;
}

int combine(const std::string& verb, const OperationsArguments& options, Several operation) {
    expect_apart(verb, "automaton", options.output, options.json);
    if (options.automata.size() < 2) throw usage_error(verb, "two automata are needed, or more");
    if (std::count(options.automata.begin(), options.automata.end(), "-") > 1)
        throw usage_error(verb, "standard input cannot be more than one of the automata");
    std::vector<WeightedAutomaton> automata;
    for (const std::string& path : options.automata) automata.push_back(load_weighted(path, options.input));
    return write_result(options, "linac " + verb, [&] { return operation(std::move(automata)); });
}

Action declare_several(Command& command, const std::string& verb, Several operation,
                       const std::string& meaning, const std::string& examples) {
    const auto options = std::make_shared<OperationsArguments>();
    command.arguments("AUTOMATON", options->automata, "two or more; - is standard input");
    declare_output(command, *options);
    command.explain(meaning +
                    "\n"
                    "The alphabets may differ: the result has the symbols of all, those of the first\n"
                    "first; an automaton gives words with symbols that it does not have the weight 0.\n"
                    "\n" +
                    examples);
    return [options, verb, operation] { return combine(verb, *options, operation); };
}

// Of one automaton.

using One = WeightedAutomaton (*)(const WeightedAutomaton&);

int transform(const std::string& verb, const OperationsArguments& options, One operation) {
    expect_apart(verb, "automaton", options.output, options.json);
    const WeightedAutomaton automaton = load_weighted(options.automaton, options.input);
    return write_result(options, options.automaton, [&] { return operation(automaton); });
}

Action declare_one(Command& command, const std::string& verb, One operation, const std::string& text) {
    const auto options = std::make_shared<OperationsArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    declare_output(command, *options);
    command.explain(text);
    return [options, verb, operation] { return transform(verb, *options, operation); };
}

int scale_file(const OperationsArguments& options) {
    expect_apart("scale", "automaton", options.output, options.json);
    const auto factor = parse_rational(options.number);
    if (!factor)
        throw usage_error("scale", printable(options.number) + " is not a number", "such as 3, -1/2 or 0.05");
    const WeightedAutomaton automaton = load_weighted(options.automaton, options.input);
    return write_result(options, options.automaton, [&] { return scaled(automaton, *factor); });
}

int power_file(const OperationsArguments& options) {
    expect_apart("power", "automaton", options.output, options.json);
    constexpr std::size_t most_digits = 18;
    if (options.number.empty() || options.number.size() > most_digits ||
        options.number.find_first_not_of("0123456789") != std::string::npos)
        throw usage_error("power", printable(options.number) + " is not a whole number below 10^18");
    const std::uint64_t exponent = std::stoull(options.number);
    const WeightedAutomaton automaton = load_weighted(options.automaton, options.input);
    return write_result(options, options.automaton, [&] { return linac::power(automaton, exponent); });
}

}  // namespace

Action make_sum(Command& command) {
    return declare_several(
        command, "sum",
        [](std::vector<WeightedAutomaton> automata) { return linac::sum(std::move(automata)); },
        "The weight of each word is the sum of its weights in all of them.\n",
        "Examples:\n"
        "  linac sum automata/weighted/parity.linac automata/weighted/tomita-5.linac -o both.linac\n"
        "  linac scale a.linac 1/2 | linac sum - b.linac | linac run - abba");
}

Action make_difference(Command& command) {
    return declare_several(
        command, "difference",
        [](std::vector<WeightedAutomaton> automata) {
            return folded(std::move(automata),
                          [](const auto& l, const auto& r) { return linac::difference(l, r); });
        },
        "The weight of each word is that of the first automaton minus those of the others.\n",
        "Example:\n"
        "  linac difference automata/weighted/parity.linac automata/weighted/tomita-5.linac | linac minimize "
        "-");
}

Action make_product(Command& command) {
    return declare_several(
        command, "product",
        [](std::vector<WeightedAutomaton> automata) { return linac::product(std::move(automata)); },
        "Concatenation: the weight of a word is the sum, over all ways to cut it into a part\n"
        "for each automaton, of the product of the weights of the parts.\n",
        "Example:\n"
        "  linac product automata/weighted/tomita-1.linac automata/weighted/tomita-2.linac -o product.linac");
}

Action make_hadamard(Command& command) {
    return declare_several(
        command, "hadamard",
        [](std::vector<WeightedAutomaton> automata) {
            return folded(std::move(automata),
                          [](const auto& l, const auto& r) { return linac::hadamard(l, r); });
        },
        "The pointwise product: the weight of each word is the product of its weights in all\n"
        "of them. For languages, weights 0 and 1, it is the intersection.\n",
        "Example:\n"
        "  linac hadamard automata/weighted/tomita-3.linac automata/weighted/tomita-5.linac | linac minimize "
        "-");
}

Action make_shuffle(Command& command) {
    return declare_several(
        command, "shuffle",
        [](std::vector<WeightedAutomaton> automata) {
            return folded(std::move(automata),
                          [](const auto& l, const auto& r) { return linac::shuffle(l, r); });
        },
        "The weight of a word is the sum, over all ways to give each of its symbols to one of\n"
        "the automata, of the product of the weights of what they get.\n",
        "Example:\n"
        "  linac shuffle automata/weighted/tomita-1.linac automata/weighted/tomita-2.linac -o shuffle.linac");
}

Action make_star(Command& command) {
    return declare_one(
        command, "star", [](const WeightedAutomaton& automaton) { return linac::star(automaton); },
        "The sum of all powers: the weight of a word is the sum, over all ways to cut it\n"
        "into any number of parts, of the product of the weights of the parts. It converges\n"
        "where the empty word weighs more than -1 and less than 1; otherwise exit status 3.\n"
        "\n"
        "Example:\n"
        "  linac star automata/weighted/fibonacci.linac -o star.linac");
}

Action make_reverse(Command& command) {
    return declare_one(
        command, "reverse", [](const WeightedAutomaton& automaton) { return reversed(automaton); },
        "The weight of each word is that of the word read backwards.\n"
        "\n"
        "Example:\n"
        "  linac reverse automata/weighted/binary-value.linac -o least-digit-first.linac");
}

Action make_trim(Command& command) {
    return declare_one(
        command, "trim", [](const WeightedAutomaton& automaton) { return trimmed(automaton); },
        "Keeps the states that lie on a path from an initial to a final state. Weights that\n"
        "cancel are not looked for: linac minimize does.\n"
        "\n"
        "Example:\n"
        "  linac trim automata/weighted/tomita-3.linac");
}

Action make_multiple(Command& command) {
    const auto options = std::make_shared<OperationsArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.argument("NUMBER", options->number, "such as 3, -1/2 or 0.05");
    declare_output(command, *options);
    command.explain(
        "The weight of each word times the number.\n"
        "\n"
        "Example:\n"
        "  linac scale automata/weighted/fibonacci.linac -1/2 -o scaled.linac");
    return [options] { return scale_file(*options); };
}

Action make_power(Command& command) {
    const auto options = std::make_shared<OperationsArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.argument("N", options->number, "how many times; 0 gives the empty word");
    declare_output(command, *options);
    command.explain(
        "Concatenation of the automaton with itself: the weight of a word is the sum, over\n"
        "all ways to cut it into N parts, of the product of the weights of the parts.\n"
        "\n"
        "Example:\n"
        "  linac power automata/weighted/tomita-1.linac 3 -o power.linac");
    return [options] { return power_file(*options); };
}

}  // namespace linac::cli
