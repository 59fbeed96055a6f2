#include "ranks.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "error.hpp"

namespace linac::cli {
namespace {

/// What Open MPI, MPICH and their relatives, and Slurm tell the processes that they start.
constexpr std::array rank_variables{"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK"};
constexpr std::array count_variables{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_NTASKS"};

bool silenced = false;

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// Empty if nobody has told this process its rank.
std::string rank_text() {
    for (const char* name : rank_variables)
        if (std::string rank = variable(name); !rank.empty()) return rank;
    return {};
}

bool is_alone() {
    for (const char* name : count_variables)
        if (const std::string count = variable(name); !count.empty()) return count == "1";
    return false;
}

}  // namespace

void silence_all_but_first() {
    const std::string rank = rank_text();
    if (rank.empty() || rank == "0") return;
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::close(nowhere);
    silenced = true;
}

bool is_silenced() {
    return silenced;
}

std::unique_ptr<Ranks> join_ranks() {
    if (rank_text().empty() || is_alone()) return nullptr;
    // Open MPI's own modules look for its symbols among the global ones.
    void* const module = ::dlopen("$ORIGIN/" LINAC_MPI_MODULE, RTLD_NOW | RTLD_GLOBAL);
    void* const join = module == nullptr ? nullptr : ::dlsym(module, "linac_join_ranks");
    if (join == nullptr)
        throw Error::impossible("this linac works alone: its part for MPI is missing",
                                "install linac-mpi, or build linac where CMake finds MPI; or start each "
                                "process by itself, with --shard");
    std::unique_ptr<Ranks> ranks(reinterpret_cast<decltype(&linac_join_ranks)>(join)());
    if (ranks->count() == 1) return nullptr;
    return ranks;
}

}  // namespace linac::cli
