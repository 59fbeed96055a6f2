// Alphabet: a finite, ordered set of distinct symbols; Word: a sequence of them, by index.
//
//     const Alphabet alphabet({"go left", "stop"});
//     assert(parse_word("\"go left\" stop", alphabet, "").value() == Word({0, 1}));
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "error.hpp"

namespace linac {

using Symbol = std::size_t;
using Word = std::vector<Symbol>;

class Alphabet {
  public:
    Alphabet() = default;
    /// Throws bad_input if a symbol is repeated or empty.
    explicit Alphabet(std::vector<std::string> symbols);

    [[nodiscard]] std::size_t size() const noexcept { return symbols_.size(); }
    [[nodiscard]] const std::string& name(Symbol symbol) const { return symbols_[symbol]; }
    [[nodiscard]] const std::vector<std::string>& symbols() const noexcept { return symbols_; }
    [[nodiscard]] std::optional<Symbol> find(std::string_view name) const;
    /// Whether every symbol is one character, so that words can be written without blanks.
    [[nodiscard]] bool is_single_characters() const noexcept { return single_characters_; }

    friend bool operator==(const Alphabet& left, const Alphabet& right) {
        return left.symbols_ == right.symbols_;
    }

  private:
    std::vector<std::string> symbols_;
    std::unordered_map<std::string, Symbol> index_;
    bool single_characters_ = true;
};

/// Reads the text of a word part by part, so that a word may be longer than what is held of it. As parse_word,
/// but symbols are written without quotes.
class WordParser {
  public:
    /// `source` and `line` name the place of an error.
    WordParser(const Alphabet& alphabet, std::string source, std::size_t line)
        : alphabet_(&alphabet), source_(std::move(source)), line_(line) {}

    /// Appends the symbols that are whole with this part. Throws bad_input at a symbol outside the alphabet.
    void read(std::string_view part, Word& word);
    /// The text has ended.
    void finish(Word& word);

  private:
    [[noreturn]] void refuse(std::string_view name, std::size_t column) const;
    void begin_character(Word& word);
    void end_character(Word& word);
    void end_run(Word& word);

    struct Run {
        std::string text;        // of the first run of an alphabet of single characters, its beginning
        std::size_t column = 0;  // of its first character, from 1
        std::size_t length = 0;  // in characters; 0 between runs
    };

    const Alphabet* alphabet_;
    std::string source_;
    std::size_t line_;
    std::size_t column_ = 0;    // characters read
    Run run_;                   // of characters without a blank: the one that is being read
    std::optional<Run> first_;  // after it has ended
    std::string character_;     // read so far, of one that is a symbol by itself
};

/// Reads a word: symbols separated by blanks, or, if every symbol is one character, a word without blanks
/// read character by character. A symbol that has blanks stands in double quotes, with \" and \\ inside, and
/// every other may. A blank text is the empty word. `source` and `line` name the place of an error.
[[nodiscard]] Result<Word> parse_word(std::string_view text, const Alphabet& alphabet,
                                      const std::string& source, std::size_t line = 1);

/// The word in the form parse_word reads; "ε" for the empty word.
[[nodiscard]] std::string show_word(const Word& word, const Alphabet& alphabet);

/// The names of the word's symbols.
[[nodiscard]] std::vector<std::string> symbol_names(const Word& word, const Alphabet& alphabet);

/// The map from the symbols of `from` to those of `to`, which must have the same symbols in any order; throws
/// bad_input naming a symbol that only one of them has.
[[nodiscard]] std::vector<Symbol> match_alphabets(const Alphabet& from, const Alphabet& to,
                                                  const std::string& from_name, const std::string& to_name);

}  // namespace linac
