// FLINT keeps freed numbers and small primes for each thread. A thread that ends without giving them back leaks
// them; numbers themselves may move between threads, and be freed by another than made them.
#pragma once

namespace linac {

/// Makes the calling thread give its part back when it ends. The main thread need not.
void release_at_thread_end();

}  // namespace linac
