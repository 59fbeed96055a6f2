// linac trace: an automaton and a network, step by step.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "trace/decimal_size.hpp"
#include "trace/page.hpp"
#include "trace/trace_json.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct TraceArguments {
    std::string automaton;
    std::string network;
    std::string word;
    std::string html;
    std::optional<std::size_t> bound;
    InputOptions input;
    bool json = false;
};

void check_usage(const TraceArguments& options) {
    if (options.automaton == "-" && options.network == "-")
        throw usage_error("trace", "standard input can be only one of AUTOMATON and NETWORK");
    if (options.json && options.html == "-")
        throw usage_error("trace", "standard output cannot be both the page and the JSON object");
}

/// A token's row: what stands in each column, and below it a line for each head that does something.
struct TableRow {
    std::vector<std::string> cells;
    std::vector<std::string> heads;
};

/// Positions and windows, as far as roles tell them.
std::string readings(const NetworkStep& now) {
    std::vector<std::string> said;
    for (const Reading& reading : now.readings) said.push_back(reading.name + " " + reading.value);
    return join(said, ", ");
}

std::vector<std::string> head_lines(const NetworkTrace& run) {
    const auto& layers = run.network().layers;
    std::vector<std::string> lines;
    for (std::size_t l = 0; l < layers.size(); ++l)
        for (std::size_t h = 0; h < layers[l].heads.size(); ++h) {
            const std::string& does = run.now().layers[l].heads[h].does;
            const std::string& label = layers[l].heads[h].label;
            if (does == "keep") continue;
            lines.push_back((label.empty() ? fmt::format("layer {} head {}", l, h) : printable(label)) +
                            ": " + does);
        }
    return lines;
}

TableRow row_of(const Trace& trace, const std::string& token) {
    const AutomatonStep& automaton = trace.automaton().now();
    const NetworkTrace& run = trace.network();
    const bool is_first = trace.first_difference() == trace.length();
    TableRow row{
        {std::to_string(trace.length()), printable(token), in_words(automaton, trace.automaton().automaton()),
         brief(automaton.weight), brief(run.now().output),
         trace.equal() ? "="
         : is_first    ? "≠ first"
                       : "≠",
         readings(run.now())},
        {}};
    // One head alone needs no name, and no line of its own.
    const auto& layers = run.network().layers;
    if (layers.size() == 1 && layers[0].heads.size() == 1) {
        std::string& last = row.cells.back();
        last += (last.empty() ? "" : ", ") + run.now().layers[0].heads[0].does;
    } else {
        row.heads = head_lines(run);
    }
    return row;
}

std::string table(const std::vector<TableRow>& rows) {
    std::vector<std::size_t> widths(rows[0].cells.size());
    for (const TableRow& row : rows)
        for (std::size_t c = 0; c + 1 < widths.size(); ++c)
            widths[c] = std::max(widths[c], character_count(row.cells[c]));
    std::string text;
    for (const TableRow& row : rows) {
        std::string line;
        for (std::size_t c = 0; c + 1 < widths.size(); ++c)
            line += row.cells[c] + std::string(widths[c] + 2 - character_count(row.cells[c]), ' ');
        line += row.cells.back();
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
        for (const std::string& head : row.heads) text += "      " + head + "\n";
    }
    return text;
}

std::string verdict(const Trace& trace, const Word& word) {
    const Alphabet& alphabet = trace.network().network().alphabet;
    const auto first = trace.first_difference();
    if (!first)
        return word.empty() ? "equal after BOS"
                            : fmt::format("equal after BOS and each of {}", count_of(word.size(), "symbol"));
    const Word prefix(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(*first));
    return fmt::format("different, first at step {}: word {}", *first, show_word(prefix, alphabet));
}

/// Reads the word and calls `visit(token)` after BOS and every symbol.
template <class Visit>
void read(Trace& trace, const Word& word, const Visit& visit) {
    visit(std::string("BOS"));
    for (const Symbol symbol : word) {
        trace.step(symbol);
        visit(trace.network().network().alphabet.name(symbol));
    }
}

std::string as_json(Trace& trace, const Word& word) {
    std::string text = trace_head(trace, word);
    read(trace, word, [&](const std::string& token) {
        text += (trace.length() > 0 ? "," : "") + trace_step(trace, token);
    });
    return text + trace_tail(trace);
}

std::string as_text(Trace& trace, const Word& word) {
    std::vector<TableRow> rows = {{{"step", "token", "automaton", "weight", "output", "", "network"}, {}}};
    read(trace, word, [&](const std::string& token) { rows.push_back(row_of(trace, token)); });
    return table(rows) + "\n" + verdict(trace, word);
}

std::string title(const std::string& path) {
    return path == "-" ? "standard input" : std::filesystem::path(path).filename().string();
}

int trace_word(const TraceArguments& options) {
    check_usage(options);
    Automaton automaton =
        load_automaton(options.automaton, options.input, "the automaton comes first, then the network");
    automaton = in_file(options.automaton, [&] { return within(std::move(automaton), options.bound); });
    const Network network = load_network(options.network);
    const auto traced = capture([&] {
        Trace trace(automaton, network);
        const Word word = parse_word(options.word, network.alphabet, "WORD").value();
        const std::string page =
            options.html.empty()
                ? ""
                : trace_page(trace, word, {title(options.automaton), title(options.network)});
        if (options.json)
            print_line(as_json(trace, word));
        else if (options.html.empty())
            print_line(as_text(trace, word));
        else
            read(trace, word, [](const std::string& /*token*/) {});
        if (!options.html.empty()) {
            save(options.html, page);
            if (options.html == "-")
                note(verdict(trace, word) + "\n");
            else if (!options.json)
                print_line(verdict(trace, word));
        }
        return trace.first_difference() ? status::no : status::yes;
    });
    if (!traced) throw traced.error().in(options.network);
    return traced.value();
}

}  // namespace

Action trace(Command& command) {
    const auto options = std::make_shared<TraceArguments>();
    command.argument("AUTOMATON", options->automaton, "- is standard input");
    command.argument("NETWORK", options->network, "- is standard input");
    command.argument("WORD", options->word, "one argument, as for linac run; \"\" is the empty word");
    command.option("--counter-bound,--stack-bound", options->bound, "B",
                   "of a counter or stack machine: the bound that the network was\n"
                   "compiled with");
    command.option("--html", options->html, "FILE", "write a page that shows it all; - is standard output");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Reads the word with both and prints a row for BOS and for each symbol: where the\n"
        "automaton is, its weight of the prefix, the network's output, whether they are\n"
        "equal, and what each head does to its state, in words: \"swap states 0 and 1\". That\n"
        "is read off the exact matrices at this token. Of several heads those that keep\n"
        "their state are left out.\n"
        "Positions and windows are shown where the network's roles tell them.\n"
        "\n"
        "The page of --html holds both machines and runs any word on them, exactly. It is\n"
        "one file and asks for no other: open it in a browser.\n"
        "Exits with status 1 if the two differ.\n"
        "\n"
        "Examples:\n"
        "  linac trace automata/permutation/s5-transpositions.linac s5.json abc\n"
        "  linac trace automata/weighted/fibonacci.linac fibonacci.json aaaaaa --html page.html");
    return [options] { return trace_word(*options); };
}

}  // namespace linac::cli
