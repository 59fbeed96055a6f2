#include "expressions/expression_reader.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "expressions/expression_lexer.hpp"

namespace linac {
namespace {

using Token = ExpressionLexer::Token;
using TokenKind = Token::Kind;

constexpr auto an_operand = "a letter, a class, \\e, \\z, a weight or '('";

/// What is read of the expression in a pair of parentheses, or of the whole.
struct Level {
    std::size_t offset = 0;
    std::vector<Term> summands;
    std::optional<Term> operand;  // left of the last & : &:
    ExpressionSet::Kind combination = {};
    std::vector<Term> factors;
    std::optional<Term> factor;  // the last, which may be repeated yet
    Rational weight = 1;         // in front of it
};

class ExpressionReader {
  public:
    ExpressionReader(std::string_view text, const std::string& source, const Alphabet* alphabet)
        : builder_(ExpressionSet::Semiring::rational, alphabet), lexer_(text, source, builder_) {}

    RationalExpression read() {
        levels_.emplace_back();
        while (lexer_.peek().kind != TokenKind::end) read_token();
        if (levels_.size() > 1)
            throw lexer_.error("a parenthesis without its closing ')'", levels_.back().offset);
        const Term term = close_level();
        if (builder_.letters().size() == 0)
            throw lexer_.error("an expression without letters, of an alphabet that is not given", 0,
                               "--alphabet \"a b c\" gives it");
        return builder_.finish(term);
    }

  private:
    Level& level() { return levels_.back(); }
    ExpressionSet& set() { return builder_.set(); }

    void read_token() {
        switch (lexer_.peek().kind) {
            case TokenKind::atom:
                begin_factor();
                level().factor = lexer_.take().atom;
                break;
            case TokenKind::weight:
                read_weights();
                break;
            case TokenKind::open:
                begin_factor();
                levels_.push_back({lexer_.take().offset, {}, {}, {}, {}, {}, 1});
                break;
            case TokenKind::close: {
                if (levels_.size() == 1) throw lexer_.error("')' without '('", lexer_.peek().offset);
                const Term term = close_level();
                lexer_.take();
                levels_.pop_back();
                level().factor = term;
                break;
            }
            case TokenKind::plus:
                end_summand();
                lexer_.take();
                break;
            case TokenKind::dot:
                end_factor();
                lexer_.take();
                break;
            case TokenKind::combination:
                end_operand();
                level().combination = lexer_.take().combination;
                break;
            case TokenKind::repeat:
                read_repeat();
                break;
            case TokenKind::end:
                break;
        }
    }

    /// Weights belong to the factor that follows, where one does, and otherwise to the one before: a repeat after
    /// them takes them in.
    void read_weights() {
        Rational weight = 1;
        while (lexer_.peek().kind == TokenKind::weight) {
            weight *= lexer_.take().weight;
            set().keep(weight);
        }
        const bool goes_before =
            lexer_.peek().kind == TokenKind::atom || lexer_.peek().kind == TokenKind::open;
        if (goes_before) {
            begin_factor();
            level().weight = weight;
        } else if (level().factor) {
            level().factor =
                set().product(scaled(*level().factor, level().weight), ExpressionSet::one(weight));
            level().weight = 1;
        } else {
            throw lexer_.unexpected("a letter, a class, \\e, \\z or '(' after the weight");
        }
    }

    void read_repeat() {
        if (!level().factor) throw lexer_.unexpected(an_operand);
        const Token token = lexer_.take();
        const Term& body = *level().factor;
        if (!builder_.count(builder_.copies(body, token.least, token.most)))
            throw lexer_.error("an expression of more than " + std::to_string(max_expression_length) +
                                   " letters, operators and parentheses, this repeat written out",
                               token.offset, "", Error::Kind::impossible);
        const auto result = builder_.repeated(body, token.least, token.most);
        if (!result)
            throw lexer_.error("the star of an expression whose constant term is " +
                                   printable_constant(set().constant(body)) + " does not converge",
                               token.offset, "the constant term must lie between -1 and 1",
                               Error::Kind::impossible);
        level().factor = *result;
    }

    static std::string printable_constant(const Rational& value) {
        const std::string text = to_string(value);
        return text.size() <= 40 ? text : text.substr(0, 40) + "...";
    }

    /// A factor follows: the one before it is whole.
    void begin_factor() {
        if (level().factor) end_factor();
    }

    void end_factor() {
        if (!level().factor) throw lexer_.unexpected(an_operand);
        level().factors.push_back(scaled(*level().factor, level().weight));
        level().factor.reset();
        level().weight = 1;
    }

    void end_operand() {
        end_factor();
        const Term product = set().product(level().factors);
        level().factors.clear();
        level().operand =
            level().operand ? set().combination(level().combination, *level().operand, product) : product;
    }

    void end_summand() {
        end_operand();
        level().summands.push_back(*level().operand);
        level().operand.reset();
    }

    Term close_level() {
        end_summand();
        return set().sum(std::move(level().summands));
    }

    ExpressionBuilder builder_;
    ExpressionLexer lexer_;
    std::vector<Level> levels_;
};

}  // namespace

Result<RationalExpression> read_expression(std::string_view text, const std::string& source,
                                           const Alphabet* alphabet) {
    const auto result = capture([&] {
        if (text.size() > max_expression_bytes) throw Error::impossible("an expression of more than 16 MiB");
        if (alphabet)
            return std::make_shared<RationalExpression>(ExpressionReader(text, source, alphabet).read());
        const Alphabet letters = ExpressionReader(text, source, nullptr).read().alphabet;
        return std::make_shared<RationalExpression>(ExpressionReader(text, source, &letters).read());
    });
    if (!result) return result.error().in(source);
    return std::move(*result.value());
}

}  // namespace linac
