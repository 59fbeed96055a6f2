// linac precision: how far floating-point formats carry a network.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <random>

#include "exports/rounding.hpp"
#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "precision/error_bounds.hpp"
#include "precision/float_comparison.hpp"
#include "precision/horizon.hpp"
#include "text.hpp"
#include "verbs.hpp"
#include "verify/word_runs.hpp"

namespace linac::cli {
namespace {

constexpr std::size_t default_short_words = 500;
constexpr std::size_t default_random_words = 10;
constexpr std::size_t longest_bounded = 64;

struct PrecisionArguments {
    std::string network;
    std::string dtype;
    std::string mode = "kernel";
    std::string threshold = "1/2";
    std::string words_file;
    std::optional<std::size_t> max_length;
    std::optional<std::size_t> random_words;
    std::uint64_t random_length = 200;
    std::uint64_t seed = 1;
    std::uint64_t effort = HorizonOptions{}.max_work;
    bool bounds = false;
    bool json = false;
};

/// What is said of one format.
struct FormatRow {
    FloatComparison comparison;
    std::string overflow;  ///< a constant that is too large for it: nothing runs
    Horizon horizon;
    std::vector<Rational> bounds;                      ///< by length, of all words
    std::vector<std::optional<Rational>> word_bounds;  ///< of each given word; none if it may overflow
};

std::vector<std::string> float_format_names() {
    std::vector<std::string> names;
    names.reserve(all_float_formats.size());
    for (const FloatFormat& format : all_float_formats) names.emplace_back(format.name);
    return names;
}

std::vector<FloatFormat> chosen_formats(const PrecisionArguments& options) {
    if (options.dtype.empty()) return {all_float_formats.begin(), all_float_formats.end()};
    const auto format = float_format_by_name(options.dtype);
    if (!format)
        throw usage_error("precision", "--dtype: no format " + printable(options.dtype),
                          "the formats are " + join(float_format_names(), ", "));
    return {*format};
}

FloatMode chosen_mode(const PrecisionArguments& options) {
    if (options.mode == "kernel") return FloatMode::kernel;
    if (options.mode == "plain") return FloatMode::plain;
    throw usage_error("precision", "--mode: no mode " + printable(options.mode),
                      "the modes are kernel, plain");
}

Rational chosen_threshold(const PrecisionArguments& options) {
    const auto threshold = parse_rational(options.threshold);
    if (!threshold)
        throw usage_error("precision", "--threshold: " + printable(options.threshold) + " is not a number",
                          "such as 1/2 or 0.5");
    return *threshold;
}

/// The words to run, and what they are.
struct Words {
    std::vector<Word> words;
    std::string scope;
};

void add_all_up_to(std::size_t length, std::size_t symbols, std::vector<Word>& words) {
    std::size_t first = words.size();
    words.emplace_back();
    for (std::size_t l = 0; l < length; ++l) {
        const std::size_t end = words.size();
        for (std::size_t w = first; w < end; ++w)
            for (Symbol symbol = 0; symbol < symbols; ++symbol) {
                Word longer = words[w];
                longer.push_back(symbol);
                words.push_back(std::move(longer));
            }
        first = end;
    }
}

Words chosen_words(const PrecisionArguments& options, const Alphabet& alphabet) {
    Words chosen;
    std::vector<std::string> scopes;
    const std::size_t symbols = alphabet.size();
    if (!options.words_file.empty()) {
        chosen.words = load_words(options.words_file, alphabet);
        scopes.push_back(count_of(chosen.words.size(), "given word"));
    }
    const bool is_default = options.words_file.empty() && !options.max_length && !options.random_words;
    std::optional<std::size_t> length = options.max_length;
    if (is_default)
        for (length = 0;
             *length < options.random_length && words_up_to(*length + 1, symbols) <= default_short_words;)
            ++*length;
    if (length) {
        if (words_up_to(*length, symbols) > 1'000'000)
            throw usage_error("precision", "--max-length: more than 1000000 words");
        add_all_up_to(*length, symbols, chosen.words);
        scopes.push_back("words up to length " + std::to_string(*length));
    }
    const std::size_t sampled = options.random_words.value_or(is_default ? default_random_words : 0);
    std::mt19937_64 random(options.seed);
    for (std::size_t i = 0; i < sampled; ++i) {
        Word word;
        while (symbols > 0 && word.size() < options.random_length)
            word.push_back(static_cast<Symbol>(random() % symbols));
        chosen.words.push_back(std::move(word));
    }
    if (sampled > 0)
        scopes.push_back(count_of(sampled, "sampled word") + " of length " +
                         std::to_string(options.random_length));
    chosen.scope = join(scopes, " and ");
    return chosen;
}

std::string horizon_text(const Horizon& horizon) {
    if (horizon.is_infinite) return "all words";
    if (!horizon.length) return "no word";
    return fmt::format("length {}{}", *horizon.length, horizon.witness ? "" : " or more");
}

std::string prefix_text(const std::optional<Word>& word) {
    return word ? "length " + std::to_string(word->size()) : "none";
}

std::string as_text(const std::vector<FormatRow>& rows, const Words& words) {
    std::string text = fmt::format("run on       {}\n\n", words.scope);
    text += fmt::format("{:<6} {:<30} {:<17} {:<17} {}\n", "dtype", "exact on all words up to", "inexact at",
                        "other decision at", "relative error");
    for (const FormatRow& row : rows) {
        const FloatComparison& c = row.comparison;
        if (!row.overflow.empty()) {
            text += fmt::format("{:<6} {}\n", c.arithmetic.format.name, row.overflow);
            continue;
        }
        std::string errors;
        if (!c.errors.empty()) {
            const FloatComparison::Errors& last = c.errors.back();
            errors = last.is_infinite ? "infinite" : upper_decimal(last.relative);
        }
        text += fmt::format("{:<6} {:<30} {:<17} {:<17} {}\n", c.arithmetic.format.name,
                            horizon_text(row.horizon), prefix_text(c.first_difference),
                            prefix_text(c.first_wrong_decision), errors);
    }
    for (const FormatRow& row : rows) {
        for (std::size_t length = 1; length < row.bounds.size(); length *= 2)
            text +=
                fmt::format("{:<6} error at most {} on all words up to length {}\n",
                            row.comparison.arithmetic.format.name, upper_decimal(row.bounds[length]), length);
        for (std::size_t w = 0; w < row.word_bounds.size(); ++w)
            text += fmt::format(
                "{:<6} error {} on word {}\n", row.comparison.arithmetic.format.name,
                row.word_bounds[w] ? "at most " + upper_decimal(*row.word_bounds[w]) : "not bounded", w + 1);
    }
    return text;
}

void add_prefix(Report& report, const std::string& name, const std::optional<Word>& word,
                const Alphabet& alphabet) {
    report.add(name, word ? Report::Value(word->size()) : Report::Value());
    report.add(name + " word", word ? Report::Value(symbol_names(*word, alphabet)) : Report::Value());
}

Report as_report(const FormatRow& row, const Alphabet& alphabet) {
    Report report;
    const FloatComparison& c = row.comparison;
    report.add("dtype", std::string(c.arithmetic.format.name));
    report.add("mode", c.arithmetic.mode == FloatMode::kernel ? "kernel" : "plain");
    if (!row.overflow.empty()) report.add("overflow", row.overflow);
    if (row.horizon.is_infinite)
        report.add("horizon", "infinite");
    else
        report.add("horizon", row.horizon.length ? Report::Value(*row.horizon.length) : Report::Value());
    report.add("horizon witness", row.horizon.witness
                                      ? Report::Value(symbol_names(*row.horizon.witness, alphabet))
                                      : Report::Value());
    if (!row.overflow.empty()) return report;
    add_prefix(report, "first difference", c.first_difference, alphabet);
    add_prefix(report, "first wrong decision", c.first_wrong_decision, alphabet);
    std::vector<Report> errors;
    for (const FloatComparison::Errors& e : c.errors) {
        errors.emplace_back();
        errors.back().add("length", e.length);
        errors.back().add("relative", e.is_infinite ? "infinite" : upper_decimal(e.relative));
        errors.back().add("absolute", e.is_infinite ? "infinite" : upper_decimal(e.absolute));
    }
    report.add_list("errors", std::move(errors), {});
    std::vector<std::string> bounds;
    bounds.reserve(row.bounds.size());
    for (const Rational& bound : row.bounds) bounds.push_back(to_string(bound));
    if (!bounds.empty()) report.add("error bounds", bounds);
    std::vector<std::string> word_bounds;
    word_bounds.reserve(row.word_bounds.size());
    for (const auto& bound : row.word_bounds) word_bounds.push_back(bound ? to_string(*bound) : "infinite");
    if (!word_bounds.empty()) report.add("word bounds", word_bounds);
    return report;
}

std::string as_json(const std::vector<FormatRow>& rows, const Words& words, const Alphabet& alphabet) {
    Report report;
    report.add("scope", words.scope);
    report.add("words", words.words.size());
    std::vector<Report> formats;
    formats.reserve(rows.size());
    for (const FormatRow& row : rows) formats.push_back(as_report(row, alphabet));
    report.add_list("formats", std::move(formats), {});
    return report.json();
}

void add_bounds(FormatRow& row, const Network& network, const Words& words,
                const PrecisionArguments& options) {
    const FloatFormat& format = row.comparison.arithmetic.format;
    row.bounds =
        error_bounds(network, row.horizon, std::min<std::size_t>(row.comparison.longest, longest_bounded),
                     {HorizonOptions{}.max_states, options.effort, {}});
    if (options.words_file.empty()) return;
    const RangeNetwork ranges(network, format);
    for (const Word& word : words.words) {
        if (row.horizon.covers(word.size())) {
            row.word_bounds.emplace_back(Rational());
            continue;
        }
        const std::vector<Rational> bounds = error_bounds(ranges, word);
        row.word_bounds.push_back(bounds.size() > word.size() ? std::optional(bounds.back()) : std::nullopt);
    }
}

int precision_of(const PrecisionArguments& options) {
    const std::vector<FloatFormat> formats = chosen_formats(options);
    const FloatMode mode = chosen_mode(options);
    const Rational threshold = chosen_threshold(options);
    const Network network = load_network(options.network);
    const Words words = chosen_words(options, network.alphabet);
    Progress progress;
    std::vector<FormatRow> rows;
    std::vector<FloatArithmetic> arithmetics;
    for (const FloatFormat& format : formats) {
        const FloatArithmetic arithmetic{format, mode};
        const auto runs = capture([&] { return FloatExecutor(network, arithmetic); });
        if (runs)
            arithmetics.push_back(arithmetic);
        else if (formats.size() == 1)
            throw runs.error().in(options.network);
        rows.push_back({{arithmetic, 0, 0, {}, {}, {}}, runs ? "" : runs.error().message(), {}, {}, {}});
    }
    for (FloatComparison& comparison :
         compare_precision(network, arithmetics, words.words, {threshold, std::ref(progress)}))
        std::find_if(rows.begin(), rows.end(), [&](const FormatRow& row) {
            return row.comparison.arithmetic.format == comparison.arithmetic.format;
        })->comparison = std::move(comparison);
    const std::vector<Horizon> found =
        horizons(network, {HorizonOptions{}.max_states, options.effort, std::ref(progress)});
    progress.clear();
    for (FormatRow& row : rows) {
        row.horizon = *std::find_if(found.begin(), found.end(), [&](const Horizon& horizon) {
            return horizon.format == row.comparison.arithmetic.format;
        });
        if (options.bounds && row.overflow.empty()) add_bounds(row, network, words, options);
    }
    if (options.json)
        print_line(as_json(rows, words, network.alphabet));
    else
        print(as_text(rows, words));
    return status::yes;
}

}  // namespace

Action precision(Command& command) {
    const auto options = std::make_shared<PrecisionArguments>();
    command.argument("NETWORK", options->network, "- is standard input");
    command.option("--dtype", options->dtype, "DTYPE", join(float_format_names(), ", ") + " (all)");
    command.choices("--dtype", float_format_names());
    command.option("--mode", options->mode, "MODE",
                   "kernel: sums and the state of a linear head in f32, everything\n"
                   "else in DTYPE, as the kernels of flash-linear-attention do;\n"
                   "plain: every operation in DTYPE (kernel)");
    command.choices("--mode", {"kernel", "plain"});
    command.option("--words", options->words_file, "FILE",
                   "run these words, each one line; - is standard input");
    command.option("--max-length", options->max_length, "L", "run all words up to this length");
    command.option("--random", options->random_words, "N", "run this many random words");
    command.option("--length", options->random_length, "L", "length of the random words (200)");
    command.option("--seed", options->seed, "S", "seed of the random words (1)");
    command.option("--threshold", options->threshold, "Q",
                   "the decision is whether the weight is larger (1/2)");
    command.flag("--bounds", options->bounds,
                 "certified bounds of the error: of all words by length, up to 64,\nand of each given word");
    command.option("--effort", options->effort, "N",
                   "touch at most N non-zeros for a horizon (" + std::to_string(options->effort) + ")");
    command.json_flag(options->json);
    command.explain(
        "\"Exact on all words up to\" is certified: on no word of that length or less does any\n"
        "constant, product or sum have to be rounded, however sums are ordered. Where it says\n"
        "\"at least\", more may hold; otherwise there is a word one longer on which a sum does\n"
        "not fit. The rest is measured beside the exact run, on all short words and some long\n"
        "ones if nothing else is asked for: the shortest prefix after which a value of state or\n"
        "output is not exact, the shortest after which the decision is another one, and the\n"
        "largest relative error of an output that is not 0.\n"
        "\n"
        "Examples:\n"
        "  linac precision fibonacci.json\n"
        "  linac precision s5.json --dtype bf16 --random 10 --length 10000 --json");
    return [options] { return precision_of(*options); };
}

}  // namespace linac::cli
