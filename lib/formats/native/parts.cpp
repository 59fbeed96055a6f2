#include "formats/native/parts.hpp"

#include <algorithm>

#include "formats/native.hpp"
#include "text.hpp"

namespace linac::native {

using Kind = Token::Kind;

void Declarations::read_alphabet(Line& line) {
    if (has_alphabet_) throw line.error("a second alphabet line", line.peek());
    line.take();
    if (line.at_end()) throw line.error("an alphabet without symbols", line.peek());
    read_names(line, alphabet_, "symbol");
    has_alphabet_ = true;
}

void Declarations::read_states(Line& line) {
    if (has_states_ || states_.size() > 0)
        throw line.error(
            has_states_ ? "a second states line" : "a states line after the first use of a state",
            line.peek());
    line.take();
    if (line.at_end()) throw line.error("a states line without states", line.peek());
    read_names(line, states_, "state");
    has_states_ = true;
}

std::size_t Declarations::state(const Line& line, const Token& token) {
    if (has_states_) {
        const auto known = states_.find(token.text);
        if (!known)
            throw line.error("state " + quoted_if_needed(printable(token.text)) + " is not among the states",
                             token);
        return *known;
    }
    const std::size_t index = states_.add(token.text).first;
    check_size(line, token);
    return index;
}

Symbol Declarations::symbol(const Line& line, const Token& token) const {
    const auto known = alphabet_.find(token.text);
    if (!known)
        throw line.error("symbol " + quoted_if_needed(printable(token.text)) + " is not in the alphabet",
                         token, "declare it on the alphabet line");
    return *known;
}

void Declarations::read_names(Line& line, NameTable& table, const std::string& noun) {
    while (!line.at_end()) {
        const Token& token = line.expect(Kind::name, "a " + noun);
        if (!table.add(token.text).second)
            throw line.error(noun + " " + quoted_if_needed(printable(token.text)) + " is declared twice",
                             token);
        check_size(line, token);
    }
}

void Declarations::check_size(const Line& line, const Token& token) const {
    if (states_.size() > max_states)
        throw line.error("more than " + std::to_string(max_states) + " states", token);
    // Each symbol has a row for every state: a short file could otherwise ask for any amount of memory.
    if (states_.size() * alphabet_.size() > max_rows)
        throw line.error("states times symbols is more than " + std::to_string(max_rows), token);
}

Rational take_weight(Line& line) {
    const Token* token = line.take_if(Kind::weight);
    return token ? token->weight : Rational(1);
}

namespace {

/// The sum of the values from `begin` to `end`, by halves: one after the other, a long denominator among many would be
/// added to each time.
Rational sum_of(const SparseVector& entries, std::size_t begin, std::size_t end) {
    if (end - begin == 1) return entries[begin].value;
    const std::size_t middle = begin + (end - begin) / 2;
    Rational sum = sum_of(entries, begin, middle) + sum_of(entries, middle, end);
    constexpr std::size_t bits_of_ten_digits = 34;
    constexpr std::size_t max_bits = max_digits / 10 * bits_of_ten_digits;
    if (sum.numerator_bits() > max_bits || sum.denominator_bits() > max_bits)
        throw Error::bad_input("repeated weights add up to a number of more than " +
                               std::to_string(max_digits) + " digits");
    return sum;
}

}  // namespace

SparseVector collected(SparseVector entries) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& left, const Entry& right) { return left.index < right.index; });
    std::size_t kept = 0;
    for (std::size_t begin = 0; begin < entries.size();) {
        std::size_t end = begin + 1;
        while (end < entries.size() && entries[end].index == entries[begin].index) ++end;
        Entry entry = end - begin == 1 ? std::move(entries[begin])
                                       : Entry{entries[begin].index, sum_of(entries, begin, end)};
        if (!entry.value.is_zero()) entries[kept++] = std::move(entry);
        begin = end;
    }
    entries.resize(kept);
    return entries;
}

Error missing(const std::string& message, const std::string& source, std::size_t last_line,
              const std::string& hint) {
    return Error::bad_input(message, Place{source, last_line, 0, {}}, hint);
}

std::string names_line(const std::string& keyword, const std::vector<std::string>& names) {
    std::string line = keyword;
    for (const std::string& name : names) line += " " + quoted_if_needed(name);
    return line + "\n";
}

std::string weight_text(const Rational& weight) {
    return weight.is_one() ? "" : "<" + number_in_file(weight) + ">";
}

std::string weight_after(const Rational& weight) {
    return weight.is_one() ? "" : " " + weight_text(weight);
}

}  // namespace linac::native
