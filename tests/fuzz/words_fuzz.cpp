// Words: the first line is an alphabet, its symbols separated by blanks; the rest is a word. A word that is read is shown
// so that it is read again, and read in parts it is the same.
#include "automata/alphabet.hpp"
#include "fuzz.hpp"
#include "text.hpp"

namespace {

std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        if (end > at) names.emplace_back(line.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

}  // namespace

LINAC_FUZZ_TARGET(words, text) {
    using namespace linac;
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (first_invalid_utf8(text.substr(0, end))) return;  // files have been checked for that
    const auto alphabet = capture([&] { return Alphabet(split(text.substr(0, end))); });
    if (!alphabet) return;
    const std::string_view line = text.substr(std::min(end + 1, text.size()));
    const auto word = parse_word(line, alphabet.value(), "file");
    if (!word) return fuzz::demand_placed(word.error(), line);
    const auto copy = parse_word(show_word(word.value(), alphabet.value()), alphabet.value(), "copy");
    if (!word.value().empty())
        fuzz::demand(copy && copy.value() == word.value(), "what was shown is read back");
    if (line.find('"') != std::string_view::npos) return;  // parts have no quotes
    WordParser parser(alphabet.value(), "file", 1);
    Word in_parts;
    parser.read(line.substr(0, line.size() / 2), in_parts);
    parser.read(line.substr(line.size() / 2), in_parts);
    parser.finish(in_parts);
    fuzz::demand(in_parts == word.value(), "parts are read as the whole is");
}
