#include "formats/csv.hpp"

#include <algorithm>

namespace linac::csv {
namespace {

/// Where the field that begins at `at` with a quote is closed: the offset of the closing quote.
std::size_t closing_quote(std::string_view text, std::size_t at) {
    for (std::size_t quote = text.find('"', at + 1); quote != std::string_view::npos;
         quote = text.find('"', quote + 2))
        if (quote + 1 == text.size() || text[quote + 1] != '"') return quote;
    throw Malformed{"a quote that is not closed", at};
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
    const std::size_t end = at > begin && at < text.size() && text[at - 1] == '\r' ? at - 1 : at;
    at = std::min(at + 1, text.size());
    return text.substr(begin, end - begin);
}

std::vector<Field> fields(std::string_view record) {
    std::vector<Field> all;
    for (std::size_t at = 0;; ++at) {
        const std::size_t begin = at;
        if (at < record.size() && record[at] == '"') {
            at = closing_quote(record, at) + 1;
            if (at < record.size() && record[at] != ',') throw Malformed{"text after a closing quote", at};
            all.push_back({without_doubled_quotes(record.substr(begin + 1, at - begin - 2)), begin});
        } else {
            at = std::min(record.find(',', at), record.size());
            const std::string_view text = record.substr(begin, at - begin);
            if (const std::size_t quote = text.find('"'); quote != std::string_view::npos)
                throw Malformed{"a quote within a field", begin + quote};
            all.push_back({std::string(text), begin});
        }
        if (at == record.size()) return all;
    }
}

}  // namespace linac::csv
