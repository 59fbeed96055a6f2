#include "network/integer_block.hpp"

#include <algorithm>

namespace linac {
namespace {

bool are_integers(const SparseVector& vector) {
    return std::all_of(vector.begin(), vector.end(), [](const Entry& e) { return e.value.is_integer(); });
}

/// b of each output of a map, given those of its inputs.
std::vector<Rational> output_scales(const AffineMap& map, const std::vector<Rational>& inputs) {
    std::vector<Rational> scales(map.outputs(), Rational(1));
    const auto include = [&](const Entry& e, const Rational& input) {
        if (e.value.is_integer() && input.is_one()) return;
        scales[e.index] = lcm(scales[e.index], e.value.denominator() * input);
    };
    for (const Entry& e : map.bias()) include(e, Rational(1));
    for (std::size_t i = 0; i < map.inputs(); ++i)
        for (const Entry& e : map.column(i)) include(e, inputs[i]);
    return scales;
}

AffineMap scaled_map(const AffineMap& map, const std::vector<Rational>& inputs,
                     const std::vector<Rational>& outputs) {
    AffineMap result(map.inputs(), map.outputs());
    for (const Entry& e : map.bias()) result.add_bias(e.index, e.value * outputs[e.index]);
    for (std::size_t i = 0; i < map.inputs(); ++i) {
        SparseVector column = map.column(i);
        for (Entry& e : column) e.value *= outputs[e.index] / inputs[i];
        result.set_column(i, std::move(column));
    }
    return result;
}

}  // namespace

IntegerBlock::IntegerBlock(const FeedForward& block) {
    if (block.stages.empty()) return;
    scale_.assign(block.stages.front().inputs(), Rational(1));
    for (const AffineMap& stage : block.stages) {
        std::vector<Rational> outputs = output_scales(stage, scale_);
        scaled_.stages.push_back(scaled_map(stage, scale_, outputs));
        scale_ = std::move(outputs);
    }
}

bool is_integer(const FeedForward& block) {
    return std::all_of(block.stages.begin(), block.stages.end(), [](const AffineMap& stage) {
        if (!are_integers(stage.bias())) return false;
        for (std::size_t i = 0; i < stage.inputs(); ++i)
            if (!are_integers(stage.column(i))) return false;
        return true;
    });
}

}  // namespace linac
