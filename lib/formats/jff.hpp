// Finite automata of JFLAP 4 to 7, in XML:
//
//     <structure>
//       <type>fa</type>
//       <automaton>                                  (JFLAP 4 to 6 leave this element out)
//         <state id="0" name="q0"><x>60</x><y>90</y><initial/></state>
//         <state id="1" name="q1"><x>160</x><y>90</y><final/></state>
//         <transition><from>0</from><to>1</to><read>ab</read></transition>
//       </automaton>
//     </structure>
//
// The type may be an attribute of `<structure>` too. States have whole numbers as ids, distinct; there is one initial state,
// or none. Other elements (x, y, label, note, controlx, …), comments and the layout of the text do not matter.
//
// What a transition reads:
// - nothing, where `<read/>` is empty or missing;
// - the characters one after the other, each a symbol: ab takes a state between, named t1.1 for the first transition and
//   its first character. Blanks count;
// - one character of a range, where it is [a-z], as JFLAP 7 does: all are written from the first to the last. Another
//   read with '[' is refused, since JFLAP 7 takes it for a range: '[' itself is the range [[-[].
// JFLAP keeps transitions as a set: one that is written twice is one. The alphabet is what is read, in order of
// appearance, since the format has none. A state is called what its name is, or q and its id; where that is taken by an
// earlier state, # and the id follow.
//
// No weights: the automaton is weight-free, each transition weighs 1.
//
// Entities other than &lt; &gt; &amp; &quot; &apos; and those of numbers are not known, and a document type, which could
// define some, is refused. Files of JFLAP 8 and of machines other than finite automata are refused by their type.
//
// Source: JFLAP, Rodger and Finley 2006, and its file.xml.AutomatonTransducer and FSATransducer. XML by pugixml.
//
//     const ForeignAutomaton automaton = read_jff(text, "a.jff").value();
//     const std::string text = write_jff(automaton.content.automaton);
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/foreign.hpp"

namespace linac {

/// Most transitions that the characters and ranges of a file make.
inline constexpr std::size_t max_jff_transitions = 4'000'000;

[[nodiscard]] Result<ForeignAutomaton> read_jff(std::string_view text, const std::string& source);

/// The automaton as JFLAP 7 writes it. Several initial states are written as one more state that reads nothing on its way
/// to each: the words and the number of paths of each word stay. Reading gives the automaton up to the order of
/// symbols, with that state and those ε-transitions if there are any. Throws impossible for
/// - a weight other than 0 and 1,
/// - a symbol that is not one character, or a control character, or on no transition,
/// - a name of a state that XML cannot hold.
[[nodiscard]] std::string write_jff(const WeightedAutomaton& automaton);

}  // namespace linac
