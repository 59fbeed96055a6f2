#include "exports/single_program.hpp"

#include <utility>

namespace linac {
namespace {

BlockProgram single_steps(const FiniteNetwork& finite, const StateBlock& block, std::size_t copies) {
    BlockProgram program;
    program.copies = copies;
    program.slots = copies * block.size;
    program.sign.assign(block.size, 1);
    for (std::size_t i = 0; i < block.size; ++i) program.slot.push_back(copies * i);
    program.steps.resize(finite.alphabet.size() + 1);
    Vector first = block_of(finite.states[0], block);
    // One key writes all signs.
    write_first_state(program, first);
    if (!program.steps[0].empty())
        for (Entry& e : program.steps[0][0].key) {
            if (e.index >= copies * block.size) continue;
            if (first[e.index / copies].sign() < 0) e.value.negate();
        }
    for (std::size_t token = 1; token < program.steps.size(); ++token) {
        const TokenStep& step = finite.steps[block.head][token].at(0);
        Rational squares;
        for (const Entry& e : step.key) squares += e.value * e.value;
        const Rational beta = step.beta * squares;
        if (beta.is_zero()) continue;
        const std::string where = token_name(finite, token) + ", head " + std::to_string(block.head);
        if (beta != 1 && beta != 2)
            throw Error::impossible(where + ": a layer has β‖k‖² = 0, 1 or 2 exactly, and this step " +
                                    to_string(beta));
        const auto norm = square_root(squares * static_cast<std::int64_t>(copies));
        UnitStep unit_step{{}, 0, beta == 1 ? 1 : 2};
        bool is_dyadic = norm.has_value();
        if (norm) {
            for (const Entry& e : step.key)
                for (std::size_t copy = 0; copy < copies; ++copy)
                    unit_step.key.push_back({copies * e.index + copy, e.value / *norm});
            for (const Entry& e : unit_step.key) is_dyadic = is_dyadic && e.value.is_dyadic();
        }
        if (!is_dyadic)
            throw Error::impossible(where + ": a key of squared norm " + to_string(squares) +
                                    " is not dyadic when normalised");
        unit_step.value = entry(step.value, block.column) * static_cast<std::int64_t>(copies) / *norm;
        if (unit_step.value.sign() < 0) {
            unit_step.value.negate();
            for (Entry& e : unit_step.key) e.value.negate();
        }
        program.steps[token].push_back(std::move(unit_step));
    }
    choose_scale(program);
    return program;
}

}  // namespace

Result<BlockProgram> single_program(const FiniteNetwork& finite, const StateBlock& block) {
    auto program = capture([&] { return single_steps(finite, block, 1); });
    if (program) return program;
    auto doubled = capture([&] { return single_steps(finite, block, 2); });
    if (doubled || doubled.error().message() == program.error().message()) return doubled;
    return Error::impossible(program.error().message() + "; with two slots a coordinate, " +
                             doubled.error().message());
}

}  // namespace linac
