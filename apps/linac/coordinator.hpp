// Coordinator: hands the pairs of a batch to threads and ranks that are free, and passes their lines on in order.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "batch/crew.hpp"
#include "batch/in_order.hpp"
#include "formats/manifest.hpp"
#include "pair_lines.hpp"
#include "progress_bar.hpp"
#include "ranks.hpp"
#include "results.hpp"

namespace linac::cli {

/// Every `of`-th pair, from the one with index `number` on.
struct Shard {
    std::size_t number = 1;
    std::size_t of = 1;

    [[nodiscard]] std::size_t index(std::size_t position) const noexcept { return number + of * position; }
    [[nodiscard]] std::size_t position(std::size_t index) const noexcept { return (index - number) / of; }
    [[nodiscard]] bool holds(std::size_t index) const noexcept {
        return index >= number && index % of == number % of;
    }
    /// How many of `pairs` pairs it has.
    [[nodiscard]] std::size_t size(std::size_t pairs) const noexcept {
        return pairs < number ? 0 : position(pairs) + 1;
    }
};

/// How many pairs ended how.
struct Counts {
    std::size_t equal = 0;
    std::size_t different = 0;
    std::size_t bad_input = 0;
    std::size_t impossible = 0;

    void add(PairResult::Kind kind);
};

/// What a process brings to a batch.
struct Workshop {
    PairLines& lines;
    std::size_t threads;
    Ranks* ranks;           ///< null: there is no other process
    std::string agreement;  ///< what all processes must have been told alike
};

class Coordinator {
  public:
    /// Takes over what `results` has already. Throws bad_input if that is not of this manifest and shard.
    Coordinator(const Manifest& manifest, const Shard& shard, Results& results, Workshop workshop);

    /// Works on all pairs that are not finished.
    void run(ProgressBar& bar);

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
    /// How many pairs were finished before.
    [[nodiscard]] std::size_t earlier() const noexcept { return earlier_; }

  private:
    /// Something that works on pairs: the threads of this process, or a rank.
    struct Hand {
        std::size_t threads = 0;  // none: it has not said how many it has
        std::size_t busy = 0;
    };
    struct Finished {
        std::size_t position;
        PairResult result;
    };

    [[nodiscard]] InOrder take_over();
    void hand_out();
    [[nodiscard]] Hand* free_hand();
    void give(Hand& hand, std::size_t position);
    void wait(const ProgressBar& bar);
    void receive();
    void pass_on();

    const Manifest& manifest_;
    Shard shard_;
    Results& results_;
    Workshop workshop_;
    Counts counts_;
    std::size_t earlier_ = 0;
    std::size_t done_ = 0;
    InOrder order_;
    std::vector<Finished> finished_;  // not passed on yet
    std::vector<Hand> hands_;         // by rank
    Crew<Finished> crew_;
};

/// Tells the other ranks to end and waits until they do, at the end of a scope of rank 0.
class Dismissal {
  public:
    explicit Dismissal(Ranks* ranks) : ranks_(ranks) {}
    ~Dismissal();
    Dismissal(const Dismissal&) = delete;
    Dismissal& operator=(const Dismissal&) = delete;

  private:
    Ranks* ranks_;
};

/// What a rank other than 0 does: works on the pairs that it is sent, until it is told to end.
void serve(const Workshop& workshop);

}  // namespace linac::cli
