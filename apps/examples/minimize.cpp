// Minimises an automaton, and decides whether another one has the same weights on all words.
//
//     example-minimize automata/weighted/tomita-3.linac automata/weighted/tomita-7.linac > minimal.linac
//
// The minimal automaton goes to standard output, the answer to standard error. The exit status is 0 if they are equal and 1
// if they are not.
#include <fstream>
#include <iostream>
#include <linac/linac.hpp>
#include <sstream>

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    if (!(text << file.rdbuf())) throw linac::Error::bad_input("cannot be read, or is empty").in(path);
    return text.str();
}

linac::WeightedAutomaton load(const std::string& path) {
    const auto automaton = linac::capture(
        [&] { return to_weighted(linac::read_automaton_file(text_of(path), path).value().automaton); });
    if (!automaton) throw automaton.error().in(path);
    return automaton.value();
}

}  // namespace

int main(int count, char** arguments) try {
    if (count != 3) {
        std::cerr << "usage: example-minimize AUTOMATON OTHER\n";
        return 2;
    }
    const linac::WeightedAutomaton automaton = load(arguments[1]);
    const linac::WeightedAutomaton minimal = minimized(automaton);
    std::cout << linac::write_automaton(minimal);
    std::cerr << linac::count_of(automaton.size(), "state") << ", " << minimal.size()
              << " in the minimal automaton\n";

    // Symbols are numbered by the alphabet, so both have to list them in the same order.
    const linac::WeightedAutomaton other =
        reordered(load(arguments[2]), minimal.alphabet, arguments[2], arguments[1]);
    const auto difference = compare(minimal, other).difference;
    if (!difference) {
        std::cerr << "equal on all words\n";
        return 0;
    }
    std::cerr << "different: " << show_word(difference->word, minimal.alphabet) << " weighs "
              << to_string(difference->left) << " and " << to_string(difference->right) << "\n";
    return 1;
} catch (const linac::Error& error) {
    std::cerr << describe(error);
    return error.kind() == linac::Error::Kind::bad_input ? 2 : 3;
}
