#include <algorithm>

#include "formats/arc_list.hpp"
#include "formats/file_limits.hpp"
#include "formats/lexer.hpp"
#include "formats/mata.hpp"
#include "text.hpp"

namespace linac {
namespace {

std::string mata_name(const std::string& name) {
    return quoted_if_needed(printable(name));
}

/// Letters, digits and what needs no quotes in any version of Mata; others stand in quotes.
bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

[[noreturn]] void refuse(const std::string& noun, const std::string& name, const std::string& reason) {
    throw Error::impossible("the " + noun + " " + mata_name(name) + " cannot be in a mata file: " + reason,
                            "rename it");
}

std::string written(const std::string& noun, const std::string& name) {
    if (name.empty()) refuse(noun, name, "it is empty");
    if (first_invalid_utf8(name)) refuse(noun, name, "it is not UTF-8");
    if (std::any_of(name.begin(), name.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return (byte < 0x20 && c != '\t') || byte == 0x7F;
        }))
        refuse(noun, name, "it has a control character");
    if (std::all_of(name.begin(), name.end(), is_plain)) return name;
    std::string text = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') text += '\\';
        text += c;
    }
    return text + "\"";
}

/// Mata forgets quotes before it looks for operators.
std::string written_state(const std::string& name) {
    const bool is_operator = name.find_first_of("&|!") == 0 || name == "(" || name == ")";
    if (is_operator) refuse("state", name, "Mata takes it for an operator, with quotes too");
    return written("state", name);
}

std::string written_symbol(const std::string& name) {
    if (name == "&") refuse("symbol", name, "Mata takes it for an operator, with quotes too");
    if (name == mata_epsilon) refuse("symbol", name, "there it reads nothing");
    return written("symbol", name);
}

template <class Write>
std::vector<std::string> all_written(const std::vector<std::string>& names, Write&& write) {
    std::vector<std::string> result;
    result.reserve(names.size());
    std::transform(names.begin(), names.end(), std::back_inserter(result), write);
    return result;
}

[[noreturn]] void refuse_weight(const Rational& weight, const std::string& of) {
    throw Error::impossible("mata files have no weights: " + of + " weighs " + printable(to_string(weight)),
                            "automata whose weights are all 0 or 1 can be written");
}

void expect_weight_free(const WeightedAutomaton& automaton) {
    const auto& states = automaton.states;
    for (const Entry& part : automaton.initial)
        if (!part.value.is_one())
            refuse_weight(part.value, "the initial state " + mata_name(states[part.index]));
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (std::size_t i = 0; i < automaton.size(); ++i)
            for (const Entry& step : automaton.transition[s].row(i))
                if (!step.value.is_one())
                    refuse_weight(step.value, "the transition " + mata_name(states[i]) + " -> " +
                                                  mata_name(states[step.index]) + " on " +
                                                  mata_name(automaton.alphabet.name(s)));
    for (const Entry& part : automaton.final)
        if (!part.value.is_one())
            refuse_weight(part.value, "the final state " + mata_name(states[part.index]));
}

std::string key_line(const std::string& key, const std::vector<std::string>& names) {
    std::string line = "%" + key;
    for (const std::string& name : names) line += " " + name;
    return line + "\n";
}

std::string key_line(const std::string& key, const std::vector<std::string>& names,
                     const SparseVector& chosen) {
    std::string line = "%" + key;
    for (const Entry& part : chosen) line += " " + names[part.index];
    return line + "\n";
}

}  // namespace

std::string write_mata(const WeightedAutomaton& automaton) {
    expect_weight_free(automaton);
    if (const auto over = over_size_limit(automaton.size(), automaton.alphabet.size()))
        throw Error::impossible(*over);
    if (automaton.alphabet.size() == 0) throw Error::impossible("an alphabet without symbols");
    const auto states = all_written(automaton.states, written_state);
    const auto symbols = all_written(automaton.alphabet.symbols(), written_symbol);
    std::string text = "@NFA-explicit\n" + key_line("Alphabet-enum", symbols) +
                       key_line("States-enum", states) + key_line("Initial", states, automaton.initial) +
                       key_line("Final", states, automaton.final);
    for (std::size_t i = 0; i < automaton.size(); ++i)
        for (Symbol s = 0; s < symbols.size(); ++s)
            for (const Entry& step : automaton.transition[s].row(i))
                text.append(states[i])
                    .append(" ")
                    .append(symbols[s])
                    .append(" ")
                    .append(states[step.index])
                    .append("\n");
    expect_fits(text, max_automaton_file_bytes);
    return text;
}

}  // namespace linac
