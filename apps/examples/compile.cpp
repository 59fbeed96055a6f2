// Compiles an automaton into the weights of a linear RNN, and proves that they are right.
//
//     example-compile automata/permutation/s5-transpositions.linac deltanet s5.json
//
// The network file holds every number exactly. A target that cannot hold the automaton is refused with the reason, and the
// exit status is 3.
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

}  // namespace

int main(int count, char** arguments) try {
    const auto target = count == 4 ? linac::target_by_name(arguments[2]) : std::nullopt;
    if (!target) {
        std::cerr << "usage: example-compile AUTOMATON TARGET NETWORK\ntargets:";
        for (const linac::Target each : linac::linear_targets()) std::cerr << " " << name_of(each);
        std::cerr << "\n";
        return 2;
    }
    const std::string path = arguments[1];
    const auto automaton = to_weighted(linac::read_automaton_file(text_of(path), path).value().automaton);

    const linac::Compilation done = compile(automaton, {.target = *target}).value();
    std::cout << done.explanation << "\n";
    std::ofstream file(arguments[3]);
    if (!(file << write_network(done.network) << std::flush))
        throw linac::Error::bad_input("cannot be written").in(arguments[3]);

    const linac::Verdict verdict = verify(automaton, done.network).value();
    std::cout << (verdict.equal ? "equal" : "different") << " on " << in_words(verdict.scope) << " ("
              << method_of(verdict) << ")\n";
    return verdict.equal ? 0 : 1;
} catch (const linac::Error& error) {
    std::cerr << describe(error.in(arguments[1]));
    return error.kind() == linac::Error::Kind::bad_input ? 2 : 3;
}
