#include "expressions/expression_builder.hpp"

#include <algorithm>
#include <limits>

namespace linac {

bool ExpressionBuilder::count(std::size_t length) {
    if (length > max_expression_length - length_) return false;
    length_ += length;
    return true;
}

Term ExpressionBuilder::any_of(std::vector<Symbol> symbols) {
    put_in_order(symbols);
    std::vector<Term> terms;
    terms.reserve(symbols.size());
    for (const Symbol symbol : symbols) terms.push_back(set_->letter(symbol));
    return set_->sum(std::move(terms));
}

std::size_t ExpressionBuilder::copies(const Term& body, std::size_t least,
                                      std::optional<std::size_t> most) const {
    const std::size_t count = most ? *most : least;
    const std::size_t length = set_->length(body) + 1;
    return count > max_expression_length || length > max_expression_length
               ? std::numeric_limits<std::size_t>::max()
               : length * count;
}

std::optional<Term> ExpressionBuilder::repeated(const Term& body, std::size_t least,
                                                std::optional<std::size_t> most) {
    Term result = ExpressionSet::one();
    if (most) {
        for (std::size_t n = least; n < *most; ++n)
            result = set_->sum({ExpressionSet::one(), set_->product(body, result)});
    } else {
        const auto star = set_->star(body);
        if (!star) return std::nullopt;
        result = *star;
    }
    for (std::size_t n = 0; n < least; ++n) result = set_->product(body, result);
    return result;
}

}  // namespace linac
