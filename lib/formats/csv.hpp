// CSV, as RFC 4180 has it: a record a line, its fields separated by commas; a field in double quotes may hold
// commas, line breaks, and quotes, each doubled. Lines end with LF or CR LF.
//
//     std::size_t at = 0;
//     while (at < text.size()) read(csv::fields(csv::take_record(text, at)));
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace linac::csv {

struct Field {
    std::string text;
    std::size_t offset = 0;  ///< where it begins in its record
};

/// The record that begins at `at`, without its line break; `at` moves to the next one. Throws bad_input, with
/// the place in the text, if a quote is not closed.
[[nodiscard]] std::string_view take_record(std::string_view text, std::size_t& at);

/// The fields of a record. Throws bad_input, with the place in the record, for a quote within a field that has
/// none around it, and for text after a closing quote.
[[nodiscard]] std::vector<Field> fields(std::string_view record);

}  // namespace linac::csv
