#include "formats/automaton_formats.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/language.hpp"
#include "formats/daut.hpp"
#include "formats/jff.hpp"
#include "formats/mata.hpp"
#include "formats/native.hpp"
#include "formats/pautomac.hpp"
#include "formats/vcsn_dot.hpp"
#include "text.hpp"

namespace linac {
namespace {

struct FormatName {
    FileFormat format;
    std::string_view name;
    std::vector<std::string_view> endings;  // of file names
};

const std::vector<FormatName>& formats() {
    static const std::vector<FormatName> all = {
        {FileFormat::native, "native", {".linac"}},
        {FileFormat::daut, "daut", {".daut"}},
        {FileFormat::dot, "dot", {".dot", ".gv"}},
        {FileFormat::mata, "mata", {".mata"}},
        {FileFormat::jff, "jff", {".jff"}},
        {FileFormat::att, "att", {".att", ".fsm", ".fst.txt", ".fsa.txt"}},
        {FileFormat::pautomac, "pautomac", {".pautomac", ".pautomac_model.txt"}},
    };
    return all;
}

/// The lines of a text from the first one that is not blank and no comment of any of the formats.
std::string_view first_line(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        const std::size_t first = std::min(line.find_first_not_of(" \t\r\xEF\xBB\xBF"), line.size());
        line.remove_prefix(first);
        if (!line.empty() && !line.starts_with('#') && !line.starts_with("//")) return line;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

/// Whether the line has 1 to 5 columns, of which the first is a number.
bool looks_like_att(std::string_view line) {
    std::size_t columns = 0;
    bool is_number = true;
    for (std::size_t at = line.find_first_not_of(" \t\r"); at < line.size();
         at = line.find_first_not_of(" \t\r", at)) {
        const std::size_t end = std::min(line.find_first_of(" \t\r", at), line.size());
        if (columns++ == 0)
            is_number = line.substr(at, end - at).find_first_not_of("0123456789") == std::string_view::npos;
        at = end;
    }
    return columns >= 1 && columns <= 5 && is_number;
}

/// Whether two paths of an automaton without weights may read the same word: it has a choice somewhere.
bool has_choice(const EpsilonAutomaton& content, const WeightedAutomaton& removed) {
    if (content.automaton.initial.size() > 1 || content.epsilon.nonzeros() > 0) return true;
    for (const SparseMatrix& matrix : removed.transition)
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            if (matrix.row(i).size() > 1 ||
                (matrix.row(i).size() == 1 && !matrix.row(i).front().value.is_one()))
                return true;
    return false;
}

AutomatonFile resolved(const ForeignAutomaton& foreign, const ReadingOptions& options) {
    AutomatonFile file;
    file.epsilon_transitions = foreign.content.epsilon.nonzeros();
    if (options.as_language) {
        file.automaton = weighted_language(language(foreign.content, options.max_states));
        return file;
    }
    WeightedAutomaton removed = without_epsilon(foreign.content);
    file.counts_paths = foreign.is_weight_free;
    file.has_ambiguity = foreign.is_weight_free && has_choice(foreign.content, removed);
    file.automaton = std::move(removed);
    return file;
}

AutomatonFile read_native(std::string_view text, const std::string& source, const ReadingOptions& options) {
    AutomatonFile file;
    file.automaton = read_automaton(text, source).value();
    if (!options.as_language) return file;
    WeightedAutomaton weighted = to_weighted(file.automaton);
    const std::size_t size = weighted.size();
    return resolved({{std::move(weighted), SparseMatrix(size, size)}, false}, options);
}

AutomatonFile read_as(FileFormat format, std::string_view text, const std::string& source,
                      const ReadingOptions& options) {
    switch (format) {
        case FileFormat::native:
            return read_native(text, source, options);
        case FileFormat::daut:
            return resolved(read_daut(text, source).value(), options);
        case FileFormat::dot:
            return resolved(read_vcsn_dot(text, source).value(), options);
        case FileFormat::mata:
            return resolved(read_mata(text, source).value(), options);
        case FileFormat::jff:
            return resolved(read_jff(text, source).value(), options);
        case FileFormat::pautomac:
            return resolved(read_pautomac(text, source).value(), options);
        case FileFormat::att:
            break;
    }
    const AttFile read = read_att(text, source, options.att).value();
    AutomatonFile file = resolved(read.automaton, options);
    file.rounded = read.rounded;
    return file;
}

}  // namespace

std::string_view name_of(FileFormat format) {
    return std::find_if(formats().begin(), formats().end(),
                        [&](const FormatName& f) { return f.format == format; })
        ->name;
}

std::optional<FileFormat> file_format_by_name(std::string_view name) {
    for (const FormatName& format : formats())
        if (format.name == name) return format.format;
    return std::nullopt;
}

std::vector<std::string> file_format_names() {
    std::vector<std::string> names;
    for (const FormatName& format : formats()) names.emplace_back(format.name);
    return names;
}

std::optional<FileFormat> file_format_of_name(std::string_view file_name) {
    for (const FormatName& format : formats())
        for (const std::string_view ending : format.endings)
            if (file_name.ends_with(ending)) return format.format;
    return std::nullopt;
}

FileFormat file_format_of_text(std::string_view text) {
    const std::string_view line = first_line(text);
    if (line.starts_with("linac")) return FileFormat::native;
    if (line.starts_with('@')) return FileFormat::mata;
    if (line.starts_with('<')) return FileFormat::jff;
    if (line.starts_with("digraph") || line.starts_with("strict")) return FileFormat::dot;
    if (line.starts_with("I:")) return FileFormat::pautomac;
    if (line.starts_with("context") || line.starts_with("$ ->") || line.find("->") != std::string_view::npos)
        return FileFormat::daut;
    return looks_like_att(line) ? FileFormat::att : FileFormat::native;
}

Result<AutomatonFile> read_automaton_file(std::string_view text, const std::string& source,
                                          const ReadingOptions& options) {
    FileFormat format = FileFormat::native;
    if (options.format)
        format = *options.format;
    else if (const auto by_name = file_format_of_name(source))
        format = *by_name;
    else
        format = file_format_of_text(text);
    auto file = capture([&] { return read_as(format, text, source, options); });
    if (!file) return file.error().in(source);
    AutomatonFile result = std::move(file).value();
    result.format = format;
    return result;
}

WrittenFile write_automaton_file(const Automaton& automaton, FileFormat format,
                                 const WritingOptions& options) {
    WrittenFile written;
    switch (format) {
        case FileFormat::native:
            written.text = write_automaton(automaton);
            return written;
        case FileFormat::daut:
            written.text = write_daut(to_weighted(automaton));
            break;
        case FileFormat::dot:
            written.text = write_vcsn_dot(to_weighted(automaton));
            break;
        case FileFormat::mata:
            written.text = write_mata(to_weighted(automaton));
            break;
        case FileFormat::jff:
            written.text = write_jff(to_weighted(automaton));
            break;
        case FileFormat::att: {
            AttText att = write_att(to_weighted(automaton), options.att);
            written = {std::move(att.text), att.rounded};
            break;
        }
        case FileFormat::pautomac:
            throw Error::impossible("PAutomaC model files are read, not written",
                                    "formats that are written: native, daut, dot, mata, jff, att");
    }
    expect_fits(written.text, max_automaton_file_bytes);
    return written;
}

}  // namespace linac
