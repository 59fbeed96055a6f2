// linac import: an exported folder back into a network.
#include <memory>

#include "exports/safetensors_import.hpp"
#include "files.hpp"
#include "formats/safetensors.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct ImportArguments {
    std::string folder;
    std::string output = "-";
    std::string reconstruct = "rounded";
    bool json = false;
};

Reconstruct reconstruct_of(const ImportArguments& options) {
    if (options.reconstruct == "rounded") return Reconstruct::rounded;
    if (options.reconstruct == "all") return Reconstruct::all;
    if (options.reconstruct == "none") return Reconstruct::none;
    throw usage_error("import", "--reconstruct: no choice " + printable(options.reconstruct),
                      "the choices are rounded, all, none");
}

int import_folder(const ImportArguments& options) {
    const Reconstruct reconstruct = reconstruct_of(options);
    expect_apart("import", "network", options.output, options.json);
    const auto imported = import_network(
        load_directory(options.folder, {"model.safetensors", "config.json", "labels.json", "report.json"},
                       max_safetensors_file_bytes),
        options.folder, reconstruct);
    const Import& found = imported.value();
    save(options.output, found.network);
    Report report;
    report.add("imported", options.folder);
    report.add("constants", found.constants);
    report.add("reconstructed", found.reconstructed);
    report.add("other than exported", found.other_than_exported);
    report.gap();
    add_network(report, found.network);
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action import_weights(Command& command) {
    const auto options = std::make_shared<ImportArguments>();
    command.argument("DIR", options->folder, "a folder of linac export --format safetensors");
    command.option("-o,--output", options->output, "FILE", "the network; - is standard output, as without");
    command.option("--reconstruct", options->reconstruct, "WHICH", "rounded, all or none (rounded)");
    command.choices("--reconstruct", {"rounded", "all", "none"});
    command.json_flag(options->json);
    command.explain(
        "Reads the numbers of model.safetensors, not network.json. A number that was not\n"
        "rounded is the constant itself. One that report.json lists as rounded is taken for\n"
        "the simplest fraction that rounds to it, so that 1/3 comes back; \"other than exported\"\n"
        "counts those where that is not what it was. --reconstruct all does so with every number,\n"
        "for weights whose origin is not known; none takes all as they are.\n"
        "\n"
        "Examples:\n"
        "  linac import s5 -o again.json\n"
        "  linac import tomita | linac verify automata/weighted/probabilistic-tomita-3.linac -");
    return [options] { return import_folder(*options); };
}

}  // namespace linac::cli
