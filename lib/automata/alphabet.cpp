#include "automata/alphabet.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {

Alphabet::Alphabet(std::vector<std::string> symbols) : symbols_(std::move(symbols)) {
    for (Symbol symbol = 0; symbol < symbols_.size(); ++symbol) {
        const std::string& name = symbols_[symbol];
        if (name.empty()) throw Error::bad_input("an empty symbol in the alphabet");
        if (!index_.emplace(name, symbol).second)
            throw Error::bad_input("symbol " + printable(name) + " is twice in the alphabet");
        if (character_count(name) != 1) single_characters_ = false;
    }
}

std::optional<Symbol> Alphabet::find(std::string_view name) const {
    const auto at = index_.find(std::string(name));
    if (at == index_.end()) return std::nullopt;
    return at->second;
}

namespace {

bool separates_symbols(char character) {
    return character == ' ' || character == '\t' || character == '\r';
}

bool has_blanks(std::string_view name) {
    return std::any_of(name.begin(), name.end(), separates_symbols);
}

/// A symbol as it stands in a word.
std::string in_word(std::string_view name) {
    if (!has_blanks(name)) return std::string(name);
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

/// The symbol in the quotes that begin at `at`, which moves behind them; nothing if there is none.
std::optional<Symbol> quoted_symbol(std::string_view text, std::size_t& at, const Alphabet& alphabet) {
    std::string name;
    std::size_t end = at + 1;
    for (; end < text.size() && text[end] != '"'; ++end) {
        if (text[end] == '\\' && ++end == text.size()) break;
        name += text[end];
    }
    if (end >= text.size() || (end + 1 < text.size() && !separates_symbols(text[end + 1])))
        return std::nullopt;
    const auto symbol = alphabet.find(name);
    if (symbol) at = end + 1;
    return symbol;
}

std::string hint_for(const Alphabet& alphabet) {
    std::string list = "the alphabet is";
    constexpr std::size_t shown = 20;
    for (Symbol s = 0; s < alphabet.size() && s < shown; ++s)
        list += " " + printable(in_word(alphabet.name(s)));
    return alphabet.size() > shown ? list + " ..." : list;
}

/// What stands between blanks, and the symbol that it is as a whole.
struct Run {
    std::size_t first;  // byte
    std::size_t length;
    std::optional<Symbol> symbol;
};

}  // namespace

void WordParser::refuse(std::string_view name, std::size_t column) const {
    throw Error::bad_input("symbol " + printable(name) + " is not in the alphabet",
                           Place{source_, line_, column, {}}, hint_for(*alphabet_));
}

// In an alphabet of single characters the first run is read character by character; if another follows, runs
// are symbols, so that the first must have been of one character.

void WordParser::end_character(Word& word) {
    if (character_.empty()) return;
    const auto symbol = alphabet_->find(character_);
    if (!symbol) refuse(character_, column_);
    word.push_back(*symbol);
    character_.clear();
}

void WordParser::begin_character(Word& word) {
    end_character(word);
    if (run_.length == 0) {
        if (first_ && first_->length > 1 && alphabet_->is_single_characters())
            refuse(first_->text, first_->column);
        run_ = {{}, column_ + 1, 0};
    }
    ++run_.length;
    ++column_;
}

void WordParser::end_run(Word& word) {
    if (run_.length == 0) return;
    end_character(word);
    if (first_ || !alphabet_->is_single_characters()) {
        const auto symbol = alphabet_->find(run_.text);
        if (!symbol) refuse(run_.text, run_.column);
        word.push_back(*symbol);
    }
    if (!first_) first_ = run_;
    run_.length = 0;
}

void WordParser::read(std::string_view part, Word& word) {
    constexpr std::size_t most_bytes = std::size_t{1} << 20U;  // of a symbol
    constexpr std::size_t bytes_shown = 256;
    for (const char byte : part) {
        if (separates_symbols(byte)) {
            end_run(word);
            ++column_;
            continue;
        }
        const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U || run_.length == 0;
        if (begins) begin_character(word);
        if (first_ || !alphabet_->is_single_characters()) {
            run_.text += byte;
            if (run_.text.size() > most_bytes) refuse(run_.text, run_.column);
        } else {
            character_ += byte;
            if (run_.text.size() < bytes_shown) run_.text += byte;
        }
    }
}

void WordParser::finish(Word& word) {
    end_run(word);
}

Result<Word> parse_word(std::string_view text, const Alphabet& alphabet, const std::string& source,
                        std::size_t line) {
    const auto unknown = [&](std::string_view name, std::size_t at) {
        Place place{source, line, character_count(text.substr(0, at)) + 1, std::string(text)};
        return Error::bad_input("symbol " + printable(name) + " is not in the alphabet", std::move(place),
                                hint_for(alphabet));
    };
    // The separated form first; a single run of characters is then a symbol or a word of one-character
    // symbols.
    std::vector<Run> runs;
    for (std::size_t at = 0; at < text.size();) {
        if (separates_symbols(text[at])) {
            ++at;
            continue;
        }
        const std::size_t first = at;
        while (at < text.size() && !separates_symbols(text[at])) ++at;
        const std::size_t length = at - first;
        auto symbol = alphabet.find(text.substr(first, length));
        if (!symbol && text[first] == '"') {
            std::size_t end = first;
            symbol = quoted_symbol(text, end, alphabet);
            if (symbol) at = end;
        }
        runs.push_back({first, length, symbol});
    }
    Word word;
    if (runs.size() == 1 && !runs[0].symbol && alphabet.is_single_characters()) {
        const auto [first, length, none] = runs[0];
        for (std::size_t at = first; at < first + length;) {
            std::size_t next = at + 1;
            while (next < first + length && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
            const auto symbol = alphabet.find(text.substr(at, next - at));
            if (!symbol) return unknown(text.substr(at, next - at), at);
            word.push_back(*symbol);
            at = next;
        }
        return word;
    }
    for (const Run& run : runs) {
        if (!run.symbol) return unknown(text.substr(run.first, run.length), run.first);
        word.push_back(*run.symbol);
    }
    return word;
}

std::vector<std::string> symbol_names(const Word& word, const Alphabet& alphabet) {
    std::vector<std::string> names;
    names.reserve(word.size());
    for (const Symbol symbol : word) names.push_back(alphabet.name(symbol));
    return names;
}

std::string show_word(const Word& word, const Alphabet& alphabet) {
    if (word.empty()) return "ε";
    bool is_joined = alphabet.is_single_characters();
    std::vector<std::string> symbols;
    for (const Symbol symbol : word) {
        symbols.push_back(in_word(alphabet.name(symbol)));
        is_joined = is_joined && !has_blanks(alphabet.name(symbol));
    }
    return join(symbols, is_joined ? "" : " ");
}

std::vector<Symbol> match_alphabets(const Alphabet& from, const Alphabet& to, const std::string& from_name,
                                    const std::string& to_name) {
    const auto only_in = [](const std::string& symbol, const std::string& name) {
        return Error::bad_input("the alphabets differ: symbol " + printable(symbol) + " is only in " + name);
    };
    std::vector<Symbol> map;
    for (const std::string& symbol : from.symbols()) {
        const auto match = to.find(symbol);
        if (!match) throw only_in(symbol, from_name);
        map.push_back(*match);
    }
    for (const std::string& symbol : to.symbols())
        if (!from.find(symbol)) throw only_in(symbol, to_name);
    return map;
}

}  // namespace linac
