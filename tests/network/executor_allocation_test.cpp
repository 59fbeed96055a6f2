// Small integers do not touch the allocator: they live in the numbers themselves, whose large values are GMP's.
#include <gmp.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "compile/side_by_side.hpp"
#include "exact/thread_memory.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::executor_allocation_test {
namespace {

std::size_t allocations = 0;

/// Counts what GMP asks for while it lives.
class CountAllocations {
  public:
    CountAllocations() {
        mp_set_memory_functions(allocate, reallocate, nullptr);
        allocations = 0;
    }
    ~CountAllocations() { mp_set_memory_functions(nullptr, nullptr, nullptr); }
    CountAllocations(const CountAllocations&) = delete;
    CountAllocations& operator=(const CountAllocations&) = delete;

  private:
    static void* allocate(std::size_t size) {
        ++allocations;
        return std::malloc(size);  // NOLINT(*-no-malloc): GMP's own free() takes it back
    }
    static void* reallocate(void* memory, std::size_t /*before*/, std::size_t after) {
        ++allocations;
        return std::realloc(memory, after);  // NOLINT(*-no-malloc)
    }
};

/// The allocations for all tokens of a long word.
std::size_t allocations_of(const std::string& name, Target target, Scheme scheme) {
    const auto path = tests::source_directory() / "automata" / (name + ".linac");
    const WeightedAutomaton automaton = to_weighted(read_automaton(tests::read_file(path), name).value());
    const Compilation compilation = compile(automaton, {target, scheme}).value();
    const Word word = tests::RandomAutomata(3).word(automaton.alphabet, 500);
    const Rational expected = weight(automaton, word);
    ExactExecutor executor(compilation.network);
    const CountAllocations counting;
    Rational last;
    for (const Symbol symbol : word) {
        executor.step(symbol);
        last = executor.output();
    }
    EXPECT_EQ(last, expected);
    return allocations;
}

TEST(ExecutorAllocation, is_none_for_small_integers) {
    EXPECT_EQ(allocations_of("weighted/mod-3-counter", Target::rwkv7, Scheme::blocked), 0U);
    EXPECT_EQ(allocations_of("permutation/s5-two-generators", Target::rwkv7, Scheme::blocked), 0U);
    EXPECT_EQ(allocations_of("permutation/s5-two-generators", Target::deltanet, Scheme::blocked), 0U);
    EXPECT_EQ(allocations_of("permutation/s5-two-generators", Target::deltaproduct, Scheme::direct), 0U);
    EXPECT_EQ(allocations_of("permutation/z60", Target::pd, Scheme::direct), 0U);
}

TEST(ExecutorAllocation, is_counted_for_large_ones) {
    std::size_t found = 0;
    std::thread([&] {  // of its own, without the large numbers that other tests left to be used again
        release_at_thread_end();
        found = allocations_of("weighted/fibonacci", Target::rwkv7, Scheme::direct);
    })
        .join();
    EXPECT_GT(found, 0U);
}

}  // namespace
}  // namespace linac::executor_allocation_test
