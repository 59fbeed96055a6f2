#include "circuit/circuit.hpp"

#include <algorithm>
#include <string>

#include "error.hpp"

namespace linac {

GateCounts& GateCounts::operator+=(const GateCounts& other) noexcept {
    additions += other.additions;
    products += other.products;
    constant_multiples += other.constant_multiples;
    relus += other.relus;
    return *this;
}

ArithmeticCircuit::ArithmeticCircuit(std::size_t length, std::size_t symbols)
    : length_(length), symbols_(symbols) {
    for (std::uint32_t position = 0; position < length; ++position)
        for (std::uint32_t symbol = 0; symbol < symbols; ++symbol)
            nodes_.push_back({GateKind::input, position, symbol});
}

ArithmeticCircuit::Node ArithmeticCircuit::constant(const Rational& value) {
    const auto at =
        std::lower_bound(constant_nodes_.begin(), constant_nodes_.end(), value,
                         [](const auto& known, const Rational& wanted) { return known.first < wanted; });
    if (at != constant_nodes_.end() && at->first == value) return at->second;
    const Node node = append({GateKind::constant, static_cast<std::uint32_t>(constants_.size()), 0});
    constants_.push_back(value);
    constant_nodes_.insert(at, {value, node});
    return node;
}

GateCounts ArithmeticCircuit::counts() const {
    GateCounts counts;
    for (const Gate& gate : nodes_) {
        if (gate.kind == GateKind::add) ++counts.additions;
        if (gate.kind == GateKind::relu) ++counts.relus;
        if (gate.kind != GateKind::multiply) continue;
        const bool scales =
            nodes_[gate.left].kind == GateKind::constant || nodes_[gate.right].kind == GateKind::constant;
        ++(scales ? counts.constant_multiples : counts.products);
    }
    return counts;
}

std::vector<std::uint32_t> ArithmeticCircuit::depths() const {
    std::vector<std::uint32_t> depths(nodes_.size(), 0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Gate& gate = nodes_[i];
        if (gate.kind == GateKind::relu) depths[i] = depths[gate.left] + 1;
        if (gate.kind == GateKind::add || gate.kind == GateKind::multiply)
            depths[i] = std::max(depths[gate.left], depths[gate.right]) + 1;
    }
    return depths;
}

Rational ArithmeticCircuit::evaluate(const Word& word) const {
    if (word.size() != length_)
        throw Error::bad_input("a word of " + std::to_string(word.size()) + " symbols for a circuit of " +
                               std::to_string(length_));
    std::vector<Rational> values(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
        const Gate& gate = nodes_[i];
        switch (gate.kind) {
            case GateKind::input:
                values[i] = word[gate.left] == gate.right ? 1 : 0;
                break;
            case GateKind::constant:
                values[i] = constants_[gate.left];
                break;
            case GateKind::add:
                values[i] = values[gate.left] + values[gate.right];
                break;
            case GateKind::multiply:
                values[i] = values[gate.left] * values[gate.right];
                break;
            case GateKind::relu:
                if (values[gate.left].sign() > 0) values[i] = values[gate.left];
                break;
        }
    }
    return values[output_];
}

}  // namespace linac
