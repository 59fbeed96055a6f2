// linac equal: equality on all words, decided.
#include <fmt/format.h>

#include <memory>

#include "files.hpp"
#include "output.hpp"
#include "verbs.hpp"
#include "verdicts.hpp"

namespace linac::cli {
namespace {

struct Options {
    std::string left;
    std::string right;
    bool json = false;
};

/// An automaton, or a network that is one.
WeightedAutomaton load_linear(const std::string& path) {
    const Side side = load(path);
    auto automaton = capture([&] { return linear(side); });
    if (!automaton) throw automaton.error().in(path);
    return std::move(automaton).value();
}

std::string as_json(const Comparison& comparison, const Alphabet& alphabet) {
    Report report;
    add_comparison(report, comparison, alphabet);
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
