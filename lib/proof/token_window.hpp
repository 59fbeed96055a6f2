// Token window: the layers before the last one, run on tokens that are variables.
//
// Every number in these layers is a form c + Σ c_{t,σ} [x_t = σ] in the tokens x₁, x₂, … that were read, exactly, for all words
// at once, as long as no two of them are multiplied and every ReLU is of one token, or of one sign. If the states of all
// heads after t₀ + P tokens are those after t₀ tokens with every token moved on by P, then so it goes on for ever: these
// layers have the period P, and hold a window of tokens.
//
// Nothing is known beforehand of what the layers are for, and labels and roles are not looked at.
//
//     const TokenWindow window(network, effort);
//     window.residual(t)         // what the last but one layer's feed-forward block reads after t tokens, by their ages
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "network/network.hpp"
#include "proof/effort.hpp"

namespace linac {

/// After how many tokens the layers before the last are where they were, if one and the same symbol is read: before the
/// first repetition, and from one to the next; nothing if not within `most` tokens, or if their state grows. Of a blocked
/// network, the period is that of its positions.
struct Repetition {
    std::size_t before = 0;
    std::size_t period = 0;
};
[[nodiscard]] std::optional<Repetition> repetition(const Network& network, Symbol symbol, std::size_t most);

/// The non-zeros of a vector of forms.
using TokenForms = std::vector<std::pair<std::size_t, SparseVector>>;

class TokenWindow {
  public:
    /// Of a network of at least two layers. Throws NotSettled where there is no such window, saying what is in its way.
    TokenWindow(const Network& network, Effort& effort);

    /// t₀ and P.
    [[nodiscard]] std::size_t before() const noexcept { return before_; }
    [[nodiscard]] std::size_t period() const noexcept { return period_; }
    /// How many of the last tokens anything depends on after t₀.
    [[nodiscard]] std::size_t width() const noexcept { return width_; }
    /// The time t ≤ t₀ + P after which these layers are as they are after t tokens.
    [[nodiscard]] std::size_t representative(std::size_t t) const noexcept {
        return t <= before_ + period_ ? t : before_ + 1 + (t - before_ - 1) % period_;
    }
    /// The residual stream in front of the last of their feed-forward blocks, after a representative t; the variables are
    /// those of the tokens 1 … t.
    [[nodiscard]] const TokenForms& residual(std::size_t t) const { return residuals_[t]; }

  private:
    std::size_t before_ = 0;
    std::size_t period_ = 0;
    std::size_t width_ = 0;
    std::vector<TokenForms> residuals_;
};

}  // namespace linac
