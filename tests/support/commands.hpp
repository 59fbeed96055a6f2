// Commands that tests run.
#pragma once

#include <array>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace linac::tests {

/// What the command prints.
inline std::string output_of(const std::string& command) {
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
    std::string text;
    std::array<char, 4096> part{};
    for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        text.append(part.data(), size);
    if (pclose(pipe) != 0) throw std::runtime_error("failed: " + command);
    return text;
}

}  // namespace linac::tests
