// linac export: a network as weights for other software.
#include <memory>

#include "exports/fla_checkpoint.hpp"
#include "exports/precision_report.hpp"
#include "exports/safetensors_export.hpp"
#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct ExportArguments {
    std::string network;
    std::string format;
    std::string output;
    std::string dtype = "f32";
    std::string classes;
    std::string automaton;
    InputOptions input;
    bool json = false;
};

FloatFormat float_format(const ExportArguments& options) {
    const auto format = float_format_by_name(options.dtype);
    if (!format)
        throw usage_error("export", "--dtype: no dtype " + printable(options.dtype),
                          "the dtypes are bf16, f16, f32, f64");
    return *format;
}

/// Kernel-level tensors of any network.
void export_safetensors(const ExportArguments& options, Report& report) {
    if (!options.classes.empty() || !options.automaton.empty())
        throw usage_error("export", "--classes and --automaton are of --format fla");
    const FloatFormat format = float_format(options);
    const Network network = load_network(options.network);
    const auto exported = capture([&] { return export_network(network, format); });
    if (!exported) throw exported.error().in(options.network);
    const auto contents = capture([&] {
        auto files = export_files(network, exported.value());
        files["precision.json"] = write_precision_report(network, format);
        return files;
    });
    if (!contents) throw contents.error().in(options.network);
    save_directory(options.output, contents.value());

    const RoundingReport& rounding = exported.value().rounding;
    report.add("exported", options.output);
    report.add("format", std::string("safetensors"));
    report.add("dtype", std::string(format.name));
    report.gap();
    report.add("tensors", exported.value().tensors.tensors.size());
    report.add("bytes", contents.value().at("model.safetensors").size());
    report.add("constants", rounding.constants);
    report.add("rounded", rounding.rounded.size());
    const RoundedConstant* worst = rounding.worst();
    const Rational error = worst != nullptr ? worst->relative_error() : Rational();
    report.add("largest relative error", to_string(error),
               upper_decimal(error) + (worst != nullptr ? ", " + worst->tensor : ""));
}

FlaOptions fla_options(const ExportArguments& options) {
    if (options.dtype != "f32")
        throw usage_error("export",
                          "--dtype: a checkpoint of --format fla is exact in f32, and has no other dtype");
    if (!options.classes.empty() && options.classes != "states" && options.classes != "weights")
        throw usage_error("export", "--classes: no classes " + printable(options.classes),
                          "the classes are states, weights");
    if (options.classes == "weights" && !options.automaton.empty())
        throw usage_error("export", "--automaton names states, and --classes weights has none");
    FlaOptions chosen;
    if (options.classes == "weights") chosen.classes = FlaClasses::weights;
    if (!options.automaton.empty()) chosen.automaton = load_automaton(options.automaton, options.input);
    return chosen;
}

/// A checkpoint for a model of flash-linear-attention as it is.
void export_fla(const ExportArguments& options, Report& report) {
    const FlaOptions chosen = fla_options(options);
    const auto made = fla_checkpoint(load_network(options.network), chosen);
    if (!made) throw made.error().in(options.network);
    const FlaCheckpoint& checkpoint = made.value();
    report.add("exported", options.output);
    report.add("format", std::string("fla"));
    report.add("model", checkpoint.model);
    report.add("classes", checkpoint.classes);
    report.gap();
    report.add("heads", checkpoint.heads);
    report.add("key dimension", checkpoint.key_dimension);
    report.add("delta steps", checkpoint.steps);
    report.add("constants", checkpoint.numbers);
    save_directory(options.output, {{"model.safetensors", write_safetensors(checkpoint.weights)},
                                    {"config.json", checkpoint.config},
                                    {"labels.json", checkpoint.labels},
                                    {"README.md", checkpoint.readme},
                                    {std::string(export_report), report.json() + "\n"}});
}

struct ExportFormat {
    std::string name;
    void (*write)(const ExportArguments& options, Report& report);
};

const std::vector<ExportFormat>& formats() {
    static const std::vector<ExportFormat> all = {
        {"safetensors", export_safetensors},
        {"fla", export_fla},
    };
    return all;
}

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const ExportFormat& format : formats()) names.push_back(format.name);
    return names;
}

int export_file(const ExportArguments& options) {
    for (const ExportFormat& format : formats()) {
        if (format.name != options.format) continue;
        Report report;
        format.write(options, report);
        print_report(report, options.json);
        return status::yes;
    }
    throw usage_error("export", "--format: no format " + printable(options.format),
                      "the formats are " + join(format_names(), ", "));
}

}  // namespace

Action export_weights(Command& command) {
    const auto options = std::make_shared<ExportArguments>();
    command.argument("NETWORK", options->network, "- is standard input");
    command.option("--format", options->format, "FORMAT", join(format_names(), ", "));
    command.choices("--format", format_names());
    command.require("--format");
    command.option("-o,--output", options->output, "DIR",
                   "the folder to make; an earlier export is replaced, nothing else is");
    command.require("--output");
    command.option("--dtype", options->dtype, "DTYPE", "bf16, f16, f32 or f64 (f32)");
    command.choices("--dtype", {"bf16", "f16", "f32", "f64"});
    command.option("--classes", options->classes, "CLASSES",
                   "of fla: what the argmax tells, states or weights (states)");
    command.choices("--classes", {"states", "weights"});
    command.option("--automaton", options->automaton, "FILE",
                   "of fla: names the states, where it agrees with the network");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "The format safetensors takes every network: its maps as tensors that the operators\n"
        "of flash-linear-attention run on, with config.json, the labels of the dimensions, a\n"
        "report of each constant that the dtype does not hold and is rounded, and the exact\n"
        "network beside it. apps/pytorch/linac_torch.py runs such a folder; linac import\n"
        "reads it back. A constant beyond the largest number of the dtype is refused with\n"
        "status 3.\n"
        "\n"
        "The format fla takes networks of one layer of deltanet or deltaproduct heads with\n"
        "finitely many states: a checkpoint for flash-linear-attention's own\n"
        "DeltaNetForCausalLM or GatedDeltaProductForCausalLM. The argmax of its logits after\n"
        "every token is the state, or the weight, and exact on all words: keys, steps and\n"
        "states are numbers that f32 holds. What no layer holds exactly is refused with\n"
        "status 3, naming the symbol and what it would take.\n"
        "\n"
        "Examples:\n"
        "  linac export s5.json --format safetensors -o s5\n"
        "  linac export tomita.json --format safetensors --dtype f64 -o tomita\n"
        "  apps/pytorch/linac_torch.py s5 abcd dcba\n"
        "  linac export s5.json --format fla --automaton s5-transpositions.linac -o s5-fla");
    return [options] { return export_file(*options); };
}

}  // namespace linac::cli
