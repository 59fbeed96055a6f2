#include "manual.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

/// The code point of a character in UTF-8.
unsigned code_point(std::string_view character) {
    const auto first = static_cast<unsigned char>(character.front());
    if (character.size() == 1) return first;
    unsigned value = first & (0x7FU >> character.size());
    for (const char c : character.substr(1)) value = value << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    return value;
}

/// One line of text in roff: no character commands anything, or is replaced by a typographic one.
std::string escaped(std::string_view line) {
    std::string text = line.starts_with('.') ? "\\&" : "";
    for (const std::string& character : printable_characters(line)) {
        const char c = character.front();
        if (character.size() > 1)
            text += fmt::format("\\[u{:04X}]", code_point(character));
        else if (c == '\\')
            text += "\\e";
        else if (c == '-')
            text += "\\-";
        else if (c == '\'')
            text += "\\(aq";
        else if (c == '`')
            text += "\\(ga";
        else if (c == '^')
            text += "\\(ha";
        else if (c == '~')
            text += "\\(ti";
        else
            text += c;
    }
    return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::string bold(std::string_view text) {
    return "\\fB" + escaped(text) + "\\fR";
}

std::string italic(std::string_view text) {
    return "\\fI" + escaped(text) + "\\fR";
}

/// Text that is filled, but for lines that begin with two blanks.
std::string prose(std::string_view text) {
    std::string page;
    bool is_verbatim = false;
    const auto set_verbatim = [&](bool now) {
        if (now != is_verbatim) page += now ? ".RS\n.nf\n" : ".fi\n.RE\n";
        is_verbatim = now;
    };
    for (const std::string_view line : lines_of(text)) {
        set_verbatim(line.starts_with("  "));
        page += (line.empty() ? ".PP" : escaped(line.substr(is_verbatim ? 2 : 0))) + "\n";
    }
    set_verbatim(false);
    return page;
}

std::string header(const std::string& name, std::string_view summary) {
    return fmt::format(".TH {0} 1 \"\" \"linac " LINAC_VERSION "\" linac\n.SH NAME\n{0} \\- {1}\n",
                       escaped(name), escaped(summary));
}

std::string exit_status() {
    return ".SH EXIT STATUS\n" + prose(status::meaning);
}

/// The names of a parameter with its value, and what it is about.
std::string paragraph(const Parameter& parameter) {
    std::string names;
    for (const std::string& name : parameter.names)
        names += (names.empty() ? "" : ", ") + (name.starts_with('-') ? bold(name) : italic(name));
    if (parameter.is_value_optional)
        names += "[=" + italic(parameter.value_name) + "]";
    else if (!parameter.value_name.empty() && parameter.names.front() != parameter.value_name)
        names += " " + italic(parameter.value_name);
    if (parameter.is_repeated) names += " ...";
    return ".TP\n" + names + "\n" + prose(parameter.help);
}

std::string section(const std::string& title, const std::vector<Parameter>& parameters) {
    std::string text = parameters.empty() ? "" : ".SH " + title + "\n";
    for (const Parameter& parameter : parameters) text += paragraph(parameter);
    return text;
}

}  // namespace

std::string program_manual() {
    std::string page = header("linac", program_summary) + ".SH SYNOPSIS\n" + bold("linac") + " " +
                       italic("VERB") + " [" + italic("OPTIONS") + "] ...\n.SH VERBS\n";
    for (const Verb& verb : verbs())
        page += ".TP\n.BR " + escaped("linac-" + verb.name) + " (1)\n" + escaped(verb.summary) + "\n";
    return page + section("OPTIONS", program_options()) + exit_status();
}

std::string verb_manual(const Usage& usage) {
    std::string synopsis = bold("linac " + usage.verb) + " [" + italic("OPTIONS") + "]";
    for (const Parameter& argument : usage.arguments) {
        const std::string name = italic(argument.value_name);
        synopsis += argument.is_repeated   ? " [" + name + "...]"
                    : argument.is_optional ? " [" + name + "]"
                                           : " " + name;
    }
    // The explanation ends with examples.
    const std::string& text = usage.explanation;
    const std::size_t end = std::min(text.find("\n\nExample"), text.size());
    const std::size_t examples = std::min(text.find("\n  ", end), text.size());
    return header("linac-" + usage.verb, usage.summary) + ".SH SYNOPSIS\n" + synopsis +
           "\n.SH DESCRIPTION\n" + prose(text.substr(0, end)) + section("ARGUMENTS", usage.arguments) +
           section("OPTIONS", usage.options) +
           (text.find("Exit status:") < end ? "" : exit_status()) +  // unless the verb has its own
           (end < text.size() ? ".SH EXAMPLES\n" + prose(text.substr(examples + 1)) : "") +
           ".SH SEE ALSO\n.BR linac (1)\n";
}

}  // namespace linac::cli
