#include "operations/size_limits.hpp"

#include <string>

namespace linac {

namespace {

constexpr auto hint = "results are limited to what an automaton file can hold";

}  // namespace

void ResultSize::add_states(std::size_t count) {
    if (count > max_result_states - states_)
        throw Error::impossible("the result has more than " + std::to_string(max_result_states) + " states",
                                hint);
    states_ += count;
    if (symbols_ > 0 && states_ > max_result_rows / symbols_)
        throw Error::impossible(
            "the states times the symbols of the result are more than " + std::to_string(max_result_rows),
            hint);
}

void ResultSize::add_transitions(std::size_t count) {
    if (count > max_result_transitions - transitions_)
        throw Error::impossible(
            "the result has more than " + std::to_string(max_result_transitions) + " transitions", hint);
    transitions_ += count;
}

void ResultSize::add_digits(const SparseVector& values) {
    // log₂ 10 > 3.3. Short numbers are limited by how many there are.
    constexpr std::size_t max_bits = max_result_bytes / 10 * 33;
    constexpr std::size_t bits_of_word = 64;
    for (const Entry& e : values) {
        const std::size_t bits = e.value.numerator_bits() + e.value.denominator_bits();
        if (bits > bits_of_word) bits_ += bits;
    }
    if (bits_ > max_bits)
        throw Error::impossible("the weights of the result have more than " +
                                    std::to_string(max_result_bytes) + " digits together",
                                hint);
}

void ResultSize::add(const WeightedAutomaton& automaton) {
    add_states(automaton.size());
    add(automaton.initial);
    add(automaton.final);
    for (const SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < matrix.rows(); ++i) add(matrix.row(i));
}

}  // namespace linac
