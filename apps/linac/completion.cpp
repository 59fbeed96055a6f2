// linac completion: scripts that let shells complete command lines, made of what the verbs declare.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

std::vector<Usage> usages() {
    std::vector<Usage> all;
    for (const Verb& verb : verbs()) {
        Command command(verb.name, verb.summary);
        const Action action = verb.declare(command);  // holds what the options set
        all.push_back(command.usage());
    }
    return all;
}

std::vector<std::string> names_of(const std::vector<Parameter>& parameters) {
    std::vector<std::string> names;
    for (const Parameter& parameter : parameters)
        names.insert(names.end(), parameter.names.begin(), parameter.names.end());
    return names;
}

/// `text`, in which each of `characters` has a backslash before it.
std::string with_backslashes(const std::string& text, const std::string& characters) {
    std::string result;
    for (const char c : text) {
        if (characters.find(c) != std::string::npos) result += '\\';
        result += c;
    }
    return result;
}

/// The text on one line, as all three shells read it between single quotes.
std::string on_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

// Bash: a function sets COMPREPLY to what fits the word before the cursor.

constexpr auto bash_begin = R"(# Completes linac in bash. Made by: linac completion bash
_linac() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} verb=
    local words= options= paths=
    ((COMP_CWORD == 1)) || verb=${COMP_WORDS[1]}
    # Bash takes --option=value for three words.
    if [[ $word == = ]]; then
        before+== word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}=
    fi
    case $verb in
)";

constexpr auto bash_end = R"(    esac
    [[ $word != -* ]] || words=$options paths=
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word"; [[ -z $paths ]] || compgen "$paths" -- "$word")
    [[ -z $paths ]] || compopt -o filenames
}
complete -F _linac linac
)";

/// What the value can be: words, or files (-f), or folders (-d), as compgen calls them.
std::string bash_values(const std::vector<Parameter>& parameters) {
    std::vector<std::string> words;
    std::string paths;
    for (const Parameter& parameter : parameters) {
        words.insert(words.end(), parameter.choices.begin(), parameter.choices.end());
        if (parameter.takes_file()) paths = "-f";
        if (parameter.takes_folder() && paths.empty()) paths = "-d";
    }
    return fmt::format("words='{}' paths={}", join(words, " "), paths);
}

std::string bash_verb(const Usage& usage) {
    std::map<std::string, std::vector<std::string>> patterns;  // by what the value can be
    for (const Parameter& option : usage.options)
        for (const std::string& name : option.names) {
            if (option.value_name.empty()) continue;
            std::vector<std::string>& same = patterns[bash_values({option})];
            if (!option.is_value_optional) same.push_back(name);
            same.push_back(name + "=");
        }
    std::string text = fmt::format("    {})\n        case $before in\n", usage.verb);
    for (const auto& [values, names] : patterns)
        text += fmt::format("        {}) {} ;;\n", join(names, " | "), values);
    return text + fmt::format("        *) {} options='{}' ;;\n        esac\n        ;;\n",
                              bash_values(usage.arguments), join(names_of(usage.options), " "));
}

std::string bash_script() {
    std::string text = bash_begin;
    text += fmt::format("    '') words='{}' options='{}' ;;\n", join(verb_names(), " "),
                        join(names_of(program_options()), " "));
    for (const Usage& usage : usages()) text += bash_verb(usage);
    return text + bash_end;
}

// Zsh: _arguments takes a specification of each option and argument.

constexpr auto zsh_begin = R"(#compdef linac
# Completes linac in zsh. Made by: linac completion zsh
_linac() {
    if ((CURRENT == 2)); then
        if [[ $PREFIX == -* ]]; then
            _arguments)";

constexpr auto zsh_end = R"(    esac
}
if [[ $funcstack[1] == _linac ]]; then
    _linac "$@"
else
    compdef _linac linac
fi
)";

std::string zsh_values(const Parameter& parameter) {
    const std::string values = !parameter.choices.empty() ? "(" + join(parameter.choices, " ") + ")"
                               : parameter.takes_folder() ? "_files -/"
                               : parameter.takes_file()   ? "_files"
                                                          : " ";
    return ":" + parameter.value_name + ":" + values;
}

