#include "support/files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace linac::tests {

std::filesystem::path source_directory() {
    return LINAC_SOURCE_DIR;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> automaton_files(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(source_directory() / "automata" / folder))
        if (entry.path().extension() == ".linac") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace linac::tests
