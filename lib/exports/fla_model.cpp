#include "exports/fla_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "exports/positive_program.hpp"
#include "exports/single_program.hpp"

namespace linac {
namespace {

constexpr unsigned least_norm_exponent = 20;
constexpr unsigned most_norm_exponent = 60;

std::size_t power_of_two(std::size_t least) {
    std::size_t power = 16;
    while (power < least) power *= 2;
    return power;
}

using Build = Result<BlockProgram> (*)(const FiniteNetwork&, const StateBlock&);

std::vector<BlockProgram> programs(const FiniteNetwork& finite, Build build) {
    std::vector<BlockProgram> result;
    for (const StateBlock& block : finite.blocks) {
        result.push_back(build(finite, block).value());
        if (result.back().slots > max_fla_key_dimension)
            throw Error::impossible(
                fmt::format("a head's key would have {} dimensions, and the kernels take {}",
                            result.back().slots, max_fla_key_dimension));
        check_exact(finite, block, result.back());
    }
    return result;
}

void plan_steps(FlaModel& model, const FiniteNetwork& finite) {
    if (finite.single_step) {
        const auto single = capture([&] { return programs(finite, single_program); });
        if (single) {
            model.programs = single.value();
            return;
        }
        if (auto positive = capture([&] { return programs(finite, positive_program); })) {
            model.programs = std::move(positive).value();
            model.is_product = true;
            return;
        }
        throw Error::impossible(
            "no DeltaNetForCausalLM holds this network: " + single.error().message(),
            "linac compile … --to deltaproduct makes networks for GatedDeltaProductForCausalLM, which "
            "hold any permutation and reset a letter");
    }
    model.is_product = true;
    const auto positive = capture([&] { return programs(finite, positive_program); });
    if (!positive)
        throw Error::impossible(
            "no GatedDeltaProductForCausalLM holds this network: " + positive.error().message(),
            positive.error().hint());
    model.programs = positive.value();
}

/// One head for each block that the feature reads, two where queries have to be positive and are not.
void plan_reads(FlaModel& model, const FiniteNetwork& finite) {
    for (std::size_t f = 0; f < model.features.functionals.size(); ++f) {
        for (std::size_t b = 0; b < finite.blocks.size(); ++b) {
            const StateBlock& block = finite.blocks[b];
            const BlockProgram& program = model.programs[b];
            std::array<SparseVector, 2> query;  // positive, and negative where these are apart
            for (std::size_t i = 0; i < block.size; ++i) {
                const Rational weight = model.features.functionals[f][block.first + i] * program.sign[i];
                if (weight.is_zero() || program.slot[i] == BlockProgram::no_slot) continue;
                const bool is_apart = model.is_product && weight.sign() < 0;
                add_entry(query[is_apart ? 1 : 0], program.slot[i], is_apart ? -weight : weight);
            }
            for (const std::size_t side : {0U, 1U})
                if (!query[side].empty())
                    model.heads.push_back({b, query[side], f, Rational(side == 0 ? 1 : -1) / program.scale});
        }
    }
    if (!model.heads.empty()) return;
    if (model.programs.empty()) {  // a constant: a head that does nothing
        model.programs.emplace_back();
        model.programs[0].steps.resize(model.tokens);
    }
    model.heads.push_back({});
}

/// ε is so large that adding a mean square to it changes nothing: mean squares are at most those of the slots (of the
/// reads, which have unit queries, times K^(−1/2)) and of 1, 1 and the features.
void plan_norms(FlaModel& model, const FiniteNetwork& finite) {
    Rational most_square = 2 + model.features.size;
    for (std::size_t b = 0; b < finite.blocks.size(); ++b) {
        const BlockProgram& program = model.programs[b];
        Rational most;
        for (const UnitStep& step : program.steps[0]) most = std::max(most, step.value);
        for (const Vector& state : finite.states)
            for (const Rational& x : block_of(state, finite.blocks[b]))
                most = std::max(most, abs(x) * program.scale);
        most_square = std::max(most_square, most * most);
    }
    // Half a unit in the last place of 2^(2e) is 2^(2e − 24).
    unsigned exponent = least_norm_exponent;
    while (exponent <= most_norm_exponent && most_square >= power(2, 2 * exponent - 25)) ++exponent;
    if (exponent > most_norm_exponent)
        throw Error::impossible("single precision does not hold the squares of the state's numbers, up to " +
                                to_string(most_square));
    model.norm_exponent = exponent;
}

/// Widths are powers of two: the configuration has their ratios.
void plan_sizes(FlaModel& model) {
    std::size_t slots = 0;
    for (const BlockProgram& program : model.programs) {
        slots = std::max(slots, program.slots);
        model.steps = std::max(model.steps, program.most_steps());
    }
    model.key_dimension = power_of_two(slots);
    model.vocabulary = std::max(model.tokens, model.features.points.size());
    model.width = power_of_two(model.tokens + 1 + model.features.functionals.size());
    const std::size_t numbers =
        model.width * (model.steps * model.heads.size() * (model.key_dimension + fla_value_dimension) +
                       2 * model.vocabulary);
    if (numbers > max_fla_numbers)
        throw Error::impossible(fmt::format(
            "the checkpoint would have {} numbers, more than {}: {} delta steps a token in each of {} heads",
            numbers, max_fla_numbers, model.steps, model.heads.size()));
}

}  // namespace

FlaModel fla_model(const FiniteNetwork& finite, Features features) {
    require_margin(features);
    FlaModel model;
    model.tokens = finite.alphabet.size() + 1;
    model.features = std::move(features);
    plan_steps(model, finite);
    plan_reads(model, finite);
    plan_norms(model, finite);
    plan_sizes(model);
    return model;
}

}  // namespace linac
