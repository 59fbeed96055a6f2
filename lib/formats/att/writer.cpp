#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "formats/att.hpp"
#include "formats/att/symbols.hpp"
#include "formats/decimal.hpp"
#include "formats/file_limits.hpp"
#include "text.hpp"

namespace linac {
namespace {

Error refused(const std::string& symbol, const std::string& why, const std::string& hint = {}) {
    return Error::impossible("symbol " + printable(symbol) + " cannot be written to an AT&T file: " + why,
                             hint);
}

void expect_field(const std::string& symbol) {
    const bool has_blank = std::any_of(symbol.begin(), symbol.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7F;
    });
    if (has_blank) throw refused(symbol, "its fields are separated by blanks");
    if (first_invalid_utf8(symbol)) throw refused(symbol, "it is not UTF-8");
}

class Writer {
  public:
    Writer(const WeightedAutomaton& automaton, const AttWriteOptions& options)
        : automaton_(automaton), options_(options) {}

    AttText write() {
        expect_symbols();
        choose_names();
        is_target_.assign(automaton_.size(), false);
        for (const SparseMatrix& matrix : automaton_.transition)
            for (std::size_t i = 0; i < matrix.rows(); ++i)
                for (const Entry& e : matrix.row(i)) is_target_[e.index] = true;
        const std::size_t size = automaton_.size();
        const SparseVector& initial = automaton_.initial;
        if (size > 0 && !(initial.size() == 1 && initial[0].value.is_one())) {
            write_added_state();
            for (std::size_t i = 0; i < size; ++i) write_state(i);
        } else if (size > 0) {
            write_state(initial[0].index);
            for (std::size_t i = 0; i < size; ++i)
                if (i != initial[0].index) write_state(i);
        }
        expect_fits(result_.text, max_automaton_file_bytes);
        return std::move(result_);
    }

  private:
    void expect_symbols() const {
        const Alphabet& alphabet = automaton_.alphabet;
        for (const std::string& symbol : alphabet.symbols()) expect_field(symbol);
        if (options_.with_symbols) return;
        const auto& symbols = alphabet.symbols();
        const bool are_numbers = std::all_of(symbols.begin(), symbols.end(), att::is_number);
        constexpr auto hint = "a symbol table keeps it";
        for (Symbol s = 0; s < alphabet.size(); ++s) {
            const std::string& symbol = symbols[s];
            if (automaton_.transition[s].nonzeros() == 0)
                throw refused(symbol,
                              "without a symbol table a symbol is kept by its transitions, and it has none",
                              hint);
            if (att::is_epsilon_name(symbol) || symbol == "0" || symbol == "ε")
                throw refused(symbol, "there it stands for ε", hint);
            if ((are_numbers && !att::is_plain_number(symbol)) || att::is_doubtful(symbol))
                throw refused(symbol, "labels are taken for numbers, and it has zeros in front", hint);
        }
    }

    void choose_names() {
        const auto& states = automaton_.states;
        names_are_kept_ = std::all_of(states.begin(), states.end(), att::is_plain_number);
        const std::unordered_set<std::string_view> taken(states.begin(), states.end());
        std::size_t added = states.size();
        while (names_are_kept_ && taken.contains(std::to_string(added))) ++added;
        added_name_ = std::to_string(added);
    }

    [[nodiscard]] std::string name(std::size_t state) const {
        if (state == automaton_.size()) return added_name_;
        return names_are_kept_ ? automaton_.states[state] : std::to_string(state);
    }

    /// The state before the others, from which α M_σ leads into them.
    void write_added_state() {
        std::vector<SparseVector> rows;
        for (const SparseMatrix& matrix : automaton_.transition) {
            SparseVector row;
            for (const Entry& e : automaton_.initial) row = sum(row, scaled(matrix.row(e.index), e.value));
            rows.push_back(std::move(row));
        }
        write_state(
            automaton_.size(), [&](Symbol s) -> const SparseVector& { return rows[s]; },
            dot(automaton_.initial, automaton_.final));
    }

    void write_state(std::size_t state) {
        write_state(
            state, [&](Symbol s) -> const SparseVector& { return automaton_.transition[s].row(state); },
            entry(automaton_.final, state));
    }

    template <class Row>
    void write_state(std::size_t state, Row&& row, const Rational& final) {
        const std::string source = name(state);
        std::string& text = result_.text;
        const std::size_t before = text.size();
        for (Symbol s = 0; s < automaton_.alphabet.size(); ++s) {
            const std::string& label = automaton_.alphabet.name(s);
            for (const Entry& e : row(s))
                text +=
                    fmt::format("{}\t{}\t{}{}\n", source, name(e.index), label, weight_after(label, e.value));
        }
        // A state that has nothing and is nobody's target is kept by a final weight of 0; and so is the first one.
        const bool is_mentioned = text.size() > before || (before > 0 && is_target_[state]);
        if (!final.is_zero() || !is_mentioned) text += source + weight_after("", final) + "\n";
    }

    std::string weight_after(std::string_view label, const Rational& value) {
        if (value.is_one()) return {};
        std::string text = weight(value);
        // So that no fourth field is the third, and nobody takes it for an output label.
        if (text == label) text.insert(value.sign() < 0 ? 1 : 0, "0");
        return "\t" + text;
    }

    std::string weight(const Rational& value) {
        if (auto decimal = exact_decimal(value)) return *std::move(decimal);
        if (!options_.rounded)
            throw Error::impossible(
                "weight " + printable(to_string(value)) + " is not a finite decimal",
                "AT&T files hold decimals; --rounded writes the nearest binary64 numbers");
        auto decimal = shortest_decimal(value);
        if (!decimal)
            throw Error::impossible("weight " + printable(to_string(value)) +
                                    " cannot be rounded: binary64 has no number near it");
        ++result_.rounded;
        return *std::move(decimal);
    }

    const WeightedAutomaton& automaton_;
    const AttWriteOptions& options_;
    bool names_are_kept_ = false;
    std::string added_name_;
    std::vector<bool> is_target_;
    AttText result_;
};

}  // namespace

AttText write_att(const WeightedAutomaton& automaton, const AttWriteOptions& options) {
    return Writer(automaton, options).write();
}

std::string write_att_symbols(const Alphabet& alphabet) {
    const std::string epsilon(att::epsilon_names[0]);
    std::string text = epsilon + "\t0\n";
    for (Symbol s = 0; s < alphabet.size(); ++s) {
        const std::string& symbol = alphabet.name(s);
        expect_field(symbol);
        if (symbol == epsilon) throw refused(symbol, "there it stands for ε");
        text += symbol + "\t" + std::to_string(s + 1) + "\n";
    }
    return text;
}

}  // namespace linac
