// What the fuzz targets share. A target is a function of the bytes of a file, which ends in a value or in a linac::Error
// with a place; whatever else happens ends the process.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "error.hpp"

namespace linac::fuzz {

inline void demand(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

/// An error of a reader of a file: its kind, its place in the text, and that it can be described.
inline void demand_placed(const Error& error, std::string_view text) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    demand(!error.message().empty(), "an error has a message");
    demand(error.place().line <= lines, "an error's line is one of the text's");
    demand(!describe(error).empty(), "an error can be described");
    if (error.kind() == Error::Kind::bad_input)
        demand(!error.place().source.empty(), "an error in a file names the file");
}

using Target = void (*)(std::string_view text);

/// The targets of the program, by name.
inline std::map<std::string_view, Target>& targets() {
    static std::map<std::string_view, Target> all;
    return all;
}

}  // namespace linac::fuzz

/// Defines a target: the function body sees `text`, the bytes.
#define LINAC_FUZZ_TARGET(name, text)                                                         \
    static void fuzz_##name(std::string_view text);                                           \
    static const bool has_##name = linac::fuzz::targets().emplace(#name, fuzz_##name).second; \
    static void fuzz_##name([[maybe_unused]] std::string_view text)
