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
//     const auto values = evaluated(network.layers[1].feed_forward, residual, functions);
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "network/feed_forward.hpp"
#include "proof/window_functions.hpp"

namespace linac {

/// Of the token of an age, by its letter.
struct TokenBounds {
    std::size_t age = 0;
    std::vector<Rational> least;
    std::vector<Rational> most;
};

struct WindowBounds {
    Rational least;
    Rational most;
    std::vector<TokenBounds> tokens;  ///< by ascending age

    [[nodiscard]] Rational lower() const;  ///< of all windows
    [[nodiscard]] Rational upper() const;
};

struct BoundedFunction {
    WindowFunction function;
    WindowBounds bounds;
};

/// A number, or a function that is none.
struct WindowValue {
    Rational number;
    std::shared_ptr<const BoundedFunction> function;

    [[nodiscard]] bool is_zero() const noexcept { return !function && number.is_zero(); }
};

/// A vector of values by index; what is not there is 0.
using WindowVector = std::map<std::size_t, WindowValue>;

class WindowValues {
  public:
    explicit WindowValues(WindowFunctions& functions) : functions_(functions) {}

    /// A function that is a sum of functions of one token each keeps exact bounds.
    [[nodiscard]] WindowValue value_of(const SparseVector& tokens, std::size_t now);
    /// The value of a feed-forward block.
    [[nodiscard]] WindowVector evaluated(const FeedForward& block, const WindowVector& input);

  private:
    struct Term {
        const Rational* factor;
        const BoundedFunction* function;
    };
    /// constant + Σ terms.
    struct Sum {
        Rational constant;
        std::vector<Term> terms;
    };
    struct Rectified {
        WindowFunction function;
        Rational least;
        Rational most;
    };
    struct ByTerms {
        bool operator()(const WindowFunction& left, const WindowFunction& right) const;
    };

    [[nodiscard]] std::map<std::size_t, Sum> sums(const AffineMap& map, const WindowVector& input) const;
    [[nodiscard]] static WindowBounds bounds_of(const Sum& sum);
    [[nodiscard]] WindowValue value_of(WindowFunction function, WindowBounds bounds);
    [[nodiscard]] WindowFunction function_of(const Sum& sum);
    [[nodiscard]] WindowValue rectified(const Sum& sum);
    [[nodiscard]] WindowValue rectified(const WindowFunction& function, const WindowBounds& bounds);
    [[nodiscard]] WindowValue chosen(std::size_t age, const std::vector<WindowValue>& parts);
    [[nodiscard]] WindowValue rectified_everywhere(const WindowFunction& function);
    const Rectified& split(const WindowFunction& function);
    /// The bounds if the function depends on one token alone.
    [[nodiscard]] bool bound_exactly(const WindowFunction& function, WindowBounds& bounds);

    WindowFunctions& functions_;
    std::map<WindowFunction, Rectified, ByTerms> splits_;
};

}  // namespace linac
