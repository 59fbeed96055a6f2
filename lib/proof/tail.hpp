// Tail: the last layer's state in terms of the automaton's row, for all words of a length at once.
//
// After t tokens, an entry S[i][v] of a head of the last layer is held as
//
//     S[i][v] = ŝ_{t−a} · w,      ŝ_{t−a} the coordinates of (1, α M_{x₁…x_{t−a}}) in a basis of the space of such rows,
//                                 w a vector of functions of the last a tokens,
//
// with an age a of its own. Reading a token is followed backwards, entry by entry: the factors that an entry before the
// token has are functions of the window, and only those entries whose factor is not 0 are asked for. Ages are made equal by
// writing ŝ_{t−a} as ŝ_{t−a−1} T_σ, σ the token in between; and made small by the way back, where it exists: such a w is
// mostly constant. All of it is exact.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "hash.hpp"
#include "network/network.hpp"
#include "proof/row_spaces.hpp"
#include "proof/token_window.hpp"
#include "proof/window_values.hpp"

namespace linac {

/// ŝ_{t−age} · weights.
struct RowForm {
    std::size_t age = 0;
    std::vector<WindowFunction> weights;

    friend bool operator==(const RowForm&, const RowForm&) = default;
};

/// An entry S[row][value] of a head of the last layer.
struct TailEntry {
    std::size_t head = 0;
    std::size_t row = 0;
    std::size_t value = 0;

    friend auto operator<=>(const TailEntry&, const TailEntry&) = default;  // NOLINT(modernize-use-nullptr)
};

/// Moves of forms' bases over a token, kept for the next time, with ages from the newest token of the form.
class BaseMoves {
  public:
    explicit BaseMoves(WindowFunctions& functions) : functions_(functions) {}

    /// The same form with a base one token earlier.
    [[nodiscard]] RowForm earlier(const SpaceStep& step, RowForm form);
    /// The same form with a base one token later, if there is one.
    [[nodiscard]] std::optional<RowForm> later(const SpaceStep& step, const RowForm& form);

  private:
    struct Move {
        const SpaceStep* step;
        RowForm form;

        friend bool operator==(const Move&, const Move&) = default;
    };
    struct Hash {
        std::size_t operator()(const Move& move) const;
    };
    using Weights = std::vector<WindowFunction>;

    [[nodiscard]] WindowFunction combination(const SparseVector& row, const Weights& functions);
    [[nodiscard]] Weights made_earlier(const SpaceStep& step, const RowForm& form);
    [[nodiscard]] Weights made_later(const SpaceStep& step, const RowForm& form);

    WindowFunctions& functions_;
    std::unordered_map<Move, Weights, Hash> earlier_;
    std::unordered_map<Move, Weights, Hash> later_;  // none where there is none
};

/// What the token at one position does to the last layer.
struct TailPosition {
    using Functions = std::map<std::size_t, WindowFunction>;
    std::vector<std::vector<Functions>> parameters;  ///< by head; of all rounds
    std::vector<Functions> receptance;               ///< by head
    WindowFunction direct;  ///< what the readout makes of the residual stream without the heads
};

/// The tail of a network, position by position; made when needed, since what is at t holds for all t of the period.
class TailPositions {
  public:
    TailPositions(const Network& network, const TokenWindow& window, Effort& effort);

    [[nodiscard]] const TailPosition& at(std::size_t t);
    /// The functions that all positions are made of.
    [[nodiscard]] WindowFunctions& functions() noexcept { return functions_; }
    [[nodiscard]] BaseMoves& moves() noexcept { return moves_; }
    [[nodiscard]] const std::vector<Head>& heads() const { return network_.layers.back().heads; }
    /// What the readout makes of 1 in a value column of a head.
    [[nodiscard]] const Rational& read_out(std::size_t head, std::size_t value) const {
        return read_out_[head][value];
    }
    [[nodiscard]] std::size_t symbols() const { return network_.alphabet.size(); }

  private:
    const Network& network_;
    const TokenWindow& window_;
    WindowFunctions functions_;
    WindowValues values_;
    BaseMoves moves_;
    std::vector<std::vector<Rational>> read_out_;
    std::vector<std::unique_ptr<TailPosition>> positions_;
};

/// Thrown by an entry at the first time, where the entries are given, that is not given.
struct MissingEntry {
    TailEntry entry;
};

class Tail {
  public:
    /// From time 0 on, where S = 0.
    Tail(TailPositions& positions, RowSpaces& spaces, Times& times)
        : positions_(positions), spaces_(spaces), times_(times) {}
    /// From time `first` on, where these entries are given; others throw MissingEntry when they are asked for.
    Tail(TailPositions& positions, RowSpaces& spaces, Times& times, std::size_t first,
         const std::map<TailEntry, std::optional<RowForm>>& given);

    /// Nothing where it is 0.
    [[nodiscard]] const std::optional<RowForm>& entry(std::size_t t, const TailEntry& asked);
    /// The network's output after t tokens.
    [[nodiscard]] RowForm output(std::size_t t);
    /// The same form at an age that is not less.
    [[nodiscard]] RowForm pushed(std::size_t t, RowForm form, std::size_t age);
    /// All entries that were asked for at a time.
    [[nodiscard]] std::vector<TailEntry> entries_at(std::size_t t) const;

  private:
    using Key = std::array<std::size_t, 4>;
    struct Term {
        WindowFunction factor;
        RowForm form;
    };
    /// An entry after a token: factors of the entries of its column before the token, and what is added.
    struct Row {
        std::map<std::size_t, WindowFunction> factors;
        WindowFunction added;
    };
    class Step;
    [[nodiscard]] std::optional<RowForm> combined(std::size_t t, std::vector<Term> terms,
                                                  const WindowFunction& added);
    [[nodiscard]] RowForm rebased(std::size_t t, RowForm form);
    [[nodiscard]] const SpaceStep& step(std::size_t t) {
        return spaces_.step(times_.at(t), times_.at(t + 1));
    }

    TailPositions& positions_;
    RowSpaces& spaces_;
    Times& times_;
    std::optional<std::size_t> first_;
    std::unordered_map<Key, std::optional<RowForm>, HashOfNumbers> known_;
};

}  // namespace linac
