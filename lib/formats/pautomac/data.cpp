// Test and solution files of the PAutomaC competition.
#include <algorithm>
#include <charconv>

#include "formats/fields.hpp"
#include "formats/lexer.hpp"
#include "formats/pautomac.hpp"

namespace linac {
namespace {

/// The lines that are not empty, each with its fields; errors at the end concern the last line.
class Lines {
  public:
    Lines(std::string_view text, const std::string& source)
        : lines_(split_lines(text, source)), source_(source) {}

    /// Moves to the next line that is not empty; says whether there is one.
    bool next() {
        while (number_ < lines_.size()) {
            line_ = lines_[number_++];
            if (line_.find_first_not_of(" \t") == std::string_view::npos) continue;
            at_ = 0;
            return true;
        }
        return false;
    }

    [[nodiscard]] Error error(std::size_t offset, const std::string& message,
                              const std::string& hint = {}) const {
        return Fields(source_, number_, line_).error(offset, message, hint);
    }
    [[nodiscard]] Error missing(const std::string& message, const std::string& hint = {}) const {
        return Error::bad_input(message, {source_, lines_.size(), 0, {}}, hint);
    }

    Field take() { return Fields::take(line_, at_); }

    std::size_t whole(const std::string& expected) {
        const Field field = take();
        std::size_t value = 0;
        const char* const end = field.text.data() + field.text.size();
        const auto read = std::from_chars(field.text.data(), end, value);
        if (field.text.empty())
            throw error(field.offset, "expected " + expected + ", found the end of the line");
        if (read.ec != std::errc() || read.ptr != end)
            throw error(field.offset, "expected " + expected + ", found " + printable(field.text));
        return value;
    }

    void expect_end() {
        const Field field = take();
        if (!field.text.empty())
            throw error(field.offset, "expected the end of the line, found " + printable(field.text));
    }

  private:
    std::vector<std::string_view> lines_;
    const std::string& source_;
    std::size_t number_ = 0;
    std::string_view line_;
    std::size_t at_ = 0;
};

constexpr auto words_hint = "the first line is: number of words, size of the alphabet";

std::vector<Word> read_words(std::string_view text, const std::string& source, const Alphabet& alphabet) {
    Lines lines(text, source);
    if (!lines.next()) throw lines.missing("an empty file", words_hint);
    const std::size_t count = lines.whole("the number of words");
    const std::size_t size = lines.whole("the size of the alphabet");
    lines.expect_end();
    std::vector<Word> words;
    while (lines.next()) {
        if (words.size() == count) throw lines.error(0, "more words than the first line says");
        const std::size_t length = lines.whole("the length of a word");
        Word word;
        for (Field field = lines.take(); !field.text.empty(); field = lines.take()) {
            if (word.size() == length)
                throw lines.error(field.offset, "a word of more than " + count_of(length, "symbol"));
            std::size_t number = 0;
            const char* const end = field.text.data() + field.text.size();
            const auto read = std::from_chars(field.text.data(), end, number);
            if (read.ec != std::errc() || read.ptr != end || number >= size)
                throw lines.error(field.offset, "expected the number of a symbol, less than " +
                                                    std::to_string(size) + ", found " +
                                                    printable(field.text));
            const auto symbol = alphabet.find(std::to_string(number));
            if (!symbol)
                throw lines.error(field.offset,
                                  "symbol " + printable(field.text) + " is not in the alphabet");
            word.push_back(*symbol);
        }
        if (word.size() < length)
            throw lines.error(0, "a word of " + count_of(word.size(), "symbol") + " where its length is " +
                                     std::to_string(length));
        words.push_back(std::move(word));
    }
    if (words.size() < count)
        throw lines.missing(count_of(words.size(), "word") + " where the first line says " +
                            std::to_string(count));
    return words;
}

std::vector<Decimal> read_solution(std::string_view text, const std::string& source) {
    Lines lines(text, source);
    if (!lines.next()) throw lines.missing("an empty file", "the first line is the number of words");
    const std::size_t count = lines.whole("the number of words");
    lines.expect_end();
    std::vector<Decimal> solution;
    while (lines.next()) {
        if (solution.size() == count) throw lines.error(0, "more probabilities than the first line says");
        const Field field = lines.take();
        ParsedDecimal number = parse_decimal(field.text);
        // A fraction p/q has no last digit to which it is rounded.
        if (number.decimal && number.decimal->unit.is_zero())
            number = {std::nullopt, "a text that is not a decimal", field.text.find('/')};
        if (!number.decimal)
            throw lines.error(field.offset + number.offset, number.message, "a probability is a decimal");
        lines.expect_end();
        solution.push_back(*std::move(number.decimal));
    }
    if (solution.size() < count)
        throw lines.missing(
            (solution.size() == 1 ? "1 probability" : std::to_string(solution.size()) + " probabilities") +
            " where the first line says " + std::to_string(count));
    return solution;
}

}  // namespace

Result<std::vector<Word>> read_pautomac_words(std::string_view text, const std::string& source,
                                              const Alphabet& alphabet) {
    return capture([&] { return read_words(text, source, alphabet); });
}

Result<std::vector<Decimal>> read_pautomac_solution(std::string_view text, const std::string& source) {
    return capture([&] { return read_solution(text, source); });
}

SolutionComparison compare_with_solution(const std::vector<Rational>& weights,
                                         const std::vector<Decimal>& solution) {
    if (weights.size() != solution.size())
        throw Error::bad_input(count_of(weights.size(), "weight") + " and a solution for " +
                               count_of(solution.size(), "word"));
    Rational total;
    for (const Rational& weight : weights) total += weight;
    if (total.is_zero() && !weights.empty())
        throw Error::impossible("the weights add up to 0 and cannot be normalised");
    SolutionComparison comparison;
    comparison.count = weights.size();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Rational normalised = weights[i] / total;
        const Rational difference = abs(normalised - solution[i].value);
        const Rational units = difference / solution[i].unit;
        if (units <= Rational(1, 2)) ++comparison.within_half_a_unit;
        comparison.units = std::max(comparison.units, units);
        const Rational size = std::max(abs(normalised), abs(solution[i].value));
        const Rational relative = size.is_zero() ? Rational() : difference / size;
        if (comparison.worst && relative <= comparison.relative_difference) continue;
        comparison.worst = i;
        comparison.relative_difference = relative;
    }
    return comparison;
}

}  // namespace linac
