// One program for all targets: LINAC_FUZZ_TARGET in the environment names the one that it runs.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz.hpp"

namespace {

linac::fuzz::Target chosen_target() {
    const char* const name = std::getenv("LINAC_FUZZ_TARGET");
    const auto found = linac::fuzz::targets().find(name == nullptr ? "" : name);
    if (found != linac::fuzz::targets().end()) return found->second;
    std::fputs("LINAC_FUZZ_TARGET is to be one of", stderr);
    for (const auto& target : linac::fuzz::targets()) std::fprintf(stderr, " %s", target.first.data());
    std::fputs("\n", stderr);
    std::exit(2);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const linac::fuzz::Target target = chosen_target();
    target({reinterpret_cast<const char*>(data), size});
    return 0;
}
