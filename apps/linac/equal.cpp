// linac equal: equality on all words, decided.
#include "analysis/equality.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>

#include "files.hpp"
#include "network/linearize.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct Options {
    std::string left;
    std::string right;
    bool json = false;
};

/// An automaton, or a network that is one.
WeightedAutomaton load_linear(const std::string& path) {
    const Machine machine = load(path);
    const auto* network = std::get_if<Network>(&machine);
    const auto automaton = capture([&]() -> std::optional<WeightedAutomaton> {
        if (network == nullptr) return to_weighted(std::get<Automaton>(machine));
        return linearized(*network);
    });
    if (!automaton) throw automaton.error().in(path);
    if (!automaton.value())
        throw Error::impossible(
            "the network is not linear in its state, so equality on all words is not decided",
            "linac verify runs an automaton and this network side by side")
            .in(path);
    return *automaton.value();
}

std::string as_json(const Comparison& comparison, const Alphabet& alphabet) {
    Report report;
    report.add("verdict", comparison.equal() ? "equal" : "different");
    report.add("scope", "all words");
    report.add("words", std::size_t{0});
    if (comparison.equal()) return report.json();
    report.add("witness", symbol_names(comparison.difference->word, alphabet));
    report.add_number("left", comparison.difference->left);
    report.add_number("right", comparison.difference->right);
    return report.json();
}

std::string as_text(const Comparison& comparison, const Alphabet& alphabet) {
    if (comparison.equal()) return "equal on all words (decided)";
    const Difference& difference = *comparison.difference;
    return fmt::format("different: word {}: left {}, right {}", show_word(difference.word, alphabet),
                       shown(difference.left), shown(difference.right));
}

int decide(const Options& options) {
    if (options.left == "-" && options.right == "-")
        throw usage_error("equal", "standard input cannot be both A and B");
    const WeightedAutomaton left = load_linear(options.left);
    const WeightedAutomaton right =
        reordered(load_linear(options.right), left.alphabet, options.right, options.left);
    const Comparison comparison = compare(left, right);
    if (options.json)
        print_line(as_json(comparison, left.alphabet));
    else
        print_line(as_text(comparison, left.alphabet));
    return comparison.equal() ? status::yes : status::no;
}

}  // namespace

Action equal(Command& command) {
    const auto options = std::make_shared<Options>();
    const std::string what = "automaton or network of one layer; - is standard input";
    command.argument("A", options->left, what);
    command.argument("B", options->right, what);
    command.json_flag(options->json);
    command.explain(
        "Exact, over the rationals, and for all words at once: nothing is sampled. If A\n"
        "and B differ, prints a shortest word that separates them and both weights, and\n"
        "exits with status 1.\n"
        "\n"
        "Example:\n"
        "  linac equal automata/weighted/parity.linac automata/weighted/tomita-5.linac");
    return [options] { return decide(*options); };
}

}  // namespace linac::cli
