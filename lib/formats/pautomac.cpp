#include "formats/pautomac.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "formats/arc_list.hpp"
#include "formats/fields.hpp"
#include "formats/native.hpp"
#include "formats/text_cursor.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto sections_hint = "a model has sections headed I:, F:, S: and T:";
constexpr auto entry_hint =
    "an entry is written: (state,symbol,state) probability, as the head of its section says";

struct Section {
    char letter;
    std::string_view indices;  // as its head shows them
    std::size_t arity;
};
constexpr std::array<Section, 4> sections{
    {{'I', "(state)", 1}, {'F', "(state)", 1}, {'S', "(state,symbol)", 2}, {'T', "(state,symbol,state)", 3}}};

using Indices = std::array<std::size_t, 3>;  // state, symbol, state

struct Item {
    Indices indices{};
    Rational probability;
    std::size_t offset = 0;  // in the text

    friend bool operator<(const Item& left, const Item& right) {
        return std::tie(left.indices, left.offset) < std::tie(right.indices, right.offset);
    }
};

/// Bytes of an entry, such as (0) 1, and no less.
constexpr std::size_t shortest_entry = 5;

class PautomacReader {
  public:
    PautomacReader(std::string_view text, const std::string& source)
        : text_(text), cursor_(text, source, "PAutomaC files") {}

    ForeignAutomaton read() {
        cursor_.skip_space();
        while (!cursor_.at_end()) read_line();
        for (std::size_t i = 0; i < sections.size(); ++i)
            if (!has_section_[i])
                throw cursor_.error_at(cursor_.offset(),
                                       std::string("no section ") + sections[i].letter + ":", sections_hint);
        for (auto& items : items_) expect_single(items);
        return {automaton(), false};
    }

  private:
    void read_line() {
        for (std::size_t i = 0; i < sections.size(); ++i) {
            if (cursor_.peek() != sections[i].letter || cursor_.peek(1) != ':') continue;
            if (has_section_[i])
                throw cursor_.error_at(cursor_.offset(),
                                       std::string("a second section ") + sections[i].letter + ":");
            cursor_.move_to(cursor_.offset() + 2);
            cursor_.skip_blanks();
            if (!at_line_end() && !cursor_.take_if(sections[i].indices))
                throw cursor_.error_at(cursor_.offset(), "expected " + std::string(sections[i].indices) +
                                                             " after " + sections[i].letter + ":");
            section_ = i;
            has_section_[i] = true;
            return end_line();
        }
        if (!section_ || cursor_.peek() != '(')
            throw cursor_.unexpected(section_ ? "an entry or a section" : "a section",
                                     section_ ? entry_hint : sections_hint);
        read_item(sections[*section_].arity);
    }

    void read_item(std::size_t arity) {
        Item item;
        item.offset = cursor_.offset();
        for (std::size_t i = 0; i < arity; ++i) {
            cursor_.skip_blanks();
            cursor_.expect(i == 0 ? "(" : ",", i == 0 ? "'('" : "','", entry_hint);
            item.indices[i] = index(i == 1);
        }
        cursor_.skip_blanks();
        cursor_.expect(")", "')'", entry_hint);
        cursor_.skip_blanks();
        const std::size_t begin = cursor_.offset();
        const std::string_view number = cursor_.take_while([](char c) { return !is_space(c); });
        ParsedDecimal parsed = parse_decimal(number);
        if (!parsed.decimal)
            throw cursor_.error_at(begin + parsed.offset, parsed.message, "a probability is a decimal");
        item.probability = std::move(parsed.decimal->value);
        if (item.probability.sign() < 0 || item.probability > Rational(1))
            throw cursor_.error_at(begin, "a probability that is not between 0 and 1");
        end_line();
        items_[*section_].push_back(std::move(item));
    }

    std::size_t index(bool is_symbol) {
        cursor_.skip_blanks();
        const std::size_t begin = cursor_.offset();
        const std::string_view digits = cursor_.take_while([](char c) { return c >= '0' && c <= '9'; });
        if (digits.empty())
            throw cursor_.unexpected(is_symbol ? "the number of a symbol" : "the number of a state",
                                     entry_hint);
        std::size_t value = 0;
        for (const char digit : digits)
            value = std::min(10 * value + static_cast<std::size_t>(digit - '0'), max_rows);
        std::size_t& count = is_symbol ? symbols_ : states_;
        count = std::max(count, value + 1);
        if (const auto excess = over_size_limit(states_, symbols_)) throw cursor_.error_at(begin, *excess);
        // Else a few bytes would ask for millions of symbols.
        if (value > text_.size() / shortest_entry)
            throw cursor_.error_at(begin, "a number beyond what a file of this length can list",
                                   "states and symbols are numbered from 0 on, without gaps");
        return value;
    }

    [[nodiscard]] bool at_line_end() const {
        return cursor_.at_end() || cursor_.peek() == '\n' || cursor_.peek() == '\r';
    }
    void end_line() {
        cursor_.skip_blanks();
        if (!at_line_end()) throw cursor_.unexpected("the end of the line");
        cursor_.skip_space();
    }

    /// Sorts the entries, of which no two may have the same indices.
    void expect_single(std::vector<Item>& items) const {
        std::sort(items.begin(), items.end());
        for (std::size_t i = 1; i < items.size(); ++i)
            if (items[i - 1].indices == items[i].indices)
                throw cursor_.error_at(items[i].offset, "a second entry of the same indices");
    }

    [[nodiscard]] EpsilonAutomaton automaton() {
        auto& [initial, final, symbol, next] = items_;
        std::vector<Rational> goes_on(states_, Rational(1));
        for (const Item& item : final) goes_on[item.indices[0]] -= item.probability;
        ArcList arcs;
        // Both are sorted by state and symbol.
        auto emission = symbol.begin();
        std::size_t bits = 0;
        for (Item& item : next) {
            const auto [from, read, to] = item.indices;
            const Indices key{from, read, 0};
            while (emission != symbol.end() && emission->indices < key) ++emission;
            if (emission == symbol.end() || emission->indices != key) continue;
            for (const Rational* factor : {&goes_on[from], &emission->probability, &item.probability})
                bits += factor->numerator_bits() + factor->denominator_bits();
            if (bits > max_pautomac_bits)
                throw cursor_.error_at(item.offset, "products of probabilities of more than " +
                                                        std::to_string(max_pautomac_bits) + " bits in all");
            arcs.add(from, to, read, goes_on[from] * emission->probability * item.probability);
        }
        EpsilonAutomaton result = std::move(arcs).automaton(Alphabet(numbers(symbols_)), numbers(states_));
        for (Item& item : initial) add_entry(result.automaton.initial, item.indices[0], item.probability);
        for (Item& item : final) add_entry(result.automaton.final, item.indices[0], item.probability);
        return result;
    }

    static std::vector<std::string> numbers(std::size_t count) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
        return names;
    }

    std::string_view text_;
    TextCursor cursor_;
    std::optional<std::size_t> section_;
    std::array<bool, 4> has_section_{};
    std::array<std::vector<Item>, 4> items_;
    std::size_t states_ = 0;
    std::size_t symbols_ = 0;
};

}  // namespace

Result<ForeignAutomaton> read_pautomac(std::string_view text, const std::string& source) {
    return capture([&] { return PautomacReader(text, source).read(); });
}

}  // namespace linac
