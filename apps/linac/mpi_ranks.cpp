// linac-mpi.so: Ranks by MPI.
#include <mpi.h>

#include <climits>
#include <cstdlib>
#include <deque>
#include <utility>

#include "error.hpp"
#include "ranks.hpp"

namespace linac::cli {
namespace {

constexpr int tag = 0;

class MpiRanks : public Ranks {
  public:
    MpiRanks() {
        int provided = 0;
        MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED,
                        &provided);  // if that fails, MPI ends the program
        MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
        MPI_Comm_size(MPI_COMM_WORLD, &count_);
    }
    ~MpiRanks() override {
        for (Sending& sending : sending_) MPI_Wait(&sending.request, MPI_STATUS_IGNORE);
        MPI_Finalize();
    }

    [[nodiscard]] std::size_t rank() const override { return static_cast<std::size_t>(rank_); }
    [[nodiscard]] std::size_t count() const override { return static_cast<std::size_t>(count_); }

    void send(std::size_t to, std::string message) override {
        if (message.size() > INT_MAX) throw Error::impossible("a message of more than 2 GiB");
        Sending& sending = sending_.emplace_back(Sending{std::move(message), MPI_REQUEST_NULL});
        MPI_Isend(sending.message.data(), static_cast<int>(sending.message.size()), MPI_CHAR,
                  static_cast<int>(to), tag, MPI_COMM_WORLD, &sending.request);
    }

    [[nodiscard]] std::optional<Message> receive() override {
        forget_sent();
        int is_there = 0;
        MPI_Status status;
        MPI_Iprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &is_there, &status);
        if (is_there == 0) return std::nullopt;
        int size = 0;
        MPI_Get_count(&status, MPI_CHAR, &size);
        Message message{static_cast<std::size_t>(status.MPI_SOURCE),
                        std::string(static_cast<std::size_t>(size), ' ')};
        MPI_Recv(message.text.data(), size, MPI_CHAR, status.MPI_SOURCE, tag, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        return message;
    }

    [[noreturn]] void abort() override {
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
        std::abort();
    }

  private:
    struct Sending {
        std::string message;
        MPI_Request request;
    };

    void forget_sent() {
        while (!sending_.empty()) {
            int is_sent = 0;
            MPI_Test(&sending_.front().request, &is_sent, MPI_STATUS_IGNORE);
            if (is_sent == 0) return;
            sending_.pop_front();
        }
    }

    int rank_ = 0;
    int count_ = 1;
    std::deque<Sending> sending_;
};

}  // namespace
}  // namespace linac::cli

extern "C" linac::cli::Ranks* linac_join_ranks() {
    return new linac::cli::MpiRanks;
}
