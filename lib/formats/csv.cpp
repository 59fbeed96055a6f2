#include "formats/csv.hpp"

#include <algorithm>

#include "error.hpp"

namespace linac::csv {
namespace {

Error malformed(const std::string& message, std::string_view text, std::size_t at) {
    return Error::bad_input(message, place_in(text, at, {}),
                            "a field that holds a quote or a comma is in quotes, the quotes in it doubled");
}

/// The offset of the quote that closes the one at `at`.
std::size_t closing_quote(std::string_view text, std::size_t at) {
    std::size_t quote = text.find('"', at + 1);
    while (quote != std::string_view::npos && text.substr(quote + 1, 1) == "\"")
        quote = text.find('"', quote + 2);
    if (quote == std::string_view::npos) throw malformed("a quote that is not closed", text, at);
    return quote;
}

std::string without_doubled_quotes(std::string_view quoted) {
    std::string text;
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        text += quoted[i];
        if (quoted[i] == '"') ++i;
    }
    return text;
}

}  // namespace

std::string_view take_record(std::string_view text, std::size_t& at) {
    const std::size_t begin = at;
    bool is_field_start = true;
    for (; at < text.size() && text[at] != '\n'; ++at) {
        if (is_field_start && text[at] == '"') at = closing_quote(text, at);
        is_field_start = text[at] == ',';
    }
    const std::string_view record = text.substr(begin, at - begin);
    at = std::min(at + 1, text.size());
    return record.ends_with('\r') ? record.substr(0, record.size() - 1) : record;
}

std::vector<Field> fields(std::string_view record) {
    std::vector<Field> all;
    for (std::size_t at = 0;; ++at) {
        const std::size_t begin = at;
        if (record.substr(at, 1) == "\"") {
            const std::size_t end = closing_quote(record, at);
            all.push_back({without_doubled_quotes(record.substr(begin + 1, end - begin - 1)), begin});
            at = end + 1;
            if (at < record.size() && record[at] != ',')
                throw malformed("text after a closing quote", record, at);
        } else {
            at = std::min(record.find(',', at), record.size());
            const std::string_view text = record.substr(begin, at - begin);
            if (const std::size_t quote = text.find('"'); quote != std::string_view::npos)
                throw malformed("a quote within a field", record, begin + quote);
            all.push_back({std::string(text), begin});
        }
        if (at == record.size()) return all;
    }
}

}  // namespace linac::csv
