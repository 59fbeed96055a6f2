// linac run: the exact weight of each word.
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <optional>
#include <span>

#include "automata/long_run.hpp"
#include "files.hpp"
#include "formats/pautomac.hpp"
#include "loading.hpp"
#include "network/scan.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct RunArguments {
    std::string file;
    std::vector<std::string> words;
    std::string words_file;
    std::string solution;
    InputOptions input;
    bool json = false;
};

/// What reads words part by part, and says their weights.
class Reader {
  public:
    Reader() = default;
    virtual ~Reader() = default;
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    virtual void restart() = 0;
    virtual void read(std::span<const Symbol> part) = 0;
    [[nodiscard]] virtual Rational weight() = 0;
};

class AutomatonReader : public Reader {
  public:
    explicit AutomatonReader(WeightedAutomaton automaton)
        : automaton_(std::move(automaton)), run_(automaton_) {}
    void restart() override { run_.restart(); }
    void read(std::span<const Symbol> part) override { run_.read(part); }
    Rational weight() override { return run_.weight(); }

  private:
    WeightedAutomaton automaton_;
    LongRun run_;
};

class NetworkReader : public Reader {
  public:
    explicit NetworkReader(const Network& network) : run_(network) {}
    void restart() override { run_.restart(); }
    void read(std::span<const Symbol> part) override { run_.read(part); }
    Rational weight() override { return run_.output(); }

  private:
    NetworkScan run_;
};

/// Of a machine: 1 for an accepted word, 0 for another.
template <class Run>
class MachineReader : public Reader {
  public:
    template <MachineKind Kind>
    explicit MachineReader(const Kind& machine) : run_(machine) {}
    void restart() override { run_.restart(); }
    void read(std::span<const Symbol> part) override {
        for (const Symbol symbol : part) run_.step(symbol);
    }
    Rational weight() override { return run_.accepts() ? 1 : 0; }

  private:
    Run run_;
};

std::unique_ptr<Reader> reader_of(const Side& machine) {
    if (const auto* network = std::get_if<Network>(&machine))
        return std::make_unique<NetworkReader>(*network);
    const auto& automaton = std::get<Automaton>(machine);
    if (const auto* counters = std::get_if<CounterMachine>(&automaton))
        return std::make_unique<MachineReader<CounterRun>>(*counters);
    if (const auto* stacks = std::get_if<StackMachine>(&automaton))
        return std::make_unique<MachineReader<StackRun>>(*stacks);
    return std::make_unique<AutomatonReader>(to_weighted(automaton));
}

const Alphabet& alphabet_of(const Side& machine) {
    if (const auto* network = std::get_if<Network>(&machine)) return network->alphabet;
    return linac::alphabet_of(std::get<Automaton>(machine));
}

/// WordSource one at a time, part by part: of the command line, then of a file or standard input.
class WordSource {
  public:
    WordSource(const RunArguments& options, const Alphabet& alphabet) : alphabet_(&alphabet) {
        for (const std::string& symbol : alphabet.symbols())
            if (symbol.find_first_of(" \t\r\"") != std::string::npos) needs_quotes_ = true;
        if (holds_pautomac_words(options.words_file))
            arguments_ = load_words(options.words_file, alphabet);
        else if (!options.words_file.empty())
            lines_.emplace(options.words_file);
        else if (options.words.empty())
            lines_.emplace("-");
        // Arguments are all at hand: a bad one is told before any weight is printed.
        for (std::size_t i = 0; i < options.words.size(); ++i)
            arguments_.push_back(
                parse_word(options.words[i], alphabet, "argument " + std::to_string(i + 1)).value());
    }

    /// Calls `read` with the parts of the next word; false if there is none.
    template <class Read>
    bool next(const Read& read) {
        if (taken_ < arguments_.size()) {
            read(arguments_[taken_++]);
            return true;
        }
        if (!lines_) return false;
        if (!lines_->ready()) flush();  // whoever types or pipes words sees the weights of those before
        if (needs_quotes_) {
            std::string line;
            if (!lines_->next(line)) return false;
            read(parse_word(line, *alphabet_, lines_->path(), lines_->number()).value());
            return true;
        }
        std::string_view text;
        bool is_last = false;
        if (!lines_->next_part(text, is_last)) return false;
        if (is_last) {
            read(parse_word(text, *alphabet_, lines_->path(), lines_->number()).value());
            return true;
        }
        WordParser parser(*alphabet_, lines_->path(), lines_->number());
        Word part;
        while (true) {
            part.clear();
            parser.read(text, part);
            if (is_last || !lines_->next_part(text, is_last)) break;
            read(part);
        }
        parser.finish(part);
        read(part);
        return true;
    }

