#include "automata/alphabet.hpp"

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

bool is_blank(char character) {
    return character == ' ' || character == '\t' || character == '\r';
}

std::string hint_for(const Alphabet& alphabet) {
    std::string list = "the alphabet is";
    constexpr std::size_t shown = 20;
    for (Symbol s = 0; s < alphabet.size() && s < shown; ++s) list += " " + printable(alphabet.name(s));
    return alphabet.size() > shown ? list + " ..." : list;
}

}  // namespace

Result<Word> parse_word(std::string_view text, const Alphabet& alphabet, const std::string& source,
                        std::size_t line) {
    const auto unknown = [&](std::string_view name, std::size_t at) {
        Place place{source, line, character_count(text.substr(0, at)) + 1, std::string(text)};
        return Error::bad_input("symbol " + printable(name) + " is not in the alphabet", std::move(place),
                                hint_for(alphabet));
    };
    // The separated form first; a single run of characters is then a symbol or a word of one-character
    // symbols.
    std::vector<std::pair<std::size_t, std::size_t>> runs;  // first byte and length
    for (std::size_t at = 0; at < text.size();) {
        if (is_blank(text[at])) {
            ++at;
            continue;
        }
        const std::size_t first = at;
        while (at < text.size() && !is_blank(text[at])) ++at;
        runs.emplace_back(first, at - first);
    }
    Word word;
    if (runs.size() == 1 && alphabet.is_single_characters()) {
        const auto [first, length] = runs[0];
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
    for (const auto& [first, length] : runs) {
        const auto symbol = alphabet.find(text.substr(first, length));
        if (!symbol) return unknown(text.substr(first, length), first);
        word.push_back(*symbol);
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
    return join(symbol_names(word, alphabet), alphabet.is_single_characters() ? "" : " ");
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
