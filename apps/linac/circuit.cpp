// linac circuit: the arithmetic circuit that a network is for words of one length.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "circuit/depth_bound.hpp"
#include "circuit/unroll.hpp"
#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "render/circuit_dot.hpp"
#include "render/plot.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

constexpr std::size_t longest = std::size_t{1} << 20U;
constexpr std::uint64_t default_max_length = 65536;

struct CircuitArguments {
    std::vector<std::string> arguments;
    std::optional<std::size_t> length;
    bool table = false;
    std::uint64_t max_length = default_max_length;
    std::uint64_t max_part_gates = default_max_step_gates;
    std::string plot;
    std::string output;
    bool json = false;
};

/// A column of the table, a line of the report, and a member in JSON.
struct Figure {
    const char* name;
    std::uint64_t (*of)(const CircuitMeasure&);
};

constexpr std::array<Figure, 8> figures{{
    {"length", [](const CircuitMeasure& m) -> std::uint64_t { return m.length; }},
    {"depth", [](const CircuitMeasure& m) -> std::uint64_t { return m.depth; }},
    {"size", [](const CircuitMeasure& m) { return m.counts.size(); }},
    {"inputs", [](const CircuitMeasure& m) -> std::uint64_t { return m.inputs; }},
    {"additions", [](const CircuitMeasure& m) { return m.counts.additions; }},
    {"products", [](const CircuitMeasure& m) { return m.counts.products; }},
    {"constant multiples", [](const CircuitMeasure& m) { return m.counts.constant_multiples; }},
    {"relus", [](const CircuitMeasure& m) { return m.counts.relus; }},
}};

Report as_report(const CircuitMeasure& measure) {
    Report report;
    for (const Figure& figure : figures)
        report.add(figure.name, static_cast<std::size_t>(figure.of(measure)));
    return report;
}

void check_length(const std::string& option, std::size_t length) {
    if (length > longest)
        throw Error(Error::Kind::impossible, fmt::format("{}: at most {}", option, longest),
                    Place{"linac circuit", 0, 0, {}});
}

struct Table {
    std::string file;
    std::vector<CircuitMeasure> rows;
    std::string bound;  // of the depth
};

Table table_of(const std::string& file, std::size_t max_length, std::size_t max_part_gates) {
    const Network network = load_network(file);
    Table table{file, {}, formula(depth_bound(network))};
    in_file(file, [&] {
        Unrolling unrolling(network, max_part_gates);
        for (std::size_t length = 1; length <= max_length; length *= 2)
            table.rows.push_back(unrolling.measure(length));
        return true;
    });
    return table;
}

std::string as_text(const Table& table) {
    std::array<std::size_t, figures.size()> widths{};
    for (std::size_t f = 0; f < figures.size(); ++f) {
        widths[f] = std::string_view(figures[f].name).size();
        for (const CircuitMeasure& row : table.rows)
            widths[f] = std::max(widths[f], std::to_string(figures[f].of(row)).size());
    }
    std::string text = table.file + "\n";
    for (std::size_t f = 0; f < figures.size(); ++f)
        text += fmt::format("{}{:>{}}", f == 0 ? "" : "  ", figures[f].name, widths[f]);
    text += '\n';
    for (const CircuitMeasure& row : table.rows) {
        for (std::size_t f = 0; f < figures.size(); ++f)
            text += fmt::format("{}{:>{}}", f == 0 ? "" : "  ", figures[f].of(row), widths[f]);
        text += '\n';
    }
    return text + "depth is at most " + table.bound + "\n";
}

int print_tables(const CircuitArguments& options) {
    if (options.length)
        throw usage_error("circuit", "--length is for one circuit", "--max-length says where the table ends");
    if (!options.output.empty())
        throw usage_error("circuit", "-o is for one circuit", "--plot draws the table");
    if (options.max_length == 0) throw usage_error("circuit", "--max-length: at least 1");
    check_length("--max-length", options.max_length);
    std::vector<Report> reports;
    Plot plot{"length of the word", "depth of the circuit", {}};
    std::string text;
    for (const std::string& file : options.arguments) {
        const Table table = table_of(file, options.max_length, options.max_part_gates);
        text += (text.empty() ? "" : "\n") + as_text(table);
        std::vector<Report> rows;
        PlotSeries series{file, {}};
        for (const CircuitMeasure& row : table.rows) {
            rows.push_back(as_report(row));
            series.points.emplace_back(row.length, row.depth);
        }
        plot.series.push_back(std::move(series));
        Report report;
        report.add("network", file);
        report.add("depth at most", table.bound);
        report.add_list("rows", std::move(rows), {});
        reports.push_back(std::move(report));
    }
    if (!options.plot.empty()) save(options.plot, svg(plot));
    if (options.json) {
        Report all;
        all.add_list("tables", std::move(reports), {});
        text = all.json() + "\n";
    }
    if (options.plot == "-")
        note(text);
    else
        print(text);
    return status::yes;
}

