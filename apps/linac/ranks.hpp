// Ranks: the processes that mpirun started together, numbered from 0.
//
// MPI takes a while to load, and not every machine has it: it is in a module of its own, linac-mpi.so, which
// only a process that mpirun started opens.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace linac::cli {

/// Only one thread may use it.
class Ranks {
  public:
    /// Waits for the others to do the same.
    virtual ~Ranks() = default;
    Ranks(const Ranks&) = delete;
    Ranks& operator=(const Ranks&) = delete;

    [[nodiscard]] virtual std::size_t rank() const = 0;
    [[nodiscard]] virtual std::size_t count() const = 0;
    /// Returns at once; messages from one rank to another arrive in order.
    virtual void send(std::size_t to, std::string message) = 0;

    struct Message {
        std::size_t from;
        std::string text;
    };
    /// A message that has come, if there is one.
    [[nodiscard]] virtual std::optional<Message> receive() = 0;
    /// Ends all ranks at once.
    [[noreturn]] virtual void abort() = 0;

  protected:
    Ranks() = default;
};

/// Lets the first process speak for all: the others' standard output and error go nowhere from now on.
void silence_all_but_first();

/// Whether that was done to this process.
[[nodiscard]] bool is_silenced();

/// Joins the others; nothing if this process was not started by mpirun or has no others. Throws impossible if
/// there are others and the module is missing.
[[nodiscard]] std::unique_ptr<Ranks> join_ranks();

}  // namespace linac::cli

/// What linac-mpi.so exports: a new Ranks, to be deleted.
extern "C" linac::cli::Ranks* linac_join_ranks();
