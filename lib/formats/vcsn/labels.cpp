#include "formats/vcsn/labels.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {
namespace {

using Labels = VcsnContext::Labels;
using Weights = VcsnContext::Weights;

constexpr auto number_hint = "a weight is an integer, p/q or a finite decimal";
constexpr auto empty_word_hint = "\\e, the empty word, is a label where the labelset is lan or law";

class EntryReader {
  public:
    EntryReader(VcsnText& text, VcsnContext& context) : text_(text), context_(context) {}

    VcsnEntry read() {
        do read_monomial();
        while (text_.take_if(","));
        if (text_.at_end()) return std::move(entry_);
        const bool is_word = context_.labels != Labels::words && text_.offset() == after_label_;
        throw text_.unexpected(
            "',' or " + text_.end_name(),
            is_word ? "a label is one letter in this context; words are labels in law" : "");
    }

    Rational read_weight_entry() {
        text_.skip_space();
        Rational weight = 1;
        if (text_.peek() == '<') weight = take_weight();
        text_.skip_space();
        if (!text_.at_end())
            throw text_.unexpected("a weight in '<' and '>' or " + text_.end_name(),
                                   "initial and final transitions have a weight and no label");
        return weight;
    }

  private:
    void read_monomial() {
        text_.skip_space();
        const bool is_weighted = text_.peek() == '<';
        const Rational weight = is_weighted ? take_weight() : Rational(1);
        text_.skip_space();
        if (text_.take_if("\\z")) {
            // The sum without terms.
        } else if (text_.at_end() || text_.peek() == ',') {
            if (!is_weighted)
                throw text_.unexpected("a label", "a transition that reads nothing has the label \\e");
            add_empty_word(weight, text_.offset());
        } else if (text_.peek() == '[') {
            read_class(weight);
        } else {
            read_label(weight);
        }
        after_label_ = text_.offset();
        text_.skip_space();
    }

    void add_empty_word(const Rational& weight, std::size_t at) {
        if (context_.labels == Labels::letters)
            throw text_.error_at(at, "an empty word among labels that are letters", empty_word_hint);
        entry_.monomials.push_back({entry_.letters.size(), 0, weight});
    }

    void read_label(const Rational& weight) {
        const std::size_t at = text_.offset();
        if (text_.take_if("\\e")) return add_empty_word(weight, at);
        if (context_.labels == Labels::empty) throw text_.unexpected("\\e", "lao has no other label");
        if (text_.peek() == '<')
            throw text_.unexpected("a label after the weight", "a letter '<' is written \\<");
        const std::size_t first = entry_.letters.size();
        do entry_.letters.push_back(take_symbol());
        while (context_.labels == Labels::words && !ends_word());
        entry_.monomials.push_back({first, entry_.letters.size() - first, weight});
    }

    [[nodiscard]] bool ends_word() const {
        return text_.at_end() ||
               std::string_view(" \t\r\n+,|()").find(text_.peek()) != std::string_view::npos;
    }

    Symbol take_symbol() {
        const std::size_t at = text_.offset();
        const std::string letter = take_vcsn_letter(text_, context_);
        if (context_.is_open) return context_.letters.add(letter).first;
        const auto known = context_.letters.find(letter);
        if (!known)
            throw text_.error_at(at,
                                 "letter " + quoted_if_needed(printable(letter)) + " is not in the alphabet",
                                 "the context declares the alphabet");
        return *known;
    }

    void read_class(const Rational& weight) {
        const std::size_t opening = text_.offset();
        if (context_.labels == Labels::empty) throw text_.unexpected("\\e", "lao has no other label");
        text_.take_if("[");
        const bool is_negated = text_.take_if("^");
        if (is_negated && context_.is_open) refuse_open(opening);
        std::vector<Symbol> symbols;
        bool can_begin_range = false;
        while (!text_.take_if("]")) {
            if (text_.at_end()) throw text_.error_at(opening, "a class of letters without its closing ']'");
            if (text_.peek() == '-') {
                read_range(symbols, can_begin_range);
                can_begin_range = false;
            } else {
                symbols.push_back(take_symbol());
                can_begin_range = true;
            }
        }
        if (symbols.empty() && !is_negated)
            throw text_.error_at(opening, "an empty class of letters", "[^] is every letter");
        std::sort(symbols.begin(), symbols.end());
        symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
        if (is_negated) {
            count_letters(context_.letters.size(), opening);
            symbols = others(symbols);
        }
        if (entry_.monomials.size() + symbols.size() > max_vcsn_transitions)
            throw text_.error_at(opening,
                                 "more than " + std::to_string(max_vcsn_transitions) + " transitions");
        for (const Symbol symbol : symbols) {
            entry_.monomials.push_back({entry_.letters.size(), 1, weight});
            entry_.letters.push_back(symbol);
        }
    }