int describe_circuit(const CircuitArguments& options) {
    if (options.arguments.size() > 2)
        throw usage_error("circuit", "one NETWORK and at most one WORD", "--table takes several networks");
    const std::string& file = options.arguments.front();
    const Network network = load_network(file);
    std::optional<Word> word;
    if (options.arguments.size() == 2)
        word = parse_word(options.arguments[1], network.alphabet, "argument 2").value();
    if (!word && !options.length)
        throw usage_error("circuit", "no length", "--length T, or a WORD of that length");
    const std::size_t length = options.length ? *options.length : word->size();
    if (word && word->size() != length)
        throw usage_error("circuit", fmt::format("WORD has length {}, --length is {}", word->size(), length));
    check_length("--length", length);
    Unrolling unrolling(network, options.max_part_gates);
    Report report = as_report(in_file(file, [&] { return unrolling.measure(length); }));
    report.add("depth at most", formula(depth_bound(network)));
    if (word || !options.output.empty()) {
        const ArithmeticCircuit circuit = in_file(file, [&] { return unrolling.circuit(length); });
        if (!options.output.empty())
            save(options.output, in_file(file, [&] { return circuit_dot(circuit, network.alphabet); }));
        if (word) {
            report.gap();
            report.add_number("value", circuit.evaluate(*word));
        }
    }
    print_beside(options.output, report, options.json);
    return status::yes;
}

void check_usage(const CircuitArguments& options) {
    if (options.arguments.empty()) throw usage_error("circuit", "no NETWORK");
    if (!options.output.empty() && options.output != "-" && !options.output.ends_with(".dot"))
        throw usage_error("circuit", "-o: " + options.output + " does not end in .dot",
                          "dot -Tsvg x.dot makes other formats");
    if (!options.plot.empty() && options.plot != "-" && !options.plot.ends_with(".svg"))
        throw usage_error("circuit", "--plot: " + options.plot + " does not end in .svg");
}

}  // namespace

Action circuit(Command& command) {
    const auto options = std::make_shared<CircuitArguments>();
    command.arguments("NETWORK", options->arguments,
                      "- is standard input; then a WORD to evaluate, or with --table\nmore networks");
    command.option("--length", options->length, "T", "for words of T symbols");
    command.option("-o,--output", options->output, "FILE",
                   "the circuit as a graph, x.dot; - is standard output");
    command.flag("--table", options->table, "size and depth for T = 1, 2, 4, …, of each NETWORK");
    command.option("--max-length", options->max_length, "T", "where the table ends (65536)");
    command.option("--max-part-gates", options->max_part_gates, "N",
                   "give up with more gates in parts that differ (30000000), of\n"
                   "about 20 bytes each");
    command.option("--plot", options->plot, "FILE", "draw the table's depths, x.svg");
    command.json_flag(options->json);
    command.needs("--max-length", "--table");
    command.needs("--plot", "--table");
    command.explain(
        "The network for words of T symbols as a circuit of gates with two operands: +, ×\n"
        "and ReLU. Inputs are one-hot symbols, T times the size of the alphabet. The size\n"
        "is the number of gates, the depth that of gates on a longest path; inputs and\n"
        "constants do not count. A constant multiple is a × of which one operand is a\n"
        "constant. A linear head's tokens are multiplied by a balanced tree, so that the\n"
        "depth grows with log T; an MLP-RNN's state goes from token to token, and the depth\n"
        "grows with T.\n"
        "\n"
        "What does not depend on the word is a constant, and gates on which the output\n"
        "does not depend are left out. Size and depth are found without the gates, which\n"
        "are made for WORD, whose value they compute, and for -o. That the depth is at most\n"
        "what is printed holds for every T, and also where the circuit is too large.\n"
        "\n"
        "Examples:\n"
        "  linac circuit s5.json --length 16\n"
        "  linac circuit fibonacci.json aaaaaa -o fibonacci.dot\n"
        "  linac circuit s5.json dyck.json --table --plot depth.svg");
    return [options] {
        check_usage(*options);
        return options->table ? print_tables(*options) : describe_circuit(*options);
    };
}

}  // namespace linac::cli
