#include "batch/crew.hpp"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/task_arena.h>

#include "exact/thread_memory.hpp"

namespace linac {

class Threads::Arena {
  public:
    explicit Arena(std::size_t count)
        : workers_(tbb::global_control::max_allowed_parallelism,
                   count + 1),  // the thread that waits counts too
          stack_(tbb::global_control::thread_stack_size, stack_bytes),
          arena_(static_cast<int>(count), 0) {
        arena_.initialize();
    }
    ~Arena() {
        std::unique_lock lock(mutex_);
        is_ending_ = true;
        ended_.wait(lock, [this] { return unfinished_ == 0; });
    }
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    void start(std::function<void()> job) {
        {
            const std::scoped_lock lock(mutex_);
            waiting_.push_back(std::move(job));
            ++unfinished_;
        }
        arena_.enqueue([this] { run_next(); });  // oneTBB itself keeps no order
    }

  private:
    static constexpr std::size_t stack_bytes = std::size_t{8} << 20U;  // as the main thread has

    void run_next() {
        release_at_thread_end();
        std::unique_lock lock(mutex_);
        const std::function<void()> job = std::move(waiting_.front());
        waiting_.pop_front();
        if (!is_ending_) {
            lock.unlock();
            job();
            lock.lock();
        }
        if (--unfinished_ == 0) ended_.notify_all();
    }

    tbb::global_control workers_;
    tbb::global_control stack_;
    tbb::task_arena arena_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::deque<std::function<void()>> waiting_;
    std::size_t unfinished_ = 0;  // with those that run
    bool is_ending_ = false;
};

Threads::Threads(std::size_t count) : arena_(std::make_unique<Arena>(count)) {}

Threads::~Threads() = default;

void Threads::start(std::function<void()> job) {
    arena_->start(std::move(job));
}

std::size_t available_threads() {
    return static_cast<std::size_t>(tbb::info::default_concurrency());
}

}  // namespace linac
