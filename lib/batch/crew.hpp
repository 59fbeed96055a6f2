// Crew: threads that work on jobs, and a queue of their results.
//
//     Crew<int> crew(2);
//     for (int i = 0; i < 10; ++i) crew.start([i] { return i * i; });
//     while (crew.busy() > 0)
//         for (const int square : crew.wait()) sum += square;   // in the order in which they finish
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>
#include <vector>

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

    /// The results that are there as soon as `wanted` are, or the time is over. Throws what a job threw.
    [[nodiscard]] std::vector<Result> wait(std::chrono::microseconds at_most = std::chrono::hours(1),
                                           std::size_t wanted = 1) {
        std::deque<Finished> finished;
        {
            std::unique_lock lock(mutex_);
            wanted_ = wanted;
            arrived_.wait_for(lock, at_most, [&] { return finished_.size() >= wanted; });
            finished.swap(finished_);
        }
        busy_ -= finished.size();
        std::vector<Result> results;
        for (Finished& one : finished) {
            if (auto* thrown = std::get_if<std::exception_ptr>(&one)) std::rethrow_exception(*thrown);
            results.push_back(std::get<Result>(std::move(one)));
        }
        return results;
    }

  private:
    using Finished = std::variant<Result, std::exception_ptr>;

    void put(Finished finished) {
        const std::scoped_lock lock(mutex_);
        finished_.push_back(std::move(finished));
        if (finished_.size() >= wanted_) arrived_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Finished> finished_;
    std::size_t wanted_ = 1;  // by whom wait() keeps waiting
    std::size_t busy_ = 0;
    Threads threads_;  // last: ends before what its jobs use
};

}  // namespace linac
