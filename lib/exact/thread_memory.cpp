#include "exact/thread_memory.hpp"

#include <flint/flint.h>

namespace linac {
namespace {

struct Release {
    Release() = default;
    ~Release() { flint_cleanup(); }
    Release(const Release&) = delete;
    Release& operator=(const Release&) = delete;
};

}  // namespace

void release_at_thread_end() {
    thread_local const Release release;
    (void)release;  // made by the first call, destroyed with the thread
}

}  // namespace linac
