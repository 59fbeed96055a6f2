#include <cstdint>
#include <map>
#include <set>

#include "formats/att.hpp"
#include "formats/att/symbols.hpp"
#include "formats/fields.hpp"
#include "formats/lexer.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto symbol_line_hint = "a line of a symbol table is: symbol number";
constexpr std::size_t most_digits = 18;  // as OpenFst's 64-bit labels

AttSymbols read_symbols(std::string_view text, const std::string& source) {
    AttSymbols table;
    std::map<std::uint64_t, std::string> by_number;
    std::set<std::string_view> names;
    std::size_t number = 0;
    for (const std::string_view line : split_lines(text, source)) {
        const Fields fields(source, ++number, line);
        if (fields.size() == 0) continue;
        if (fields.size() == 1)
            throw fields.error(
                line.size(),
                "expected the number of symbol " + printable(fields[0].text) + ", found the end of the line",
                symbol_line_hint);
        if (fields.size() > 2)
            throw fields.error(fields[2], "expected the end of the line, found " + printable(fields[2].text),
                               symbol_line_hint);
        const std::string_view digits = fields[1].text;
        if (!att::is_number(digits))
            throw fields.error(fields[1], "expected a whole number, found " + printable(digits),
                               symbol_line_hint);
        if (digits.size() > most_digits)
            throw fields.error(fields[1], "a number of more than " + std::to_string(most_digits) + " digits");
        if (!names.insert(fields[0].text).second)
            throw fields.error(fields[0], "symbol " + printable(fields[0].text) + " is there twice");
        const std::uint64_t id = std::stoull(std::string(digits));
        if (!by_number.emplace(id, fields[0].text).second)
            throw fields.error(fields[1], "number " + std::to_string(id) + " is there twice");
    }
    std::vector<std::string> symbols;
    for (auto& [id, name] : by_number) {
        if (id == 0)
            table.epsilon = name;
        else
            symbols.push_back(std::move(name));
    }
    table.alphabet = Alphabet(std::move(symbols));
    return table;
}

}  // namespace

Result<AttSymbols> read_att_symbols(std::string_view text, const std::string& source) {
    return capture([&] { return read_symbols(text, source); });
}

}  // namespace linac
