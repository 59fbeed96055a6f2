// Reading what was written to an AT&T file gives the automaton up to the order of its states, or one that is equal on
// all words where the format has no place for its initial weights.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "analysis/equality.hpp"
#include "exact/floating.hpp"
#include "formats/att.hpp"
#include "formats/decimal.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_automata.hpp"
#include "support/renumbered.hpp"

namespace linac::tests::att_round_trip_test {
namespace {

/// Letters, numbers, names of ε, weights and several scripts, alone or a few in a row; no blanks.
std::string draw_label() {
    static const std::vector<std::string> pieces = {
        "a",      "b",        "0",   "1",  "2",  "01", ".5", "1e-05", "<eps>",  "ε",      "#",  "-",  "∑",
        "größer", "Infinity", "@0@", "\"", "\\", "🂡",  "<",  ">",     "\u00A0", "\u0301", "+2", "1/2"};
    std::string label;
    for (std::size_t count = *between(1, 2); count > 0; --count) label += *rc::gen::elementOf(pieces);
    return label;
}

Alphabet draw_alphabet(std::size_t size) {
    std::set<std::string> labels;
    while (labels.size() < size) {
        const std::string label = draw_label();
        if (label != "<eps>") labels.insert(label);
    }
    std::vector<std::string> symbols(labels.begin(), labels.end());
    std::rotate(symbols.begin(), symbols.begin() + static_cast<std::ptrdiff_t>(*between(0, size - 1)),
                symbols.end());
    return Alphabet(symbols);
}

/// The value with its denominator made one of a decimal.
Rational decimal(const Rational& value) {
    return value.numerator() / (power(2, *between(0, 6)) * power(5, *between(0, 6)));
}

void make_decimal(SparseVector& vector) {
    for (Entry& e : vector) e.value = decimal(e.value);
}

WeightedAutomaton draw_decimal_automaton() {
    const std::size_t size = *between(1, 6);
    const int density = *rc::gen::element(10, 40, 80);
    WeightedAutomaton automaton = draw_weighted_automaton(draw_alphabet(*between(1, 4)), size, density);
    make_decimal(automaton.initial);
    make_decimal(automaton.final);
    for (SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < size; ++i) {
            SparseVector row = matrix.row(i);
            make_decimal(row);
            matrix.set_row(i, row);
        }
    if (*rc::gen::arbitrary<bool>())
        for (std::string& name : automaton.states) name = std::to_string(10 * (std::stoul(name) ^ 1U));
    else if (*rc::gen::arbitrary<bool>())
        for (std::string& name : automaton.states) name += " in words";
    return automaton;
}

std::vector<std::string> names_in_file(const WeightedAutomaton& automaton) {
    if (automaton.size() > 0 && automaton.states[0].ends_with(" in words"))
        return WeightedAutomaton(automaton.alphabet, automaton.size()).states;
    return automaton.states;
}

WeightedAutomaton read_back(const std::string& text, const AttOptions& options) {
    const AttFile file = read_att(text, "copy", options).value();
    RC_ASSERT(file.automaton.content.epsilon.nonzeros() == 0U);
    RC_ASSERT(file.rounded == 0U);
    return file.automaton.content.automaton;
}

RC_GTEST_PROP(AttRoundTrip, keeps_automata_with_one_initial_state, ()) {
    WeightedAutomaton automaton = draw_decimal_automaton();
    automaton.initial = unit(*between(0, automaton.size() - 1));
    const AttText text = write_att(automaton, {.with_symbols = true});
    RC_ASSERT(text.rounded == 0U);
    const std::string symbols = write_att_symbols(automaton.alphabet);
    const WeightedAutomaton copy = read_back(text.text, {.symbols = symbols});
    RC_ASSERT(copy.initial == unit(0));
    WeightedAutomaton expected = automaton;
    expected.states = names_in_file(automaton);
    RC_ASSERT(renumbered(copy, expected.states) == expected);
}

RC_GTEST_PROP(AttRoundTrip, keeps_the_weight_of_every_word, ()) {
    const WeightedAutomaton automaton = draw_decimal_automaton();
    const std::string symbols = write_att_symbols(automaton.alphabet);
    const AttText text = write_att(automaton, {.with_symbols = true});
    RC_ASSERT(compare(read_back(text.text, {.symbols = symbols}), automaton).equal());
}

RC_GTEST_PROP(AttRoundTrip, keeps_or_refuses_without_a_symbol_table, ()) {
    WeightedAutomaton automaton = draw_decimal_automaton();
    automaton.initial = unit(0);
    const auto text = capture([&] { return write_att(automaton); });
    if (!text) return RC_ASSERT(text.error().kind() == Error::Kind::impossible);
    const WeightedAutomaton copy = read_back(text.value().text, {});
    WeightedAutomaton expected = automaton;
    expected.states = names_in_file(automaton);
    RC_ASSERT(renumbered(reordered(copy, automaton.alphabet, "copy", "automaton"), expected.states) ==
              expected);
}

RC_GTEST_PROP(AttRoundTrip, rounds_to_the_nearest_numbers, ()) {
    WeightedAutomaton automaton = *weighted_automata({.max_states = 4, .density_percent = 70});
    automaton.initial = unit(0);
    const AttText text = write_att(automaton, {.rounded = true, .with_symbols = true});
    const WeightedAutomaton copy = renumbered(
        read_back(text.text, {.symbols = write_att_symbols(automaton.alphabet)}), automaton.states);
    std::size_t count = 0;
    const auto expect_near = [&](const Rational& written, const Rational& value) {
        if (exact_decimal(value)) return RC_ASSERT(written == value);
        ++count;
        RC_ASSERT(rounded(written, float64) == rounded(value, float64));
    };
    for (std::size_t i = 0; i < automaton.size(); ++i) {
        expect_near(entry(copy.final, i), entry(automaton.final, i));
        for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
            for (std::size_t j = 0; j < automaton.size(); ++j)
                expect_near(copy.transition[s].at(i, j), automaton.transition[s].at(i, j));
    }
    RC_ASSERT(count == text.rounded);
}

/// Of the repository's files.
std::vector<std::pair<std::string, WeightedAutomaton>> zoo() {
    std::vector<std::pair<std::string, WeightedAutomaton>> automata;
    for (const std::string folder : {"weighted", "permutation"})
        for (const auto& file : automaton_files(folder))
            automata.emplace_back(file.string(),
                                  to_weighted(read_automaton(read_file(file), file.string()).value()));
    return automata;
}

bool is_decimal(const SparseVector& vector) {
    return std::all_of(vector.begin(), vector.end(),
                       [](const Entry& e) { return exact_decimal(e.value).has_value(); });
}

TEST(AttRoundTrip, keeps_the_zoo) {
    std::size_t exact = 0;
    for (const auto& named : zoo()) {
        const std::string& file = named.first;
        const WeightedAutomaton& automaton = named.second;
        bool has_decimals = is_decimal(automaton.final);
        for (const SparseMatrix& matrix : automaton.transition)
            for (std::size_t i = 0; i < automaton.size(); ++i)
                has_decimals = has_decimals && is_decimal(matrix.row(i));
        const auto text = capture([&] { return write_att(automaton, {.with_symbols = true}); });
        if (!text) {
            EXPECT_FALSE(has_decimals && is_decimal(automaton.initial)) << file;
            continue;
        }
        ++exact;
        const std::string symbols = write_att_symbols(automaton.alphabet);
        const AttFile copy = read_att(text.value().text, file, {.symbols = symbols}).value();
        EXPECT_TRUE(compare(copy.automaton.content.automaton, automaton).equal()) << file;
    }
    EXPECT_GT(exact, 20U);
}

}  // namespace
}  // namespace linac::tests::att_round_trip_test
