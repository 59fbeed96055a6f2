// linac draw: a picture of an automaton or a network.
#include <algorithm>
#include <memory>

#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "render/automaton_dot.hpp"
#include "render/graphviz.hpp"
#include "render/network_dot.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

const std::vector<std::string> picture_formats = {"svg", "png", "pdf", "dot"};

struct DrawArguments {
    std::string file;
    std::string format;
    std::string output = "-";
    InputOptions input;
    bool json = false;
};

/// The format that was asked for, or that of the file's extension.
std::string format_of(const DrawArguments& options) {
    std::string name = options.format;
    if (name.empty()) {
        if (options.output == "-")
            throw usage_error("draw", "standard output needs --format",
                              "the formats are " + join(picture_formats, ", "));
        const std::size_t dot = options.output.rfind('.');
        if (dot != std::string::npos && options.output.find('/', dot) == std::string::npos)
            name = options.output.substr(dot + 1);
    }
    if (name != "dot" && !graphviz_format_by_name(name)) {
        const std::string what = options.format.empty()
                                     ? "no picture format has the extension of " + printable(options.output)
                                     : "--format: no format " + printable(name);
        throw usage_error("draw", what, "the formats are " + join(picture_formats, ", "));
    }
    return name;
}

std::string dot_of(const Side& side) {
    if (const auto* network = std::get_if<Network>(&side)) return network_dot(*network);
    return automaton_dot(std::get<Automaton>(side));
}

int draw_file(const DrawArguments& options) {
    const std::string format = format_of(options);
    expect_apart("draw", "picture", options.output, options.json);
    const Side side = load(options.file, options.input);
    std::string picture = dot_of(side);
    if (format != "dot") {
        auto drawn = layout(picture, *graphviz_format_by_name(format));
        if (!drawn) throw drawn.error().in(options.file);
        picture = std::move(drawn).value();
    }
    save(options.output, picture);
    Report report;
    report.add("drawn", options.output == "-" ? std::string("standard output") : options.output);
    report.add("format", format);
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action draw(Command& command) {
    const auto options = std::make_shared<DrawArguments>();
    command.argument("FILE", options->file, "an automaton or a network; - is standard input");
    command.option("-o,--output", options->output, "FILE", "the picture; - is standard output, as without");
    command.option("--format", options->format, "FORMAT",
                   join(picture_formats, ", ") + "; that of the file's extension otherwise");
    command.choices("--format", picture_formats);
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Automata: states and transitions with their symbols and exact weights, the tests\n"
        "and updates of counter and stack machines. An arrow from nowhere marks an\n"
        "initial state, a double line a final one; \"→ 1/2\" is a final weight. Networks:\n"
        "layers, heads, feed-forward blocks, and which dimensions of the residual stream\n"
        "lead from one to the next. An SVG follows the reader's light or dark scheme;\n"
        "every state, edge and head in it has an id.\n"
        "\n"
        "Examples:\n"
        "  linac draw automata/permutation/z60.linac -o z60.svg\n"
        "  linac compile automata/weighted/fibonacci.linac --to deltanet |\n"
        "      linac draw - --format pdf > fibonacci.pdf");
    return [options] { return draw_file(*options); };
}

}  // namespace linac::cli
