// Compiles every automaton of a folder and verifies each, by as many threads as there are cores.
//
//     example-batch automata/permutation deltaproduct
//
// Prints a line a file, in the order of their names. A file that cannot be read or compiled does not keep the others from being
// verified. The exit status is 0 if all are equal to their networks, otherwise 1.
#include <algorithm>
#include <filesystem>
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

linac::Verdict check(const std::string& path, linac::Target target) {
    const auto automaton = to_weighted(linac::read_automaton_file(text_of(path), path).value().automaton);
    return verify(automaton, compile(automaton, {.target = target}).value().network).value();
}

struct Answer {
    std::size_t file;
    linac::Result<linac::Verdict> verdict;
};

}  // namespace

int main(int count, char** arguments) try {
    const auto target = count == 3 ? linac::target_by_name(arguments[2]) : std::nullopt;
    if (!target) {
        std::cerr << "usage: example-batch FOLDER TARGET\n";
        return 2;
    }
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(arguments[1]))
        if (entry.path().extension() == ".linac") files.push_back(entry.path());
    std::sort(files.begin(), files.end());

    linac::Crew<Answer> crew(linac::available_threads());
    for (std::size_t i = 0; i < files.size(); ++i)
        crew.start([&, i] { return Answer{i, linac::capture([&] { return check(files[i], *target); })}; });
    std::vector<std::string> lines(files.size());
    bool all_equal = true;
    while (crew.busy() > 0)
        for (const auto& [file, verdict] : crew.wait()) {
            all_equal = all_equal && verdict && verdict.value().equal;
            lines[file] = !verdict                ? verdict.error().message()
                          : verdict.value().equal ? "equal on " + in_words(verdict.value().scope)
                                                  : "different";
        }
    for (std::size_t i = 0; i < files.size(); ++i)
        std::cout << files[i].filename().string() << ": " << lines[i] << "\n";
    return all_equal ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
}
