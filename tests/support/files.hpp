// The files of the repository that tests read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace linac::tests {

std::filesystem::path source_directory();
std::string read_file(const std::filesystem::path& path);

/// The .linac files of a folder of automata/, sorted by name.
std::vector<std::filesystem::path> automaton_files(const std::string& folder);

}  // namespace linac::tests
