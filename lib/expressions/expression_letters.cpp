#include "expressions/expression_letters.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {

char32_t code_point(std::string_view character) {
    const auto lead = static_cast<unsigned char>(character[0]);
    char32_t code = lead;
    if (lead >= 0xF0)
        code = lead & 0x07U;
    else if (lead >= 0xE0)
        code = lead & 0x0FU;
    else if (lead >= 0x80)
        code = lead & 0x1FU;
    for (const char byte : character.substr(1))
        code = (code << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    return code;
}

std::string utf8(char32_t code) {
    const auto tail = [code](unsigned shift) { return static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) return {static_cast<char>(code)};
    if (code < 0x800) return {static_cast<char>(0xC0U | (code >> 6U)), tail(0)};
    if (code < 0x10000) return {static_cast<char>(0xE0U | (code >> 12U)), tail(6), tail(0)};
    return {static_cast<char>(0xF0U | (code >> 18U)), tail(12), tail(6), tail(0)};
}

void put_in_order(std::vector<Symbol>& symbols) {
    std::sort(symbols.begin(), symbols.end());
    symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
}

Letters::Letters(const Alphabet* alphabet) : alphabet_(alphabet) {
    if (!alphabet) return;
    for (Symbol symbol = 0; symbol < alphabet->size(); ++symbol) {
        const std::string& name = alphabet->name(symbol);
        if (character_count(name) == 1) characters_.emplace_back(code_point(name), symbol);
    }
    std::sort(characters_.begin(), characters_.end());
}

std::optional<Symbol> Letters::find(std::string_view name) {
    if (alphabet_) return alphabet_->find(name);
    const auto [at, is_new] = index_.emplace(std::string(name), names_.size());
    if (is_new) names_.emplace_back(name);
    return at->second;
}

std::optional<std::vector<Symbol>> Letters::between(char32_t first, char32_t last) {
    std::vector<Symbol> symbols;
    if (alphabet_) {
        const auto begin =
            std::lower_bound(characters_.begin(), characters_.end(), std::pair(first, Symbol{0}));
        for (auto at = begin; at != characters_.end() && at->first <= last; ++at)
            symbols.push_back(at->second);
        return symbols;
    }
    if (last - first >= max_letters || names_.size() + (last - first) >= max_letters) return std::nullopt;
    const auto is_letter = [](char32_t code) {
        const bool is_control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        const bool is_surrogate = code >= 0xD800 && code < 0xE000;
        return !is_control && !is_surrogate;
    };
    for (char32_t code = first; code <= last; ++code)
        if (is_letter(code)) symbols.push_back(*find(utf8(code)));
    return symbols;
}

Alphabet Letters::all() const {
    if (alphabet_) return *alphabet_;
    std::vector<std::string> names = names_;
    std::sort(names.begin(), names.end());  // by bytes of UTF-8, which is by code points
    return Alphabet(std::move(names));
}

std::vector<Symbol> Letters::others(std::vector<Symbol>& symbols) const {
    put_in_order(symbols);
    std::vector<Symbol> result;
    std::size_t at = 0;
    for (Symbol symbol = 0; symbol < size(); ++symbol) {
        while (at < symbols.size() && symbols[at] < symbol) ++at;
        if (at == symbols.size() || symbols[at] != symbol) result.push_back(symbol);
    }
    return result;
}

}  // namespace linac
