// What the writers of Vcsn's formats share: contexts, labels and names as formats/vcsn/context.hpp and
// formats/vcsn/labels.hpp read them.
//
//     vcsn_context({"a", "é"}, true);             // letterset<string_letters('a''é')>, q
//     const std::vector<std::string> letters = vcsn_letters(automaton.alphabet);
//     for (const auto& [to, entry] : vcsn_entries(automaton, from, letters)) …
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"

namespace linac {

/// The context in which an automaton with these symbols is written: its weights are in q where `has_small_weights`,
/// and otherwise in qmp, Vcsn's rational numbers of any size. Throws impossible naming a symbol that Vcsn cannot hold.
[[nodiscard]] std::string vcsn_context(const std::vector<std::string>& symbols, bool has_small_weights);

/// Whether Vcsn's one-byte letters hold all these symbols; otherwise they are written in quotes.
[[nodiscard]] bool are_char_letters(const std::vector<std::string>& symbols);

/// The symbol as a label has it.
[[nodiscard]] std::string vcsn_letter(const std::string& symbol, bool is_char);

/// Throws impossible if a name has a control character or is not UTF-8.
void expect_writable(const std::string& name, const std::string& noun);

/// The entries from a state to others, such as "<1/2>a, b", by ascending target; `letters` are the symbols as labels have them.
[[nodiscard]] std::vector<std::pair<std::size_t, std::string>> vcsn_entries(
    const WeightedAutomaton& automaton, std::size_t from, const std::vector<std::string>& letters);

/// The symbols as labels have them.
[[nodiscard]] std::vector<std::string> vcsn_letters(const Alphabet& alphabet);

/// Whether Vcsn's q, fractions of machine integers, holds every weight.
[[nodiscard]] bool has_small_weights(const WeightedAutomaton& automaton);

}  // namespace linac
