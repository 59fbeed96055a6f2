// Window values: window functions with bounds, which tell the signs of ReLU units without a look at every window.
//
// A unit f of a feed-forward block keeps bounds that are sums over tokens,
//
//     least + Σ_a least_a(y_a)  ≤  f  ≤  most + Σ_a most_a(y_a),      a the ages of some tokens.
//
// Sums of units add their bounds, and lose nothing that units of one token know of each other: of its letters there is
// one. If the bounds tell the sign of a unit before ReLU, ReLU is the identity or 0. Otherwise the letters of one token are
// taken in turn, of the token for which most letters decide; what is left is looked at in the same way. If no token
// decides, all are taken in turn, oldest first, which costs as much as the function has different restrictions.
//
// Units that are the same sum of the same values are evaluated once, wherever in the window they are.
//
//     WindowValues values(functions);
//     values.evaluated(network.layers[1].feed_forward, residual)
#pragma once

#include <cstddef>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "network/feed_forward.hpp"
#include "proof/window_functions.hpp"

namespace linac {

/// Of the token of an age, by its letter.
struct TokenBounds {
    std::size_t age = 0;
    std::vector<Rational> least;
    std::vector<Rational> most;

    friend bool operator==(const TokenBounds&, const TokenBounds&) = default;
};

struct WindowBounds {
    Rational least;
    Rational most;
    std::vector<TokenBounds> tokens;  ///< by ascending age

    [[nodiscard]] Rational lower() const;  ///< of all windows
    [[nodiscard]] Rational upper() const;

    friend bool operator==(const WindowBounds&, const WindowBounds&) = default;
};

struct BoundedFunction {
    WindowFunction function;
    WindowBounds bounds;

    friend bool operator==(const BoundedFunction&, const BoundedFunction&) = default;
};

/// A number; or a function that is none, whose ages are more by `newest` than it says.
struct WindowValue {
    Rational number{};
    const BoundedFunction* function = nullptr;
    std::size_t newest = 0;

    [[nodiscard]] bool is_zero() const noexcept { return function == nullptr && number.is_zero(); }
};

/// The non-zeros of a vector of values, by ascending index.
using WindowVector = std::vector<std::pair<std::size_t, WindowValue>>;

class WindowValues {
  public:
    explicit WindowValues(WindowFunctions& functions) : functions_(functions) {}

    /// The value of a form in the tokens 1 … now.
    [[nodiscard]] WindowValue value_of(const SparseVector& form, std::size_t now);
    /// The value of a feed-forward block.
    [[nodiscard]] WindowVector evaluated(const FeedForward& block, const WindowVector& input);
    [[nodiscard]] static WindowFunction function_of(const WindowValue& value);

  private:
    struct Term {
        Rational factor;
        const BoundedFunction* function;
        std::size_t newest;

        friend bool operator==(const Term&, const Term&) = default;
    };
    /// constant + Σ terms.
    struct Sum {
        Rational constant;
        std::vector<Term> terms;

        /// Whether it is one function, as it is.
        [[nodiscard]] bool is_one_term() const {
            return terms.size() == 1 && terms[0].factor.is_one() && constant.is_zero();
        }
        friend bool operator==(const Sum&, const Sum&) = default;
    };
    struct Rectified {
        WindowFunction function;
        Rational least;
        Rational most;
    };
    struct Hash {
        std::size_t operator()(const Sum& sum) const;
        std::size_t operator()(const BoundedFunction& value) const;
        std::size_t operator()(const WindowFunction& function) const { return hash_of(function); }
    };

    /// Sets sums_ and their places: map(input).
    void add_up(const AffineMap& map, const WindowVector& input);
    [[nodiscard]] static WindowBounds bounds_of(const Sum& sum);
    [[nodiscard]] WindowFunction function_of(const Sum& sum);
    [[nodiscard]] WindowValue value_of(const Sum& sum);
    [[nodiscard]] WindowValue value_of(WindowFunction function, WindowBounds bounds);
    /// ReLU of a sum, which is known from before if it has been met at any age.
    [[nodiscard]] WindowValue rectified(Sum& sum);
    [[nodiscard]] WindowValue rectified_anew(const Sum& sum);
    [[nodiscard]] WindowValue rectified(const WindowFunction& function, WindowBounds bounds);
    /// ReLU of what has these bounds: `whole()` is all of it, `part(age, letter)` what is left of it where that token is that
    /// letter. Each is asked for where it is needed.
    template <class Whole, class Part>
    [[nodiscard]] WindowValue rectified_by(WindowBounds bounds, const Whole& whole, const Part& part);
    /// The value that is parts[σ] where the token of this age is σ; the parts are ≥ 0 and do not depend on it.
    [[nodiscard]] WindowValue chosen(std::size_t age, const std::vector<WindowValue>& parts);
    [[nodiscard]] WindowValue rectified_everywhere(const WindowFunction& function);
    const Rectified& split(const WindowFunction& function);
    /// Whether the function depends on one token alone; then the bounds become exact.
    [[nodiscard]] bool bound_exactly(const WindowFunction& function, WindowBounds& bounds);

    WindowFunctions& functions_;
    std::vector<Sum> sums_;
    std::vector<unsigned char> is_touched_;  // of sums_
    std::vector<std::size_t> touched_;
    std::unordered_set<BoundedFunction, Hash> values_;
    std::unordered_map<Sum, WindowValue, Hash> known_;
    std::unordered_map<WindowFunction, Rectified, Hash> splits_;
};

}  // namespace linac