  private:
    const Alphabet* alphabet_;
    bool needs_quotes_ = false;  // then lines are read whole
    std::vector<Word> arguments_;
    std::size_t taken_ = 0;
    std::optional<Lines> lines_;
};

void check_usage(const RunArguments& options) {
    const bool words_from_input =
        options.words_file == "-" || (options.words_file.empty() && options.words.empty());
    if (!words_from_input) return;
    if (options.file == "-") throw usage_error("run", "standard input cannot be both FILE and the words");
    if (options.words_file.empty() && ::isatty(STDIN_FILENO) != 0)
        throw usage_error("run", "no words", "give words as arguments, --words FILE, or on standard input");
}

/// "below 10^-9": the least power of ten above a number that is not negative.
std::string magnitude(const Rational& value) {
    if (value.is_zero()) return "0";
    std::int64_t exponent = 0;
    Rational above(1);
    for (; value >= above; ++exponent) above *= 10;
    for (; value * 10 < above; --exponent) above /= 10;
    return fmt::format("below 10^{}", exponent);
}

/// How far the weights are from a solution of the PAutomaC competition.
int compare_weights(const RunArguments& options, const Side& machine) {
    const std::vector<Decimal> solution =
        read_pautomac_solution(load_text(options.solution, max_automaton_file_bytes + 1), options.solution)
            .value();
    const Alphabet& alphabet = alphabet_of(machine);
    const std::vector<Word> words = load_words(options.words_file, alphabet);
    const std::vector<Rational> weights = in_file(options.file, [&] {
        const auto reader = reader_of(machine);
        std::vector<Rational> all;
        for (const Word& word : words) {
            reader->restart();
            reader->read(word);
            all.push_back(reader->weight());
        }
        return all;
    });
    const SolutionComparison found =
        in_file(options.solution, [&] { return compare_with_solution(weights, solution); });
    Report report;
    report.add("words", found.count);
    report.add("within half a unit of the last digit", found.within_half_a_unit);
    if (found.worst) {
        report.add("largest relative difference", to_string(found.relative_difference),
                   magnitude(found.relative_difference));
        report.add("of word", symbol_names(words[*found.worst], alphabet),
                   show_word(words[*found.worst], alphabet));
    }
    report.add("largest difference in units", to_string(found.units), magnitude(found.units));
    print_report(report, options.json);
    return status::yes;
}

int run_words(const RunArguments& options) {
    check_usage(options);
    const Side machine = load(options.file, options.input);
    if (!options.solution.empty()) return compare_weights(options, machine);
    const auto reader = in_file(options.file, [&] { return reader_of(machine); });
    WordSource words(options, alphabet_of(machine));
    std::string objects;
    Word word;  // for JSON
    const auto read = [&](std::span<const Symbol> part) {
        if (options.json) word.insert(word.end(), part.begin(), part.end());
        in_file(options.file, [&] {
            reader->read(part);
            return true;
        });
    };
    const auto restart = [&] {
        word.clear();
        return in_file(options.file, [&] {
            reader->restart();
            return true;
        });
    };
    while (restart() && words.next(read)) {
        const std::string weight = to_string(in_file(options.file, [&] { return reader->weight(); }));
        if (options.json)
            objects += fmt::format(R"({}{{"word":{},"weight":"{}"}})", objects.empty() ? "" : ",",
                                   json_text(symbol_names(word, alphabet_of(machine))), weight);
        else
            print_line(weight);
    }
    if (options.json) print_line(R"({"weights":[)" + objects + "]}");
    return status::yes;
}

}  // namespace

Action run(Command& command) {
    const auto options = std::make_shared<RunArguments>();
    command.argument("FILE", options->file, "automaton or network; - is standard input");
    command.arguments("WORD", options->words, "words, each one argument");
    command.option("--words", options->words_file, "FILE",
                   "words, each one line; - is standard input; x.pautomac.test: words of\n"
                   "the PAutomaC competition");
    command.option("--solution", options->solution, "FILE",
                   "instead of weights, how far they are, divided by their sum, from this\n"
                   "solution of the PAutomaC competition");
    command.needs("--solution", "--words");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Prints the weight of each word on a line of its own. Without WORD and --words,\n"
        "words are read from standard input. Symbols are separated by blanks; if every\n"
        "symbol is one character, they need not be. A symbol that has blanks itself is put\n"
        "in double quotes. An empty argument or line is the empty word. A -- keeps words\n"
        "that begin with - from being taken for options.\n"
        "\n"
        "Examples:\n"
        "  linac run automata/weighted/fibonacci.linac \"\" a aa aaa\n"
        "  linac run network.json --words data/words-01.txt");
    return [options] { return run_words(*options); };
}

}  // namespace linac::cli
