// linac verify: an automaton and a network side by side.
#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"
#include "verdicts.hpp"

namespace linac::cli {
namespace {

struct VerifyArguments {
    std::string automaton;
    std::string network;
    std::optional<std::size_t> bound;
    std::string words_file;
    std::optional<std::size_t> max_length;
    std::optional<std::size_t> random_words;
    std::optional<std::size_t> random_length;
    std::uint64_t seed = 1;
    std::size_t effort = 1;
    InputOptions input;
    bool json = false;
};

void check_usage(const VerifyArguments& options) {
    int inputs = 0;
    for (const std::string* path : {&options.automaton, &options.network, &options.words_file})
        inputs += *path == "-" ? 1 : 0;
    if (inputs > 1)
        throw usage_error("verify", "standard input can be only one of AUTOMATON, NETWORK and --words");
    constexpr std::size_t most_effort = 1'000'000;
    if (options.effort == 0 || options.effort > most_effort)
        throw usage_error("verify", "--effort is between 1 and 1000000");
    if (options.random_words == 0) throw usage_error("verify", "--random 0 runs no words");
}

std::string as_json(const Verdict& verdict, const Alphabet& alphabet) {
    Report report;
    add_verdict(report, verdict, alphabet);
    return report.json();
}

std::string as_text(const Verdict& verdict, const Alphabet& alphabet) {
    const std::string part = !verdict.counter.empty() ? "counter " + verdict.counter + " "
                             : !verdict.stack.empty() ? "stack " + verdict.stack + " "
                                                      : "";
    if (!verdict.equal)
        return fmt::format("different: word {}, step {}: automaton {}, network {}",
                           show_word(verdict.witness, alphabet), verdict.step, part + shown(verdict.left),
                           shown(verdict.right));
    if (verdict.scope.all_words) return fmt::format("equal on all words ({})", method_of(verdict));
    const std::string cut = cut_words_of(verdict);
    const std::string registers = verdict.registers ? in_words(*verdict.registers) : "";
    return fmt::format("equal on {} ({} run{}{}; a test, not a proof; the state took at most {}{}{}){}{}",
                       in_words(verdict.scope), verdict.words, cut.empty() ? "" : ", ", cut,
                       count_of(verdict.state_bits, "bit"), registers.empty() ? "" : "; ", registers,
                       verdict.unsettled.empty() ? "" : "\nnot decided on all words: ", verdict.unsettled);
}

Automaton load_reference(const VerifyArguments& options) {
    Automaton automaton =
        load_automaton(options.automaton, options.input, "the automaton comes first, then the network");
    return in_file(options.automaton, [&] { return within(std::move(automaton), options.bound); });
}

int verify_files(const VerifyArguments& options) {
    check_usage(options);
    const Automaton reference = load_reference(options);
    const Network network = load_network(options.network);
    const Alphabet& alphabet = network.alphabet;
    Progress progress;
    VerifyOptions what;
    if (!options.words_file.empty()) what.words = load_words(options.words_file, alphabet);
    what.max_length = options.max_length;
    what.random_words = options.random_words.value_or(0);
    what.random_length = options.random_length.value_or(what.random_length);
    what.seed = options.seed;
    what.bound = options.bound;
    what.effort = options.effort * default_effort;
    what.progress = std::ref(progress);
    const auto result = linac::verify(reference, network, what);
    progress.clear();
    if (!result) throw result.error().in(options.network);
    const Verdict& verdict = result.value();
    if (options.json)
        print_line(as_json(verdict, alphabet));
    else
        print_line(as_text(verdict, alphabet));
    return verdict.equal ? status::yes : status::no;
}

}  // namespace

Action verify(Command& command) {
    const auto options = std::make_shared<VerifyArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.argument("NETWORK", options->network, "- is standard input");
    command.option("--counter-bound,--stack-bound", options->bound, "B",
                   "of a counter or stack machine: the bound that the network was\n"
                   "compiled with");
    command.option("--words", options->words_file, "FILE",
                   "run these words, each one line; - is standard input");
    command.option("--max-length", options->max_length, "L", "run all words up to this length");
    command.option("--random", options->random_words, "N", "run this many random words");
    command.option("--length", options->random_length, "L", "length of the random words (100)");
    command.option("--seed", options->seed, "S", "seed of the random words (1)");
    command.option("--effort", options->effort, "N", "up to N times the work for a decision (1)");
    command.needs("--length", "--random");
    command.needs("--seed", "--random");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Without words to run, short words are run first; then equality on all words is\n"
        "decided. A linear RNN of one layer is a weighted automaton, and compared as one. Of\n"
        "several layers, those before the last are run on all words at once: where they hold\n"
        "a window of tokens with a period, the last layer is followed through a period, and\n"
        "an induction proves the rest. Otherwise all configurations of these layers, or of a\n"
        "machine and a network together, are enumerated. Where that takes more work than\n"
        "--effort allows, more words are run, and the answer says so and why: it is a test.\n"
        "Outputs are compared after every token, and so are the counters or stacks of a\n"
        "machine that the network's roles tell of. The answer says on which words, which of\n"
        "these were compared, and how large the network's state became.\n"
        "Exits with status 1 if the two differ.\n"
        "\n"
        "Examples:\n"
        "  linac verify automata/permutation/s5-transpositions.linac s5.json\n"
        "  linac verify automata/permutation/s5-transpositions.linac s5.json \\\n"
        "      --random 100 --length 1000 --seed 7");
    return [options] { return verify_files(*options); };
}

}  // namespace linac::cli
