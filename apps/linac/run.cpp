// linac run: the exact weight of each word.
#include <fmt/format.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <optional>

#include "files.hpp"
#include "network/executor.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct Options {
    std::string file;
    std::vector<std::string> words;
    std::string words_file;
    bool json = false;
};

/// The weight of a word, by running a machine from the start.
using WeightOf = std::function<Rational(const Word&)>;

/// 1 for an accepted word, 0 for another.
template <class Run, class Kind>
WeightOf acceptance(const Kind& machine, const std::string& name) {
    auto run = capture([&] { return Run(machine); });
    if (!run) throw run.error().in(name);
    return [run = std::move(run).value(), name](const Word& word) mutable {
        const auto accepted = capture([&] {
            run.restart();
            for (const Symbol symbol : word) run.step(symbol);
            return Rational(run.accepts() ? 1 : 0);
        });
        if (!accepted) throw accepted.error().in(name);
        return accepted.value();
    };
}

WeightOf runner(const Side& machine, const std::string& name) {
    if (const auto* network = std::get_if<Network>(&machine)) {
        auto executor = capture([&] { return std::make_shared<ExactExecutor>(*network); });
        if (!executor) throw executor.error().in(name);
        return [run = std::move(executor).value(), name](const Word& word) {
            auto weight = capture([&] {
                run->restart();
                for (const Symbol symbol : word) run->step(symbol);
                return Rational(run->output());
            });
            if (!weight) throw weight.error().in(name);
            return std::move(weight).value();
        };
    }
    const auto& automaton = std::get<Automaton>(machine);
    if (const auto* counters = std::get_if<CounterMachine>(&automaton))
        return acceptance<CounterRun>(*counters, name);
    if (const auto* stacks = std::get_if<StackMachine>(&automaton))
        return acceptance<StackRun>(*stacks, name);
    auto run = std::make_shared<WeightedRun>(to_weighted(automaton));
    return [run](const Word& word) {
        run->restart();
        for (const Symbol symbol : word) run->step(symbol);
        return run->weight();
    };
}

const Alphabet& alphabet_of(const Side& machine) {
    if (const auto* network = std::get_if<Network>(&machine)) return network->alphabet;
    return linac::alphabet_of(std::get<Automaton>(machine));
}

/// Words one at a time: of the command line, then of a file or standard input.
class Words {
  public:
    Words(const Options& options, const Alphabet& alphabet)
        : arguments_(options.words), alphabet_(&alphabet) {
        if (!options.words_file.empty())
            lines_.emplace(options.words_file);
        else if (arguments_.empty())
            lines_.emplace("-");
        // Arguments are all at hand: a bad one is told before any weight is printed.
        for (std::size_t i = 0; i < arguments_.size(); ++i)
            parsed_.push_back(
                parse_word(arguments_[i], alphabet, "argument " + std::to_string(i + 1)).value());
    }

    [[nodiscard]] std::optional<Word> next() {
        if (taken_ < parsed_.size()) return parsed_[taken_++];
        if (!lines_) return std::nullopt;
        if (!lines_->ready()) flush();  // whoever types or pipes words sees the weights of those before
        std::string line;
        if (!lines_->next(line)) return std::nullopt;
        return parse_word(line, *alphabet_, lines_->path(), lines_->number()).value();
    }

  private:
    std::vector<std::string> arguments_;
    const Alphabet* alphabet_;
    std::vector<Word> parsed_;
    std::size_t taken_ = 0;
    std::optional<Lines> lines_;
};

void check_usage(const Options& options) {
    const bool words_from_input =
        options.words_file == "-" || (options.words_file.empty() && options.words.empty());
    if (!words_from_input) return;
    if (options.file == "-") throw usage_error("run", "standard input cannot be both FILE and the words");
    if (options.words_file.empty() && ::isatty(STDIN_FILENO) != 0)
        throw usage_error("run", "no words", "give words as arguments, --words FILE, or on standard input");
}

int run_words(const Options& options) {
    check_usage(options);
    const Side machine = load(options.file);
    const WeightOf weight = runner(machine, options.file);
    const Alphabet& alphabet = alphabet_of(machine);
    Words words(options, alphabet);
    std::string objects;
    while (const auto word = words.next()) {
        const std::string result = to_string(weight(*word));
        if (options.json)
            objects += fmt::format(R"({}{{"word":{},"weight":"{}"}})", objects.empty() ? "" : ",",
                                   json_text(symbol_names(*word, alphabet)), result);
        else
            print_line(result);
    }
    if (options.json) print_line(R"({"weights":[)" + objects + "]}");
    return status::yes;
}

}  // namespace

Action run(Command& command) {
    const auto options = std::make_shared<Options>();
    command.argument("FILE", options->file, "automaton or network; - is standard input");
    command.arguments("WORD", options->words, "words, each one argument");
    command.option("--words", options->words_file, "FILE", "words, each one line; - is standard input");
    command.json_flag(options->json);
    command.explain(
        "Prints the weight of each word on a line of its own. Without WORD and --words,\n"
        "words are read from standard input. Symbols are separated by blanks; if every\n"
        "symbol is one character, they need not be. An empty argument or line is the\n"
        "empty word. A -- keeps words that begin with - from being taken for options.\n"
        "\n"
        "Examples:\n"
        "  linac run automata/weighted/fibonacci.linac \"\" a aa aaa\n"
        "  linac run network.json --words data/words-01.txt");
    return [options] { return run_words(*options); };
}

}  // namespace linac::cli
