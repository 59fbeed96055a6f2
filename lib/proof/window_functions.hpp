// Window functions: functions of the tokens read last, with exact values, as weighted automata that read the window from its
// oldest token to its newest.
//
// Of a window of ℓ tokens, y_{ℓ−1} … y₀ with y₀ the newest, there are functions 1 = b₀, b₁, b₂, … that are linearly
// independent. For each letter σ of the oldest token a b_i of level ℓ is a sum of those of level ℓ−1:
//
//     b_i(y_{ℓ−1} … y₀) = Σ_j M_{ℓ,σ}[i][j] b_j(y_{ℓ−2} … y₀),     σ = y_{ℓ−1}.
//
// A function is a sparse vector over the b_i of its level, and the age of the token that is its y₀: the same b_i serve all
// windows of a length, wherever they begin. The b_i are independent, so that two functions of one window are equal iff
// their vectors are. New b_i are made by elimination, where a function is not in the span of those there are.
// Source: recognisable series and their minimal representations (Schützenberger 1961; Berstel and Reutenauer 2011), with
// matrices that depend on the position.
//
//     WindowFunctions functions(2, effort);
//     const WindowFunction b = functions.indicator(0, 1);                    // the last token is symbol 1
//     const WindowFunction both = functions.product(b, functions.indicator(1, 1));
//     assert(functions.value(both, {1, 1}) == 1 && functions.equal(both, functions.product(both, b)));
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "automata/alphabet.hpp"
#include "exact/matrix.hpp"
#include "hash.hpp"
#include "proof/effort.hpp"

namespace linac {

/// Of the tokens of ages newest … newest + level − 1, by the functions b_i of the level. Numbers are of level 0.
struct WindowFunction {
    std::size_t newest = 0;
    std::size_t level = 0;
    SparseVector terms{};

    /// One more than the age of its oldest token; 0 of a number.
    [[nodiscard]] std::size_t reach() const noexcept { return level == 0 ? 0 : newest + level; }

    [[nodiscard]] bool is_zero() const noexcept { return terms.empty(); }
    [[nodiscard]] bool is_number() const noexcept {
        return terms.empty() || (terms.size() == 1 && terms[0].index == 0);
    }
    /// Of a number.
    [[nodiscard]] Rational number() const { return terms.empty() ? Rational() : terms[0].value; }

    friend bool operator==(const WindowFunction&, const WindowFunction&) = default;
};

[[nodiscard]] WindowFunction window_number(const Rational& value);
[[nodiscard]] std::size_t hash_of(const WindowFunction& function);

class WindowFunctions {
  public:
    /// Every operation is counted by `effort`, which must outlive this, and throws NotSettled when it is spent.
    WindowFunctions(std::size_t symbols, Effort& effort);

    [[nodiscard]] std::size_t symbols() const noexcept { return symbols_; }
    [[nodiscard]] Effort& effort() noexcept { return effort_; }
    /// How many b_i there are, of all levels.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// 1 where the token of this age is the symbol, 0 elsewhere.
    [[nodiscard]] WindowFunction indicator(std::size_t age, Symbol symbol);
    /// sum += factor · function.
    void add(WindowFunction& sum, const Rational& factor, const WindowFunction& function);
    [[nodiscard]] WindowFunction product(const WindowFunction& left, const WindowFunction& right);
    /// The function with the token of this age taken to be the symbol; it does not depend on that token any more.
    [[nodiscard]] WindowFunction restricted(const WindowFunction& function, std::size_t age, Symbol symbol);
    /// The function that is given[σ] where the token of this age is σ. They do not depend on that token.
    [[nodiscard]] WindowFunction choice(std::size_t age, const std::vector<WindowFunction>& given);
    /// The same function without oldest tokens on which it does not depend.
    [[nodiscard]] WindowFunction lowered(WindowFunction function);
    /// Whether they are equal on all windows.
    [[nodiscard]] bool equal(const WindowFunction& left, const WindowFunction& right);
    /// The value for tokens by age; on those that are missing it does not depend.
    [[nodiscard]] Rational value(WindowFunction function, const std::vector<Symbol>& by_age);
    /// By the letter of the oldest token of a function that is no number: what is left, of one token less.
    [[nodiscard]] WindowFunction below(const WindowFunction& function, Symbol letter);

  private:
    struct Element {
        SparseVector flat;               // by index below · |Σ| + letter
        std::vector<SparseVector> rows;  // by letter, over the level below
        WindowFunction above{};  // the same function of one older token more; level 0 until it is known
    };
    struct Level {
        std::vector<Element> elements;                        // b₁ at 0; b₀ needs none
        std::unordered_map<std::size_t, std::size_t> pivots;  // last key of an element → its index
    };
    using Key = std::array<std::size_t, 4>;

    Level& level(std::size_t level);
    /// The function of level `level` ≥ 1 whose restrictions at the oldest token are these vectors of the level below.
    [[nodiscard]] WindowFunction make(std::size_t level, const std::vector<SparseVector>& rows);
    [[nodiscard]] WindowFunction product_of_elements(std::size_t level, std::size_t left, std::size_t right);
    [[nodiscard]] static WindowFunction element(std::size_t level, std::size_t index) {
        return index == 0 ? window_number(1) : WindowFunction{0, level, unit(index)};
    }
    /// The same function of a window that has more older tokens, or more newer ones.
    [[nodiscard]] WindowFunction lifted(WindowFunction function, std::size_t level);
    [[nodiscard]] WindowFunction extended(const WindowFunction& function, std::size_t newest);
    /// Both of one window.
    void align(WindowFunction& left, WindowFunction& right);
    void add_multiple(SparseVector& sum, const Rational& factor, const SparseVector& vector);

    std::size_t symbols_;
    Effort& effort_;
    std::size_t size_ = 0;
    std::vector<Level> levels_;  // of level 1 first
    const SparseVector one_ = unit(0);
    SparseVector flat_one_;
    SparseVector spare_;
    std::unordered_map<Key, WindowFunction, HashOfNumbers> products_;
    std::unordered_map<Key, WindowFunction, HashOfNumbers> restrictions_;
    std::unordered_map<Key, WindowFunction, HashOfNumbers> extensions_;
};

}  // namespace linac
