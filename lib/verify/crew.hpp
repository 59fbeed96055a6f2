// Crew: threads that work on jobs, and a queue of what has come of them.
//
//     Crew<int> crew(2);
//     for (int i = 0; i < 10; ++i) crew.start([i] { return i * i; });
//     for (int i = 0; i < 10; ++i) sum += *crew.wait();        // in the order in which they finish
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <variant>

namespace linac {

/// A oneTBB arena of its own: parallel algorithms within a job share its threads.
class Threads {
  public:
    explicit Threads(std::size_t count);
    /// Waits for the jobs that run; those that have not begun never do.
    ~Threads();
    Threads(const Threads&) = delete;
    Threads& operator=(const Threads&) = delete;

    /// Runs a job, which must not throw, on one of the threads. Jobs begin in the order in which they are given.
    void start(std::function<void()> job);

  private:
    class Arena;
    std::unique_ptr<Arena> arena_;
};

/// How many threads the machine has for this process.
[[nodiscard]] std::size_t available_threads();

/// Given jobs and asked for results by one thread.
template <class Result>
class Crew {
  public:
    explicit Crew(std::size_t threads) : threads_(threads) {}

    void start(std::function<Result()> job) {
        ++busy_;
        threads_.start([this, job = std::move(job)] {
            try {
                put(job());
            } catch (...) {  // whatever it is, wait() throws it
                put(std::current_exception());
            }
        });
    }

    /// How many jobs were started whose results were not taken.
    [[nodiscard]] std::size_t busy() const noexcept { return busy_; }

    /// A result, or what the job threw; nothing if there is none within the time.
    [[nodiscard]] std::optional<Result> wait(std::chrono::microseconds at_most = std::chrono::hours(1)) {
        std::unique_lock lock(mutex_);
        if (!arrived_.wait_for(lock, at_most, [this] { return !finished_.empty(); })) return std::nullopt;
        Finished first = std::move(finished_.front());
        finished_.pop_front();
        --busy_;
        if (auto* thrown = std::get_if<std::exception_ptr>(&first)) std::rethrow_exception(*thrown);
        return std::get<Result>(std::move(first));
    }

  private:
    using Finished = std::variant<Result, std::exception_ptr>;

    void put(Finished finished) {
        const std::scoped_lock lock(mutex_);
        finished_.push_back(std::move(finished));
        arrived_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Finished> finished_;
    std::size_t busy_ = 0;
    Threads threads_;  // last: ends before what its jobs use
};

}  // namespace linac
