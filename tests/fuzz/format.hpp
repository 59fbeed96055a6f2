// The target of an automaton format: what is read is written, in that format if it can hold it, so that it is read again.
#pragma once

#include "formats/automaton_formats.hpp"
#include "fuzz.hpp"

namespace linac::fuzz {

inline void run_format(FileFormat format, std::string_view text) {
    const ReadingOptions options{.format = format, .as_language = false, .max_states = 200, .att = {}};
    const auto file = read_automaton_file(text, "file", options);
    if (!file) return demand_placed(file.error(), text);
    ReadingOptions as_language = options;
    as_language.as_language = true;
    (void)read_automaton_file(text, "file", as_language);
    const auto written = capture([&] { return write_automaton_file(file.value().automaton, format); });
    if (!written)
        return demand(written.error().kind() == Error::Kind::impossible, "what cannot be held is refused");
    const auto copy = read_automaton_file(written.value().text, "copy", options);
    demand(bool(copy), "what was written is read");
    const auto& before = std::get<WeightedAutomaton>(file.value().automaton);
    const auto& after = std::get<WeightedAutomaton>(copy.value().automaton);
    demand(before.alphabet.size() >= after.alphabet.size(), "no symbol is made up");
    demand(before.transition_count() == after.transition_count() || format == FileFormat::att ||
               format == FileFormat::jff,
           "no transition is lost");
}

}  // namespace linac::fuzz
