// The letters of an expression while it is read: those of a given alphabet, or those that appear, numbered as they
// do. A letter is a symbol of one character, or of more where the syntax has a way to write it.
//
//     Letters letters(nullptr);
//     const auto b = letters.find("b");             // 0: the first to appear
//     const auto some = letters.between('a', 'c');  // a, b, c: {1, 0, 2}
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "automata/alphabet.hpp"

namespace linac {

/// Most letters that ranges such as [a-z] may add where no alphabet is given.
inline constexpr std::size_t max_letters = 100'000;

/// The character of well-formed UTF-8.
[[nodiscard]] char32_t code_point(std::string_view character);
/// Its UTF-8.
[[nodiscard]] std::string utf8(char32_t code);

class Letters {
  public:
    /// With an alphabet there are no other letters; it must outlive this.
    explicit Letters(const Alphabet* alphabet);

    [[nodiscard]] bool has_alphabet() const noexcept { return alphabet_ != nullptr; }
    /// The symbol, which is added if there is no alphabet; nothing if the alphabet does not have it.
    [[nodiscard]] std::optional<Symbol> find(std::string_view name);
    /// The letters of one character from `first` to `last`: those of the alphabet, or all there are in Unicode but
    /// control characters; nothing if those are more than max_letters.
    [[nodiscard]] std::optional<std::vector<Symbol>> between(char32_t first, char32_t last);
    /// The symbols of the alphabet that are not among these, which are put in order.
    [[nodiscard]] std::vector<Symbol> others(std::vector<Symbol>& symbols) const;

    [[nodiscard]] std::size_t size() const noexcept { return alphabet_ ? alphabet_->size() : names_.size(); }
    /// The alphabet, or the letters that appeared, in the order of Unicode.
    [[nodiscard]] Alphabet all() const;

  private:
    const Alphabet* alphabet_;
    std::vector<std::pair<char32_t, Symbol>> characters_;  // of the alphabet, in order
    std::vector<std::string> names_;                       // without an alphabet
    std::unordered_map<std::string, Symbol> index_;
};

/// In order, each once.
void put_in_order(std::vector<Symbol>& symbols);

}  // namespace linac
