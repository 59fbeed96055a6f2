#include "support/formula.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace linac::tests {
namespace {

OracleMatrix zero_matrix(std::size_t rows, std::size_t columns) {
    return OracleMatrix(rows, OracleVector(columns));
}

bool is_number(const OracleMatrix& matrix) {
    return matrix.size() == 1 && matrix[0].size() == 1;
}

OracleMatrix product(const OracleMatrix& left, const OracleMatrix& right) {
    if (is_number(left) || is_number(right)) {
        const Oracle factor = is_number(left) ? left[0][0] : right[0][0];
        OracleMatrix result = is_number(left) ? right : left;
        for (OracleVector& row : result)
            for (Oracle& entry : row) entry *= factor;
        return result;
    }
    if (left[0].size() != right.size()) throw std::invalid_argument("a product of other shapes");
    OracleMatrix result = zero_matrix(left.size(), right[0].size());
    for (std::size_t i = 0; i < left.size(); ++i)
        for (std::size_t k = 0; k < right.size(); ++k)
            for (std::size_t j = 0; j < right[k].size() && left[i][k] != 0; ++j)
                result[i][j] += left[i][k] * right[k][j];
    return result;
}

/// Entry by entry.
template <class Operation>
OracleMatrix combined(OracleMatrix left, const OracleMatrix& right, const Operation& operation) {
    for (std::size_t i = 0; i < left.size(); ++i)
        for (std::size_t j = 0; j < left[i].size(); ++j) operation(left[i][j], right.at(i).at(j));
    return left;
}

OracleMatrix transposed(const OracleMatrix& matrix) {
    OracleMatrix result = zero_matrix(matrix[0].size(), matrix.size());
    for (std::size_t i = 0; i < matrix.size(); ++i)
        for (std::size_t j = 0; j < matrix[i].size(); ++j) result[j][i] = matrix[i][j];
    return result;
}

OracleMatrix diagonal(const OracleMatrix& column) {
    OracleMatrix result = zero_matrix(column.size(), column.size());
    for (std::size_t i = 0; i < column.size(); ++i) result[i][i] = column[i].at(0);
    return result;
}

}  // namespace

struct Formula::Node {
    enum class Kind { symbol, identity, diagonal, transpose, product, entries, sum, difference };
    Kind kind;
    std::size_t symbol = 0;
    std::shared_ptr<const Node> left;
    std::shared_ptr<const Node> right;

    [[nodiscard]] OracleMatrix value(const std::vector<OracleMatrix>& values) const {
        switch (kind) {
            case Kind::symbol:
                return values.at(symbol);
            case Kind::identity:
                return diagonal(OracleMatrix(values.at(0).size(), OracleVector{1}));
            case Kind::diagonal:
                return linac::tests::diagonal(left->value(values));
            case Kind::transpose:
                return transposed(left->value(values));
            case Kind::product:
                return linac::tests::product(left->value(values), right->value(values));
            case Kind::entries:
                return combined(left->value(values), right->value(values),
                                [](Oracle& a, const Oracle& b) { a *= b; });
            case Kind::sum:
                return combined(left->value(values), right->value(values),
                                [](Oracle& a, const Oracle& b) { a += b; });
            case Kind::difference:
                return combined(left->value(values), right->value(values),
                                [](Oracle& a, const Oracle& b) { a -= b; });
        }
        throw std::logic_error("no such node");
    }
};

class Formula::Parser {
  public:
    using Part = std::shared_ptr<const Node>;

    Parser(std::string_view text, const std::vector<std::string_view>& symbols)
        : text_(text), symbols_(symbols) {}

    Part formula() {
        expect("S");
        expect("←");
        Part result = sum();
        skip_blanks();
        if (!text_.empty()) throw std::invalid_argument("not a formula: " + std::string(text_));
        return result;
    }

  private:
    using Kind = Node::Kind;

    static Part node(Kind kind, Part left = nullptr, Part right = nullptr) {
        return std::make_shared<Node>(Node{kind, 0, std::move(left), std::move(right)});
    }

    void skip_blanks() {
        while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
    }
    bool take(std::string_view token) {
        skip_blanks();
        if (text_.substr(0, token.size()) != token) return false;
        text_.remove_prefix(token.size());
        return true;
    }
    void expect(std::string_view token) {
        if (!take(token))
            throw std::invalid_argument("expected " + std::string(token) + " at " + std::string(text_));
    }

    Part sum() {
        Part result = term();
        while (true) {
            if (take("+"))
                result = node(Kind::sum, result, term());
            else if (take("-"))
                result = node(Kind::difference, result, term());
            else
                return result;
        }
    }
    Part term() {
        Part result = entries();
        while (Part next = entries_or_nothing()) result = node(Kind::product, result, next);
        return result;
    }
    Part entries() {
        if (Part result = entries_or_nothing()) return result;
        throw std::invalid_argument("expected a symbol at " + std::string(text_));
    }
    Part entries_or_nothing() {
        Part result = factor();
        while (result && take("⊙")) result = node(Kind::entries, result, factor());
        return result;
    }
    Part factor() {
        Part result = primary();
        while (result && take("ᵀ")) result = node(Kind::transpose, result);
        return result;
    }
    Part primary() {
        const bool is_diagonal = take("diag");
        if (take("(")) {
            Part inner = sum();
            expect(")");
            return is_diagonal ? node(Kind::diagonal, inner) : inner;
        }
        if (is_diagonal) expect("(");
        if (take("I")) return node(Kind::identity);
        if (take("S")) return symbol(0);
        for (std::size_t i = 0; i < symbols_.size(); ++i)
            if (take(symbols_[i])) return symbol(1 + i);
        return nullptr;
    }
    static Part symbol(std::size_t index) {
        return std::make_shared<Node>(Node{Kind::symbol, index, nullptr, nullptr});
    }

    std::string_view text_;
    const std::vector<std::string_view>& symbols_;
};

Formula::Formula(std::string_view text, const std::vector<std::string_view>& symbols)
    : root_(Parser(text, symbols).formula()) {}

OracleMatrix Formula::value(const std::vector<OracleMatrix>& values) const {
    return root_->value(values);
}

}  // namespace linac::tests
