#include "formats/vcsn/writer.hpp"

#include <algorithm>

#include "error.hpp"
#include "formats/native/parts.hpp"
#include "formats/vcsn/characters.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// \xHH.
std::string byte_escape(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    return {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
}

/// The text with these characters behind a backslash. Blanks, and what begins a comment in daut, are written by their
/// number: Vcsn looks for the end of a line and for comments before it looks at escapes.
std::string escaped(std::string_view text, std::string_view special) {
    std::string result;
    for (const char c : text) {
        if (c == '\t' || c == ' ' || c == '#' || c == '/')
            result += byte_escape(c);
        else
            (special.find(c) != std::string_view::npos ? result += '\\' : result) += c;
    }
    return result;
}

std::string quoted_letter(const std::string& symbol) {
    return "'" + escaped(symbol, "()'\\") + "'";  // a parenthesis would end the letters of a context
}

}  // namespace

bool are_char_letters(const std::vector<std::string>& symbols) {
    return std::all_of(symbols.begin(), symbols.end(),
                       [](const std::string& symbol) { return symbol.size() == 1 && is_ascii(symbol); });
}

std::string vcsn_letter(const std::string& symbol, bool is_char) {
    return is_char ? escaped(symbol, "|',[-]<>()\\\"^+$") : quoted_letter(symbol);
}

void expect_writable(const std::string& name, const std::string& noun) {
    if (std::any_of(name.begin(), name.end(), is_control) || first_invalid_utf8(name))
        throw Error::impossible(noun + " " + printable(name) + " cannot be written: it " +
                                (first_invalid_utf8(name) ? "is not UTF-8" : "has a control character"));
}

std::string vcsn_context(const std::vector<std::string>& symbols, bool has_small_weights) {
    const bool is_char = are_char_letters(symbols);
    std::string letters;
    for (const std::string& symbol : symbols) {
        expect_writable(symbol, "symbol");
        letters += is_char ? escaped(symbol, "(-)\\'\"") : quoted_letter(symbol);
    }
    return "letterset<" + std::string(is_char ? "char" : "string") + "_letters(" + letters + ")>, " +
           (has_small_weights ? "q" : "qmp");
}

std::vector<std::string> vcsn_letters(const Alphabet& alphabet) {
    const bool is_char = are_char_letters(alphabet.symbols());
    std::vector<std::string> letters;
    for (const std::string& symbol : alphabet.symbols()) letters.push_back(vcsn_letter(symbol, is_char));
    return letters;
}

std::vector<std::pair<std::size_t, std::string>> vcsn_entries(const WeightedAutomaton& automaton,
                                                              std::size_t from,
                                                              const std::vector<std::string>& letters) {
    std::vector<std::pair<std::size_t, std::string>> monomials;  // by target
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
        for (const Entry& e : automaton.transition[s].row(from))
            monomials.emplace_back(e.index, native::weight_text(e.value) + letters[s]);
    std::stable_sort(monomials.begin(), monomials.end(),
                     [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<std::pair<std::size_t, std::string>> entries;
    for (auto& [to, monomial] : monomials) {
        if (!entries.empty() && entries.back().first == to)
            entries.back().second += ", " + monomial;
        else
            entries.emplace_back(to, std::move(monomial));
    }
    return entries;
}

bool has_small_weights(const WeightedAutomaton& automaton) {
    constexpr std::size_t max_bits = 31;
    const auto is_small = [](const SparseVector& vector) {
        return std::all_of(vector.begin(), vector.end(), [](const Entry& e) {
            return e.value.numerator_bits() <= max_bits && e.value.denominator_bits() <= max_bits;
        });
    };
    bool small = is_small(automaton.initial) && is_small(automaton.final);
    for (const SparseMatrix& matrix : automaton.transition)
        for (std::size_t i = 0; i < matrix.rows(); ++i) small = small && is_small(matrix.row(i));
    return small;
}

}  // namespace linac
