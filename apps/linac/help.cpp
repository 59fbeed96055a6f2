// linac help: what --help prints, as text, as a man page or as JSON.
#include <memory>
#include <optional>

#include "manual.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct HelpArguments {
    std::optional<std::string> verb;
    bool manual = false;
    bool json = false;
};

std::vector<Report> reports(const std::vector<Parameter>& parameters) {
    std::vector<Report> all;
    for (const Parameter& parameter : parameters) {
        Report report;
        report.add("names", parameter.names);
        report.add("value", parameter.value_name);
        report.add("optional", parameter.is_optional);
        report.add("repeated", parameter.is_repeated);
        report.add("optional value", parameter.is_value_optional);
        report.add("choices", parameter.choices);
        report.add("help", parameter.help);
        all.push_back(std::move(report));
    }
    return all;
}

std::string program_json() {
    std::vector<Report> all;
    for (const Verb& verb : verbs()) {
        Report report;
        report.add("verb", verb.name);
        report.add("summary", verb.summary);
        all.push_back(std::move(report));
    }
    Report report;
    report.add_list("verbs", std::move(all), {});
    report.add_list("options", reports(program_options()), {});
    return report.json() + "\n";
}

std::string verb_json(const Usage& usage) {
    Report report;
    report.add("verb", usage.verb);
    report.add("summary", usage.summary);
    report.add_list("arguments", reports(usage.arguments), {});
    report.add_list("options", reports(usage.options), {});
    report.add("explanation", usage.explanation);
    return report.json() + "\n";
}

std::string text_of(const HelpArguments& options) {
    if (!options.verb)
        return options.json ? program_json() : options.manual ? program_manual() : program_help();
    const Verb& verb = verb_by_name(*options.verb);
    Command command(verb.name, verb.summary);
    const Action action = verb.declare(command);  // holds what the options set
    return options.json     ? verb_json(command.usage())
           : options.manual ? verb_manual(command.usage())
                            : command.help();
}

int print_help(const HelpArguments& options) {
    if (options.manual && options.json) throw usage_error("help", "a man page is no JSON");
    print(text_of(options));
    return status::yes;
}

}  // namespace

Action help(Command& command) {
    const auto options = std::make_shared<HelpArguments>();
    command.argument("VERB", options->verb, "one of them; without it linac itself");
    command.choices("VERB", verb_names());
    command.flag("--man", options->manual, "as a man page, in roff");
    command.json_flag(options->json);
    command.explain(
        "The same as linac VERB --help, or linac --help.\n"
        "\n"
        "Examples:\n"
        "  linac help compile\n"
        "  linac help compile --man | man -l -");
    return [options] { return print_help(*options); };
}

}  // namespace linac::cli
