// Reads an automaton and prints the exact weights of words.
//
//     example-run automata/weighted/fibonacci.linac a aa aaa
//
// The file may be in any format that linac reads. A word that is not over the automaton's alphabet is an error with its place.
#include <fstream>
#include <iostream>
#include <linac/automata/long_run.hpp>
#include <linac/formats/automaton_formats.hpp>
#include <sstream>

namespace {

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    if (!(text << file.rdbuf())) throw linac::Error::bad_input("cannot be read, or is empty").in(path);
    return text.str();
}

}  // namespace

int main(int count, char** arguments) try {
    if (count < 2) {
        std::cerr << "usage: example-run AUTOMATON [WORD...]\n";
        return 2;
    }
    const std::string path = arguments[1];
    const auto automaton = to_weighted(linac::read_automaton_file(text_of(path), path).value().automaton);
    linac::LongRun run(automaton);
    for (int i = 2; i < count; ++i) {
        run.restart();
        run.read(
            linac::parse_word(arguments[i], automaton.alphabet, "word " + std::to_string(i - 1)).value());
        std::cout << to_string(run.weight()) << "\n";
    }
    return 0;
} catch (const linac::Error& error) {
    std::cerr << describe(error.in(arguments[1]));
    return error.kind() == linac::Error::Kind::bad_input ? 2 : 3;
}
