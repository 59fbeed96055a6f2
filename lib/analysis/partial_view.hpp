// Partial view: what someone knows of a counter machine's control who sees the symbols that it reads, and the
// zero-tests of some of its counters.
//
// Each symbol is cut into letters, sets of masks of the known counters within which every rule's tests of them
// are decided. The states of the view are sets of control states, those in which runs on the same letters may
// be; only runs that may still accept count, and where there is none the view is dead. With all counters known
// a state of the view is one control state or dead (subset construction, Rabin and Scott 1959).
//
//     const PartialView all(dyck_1, {true});
//     assert(all.letters().size() == 3);                 // a; b where depth=0; b elsewhere
//     assert(all.states().size() == 2);                  // balanced and dead
#pragma once

#include <cstddef>
#include <vector>

#include "automata/counter.hpp"

namespace linac {

class PartialView {
  public:
    /// A symbol, and the masks of the known counters that pass the tests.
    struct Letter {
        Symbol symbol = 0;
        std::vector<ZeroTest> tests;  ///< by counter; `any` for those that are not known
    };
    struct Move {
        std::size_t to = 0;
        const CounterRule* rule = nullptr;  ///< one of those that may apply; null: the view is dead after it
    };

    /// Of a valid machine without ε-moves, which must outlive it; `known` by counter. Throws impossible above
    /// `most` letters or states.
    PartialView(const CounterMachine& machine, const std::vector<bool>& known, std::size_t most = 10'000);

    [[nodiscard]] const std::vector<Letter>& letters() const noexcept { return letters_; }
    /// Sets of control states, ascending; the first is the initial one, all are reached.
    [[nodiscard]] const std::vector<std::vector<std::size_t>>& states() const noexcept { return states_; }
    [[nodiscard]] const Move& move(std::size_t letter, std::size_t state) const {
        return moves_[state * letters_.size() + letter];
    }

  private:
    std::vector<Letter> letters_;
    std::vector<std::vector<std::size_t>> states_;
    std::vector<Move> moves_;  // by state, then letter
};

}  // namespace linac
