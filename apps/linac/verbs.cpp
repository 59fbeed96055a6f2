#include "verbs.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text.hpp"

namespace linac::cli {

std::vector<std::string> verb_names() {
    std::vector<std::string> names;
    for (const Verb& verb : verbs()) names.push_back(verb.name);
    return names;
}

const Verb& verb_by_name(const std::string& name) {
    const auto verb =
        std::find_if(verbs().begin(), verbs().end(), [&](const Verb& v) { return v.name == name; });
    if (verb == verbs().end())
        throw Error::bad_input(fmt::format("no verb {}", printable(name)), Place{"linac", 0, 0, {}},
                               "the verbs are " + join(verb_names(), ", "));
    return *verb;
}

const std::vector<Parameter>& program_options() {
    static const std::vector<Parameter> all = {
        {.names = {"--help"}, .value_name = {}, .help = "this text; linac VERB --help explains a verb"},
        {.names = {"--version"}, .value_name = {}, .help = "the version"},
    };
    return all;
}

std::string program_help() {
    constexpr auto line = "  {:<17}  {}\n";
    std::string text = fmt::format("linac {}.\n\nUsage: linac VERB [OPTIONS] ...\n\n", program_summary);
    for (const Verb& verb : verbs()) text += fmt::format(line, verb.name, verb.summary);
    text += "\n";
    for (const Parameter& option : program_options())
        text += fmt::format(line, option.names.front(), option.help);
    return text + fmt::format("\nExit status: {}\n", status::meaning);
}

}  // namespace linac::cli
