#include "loading.hpp"

#include <utility>

#include "automata/bounded.hpp"
#include "files.hpp"
#include "formats/certificate_file.hpp"
#include "formats/network_file.hpp"
#include "output.hpp"
#include "text.hpp"

namespace linac::cli {
namespace {

template <class Value>
using Named = std::vector<std::pair<std::string, Value>>;

const Named<AttWeights>& att_weights() {
    static const Named<AttWeights> all = {{"probability", AttWeights::probability},
                                          {"log", AttWeights::log},
                                          {"tropical", AttWeights::tropical}};
    return all;
}

const Named<AttColumns>& att_columns() {
    static const Named<AttColumns> all = {{"detect", AttColumns::detect},
                                          {"acceptor", AttColumns::acceptor},
                                          {"transducer", AttColumns::transducer}};
    return all;
}

template <class Value>
std::vector<std::string> names_in(const Named<Value>& all) {
    std::vector<std::string> names;
    for (const auto& [name, value] : all) names.push_back(name);
    return names;
}

}  // namespace

void input_options(Command& command, InputOptions& input) {
    command.option(
        "--from", input.format, "FORMAT",
        "of automaton files, where their name or text does not tell:\n" + join(file_format_names(), ", "));
    command.choices("--from", file_format_names());
    command.flag("--language", input.as_language, "1 for each word whose weight is not 0");
    command.option(
        "--language-states", input.max_states, "N",
        "at most so many sets of states for that (" + std::to_string(default_max_language_states) + ")");
    command.option("--symbols", input.symbols, "FILE", "att: the symbol table");
    command.option("--weights", input.weights, "KIND",
                   "att: probability, or e^-w, rounded, of log or tropical weights w");
    command.choices("--weights", names_in(att_weights()));
    command.option("--columns", input.columns, "KIND",
                   "att: acceptor or transducer, where lines do not tell");
    command.choices("--columns", names_in(att_columns()));
}

namespace {

/// The value that has this name.
template <class Value>
Value named(const std::string& option, const std::string& name, const Named<Value>& values) {
    for (const auto& value : values)
        if (value.first == name) return value.second;
    throw Error::bad_input(option + ": no " + printable(name), Place{"linac", 0, 0, {}},
                           "it is one of " + join(names_in(values), ", "));
}

/// What a text is as an automaton.
AutomatonFile automaton_file(std::string_view text, const std::string& path, const InputOptions& input) {
    ReadingOptions options;
    if (!input.format.empty()) {
        options.format = file_format_by_name(input.format);
        if (!options.format)
            throw Error::bad_input("--from: no format " + printable(input.format), Place{"linac", 0, 0, {}},
                                   "the formats are " + join(file_format_names(), ", "));
    }
    options.as_language = input.as_language;
    options.max_states = input.max_states;
    options.att.weights = named("--weights", input.weights, att_weights());
    options.att.columns = named("--columns", input.columns, att_columns());
    std::string symbols;
    if (!input.symbols.empty()) {
        symbols = load_text(input.symbols, max_automaton_file_bytes);
        options.att.symbols = symbols;
        options.att.symbols_source = input.symbols;
    }
    return read_automaton_file(text, path, options).value();
}

/// Tells what may surprise.
Automaton told(AutomatonFile file, const std::string& path) {
    if (file.has_ambiguity)
        note(path + ": its " + std::string(name_of(file.format)) +
             " file has no weights: a word weighs the number of its paths; --language gives each word of the "
             "language 1\n");
    if (file.rounded > 0) note(path + ": " + count_of(file.rounded, "weight") + " rounded to binary64\n");
    return std::move(file.automaton);
}

}  // namespace

Side load(const std::string& path, const InputOptions& input) {
    const std::string text = load_text(path);
    if (looks_like_network(text)) return read_network(text, path).value();
    return told(automaton_file(text, path, input), path);
}

AutomatonFile load_automaton_file(const std::string& path, const InputOptions& input,
                                  const std::string& hint) {
    const std::string text = load_text(path);
    if (looks_like_network(text)) throw file_error(path, "is a network, expected an automaton", hint);
    return automaton_file(text, path, input);
}

Automaton load_automaton(const std::string& path, const InputOptions& input, const std::string& hint) {
    return told(load_automaton_file(path, input, hint), path);
}

WeightedAutomaton load_weighted(const std::string& path, const InputOptions& input,
                                std::optional<std::size_t> bound) {
    const Automaton automaton = load_automaton(path, input);
    const auto weighted =
        capture([&] { return bound ? bounded(automaton, *bound) : to_weighted(automaton); });
    if (!weighted) throw weighted.error().in(path);
    return weighted.value();
}

WeightedAutomaton load_linear(const std::string& path, const InputOptions& input) {
    const Side side = load(path, input);
    auto automaton = capture([&] { return linear(side); });
    if (!automaton) throw automaton.error().in(path);
    return std::move(automaton).value();
}

Certificate load_certificate(const std::string& path) {
    return read_certificate(load_text(path), path).value();
}

Network load_network(const std::string& path) {
    const std::string text = load_text(path);
    if (!looks_like_network(text) && read_automaton_file(text, path))
        throw file_error(path, "is an automaton, expected a network",
                         "linac compile makes one; linac equal compares automata");
    return read_network(text, path).value();
}

void save(const std::string& path, const Automaton& automaton) {
    const FileFormat format = file_format_of_name(path).value_or(FileFormat::native);
    const auto file = capture([&] { return write_automaton_file(automaton, format); });
    if (!file) throw file.error().in(path);
    save(path, file.value().text);
}

void save(const std::string& path, const Network& network) {
    const auto text = capture([&] { return write_network(network); });
    if (!text) throw text.error().in(path);
    save(path, text.value());
}

}  // namespace linac::cli
