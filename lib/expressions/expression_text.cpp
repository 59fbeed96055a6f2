#include "expressions/expression_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/vcsn/characters.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Kind = ExpressionSet::Kind;

/// How tightly what stands around an expression binds.
enum class Around { sum, combination, product, repeat };

/// A byte order mark is among them, as readers skip one at the start of a text.
constexpr std::array<std::string_view, 30> reserved = {
    "(", ")", "[", "]", "{", "}",  "<", ">", "+", ".", "*", "?", "&", ":", "|",
    "@", "/", "%", "!", "'", "\\", ",", "¬", "ᶜ", "ᵗ", "ε", "∅", "⟨", "⟩", "\uFEFF"};

bool is_plain(const std::string& name) {
    return character_count(name) == 1 && name != " " && name != "\t" &&
           std::find(reserved.begin(), reserved.end(), name) == reserved.end();
}

std::string letter_text(const std::string& name) {
    if (std::any_of(name.begin(), name.end(), is_control))
        throw Error::impossible("symbol " + printable(name) +
                                " has a control character, which expressions cannot hold");
    if (is_plain(name)) return name;
    std::string text = "'";
    for (const char c : name) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

class ExpressionWriter {
  public:
    explicit ExpressionWriter(const RationalExpression& expression)
        : set_(*expression.set), alphabet_(expression.alphabet) {}

    std::string write(const Term& term) {
        open_.push_back({{}, term, Around::sum});
        while (!open_.empty()) {
            const Piece piece = std::move(open_.back());
            open_.pop_back();
            text_ += piece.text;
            if (text_.size() > max_expression_bytes)
                throw Error::impossible("an expression of more than 16 MiB");
            if (piece.text.empty()) write_term(piece.term, piece.around);
        }
        return std::move(text_);
    }

  private:
    /// What is to be written yet: a text, or else a term.
    struct Piece {
        std::string text;
        Term term;
        Around around = Around::sum;
    };

    void write_term(const Term& term, Around around) {
        const bool is_weighted = !term.weight.is_one() && set_.kind(term.expression) != Kind::zero;
        if (!is_weighted) {
            write_expression(term.expression, around);
            return;
        }
        // <k>E F is <k>(E F), as weights commute.
        const bool in_parentheses = around == Around::repeat;
        text_ += (in_parentheses ? "(<" : "<") + to_string(term.weight) + ">";
        if (in_parentheses) open_.push_back({")", {}, {}});
        open_.push_back({{}, {1, term.expression}, Around::product});
    }

    void write_expression(ExpressionId id, Around around) {
        switch (set_.kind(id)) {
            case Kind::zero:
                text_ += "\\z";
                return;
            case Kind::one:
                text_ += "\\e";
                return;
            case Kind::letter:
                text_ += letter_text(alphabet_.name(set_.symbol(id)));
                return;
            case Kind::sum:
                if (around != Around::sum && write_class(id)) return;
                parenthesise(around > Around::sum, [&] { write_sum(id); });
                return;
            case Kind::product:
                parenthesise(around > Around::product,
                             [&] { write_pair(id, "", Around::product, Around::product); });
                return;
            case Kind::star:
                open_.push_back({"*", {}, {}});
                open_.push_back({{}, set_.terms(id)[0], Around::repeat});
                return;
            case Kind::hadamard:
            case Kind::shuffle:
            case Kind::infiltration: {
                const char* sign = set_.kind(id) == Kind::hadamard  ? "&"
                                   : set_.kind(id) == Kind::shuffle ? ":"
                                                                    : "&:";
                parenthesise(around > Around::combination,
                             [&] { write_pair(id, sign, Around::combination, Around::product); });
                return;
            }
        }
    }

    template <class Write>
    void parenthesise(bool in_parentheses, Write&& write) {
        if (in_parentheses) {
            text_ += "(";
            open_.push_back({")", {}, {}});
        }
        write();
    }

    void write_sum(ExpressionId id) {
        const auto terms = set_.terms(id);
        for (std::size_t i = terms.size(); i > 0; --i) {
            open_.push_back({{}, terms[i - 1], Around::sum});
            if (i > 1) open_.push_back({"+", {}, {}});
        }
    }

    void write_pair(ExpressionId id, const std::string& sign, Around left, Around right) {
        open_.push_back({{}, {1, set_.right(id)}, right});
        if (!sign.empty()) open_.push_back({sign, {}, {}});
        open_.push_back({{}, {1, set_.left(id)}, left});
    }

    /// [abc], if the sum is of such letters.
    bool write_class(ExpressionId id) {
        std::string text = "[";
        for (const Term& term : set_.terms(id)) {
            if (!term.weight.is_one() || set_.kind(term.expression) != Kind::letter) return false;
            const std::string& name = alphabet_.name(set_.symbol(term.expression));
            if (!is_plain(name) || name == "-" || name == "^") return false;
            text += name;
        }
        text_ += text + "]";
        return true;
    }

    const ExpressionSet& set_;
    const Alphabet& alphabet_;
    std::string text_;
    std::vector<Piece> open_;
};

}  // namespace

void check_written_length(std::size_t length) {
    if (length > max_written_length)
        throw Error::impossible("the expression has more than " + std::to_string(max_written_length) +
                                    " letters, operators and weights",
                                "linac minimize may make the automaton smaller");
}

std::string expression_text(const RationalExpression& expression) {
    check_written_length(expression.set->length(expression.term));
    return ExpressionWriter(expression).write(expression.term);
}

}  // namespace linac
