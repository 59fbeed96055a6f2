#include "support/odd_names.hpp"

#include <set>
#include <utility>

namespace linac::tests {

std::vector<std::string> draw_names(std::size_t count, const std::vector<std::string>& pieces,
                                    std::size_t length) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    while (names.size() < count) {
        std::string name;
        for (std::size_t i = *between(1, length); i > 0; --i) name += *rc::gen::elementOf(pieces);
        if (taken.insert(name).second) names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> odd_pieces() {
    return {"context", "digraph", "$x", "->", "-",  ">",   "<",   "<1>", "#", "//", "/", "/*",
            ",",       "\"",      "\\", "\t", " ",  "(",   ")",   "'",   "a", "b",  "0", "1",
            "[",       "]",       "^",  "=",  "I0", "\\e", "\\z", "é",   "∑", "🂡",  "F", "\uFEFF"};
}

WeightedAutomaton draw_oddly_named_automaton() {
    const std::size_t size = *between(0, 6);
    std::vector<std::string> symbols;
    if (*rc::gen::arbitrary<bool>()) {
        std::vector<std::string> characters{"\t"};
        for (char c = ' '; c < '\x7F'; ++c) characters.emplace_back(1, c);
        symbols = draw_names(*between(1, 4), characters, 1);
    } else {
        symbols = draw_names(*between(1, 4), odd_pieces(), 3);
    }
    WeightedAutomaton automaton =
        draw_weighted_automaton(Alphabet(symbols), size, *rc::gen::element(0, 5, 20, 60));
    automaton.states = draw_names(size, odd_pieces(), 3);
    return automaton;
}

}  // namespace linac::tests