std::string zsh_option(const Parameter& option) {
    std::string lines;
    for (const std::string& name : option.names) {
        lines += fmt::format(" \\\n            '({})", join(option.names, " ")) + name;
        if (!option.value_name.empty()) lines += name.starts_with("--") ? "=" : "+";
        if (option.is_value_optional) lines += "-";
        lines += "[" + with_backslashes(on_one_line(option.help), "\\[]") + "]";
        if (!option.value_name.empty()) lines += (option.is_value_optional ? ":" : "") + zsh_values(option);
        lines += "'";
    }
    return lines;
}

std::string zsh_script() {
    std::string text = zsh_begin;
    for (const Parameter& option : program_options()) text += zsh_option(option);
    text += "\n            return\n        fi\n        local -a verbs=(\n";
    for (const Verb& verb : verbs())
        text += fmt::format("            '{}:{}'\n", verb.name, on_one_line(verb.summary));
    text +=
        "        )\n        _describe verb verbs\n        return\n    fi\n"
        "    shift words\n    ((CURRENT--))\n    case $words[1] in\n";
    for (const Usage& usage : usages()) {
        text += fmt::format("    {})\n        _arguments", usage.verb);
        for (const Parameter& option : usage.options) text += zsh_option(option);
        for (const Parameter& argument : usage.arguments)
            text +=
                fmt::format(" \\\n            '{}{}'", argument.is_repeated ? "*" : "", zsh_values(argument));
        text += "\n        ;;\n";
    }
    return text + zsh_end;
}

// Fish: one command for each verb, option and argument says when and how it is completed.

constexpr auto fish_begin = R"(# Completes linac in fish. Made by: linac completion fish
function __linac_verb
    set -l words (commandline -opc)
    test "$words[2]" = "$argv"
end
complete -c linac -f
)";

std::string fish_values(const Parameter& parameter) {
    if (!parameter.choices.empty()) return fmt::format(" -f -a '{}'", join(parameter.choices, " "));
    if (parameter.takes_folder()) return " -f -a '(__fish_complete_directories)'";
    return parameter.takes_file() ? " -F" : " -f";
}

/// Something to complete where `verb` is the verb, or where there is none yet.
std::string fish_line(const std::string& verb, const std::string& what, const std::string& description) {
    return fmt::format(
        "complete -c linac -n '__linac_verb {}'{}{}\n", verb, what,
        description.empty() ? "" : " -d '" + with_backslashes(on_one_line(description), "\\") + "'");
}

std::string fish_option(const std::string& verb, const Parameter& option) {
    std::string what;
    for (const std::string& name : option.names)
        what += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (!option.value_name.empty()) what += (option.is_value_optional ? "" : " -r") + fish_values(option);
    return fish_line(verb, what, option.help);
}

std::string fish_script() {
    std::string text = fish_begin;
    for (const Verb& verb : verbs()) text += fish_line("", " -a " + verb.name, verb.summary);
    for (const Parameter& option : program_options()) text += fish_option("", option);
    for (const Usage& usage : usages()) {
        for (const Parameter& option : usage.options) text += fish_option(usage.verb, option);
        for (const Parameter& argument : usage.arguments)
            text += fish_line(usage.verb, fish_values(argument), "");
    }
    return text;
}

struct Shell {
    std::string name;
    std::string (*script)();
};

const std::vector<Shell>& shells() {
    static const std::vector<Shell> all = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
    return all;
}

std::vector<std::string> shell_names() {
    std::vector<std::string> names;
    for (const Shell& shell : shells()) names.push_back(shell.name);
    return names;
}

struct CompletionArguments {
    std::string shell;
    bool json = false;
};

int print_script(const CompletionArguments& options) {
    for (const Shell& shell : shells()) {
        if (shell.name != options.shell) continue;
        Report report;
        report.add("shell", shell.name);
        report.add("script", shell.script());
        print(options.json ? report.json() + "\n" : shell.script());
        return status::yes;
    }
    throw usage_error("completion", "no shell " + printable(options.shell),
                      "the shells are " + join(shell_names(), ", "));
}

}  // namespace

Action completion(Command& command) {
    const auto options = std::make_shared<CompletionArguments>();
    command.argument("SHELL", options->shell, join(shell_names(), ", "));
    command.choices("SHELL", shell_names());
    command.json_flag(options->json);
    command.explain(
        "Completes verbs, their options, what these can be, and files. A packaged linac has\n"
        "the scripts where the shells look for them. Otherwise, for this session:\n"
        "\n"
        "Examples:\n"
        "  source <(linac completion bash)\n"
        "  source <(linac completion zsh)\n"
        "  linac completion fish | source");
    return [options] { return print_script(*options); };
}

}  // namespace linac::cli
