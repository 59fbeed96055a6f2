#include "formats/vcsn/context.hpp"

#include <algorithm>
#include <map>

#include "formats/vcsn/characters.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Labels = VcsnContext::Labels;
using Weights = VcsnContext::Weights;

constexpr auto context_hint = "a context is a labelset and a weightset, such as: lal_char(ab), q";
constexpr auto weights_hint = "weights are read in b, z, q and qmp";

/// Why labels or weights of a set that Vcsn knows are not read.
const std::map<std::string_view, std::string>& refused_labels() {
    static const std::map<std::string_view, std::string> reasons = {
        {"lat", "labels in lat: transducers are not read"},
        {"expressionset", "labels that are expressions are not read"},
        {"seriesset", "labels that are expressions are not read"}};
    return reasons;
}

const std::map<std::string_view, std::string>& refused_weights() {
    static const std::map<std::string_view, std::string> reasons = {
        {"f2", "weights in f2: integers modulo 2 are no rational numbers"},
        {"log", "weights in log: logarithms are no rational numbers"},
        {"nmin", "weights in nmin: the tropical semiring (min, +) is not that of rational numbers"},
        {"zmin", "weights in zmin: the tropical semiring (min, +) is not that of rational numbers"},
        {"rmin", "weights in rmin: the tropical semiring (min, +) is not that of rational numbers"},
        {"r", "weights in r: floating-point numbers are not exact"},
        {"lat", "weights in lat: tuples are no rational numbers"},
        {"expressionset", "weights that are expressions are not read"},
        {"seriesset", "weights that are expressions are not read"},
        {"polynomialset", "weights that are polynomials are not read"}};
    return reasons;
}

class ContextReader {
  public:
    explicit ContextReader(VcsnText& text) : text_(text) {}

    VcsnContext read() {
        context_.is_open = false;
        std::size_t at = 0;
        std::string_view word = take_word(at);
        const bool is_closed = word == "context" && take_if('<');
        if (is_closed) word = take_word(at);
        read_labelset(word, at);
        text_.skip_space();
        text_.expect(",", "',' and a weightset", context_hint);
        read_weightset();
        if (is_closed) expect('>');
        return std::move(context_);
    }

  private:
    std::string_view take_word(std::size_t& at) {
        text_.skip_space();
        at = text_.offset();
        return text_.take_word();
    }
    bool take_if(char c) {
        text_.skip_space();
        return text_.take_if(std::string_view(&c, 1));
    }
    void expect(char c) {
        text_.skip_space();
        text_.expect(std::string_view(&c, 1), "'" + std::string(1, c) + "'", context_hint);
    }

    void read_labelset(std::string_view word, std::size_t at) {
        std::size_t nullable = 0;
        for (; word == "nullableset"; ++nullable) {
            expect('<');
            word = take_word(at);
        }
        read_simple_labelset(word, at);
        if (nullable > 0 && context_.labels == Labels::letters) context_.labels = Labels::letters_or_empty;
        for (; nullable > 0; --nullable) expect('>');
    }

    void read_simple_labelset(std::string_view word, std::size_t at) {
        if (word == "lao") {
            context_.labels = Labels::empty;
        } else if (word == "lal" || word == "letterset" || word == "lal_char") {
            context_.labels = Labels::letters;
        } else if (word == "lan" || word == "lan_char") {
            context_.labels = Labels::letters_or_empty;
        } else if (word == "law" || word == "wordset" || word == "law_char") {
            context_.labels = Labels::words;
        } else {
            const auto refused = refused_labels().find(word);
            if (refused != refused_labels().end())
                throw text_.error_at(at, refused->second, "labels are letters, words or \\e");
            throw word.empty() ? text_.unexpected("a labelset", context_hint)
                               : text_.error_at(at, "unknown labelset " + printable(word), context_hint);
        }
        if (context_.labels == Labels::empty) return;
        if (!word.ends_with("_char") && take_if('<')) {
            read_genset();
            expect('>');
        } else {
            read_letters();
        }
    }

    void read_genset() {
        std::size_t at = 0;
        const std::string_view word = take_word(at);
        if (word == "string_letters" || word == "string")
            context_.has_strings = true;
        else if (word.empty())
            throw text_.unexpected("a set of letters", context_hint);
        else if (word != "char_letters" && word != "char")
            throw text_.error_at(at, "unknown set of letters " + printable(word),
                                 "letters are char_letters(abc) or string_letters('foo''bar')");
        read_letters();
    }

    /// (abc), or nothing: an open alphabet.
    void read_letters() {
        text_.skip_space();
        const std::size_t opening = text_.offset();
        if (!text_.take_if("(")) {
            context_.is_open = true;
            return;
        }
        std::string previous;  // begins a range if '-' follows; empty if it cannot
        while (!text_.take_if(")")) {
            if (text_.at_end()) throw text_.error_at(opening, "letters without their closing ')'");
            if (text_.peek() == '-' && !previous.empty()) {
                read_range(previous);
                previous.clear();
            } else {
                previous = take_vcsn_letter(text_, context_);
                context_.letters.add(previous);
            }
        }
    }

    void read_range(const std::string& first) {
        const std::size_t at = text_.offset();
        text_.take_if("-");
        if (context_.has_strings)
            throw text_.error_at(at, "a range of string_letters", "a '-' that is a letter is written '-'");
        if (text_.peek() == ')')
            throw text_.error_at(at, "a range without its last letter",
                                 "a '-' that is a letter is written \\-");
        const std::string last = take_vcsn_letter(text_, context_);
        if (last < first) throw text_.error_at(at, "a range whose last letter is before its first");
        for (char c = first.front(); c < last.front(); ++c)
            if (!is_control(c)) context_.letters.add(std::string(1, c));
        context_.letters.add(last);
    }

    void read_weightset() {
        std::size_t at = 0;
        const std::string_view word = take_word(at);
        if (word == "b") {
            context_.weights = Weights::b;
        } else if (word == "z") {
            context_.weights = Weights::z;
        } else if (word == "q" || word == "qmp") {
            context_.weights = Weights::q;
        } else {
            const auto refused = refused_weights().find(word);
            if (refused != refused_weights().end()) throw text_.error_at(at, refused->second, weights_hint);
            throw word.empty() ? text_.unexpected("a weightset", weights_hint)
                               : text_.error_at(at, "unknown weightset " + printable(word), weights_hint);
        }
    }

    VcsnText& text_;
    VcsnContext context_;
};

}  // namespace

VcsnContext read_vcsn_context(VcsnText& text) {
    return ContextReader(text).read();
}

}  // namespace linac
