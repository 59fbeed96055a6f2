// Step: a part of a circuit that is built once for all places where it looks the same, such as the product of two
// blocks of tokens.
//
// What looks the same is said by a profile. It has for each entry of a vector whether it is a known constant, a
// function of one token, or a gate, and of what depth:
//
//     constant   folded into whatever uses it
//     table      v_s for each symbol s, kept as numbers until a gate has to use it: then Σ v_s x_s
//     gate       at a depth; perhaps one that cannot be negative
//     same       the gate of an earlier entry
//
// Folded, exactly: 0 · x, 1 · x, x + 0, arithmetic and ReLU of constants and of tables of one position, sums with
// the same summand twice, ReLU of what cannot be negative. Equal gates of a step are one gate. A sum adds its
// shallowest summands first, so that Σ of terms at depths d₁, …, d_n is at depth ⌈log₂ Σ 2^{d_i}⌉, the least there is
// (Golumbic 1976).
//
// Steps are kept for depths without wide gaps. Let every gate of a step be at most `reach` above the deepest input
// that it depends on. Then which of two gates is the deeper does not change when a gap wider than `reach` between the
// depths of inputs grows or shrinks, as long as it stays wider; so neither does the step, and its outputs move with
// their deepest input.
//
//     StepBuilder builder(pool, {profile_of_x, profile_of_s}, reach);
//     const Value product = builder.multiply(builder.input(0, 3), builder.input(1, 0));
//     const Step step = builder.finish({product});
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "circuit/circuit.hpp"

namespace linac {

/// What is known of one entry of a vector.
struct Shape {
    enum class Kind : std::uint8_t { constant, table, gate, same };
    Kind kind = Kind::constant;
    bool is_nonnegative = false;  ///< a gate whose value never is negative
    /// Place of the constant or table in the pool, depth of the gate, or the earlier entry.
    std::uint32_t index = 0;

    friend bool operator==(const Shape&, const Shape&) = default;
};

/// Of a vector.
using Profile = std::vector<Shape>;

/// The constants and tables of a network's circuits, each once. Constant 0 is 0.
class ValuePool {
  public:
    /// A table's values are constants, one a symbol.
    using Table = std::vector<std::uint32_t>;

    explicit ValuePool(std::size_t symbols) : symbols_(symbols) { constant(Rational()); }

    [[nodiscard]] std::size_t symbols() const noexcept { return symbols_; }
    std::uint32_t constant(const Rational& value);
    [[nodiscard]] const Rational& constant_at(std::uint32_t index) const { return constants_[index]; }
    [[nodiscard]] const Table& table_at(std::uint32_t index) const { return tables_[index]; }
    /// A table, or a constant if all its values are the same and there are two symbols or more. With one symbol
    /// every value is the same; then the circuit keeps its inputs, or nothing would be left of it.
    Shape table(const std::vector<Rational>& values);

  private:
    std::size_t symbols_;
    std::vector<Rational> constants_;
    std::map<Rational, std::uint32_t> constant_index_;
    std::vector<Table> tables_;
    std::map<Table, std::uint32_t> table_index_;
};

/// What a gate of a step, or a use of a vector's entry, refers to.
struct Reference {
    enum class Kind : std::uint8_t { input, gate, constant };
    Kind kind = Kind::input;
    std::uint32_t index = 0;  ///< of the inputs of all vectors in a row; of the step's gates; in the pool

    friend bool operator==(const Reference&, const Reference&) = default;
    friend bool operator<(const Reference& left, const Reference& right) noexcept {
        return left.kind != right.kind ? left.kind < right.kind : left.index < right.index;
    }
};

struct StepGate {
    GateKind kind = GateKind::add;
    Reference left;
    Reference right;  ///< a ReLU has none

    friend bool operator==(const StepGate&, const StepGate&) = default;
};

/// An entry of a step's result: a constant or table, or a gate at depth (of the input `base`) + rise.
struct StepOutput {
    Shape shape;
    Reference reference;
    std::uint32_t base = 0;  ///< depth, among the kept ones, of the deepest input that it depends on
    std::uint32_t rise = 0;
};

struct Step {
    std::vector<std::size_t> widths;  ///< of the input vectors
    std::vector<StepGate> gates;      ///< each after its operands
    std::vector<StepOutput> outputs;
};

/// A number that a step computes with.
struct Value {
    Shape shape;
    Reference reference;  ///< of a gate
};

class StepBuilder {
  public:
    /// The first entries of the first vector are the position's one-hot token wherever a table occurs.
    StepBuilder(ValuePool& pool, const std::vector<Profile>& inputs, std::size_t reach);

    [[nodiscard]] const Value& input(std::size_t vector, std::size_t entry) const {
        return inputs_[first_[vector] + entry];
    }
    /// Entries of the vector.
    [[nodiscard]] std::size_t width(std::size_t vector) const { return step_.widths[vector]; }
    [[nodiscard]] Value constant(const Rational& value) {
        return {{Shape::Kind::constant, false, pool_->constant(value)}, {}};
    }
    [[nodiscard]] static bool is_zero(const Value& value) {
        return value.shape.kind == Shape::Kind::constant && value.shape.index == 0;
    }
    Value multiply(const Value& left, const Value& right);
    Value relu(const Value& operand);
    /// A value that is no table.
    Value as_gate(const Value& value);

    /// c₀ + Σ c_i v_i in the making.
    class Sum {
      public:
        explicit Sum(StepBuilder& builder) : builder_(&builder) {}
        void add(const Rational& value) { constant_ += value; }
        void add(const Rational& factor, const Value& value);
        void add(const Value& value);
        Value value();

      private:
        friend class StepBuilder;
        Value as_gate();
        void shift_table();

        StepBuilder* builder_;
        Rational constant_;
        std::vector<Rational> table_;  // none: 0
        std::vector<std::pair<Reference, Rational>> terms_;
    };

    [[nodiscard]] Step finish(const std::vector<Value>& outputs);

  private:
    struct Level {
        std::uint32_t depth = 0;
        std::uint32_t base = 0;
        bool is_nonnegative = false;
    };
    struct Hash {
        std::size_t operator()(const StepGate& gate) const noexcept;
    };

    [[nodiscard]] Level level_of(Reference reference) const;
    Reference gate(GateKind kind, Reference left, Reference right);
    [[nodiscard]] Value value_of(Reference reference) const {
        const Level level = level_of(reference);
        return {{Shape::Kind::gate, level.is_nonnegative, level.depth}, reference};
    }
    [[nodiscard]] std::vector<Rational> values_of(const Value& value) const;
    Reference balanced(std::vector<Reference> terms);

    ValuePool* pool_;
    std::size_t reach_;
    Step step_;
    std::vector<std::size_t> first_;  // input of each vector
    std::vector<Value> inputs_;
    std::vector<Level> levels_;  // of gates
    std::unordered_map<StepGate, std::uint32_t, Hash> known_;
};

}  // namespace linac
