// linac batch: the pairs of a manifest, compared; a line of JSON for each.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>

#include "coordinator.hpp"
#include "files.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct BatchArguments {
    std::string manifest;
    std::string root;
    std::string output = "-";
    std::optional<std::size_t> jobs;
    std::string shard = "1/1";
    bool resume = false;
    bool times = false;
    bool no_mpi = false;
    bool json = false;
};

Shard read_shard(const std::string& text) {
    constexpr std::size_t most_digits = 9;
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto count = [&](const std::string& part) -> std::size_t {
        const bool is_count = !part.empty() && part.size() <= most_digits &&
                              part.find_first_not_of("0123456789") == std::string::npos;
        return is_count ? std::stoull(part) : 0;
    };
    const Shard shard{count(text.substr(0, slash)), slash < text.size() ? count(text.substr(slash + 1)) : 0};
    if (shard.number == 0 || shard.number > shard.of)
        throw usage_error("batch", "--shard: " + printable(text) + " is not I/N, a part of N",
                          "--shard 2/5 is the second of five parts");
    return shard;
}

void check_jobs(const BatchArguments& options) {
    constexpr std::size_t most = 1024;
    if (options.jobs && (*options.jobs == 0 || *options.jobs > most))
        throw usage_error("batch", fmt::format("--jobs: {} is not between 1 and {}", *options.jobs, most));
}

std::string root_of(const BatchArguments& options) {
    if (!options.root.empty()) return options.root;
    return options.manifest == "-" ? "" : std::filesystem::path(options.manifest).parent_path().string();
}

Report summary(const Coordinator& coordinator, bool resumed) {
    const Counts& counts = coordinator.counts();
    Report report;
    report.add("pairs", counts.equal + counts.different + counts.bad_input + counts.impossible);
    if (resumed) report.add("finished before", coordinator.earlier());
    report.add("equal", counts.equal);
    report.add("different", counts.different);
    report.add("bad input", counts.bad_input);
    report.add("impossible", counts.impossible);
    return report;
}

int status_of(const Counts& counts) {
    if (counts.different > 0) return status::no;
    if (counts.bad_input > 0) return status::bad_input;
    return counts.impossible > 0 ? status::impossible : status::yes;
}

int coordinate(const BatchArguments& options, const Shard& shard, const Workshop& workshop) {
    const Manifest manifest =
        read_manifest(load_text(options.manifest, max_manifest_bytes), options.manifest).value();
    Results results(options.output, options.resume);
    Coordinator coordinator(manifest, shard, results, workshop);
    const bool prints = options.output == "-";
    ProgressBar bar(coordinator.earlier(), shard.size(manifest.size()), prints);
    coordinator.run(bar);
    results.finish();
    bar.clear();
    const Report report = summary(coordinator, options.resume);
    if (prints)
        note(report.text());
    else
        print_report(report, options.json);
    return status_of(coordinator.counts());
}

int compare_all(const BatchArguments& options) {
    if (options.resume && options.output == "-") throw usage_error("batch", "--resume needs -o FILE");
    const Shard shard = read_shard(options.shard);
    check_jobs(options);
    const auto ranks = options.no_mpi ? nullptr : join_ranks();
    const std::size_t threads = options.jobs.value_or(ranks == nullptr ? available_threads() : 1);
    PairLines lines(root_of(options), options.times);
    const Workshop workshop{
        lines, threads, ranks.get(),
        join({options.manifest, options.root, options.shard, options.times ? "times" : ""}, "\n")};
    if (ranks != nullptr && ranks->rank() > 0) {
        serve(workshop);
        return status::yes;
    }
    const Dismissal dismissal(ranks.get());
    return coordinate(options, shard, workshop);
}

}  // namespace

Action batch(Command& command) {
    silence_all_but_first();
    const auto options = std::make_shared<BatchArguments>();
    command.argument("MANIFEST", options->manifest, "pairs, JSON Lines or CSV; - is standard input");
    command.option("-o,--output", options->output, "FILE", "the results; - is standard output, as without");
    command.flag("--resume", options->resume, "go on with the results that FILE has already");
    command.option("--root", options->root, "DIR", "folder of the files; without it the manifest's");
    command.option("--jobs", options->jobs, "N",
                   "threads; without it one for each core, under\nmpirun one a process");
    command.option("--shard", options->shard, "I/N", "only the I-th of N parts: pairs I, I + N, I + 2N, ...");
    command.flag("--times", options->times, "add how long each pair took");
    command.flag("--no-mpi", options->no_mpi, "work alone, also under mpirun");
    command.flag("--json", options->json, "with -o: print the summary as one JSON object");
    command.explain(
        "A line of MANIFEST is a pair of files. In JSON Lines\n"
        "  {\"left\": FILE, \"right\": FILE, \"mode\": MODE, \"limits\": {NAME: N, ...}}\n"
        "in CSV a first line names the columns: left, right, mode, and the limits.\n"
        "\n"
        "The mode equal decides on all words, as linac equal does; verify holds a network\n"
        "against an automaton, as linac verify does; auto, or none, is verify if the right\n"
        "file alone is a network. Limits of verify: words (a file), max_length, random,\n"
        "length, seed, and bound, of a machine's counters or stacks; of both: max_states.\n"
        "\n"
        "A result is a line of JSON, in the order of MANIFEST: index, left_file, right_file,\n"
        "mode, limits, and what linac equal or verify says with --json; or an error, which\n"
        "does not keep the others from being compared.\n"
        "\n"
        "Exit status: 1 if a pair differs; otherwise 2 if the input of one is bad, otherwise\n"
        "3 if one was impossible or over a limit, otherwise 0.\n"
        "\n"
        "Examples:\n"
        "  linac batch pairs.jsonl -o results.jsonl\n"
        "  linac batch pairs.jsonl -o results.jsonl --resume\n"
        "  mpirun -n 8 linac batch pairs.csv -o results.jsonl");
    return [options] { return compare_all(*options); };
}

}  // namespace linac::cli
