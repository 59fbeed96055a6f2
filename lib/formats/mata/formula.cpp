#include "formats/mata/formula.hpp"

namespace linac {
namespace {

using Kind = MataToken::Kind;

constexpr auto forms_hint = "read are lists, a | b, !a & !b, \\true and \\false";

class FormulaReader {
  public:
    FormulaReader(MataLexer& lexer, const std::string& noun,
                  const std::function<std::size_t(const MataToken&)>& index_of)
        : lexer_(&lexer), noun_(&noun), index_of_(&index_of) {}

    MataSet read() {
        if (lexer_->at_end()) return {};
        MataSet set = disjunction(0);
        while (!is_formula_ && lexer_->peek().kind == Kind::name)
            set.members.push_back((*index_of_)(lexer_->take()));
        if (!lexer_->at_end()) throw lexer_->unexpected(is_formula_ ? "an operator" : *noun_, forms_hint);
        set.is_formula = is_formula_;
        return set;
    }

  private:
    MataSet disjunction(std::size_t depth) {
        MataSet set = conjunction(depth);
        while (lexer_->at_operator("|")) {
            const MataToken token = take_operator();
            MataSet other = conjunction(depth);
            if (set.is_complement || other.is_complement)
                throw lexer_->error(token, "a '|' of what is not a list", forms_hint);
            unite(set, std::move(other));
        }
        return set;
    }

    MataSet conjunction(std::size_t depth) {
        MataSet set = negation(depth);
        while (lexer_->at_operator("&")) {
            const MataToken token = take_operator();
            MataSet other = negation(depth);
            if (!set.is_complement || !other.is_complement)
                throw lexer_->error(token, "a '&' of what is not negated", forms_hint);
            unite(set, std::move(other));
        }
        return set;
    }

    MataSet negation(std::size_t depth) {
        if (depth > max_formula_depth)
            throw lexer_->error(lexer_->peek(), "more than " + std::to_string(max_formula_depth) +
                                                    " parentheses inside each other");
        if (lexer_->at_operator("!")) {
            const MataToken token = take_operator();
            MataSet set = negation(depth + 1);
            if (set.is_complement) throw lexer_->error(token, "a '!' of what is negated", forms_hint);
            set.is_complement = true;
            return set;
        }
        if (lexer_->at_operator("(")) {
            take_operator();
            MataSet set = disjunction(depth + 1);
            if (!lexer_->at_operator(")")) throw lexer_->unexpected("')' or an operator");
            take_operator();
            return set;
        }
        if (lexer_->peek().kind == Kind::constant) return {take_operator().text == "true", false, {}};
        if (lexer_->peek().kind != Kind::name) throw lexer_->unexpected(*noun_);
        return {false, false, {(*index_of_)(lexer_->take())}};
    }

    MataToken take_operator() {
        is_formula_ = true;
        return lexer_->take();
    }

    /// In time of the smaller one.
    static void unite(MataSet& set, MataSet other) {
        if (set.members.size() < other.members.size()) std::swap(set.members, other.members);
        set.members.insert(set.members.end(), other.members.begin(), other.members.end());
    }

    MataLexer* lexer_;
    const std::string* noun_;
    const std::function<std::size_t(const MataToken&)>* index_of_;
    bool is_formula_ = false;
};

}  // namespace

MataSet read_mata_set(MataLexer& lexer, const std::string& noun,
                      const std::function<std::size_t(const MataToken&)>& index_of) {
    return FormulaReader(lexer, noun, index_of).read();
}

}  // namespace linac
