#include "explain/markdown.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac::explained {
namespace {

constexpr std::size_t most_characters = 40;

std::string subscript(std::size_t number) {
    static constexpr const char* digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    std::string text;
    for (const char digit : std::to_string(number)) text += digits[digit - '0'];
    return text;
}

/// A bar would end a cell.
std::string cell(const std::string& text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? "\\|" : std::string(1, c);
    return escaped;
}

}  // namespace

std::string code(const std::string& text) {
    const std::string shown = printable(text, most_characters);
    // As many backticks outside as no run inside has.
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : shown) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string ticks(longest + 1, '`');
    const bool needs_blanks = !shown.empty() && (shown.front() == '`' || shown.back() == '`');
    return ticks + (needs_blanks ? " " : "") + shown + (needs_blanks ? " " : "") + ticks;
}

std::string number(const Rational& value) {
    std::string text = printable(to_string(value), most_characters);
    if (text.starts_with("-")) text = "−" + text.substr(1);
    return text;
}

std::string combination(const SparseVector& vector, const std::string& letter) {
    if (vector.empty()) return "0";
    std::string text;
    for (std::size_t i = 0; i < std::min(vector.size(), most_terms); ++i) {
        const Entry& e = vector[i];
        if (text.empty())
            text += e.value.sign() < 0 ? "−" : "";
        else
            text += e.value.sign() < 0 ? " − " : " + ";
        if (!abs(e.value).is_one()) text += number(abs(e.value)) + " ";
        text += letter + subscript(e.index);
    }
    if (vector.size() > most_terms) text += " + … " + count_of(vector.size() - most_terms, "more term");
    return text;
}

std::string tuple(const SparseVector& vector, std::size_t size) {
    if (size > most_terms) return combination(vector);
    std::vector<std::string> parts;
    for (const Rational& value : dense(vector, size)) parts.push_back(number(value));
    return "(" + join(parts, ", ") + ")";
}

std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
    std::string text = "| " + join(header, " | ") + " |\n|";
    for (std::size_t i = 0; i < header.size(); ++i) text += "---|";
    text += "\n";
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i) {
        text += "|";
        for (const std::string& each : rows[i]) text += " " + cell(each) + " |";
        text += "\n";
    }
    if (rows.size() > most_rows) text += "\nand " + count_of(rows.size() - most_rows, "row") + " more.\n";
    return text + "\n";
}

std::string enumeration(const std::vector<std::string>& items) {
    if (items.size() < 2) return items.empty() ? "" : items[0];
    return join({items.begin(), items.end() - 1}, ", ") + " and " + items.back();
}

}  // namespace linac::explained
