#include "expressions/regex_reader.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "expressions/regex_lexer.hpp"

namespace linac {
namespace {

using RegexToken = RegexLexer::Token;
using RegexTokenKind = RegexToken::Kind;

/// What is read of the expression in a pair of parentheses, or of the whole.
struct RegexLevel {
    std::size_t offset = 0;
    std::vector<Term> alternatives;
    std::vector<Term> factors;
    bool may_repeat = false;  // the last factor
};

class RegexReader {
  public:
    RegexReader(std::string_view text, const std::string& source, RegexMeaning meaning,
                const Alphabet* alphabet)
        : builder_(meaning == RegexMeaning::language ? ExpressionSet::Semiring::boolean
                                                     : ExpressionSet::Semiring::rational,
                   alphabet),
          lexer_(text, source, builder_) {}

    RationalExpression read() {
        levels_.emplace_back();
        for (RegexToken token = lexer_.take(); token.kind != RegexTokenKind::end; token = lexer_.take())
            read_token(token);
        if (levels_.size() > 1)
            throw lexer_.error("a parenthesis without its closing ')'", levels_.back().offset,
                               "as a letter '(' is written \\(");
        const Term term = close_level();
        if (builder_.letters().size() == 0)
            throw lexer_.error("a regular expression without letters, of an alphabet that is not given", 0,
                               "--alphabet \"a b c\" gives it");
        return builder_.finish(term);
    }

  private:
    RegexLevel& level() { return levels_.back(); }
    ExpressionSet& set() { return builder_.set(); }

    void read_token(const RegexToken& token) {
        switch (token.kind) {
            case RegexTokenKind::atom:
                add_factor(token.atom);
                break;
            case RegexTokenKind::open:
                levels_.push_back({token.offset, {}, {}, false});
                break;
            case RegexTokenKind::close: {
                if (levels_.size() == 1)
                    throw lexer_.error("')' without '('", token.offset, "as a letter ')' is written \\)");
                const Term term = close_level();
                levels_.pop_back();
                add_factor(term);
                break;
            }
            case RegexTokenKind::bar:
                end_alternative();
                break;
            case RegexTokenKind::repeat:
                read_repeat(token);
                break;
            case RegexTokenKind::end:
                break;
        }
    }

    void add_factor(const Term& term) {
        level().factors.push_back(term);
        level().may_repeat = true;
    }

    void read_repeat(const RegexToken& token) {
        if (level().factors.empty())
            throw lexer_.error("a repeat of nothing", token.offset,
                               "as a letter it is written with \\ before it");
        if (!level().may_repeat)
            throw lexer_.error(
                "a repeat of a repeat is not in the subset of regular expressions", token.offset,
                "lazy and possessive repeats match the same whole words; others are written (a*)*");
        Term& body = level().factors.back();
        if (!builder_.count(builder_.copies(body, token.least, token.most)))
            throw lexer_.error("a regular expression of more than " + std::to_string(max_expression_length) +
                                   " letters, operators and parentheses, this repeat written out",
                               token.offset, "", Error::Kind::impossible);
        const auto result = builder_.repeated(body, token.least, token.most);
        if (!result)
            throw lexer_.error("infinitely many ways to match: what is repeated matches the empty word",
                               token.offset, "without --count the expression is a set of words",
                               Error::Kind::impossible);
        body = *result;
        level().may_repeat = false;
    }

    void end_alternative() {
        level().alternatives.push_back(set().product(level().factors));
        level().factors.clear();
        level().may_repeat = false;
    }

    Term close_level() {
        end_alternative();
        return set().sum(std::move(level().alternatives));
    }

    ExpressionBuilder builder_;
    RegexLexer lexer_;
    std::vector<RegexLevel> levels_;
};

}  // namespace

Result<RationalExpression> read_regex(std::string_view text, const std::string& source, RegexMeaning meaning,
                                      const Alphabet* alphabet) {
    const auto result = capture([&] {
        if (text.size() > max_expression_bytes)
            throw Error::impossible("a regular expression of more than 16 MiB");
        if (alphabet)
            return std::make_shared<RationalExpression>(RegexReader(text, source, meaning, alphabet).read());
        const Alphabet letters = RegexReader(text, source, meaning, nullptr).read().alphabet;
        return std::make_shared<RationalExpression>(RegexReader(text, source, meaning, &letters).read());
    });
    if (!result) return result.error().in(source);
    return std::move(*result.value());
}

}  // namespace linac
