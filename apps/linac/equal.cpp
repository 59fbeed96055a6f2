// linac equal: equality on all words, decided.
#include <fmt/format.h>

#include <memory>
#include <random>

#include "files.hpp"
#include "formats/certificate_file.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"
#include "verdicts.hpp"

namespace linac::cli {
namespace {

struct EqualArguments {
    std::string left;
    std::string right;
    std::string certificate;
    bool probable = false;
    InputOptions input;
    bool json = false;
};

/// What was found, and how sure that is.
struct Answer {
    std::optional<Difference> difference;
    std::optional<ProbableComparison> probable;  ///< if it is not proved
};

void add_error(Report& report, const ProbableComparison& probable) {
    report.add("primes", probable.primes);
    report.add_number("error below", 1 / power(2, probable.error_bits));
}

std::string as_json(const Answer& answer, const Alphabet& alphabet) {
    Report report;
    report.add("verdict", answer.difference ? "different" : "equal");
    report.add("scope", answer.probable && !answer.difference ? "all words, probably" : "all words");
    report.add("words", std::size_t{0});
    if (answer.difference) {
        report.add("witness", symbol_names(answer.difference->word, alphabet));
        report.add_number("left", answer.difference->left);
        report.add_number("right", answer.difference->right);
        if (answer.probable) report.add("shortest", "probably");
    }
    if (answer.probable) add_error(report, *answer.probable);
    return report.json();
}

std::string as_text(const Answer& answer, const Alphabet& alphabet) {
    std::string text = "equal on all words";
    if (answer.difference)
        text =
            fmt::format("different: word {}: left {}, right {}", show_word(answer.difference->word, alphabet),
                        shown(answer.difference->left), shown(answer.difference->right));
    if (!answer.probable) return answer.difference ? text : text + " (decided)";
    text += answer.difference ? "; probably no shorter word differs" : ", probably";
    return fmt::format("{} (not proved: modulo {}, wrong with probability below 2^-{})", text,
                       count_of(answer.probable->primes, "random prime"), answer.probable->error_bits);
}

Answer answer_to(const EqualArguments& options, const WeightedAutomaton& left,
                 const WeightedAutomaton& right) {
    if (options.probable) {
        std::random_device entropy;
        const std::uint64_t seed = (std::uint64_t{entropy()} << 32U) | entropy();
        ProbableComparison comparison = probably_compare(left, right, seed);
        return {comparison.difference, comparison};
    }
    const Certificate certificate = certified_compare(left, right);
    if (!options.certificate.empty()) save(options.certificate, write_certificate(certificate));
    const auto* difference = std::get_if<Difference>(&certificate.content);
    return {difference != nullptr ? std::optional(*difference) : std::nullopt, std::nullopt};
}

int decide(const EqualArguments& options) {
    if (options.left == "-" && options.right == "-")
        throw usage_error("equal", "standard input cannot be both A and B");
    if (options.certificate == "-")
        throw usage_error("equal", "--certificate needs a file: standard output holds the verdict");
    if (options.probable && !options.certificate.empty())
        throw usage_error("equal", "--probable leaves out the proof that --certificate would write");
    const WeightedAutomaton left = load_linear(options.left, options.input);
    const WeightedAutomaton right =
        reordered(load_linear(options.right, options.input), left.alphabet, options.right, options.left);
    const Answer answer = answer_to(options, left, right);
    print_line(options.json ? as_json(answer, left.alphabet) : as_text(answer, left.alphabet));
    return answer.difference ? status::no : status::yes;
}

}  // namespace

Action equal(Command& command) {
    const auto options = std::make_shared<EqualArguments>();
    const std::string what = "automaton or network of one layer; - is standard input";
    command.argument("A", options->left, what);
    command.argument("B", options->right, what);
    command.option("--certificate", options->certificate, "FILE",
                   "write what proves the answer; linac check-certificate checks it");
    command.flag("--probable", options->probable, "leave out the proof; the answer says so");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Exact, over the rationals, and for all words at once: nothing is sampled. If A\n"
        "and B differ, prints a shortest word that separates them and both weights, and\n"
        "exits with status 1.\n"
        "\n"
        "With --probable, A and B are compared modulo random primes. A word that is\n"
        "printed does separate them; that there is none, or no shorter one, is then\n"
        "probable only, and the answer bounds the probability of an error.\n"
        "\n"
        "Examples:\n"
        "  linac equal automata/weighted/parity.linac automata/weighted/tomita-5.linac\n"
        "  linac equal a.linac b.linac --certificate proof.json");
    return [options] { return decide(*options); };
}

}  // namespace linac::cli
