// What the fuzz targets share. A target is a function of the bytes of a file, which ends in a value or in a linac::Error
// with a place; whatever else happens ends the process.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
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

}  // namespace linac::fuzz

/// Defines the target: the function body sees `text`, the bytes.
#define LINAC_FUZZ_TARGET(text)                                                         \
    static void linac_fuzz_target(std::string_view text);                               \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);  \
    extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
        linac_fuzz_target({reinterpret_cast<const char*>(data), size});                 \
        return 0;                                                                       \
    }                                                                                   \
    static void linac_fuzz_target(std::string_view text)
