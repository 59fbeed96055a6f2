// Assembly: a network under construction, whose residual stream grows as layers are added; parameters are
// forms over it until the network is finished.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compile/compile.hpp"
#include "compile/form.hpp"
#include "network/network.hpp"

namespace linac {

/// A head that applies one reflection I − β k kᵀ where its condition is 1, or overwrites along a unit key;
/// what both DeltaNet and RWKV-7 can do. At most one of the conditions is 1 at a token.
struct ReflectionHead {
    struct Move {
        Form condition;
        SparseVector key;
        Rational beta;
    };
    /// S ← (I − k kᵀ) S + k vᵀ where the condition is 1; the values are 0 wherever a move's condition is 1.
    struct Write {
        Form condition;
        SparseVector key;
        std::vector<Form> values;
    };

    std::string label;
    std::size_t keys = 0;
    std::size_t values = 1;
    std::vector<Move> moves;
    Write write;
    SparseVector receptance;           ///< the same at every token
    std::vector<std::size_t> outputs;  ///< residual dimension that receives each value
};

/// An RWKV-7 head whose transition A = diag(w) − (κ⊙a) κᵀ is the same at every token, and which adds key ·
/// valueᵀ.
struct ConstantHead {
    std::string label;
    Vector decay;
    Vector removal_key;
    Vector learning_rate;
    Vector key;
    std::vector<Form> values;
    Vector receptance;
    Rational scale = 1;  ///< of what is read
    std::vector<std::size_t> outputs;
};

/// The arithmetic head of the last layer, value dimension 1.
struct ArithmeticHead {
    std::string label;
    SparseVector start;               ///< written at BOS
    std::vector<Form> key;            ///< κ of RWKV-7, k of DeltaNet
    Form beta;                        ///< DeltaNet alone
    std::vector<Form> learning_rate;  ///< RWKV-7 alone
    std::vector<Form> receptance;
    std::size_t output = 0;
};

class Assembly {
  public:
    Assembly(Alphabet alphabet, Target target, Scheme scheme);

    /// A new residual dimension; the label is the role in words, unless another is given.
    std::size_t add_dimension(std::string label, const std::optional<DimensionRole>& role = {});
    std::size_t add_dimension(const DimensionRole& role);
    /// 1 at BOS.
    [[nodiscard]] Form bos() const { return Form::variable(0); }
    /// 1 where the token is the symbol.
    [[nodiscard]] Form token(Symbol symbol) const { return Form::variable(symbol + 1); }
    [[nodiscard]] const std::vector<std::string>& residual() const noexcept { return network_.residual; }
    [[nodiscard]] const Alphabet& alphabet() const noexcept { return network_.alphabet; }
    [[nodiscard]] Target target() const noexcept { return target_; }

    using HeadPlan = std::variant<ReflectionHead, ConstantHead, ArithmeticHead>;
    void add_layer(std::string label, std::vector<HeadPlan> heads);
    /// A circuit over the residual stream so far as the last layer's feed-forward block.
    void set_feed_forward(FeedForward block);

    /// The network; `empty_word` is the output after BOS, `weight` the dimension that is read out.
    [[nodiscard]] Network finished(std::size_t weight, const Rational& empty_word);

  private:
    struct PlannedLayer {
        std::string label;
        std::vector<HeadPlan> heads;
        FeedForward feed_forward;
    };
    [[nodiscard]] AffineMap map_of(const std::vector<Form>& forms) const;
    [[nodiscard]] AffineMap constant_map(const Vector& values) const;
    [[nodiscard]] Head built(const ReflectionHead& plan) const;
    [[nodiscard]] Head built(const ConstantHead& plan) const;
    [[nodiscard]] Head built(const ArithmeticHead& plan) const;

    Target target_;
    Network network_;
    std::vector<PlannedLayer> layers_;
};

}  // namespace linac