    /// A short class may have a long alphabet, and a file many such classes.
    void count_letters(std::size_t count, std::size_t at) {
        context_.class_letters += count;
        if (context_.class_letters > max_vcsn_class_letters)
            throw text_.error_at(
                at, "classes of more than " + std::to_string(max_vcsn_class_letters) + " letters in all");
    }

    [[noreturn]] void refuse_open(std::size_t at) const {
        throw text_.error_at(at, "a class that depends on the alphabet, which is open",
                             "declare the letters in the context: lal_char(abc)");
    }

    /// The letters of the alphabet between the last of `symbols`, which is in already, and the next one.
    void read_range(std::vector<Symbol>& symbols, bool has_first) {
        const std::size_t at = text_.offset();
        constexpr auto hint = "a letter '-' is written \\-";
        if (!has_first) throw text_.error_at(at, "a range without its first letter", hint);
        text_.take_if("-");
        if (text_.peek() == ']') throw text_.error_at(at, "a range without its last letter", hint);
        if (context_.is_open) refuse_open(at);
        const std::string& first = context_.letters.names()[symbols.back()];
        const std::string& last = context_.letters.names()[take_symbol()];
        if (last < first) throw text_.error_at(at, "a range whose last letter is before its first");
        sort_letters();
        const auto less = [this](Symbol symbol, const std::string& name) {
            return context_.letters.names()[symbol] < name;
        };
        for (auto i = std::lower_bound(context_.by_name.begin(), context_.by_name.end(), first, less);
             i != context_.by_name.end() && !(last < context_.letters.names()[*i]); ++i) {
            symbols.push_back(*i);
            count_letters(1, at);
        }
    }

    void sort_letters() {
        if (!context_.by_name.empty()) return;
        for (Symbol s = 0; s < context_.letters.size(); ++s) context_.by_name.push_back(s);
        std::sort(context_.by_name.begin(), context_.by_name.end(), [this](Symbol left, Symbol right) {
            return context_.letters.names()[left] < context_.letters.names()[right];
        });
    }

    [[nodiscard]] std::vector<Symbol> others(const std::vector<Symbol>& sorted) const {
        std::vector<Symbol> result;
        auto next = sorted.begin();
        for (Symbol s = 0; s < context_.letters.size(); ++s) {
            if (next != sorted.end() && *next == s)
                ++next;
            else
                result.push_back(s);
        }
        return result;
    }

    Rational take_weight() {
        const std::size_t opening = text_.offset();
        text_.take_if("<");
        text_.skip_space();
        const std::size_t first = text_.offset();
        std::string_view digits = text_.take_until('>');
        while (!digits.empty() && (digits.back() == ' ' || digits.back() == '\t')) digits.remove_suffix(1);
        const ParsedNumber number = parse_number(digits);
        if (!text_.take_if(">")) throw text_.error_at(opening, "a weight without its closing '>'");
        if (!number.value) refuse_number(number, first);
        if (context_.is_implicit) context_.weights = Weights::q;
        if (context_.weights == Weights::b && !number.value->is_zero() && !number.value->is_one())
            throw text_.error_at(first, "a weight that is not in b", "b has the weights 0 and 1");
        if (context_.weights == Weights::z && !number.value->is_integer())
            throw text_.error_at(first, "a weight that is not in z", "q is the set of rational numbers");
        return *number.value;
    }

    [[noreturn]] void refuse_number(const ParsedNumber& number, std::size_t first) const {
        const std::size_t at = first + number.offset;
        switch (number.error) {
            case NumberError::zero_denominator:
                throw text_.error_at(at, "a denominator of 0");
            case NumberError::too_long:
                throw text_.error_at(at, "a weight of more than " + std::to_string(max_digits) + " digits");
            case NumberError::trailing_text:
                throw text_.error_at(at, "a weight that is not a number", number_hint);
            case NumberError::no_digits:
                break;
        }
        throw text_.error_at(at, "a weight without digits", number_hint);
    }

    VcsnText& text_;
    VcsnContext& context_;
    VcsnEntry entry_;
    std::size_t after_label_ = 0;
};

}  // namespace

VcsnEntry read_vcsn_entry(VcsnText& text, VcsnContext& context) {
    return EntryReader(text, context).read();
}

Rational read_vcsn_weight_entry(VcsnText& text, VcsnContext& context) {
    return EntryReader(text, context).read_weight_entry();
}

}  // namespace linac
