// The trace as one page of HTML: it holds the automaton and the network themselves, and runs any word on both, exactly,
// in the reader's browser. It asks for nothing outside itself. The sources of the page are in lib/trace/page; CMake joins
// them into the program.
//
//     const std::string html = trace_page(Trace(automaton, network), word, {"parity.linac", "parity.json"});
#pragma once

#include <cstddef>
#include <string>

#include "trace/trace.hpp"

namespace linac {

/// What the page calls the two.
struct PageTitles {
    std::string automaton;
    std::string network;
};

/// A larger page would take a browser too long.
inline constexpr std::size_t max_page_bytes = std::size_t{32} << 20U;
/// Automata with more states are shown as a list alone.
inline constexpr std::size_t max_drawn_states = 100;

/// Shows `word` at first. Throws impossible if the page would be larger than max_page_bytes.
[[nodiscard]] std::string trace_page(const Trace& trace, const Word& word, const PageTitles& titles);

}  // namespace linac
