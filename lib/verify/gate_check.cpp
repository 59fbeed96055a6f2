#include "verify/gate_check.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace linac {
namespace {

enum class Kind {
    other,    // a residual dimension or a unit that no gate may read
    content,  // a residual dimension: a token that the window holds is this symbol
    mask,     // the position is in a set
    place,    // a token is this symbol and is in this place of the window
    token,    // a token is this symbol
    gate,     // of a token
    sum       // of a chain's vector, or a gate of a mask: no token decides whether it is 0
};

struct Range {
    Rational low;
    Rational high;

    void add(const Rational& factor, const Range& other) {
        low.add_product(factor, factor.sign() > 0 ? other.low : other.high);
        high.add_product(factor, factor.sign() > 0 ? other.high : other.low);
    }
};

/// A value: in the range in its token's case and 0 in the others; always in the range if it has no token.
struct Node {
    Kind kind = Kind::other;
    roles::BlockToken token{};
    std::size_t when = 0;  // the token's symbol, or the number of symbols for "no token"
    Range range{};

    [[nodiscard]] bool has_token() const { return kind == Kind::token || kind == Kind::gate; }
    [[nodiscard]] bool is_known() const { return has_token() || kind == Kind::mask || kind == Kind::sum; }
};

/// The node of a residual dimension.
struct DimensionNode {
    Node operator()(const roles::Position& /*role*/) const { return {Kind::mask, {}, 0, {0, 1}}; }
    Node operator()(const roles::RingSlot& role) const { return content(role.symbol); }
    Node operator()(const roles::WindowToken& role) const { return content(role.symbol); }
    Node operator()(const auto& /*role*/) const { return {}; }

    static Node content(Symbol symbol) { return {Kind::content, {}, symbol, {0, 1}}; }
};

/// A row of a stage: bias + Σ value · unit.
struct Row {
    SparseVector terms;
    Rational bias;
};

std::vector<Row> rows_of(const AffineMap& map) {
    std::vector<Row> rows(map.outputs());
    for (const Entry& e : map.bias()) rows[e.index].bias = e.value;
    for (std::size_t i = 0; i < map.inputs(); ++i)
        for (const Entry& e : map.column(i)) rows[e.index].terms.push_back({i, e.value});
    return rows;
}

class Check {
  public:
    explicit Check(const Network& network) : network_(network), symbols_(network.alphabet.size()) {}

    std::optional<GateCheck> run() {
        if (network_.layers.size() < 2 || symbols_ == 0) return std::nullopt;
        const FeedForward& block = network_.layers[network_.layers.size() - 2].feed_forward;
        if (std::none_of(block.roles.begin(), block.roles.end(),
                         [](const auto& unit) { return is_gate(unit.second); }))
            return std::nullopt;
        inputs_.assign(network_.width(), add({}));
        for (const auto& [dimension, role] : network_.roles)
            inputs_[dimension] = add(std::visit(DimensionNode(), role));
        GateCheck check;
        for (std::size_t stage = 0; stage + 1 < block.stages.size(); ++stage) {
            std::vector<std::size_t> units;
            const std::vector<Row> rows = rows_of(block.stages[stage]);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const auto role = block.roles.find({stage, i});
                if (role == block.roles.end()) {
                    units.push_back(carried(rows[i]));
                    continue;
                }
                if (is_gate(role->second)) ++check.gates;
                auto node = std::visit([&](const auto& kind) { return made(kind, rows[i]); }, role->second);
                if (!node) {
                    check.first = {stage, i, block.labels[stage][i]};
                    return check;
                }
                units.push_back(add(std::move(*node)));
            }
            inputs_ = std::move(units);
        }
        return check;
    }

  private:
    std::size_t add(Node node) {
        nodes_.push_back(std::move(node));
        return nodes_.size() - 1;
    }
    const Node& node(const Entry& term) const { return nodes_[inputs_[term.index]]; }

    /// The value that the row copies; the network's own values are not negative, so ReLU keeps them.
    std::size_t carried(const Row& row) {
        if (row.bias.is_zero() && row.terms.size() == 1 && row.terms[0].value.is_one())
            return inputs_[row.terms[0].index];
        return add({});
    }

    static bool is_gate(const UnitRole& role) {
        return std::holds_alternative<roles::TokenGate>(role) ||
               std::holds_alternative<roles::NoTokenGate>(role) ||
               std::holds_alternative<roles::PositionGate>(role);
    }

    // The unit of a row; nothing if it is not known to be what its role says.

    static std::optional<Node> made(const roles::PositionSet& /*role*/, const Row& /*row*/) {
        return Node{Kind::mask, {}, 0, {0, 1}};
    }
    std::optional<Node> made(const roles::TokenInPlace& role, const Row& row) const {
        if (!is_both(role.symbol, row)) return std::nullopt;
        return Node{Kind::place, role.token, role.symbol, {}};
    }
    /// One such AND, or the sum of those of several places. No two units may be the same token's symbol.
    std::optional<Node> made(const roles::Token& role, const Row& row) {
        const bool is_sum =
            row.bias.is_zero() && std::all_of(row.terms.begin(), row.terms.end(), [&](auto& e) {
                const Node& part = node(e);
                return e.value.is_one() && part.kind == Kind::place && part.token == role.token &&
                       part.when == role.symbol;
            });
        if (!is_sum && !is_both(role.symbol, row)) return std::nullopt;
        if (!tokens_.emplace(role.token, role.symbol).second) return std::nullopt;
        return Node{Kind::token, role.token, role.symbol, {1, 1}};
    }
    std::optional<Node> made(const roles::TokenGate& role, const Row& row) const {
        const auto opened = opened_by(row, 2, 1, [&](const Node& input) {
            return input.kind == Kind::token && input.token == role.token && input.when == role.symbol;
        });
        if (!opened) return std::nullopt;
        return Node{Kind::gate, role.token, role.symbol, *opened};
    }
    /// Opened by 1 − Σ_σ of the token's units.
    std::optional<Node> made(const roles::NoTokenGate& role, const Row& row) const {
        const auto opened = opened_by(row, -2, symbols_, [&](const Node& input) {
            return input.kind == Kind::token && input.token == role.token;
        });
        if (!opened) return std::nullopt;
        return Node{Kind::gate, role.token, symbols_, *opened};
    }
    std::optional<Node> made(const roles::PositionGate& /*role*/, const Row& row) const {
        const auto opened = opened_by(row, 2, 1, [](const Node& input) { return input.kind == Kind::mask; });
        if (!opened) return std::nullopt;
        return Node{Kind::sum, {}, 0, {0, opened->high}};
    }
    std::optional<Node> made(const roles::Sum& /*role*/, const Row& row) const {
        auto values = range(row.terms, row.bias);
        if (!values || values->low.sign() < 0) return std::nullopt;
        return Node{Kind::sum, {}, 0, std::move(*values)};
    }

    /// The AND of a content and a mask.
    bool is_both(Symbol symbol, const Row& row) const {
        if (row.terms.size() != 2 || row.bias != Rational(-1)) return false;
        std::size_t contents = 0;
        std::size_t masks = 0;
        for (const Entry& e : row.terms) {
            if (!e.value.is_one()) return false;
            if (node(e).kind == Kind::content && node(e).when == symbol) ++contents;
            if (node(e).kind == Kind::mask) ++masks;
        }
        return contents == 1 && masks == 1;
    }

    /// The range of value + C in a row value + 2C·on − C with |value| ≤ C; nothing if it is not known to be one. `on` is a sum
    /// of `count` different units for which `is_on`, the coefficient of each is `factor` times C; a constant in `on` is
    /// there where the factor is negative.
    template <class IsOn>
    std::optional<Range> opened_by(const Row& row, int factor, std::size_t count, const IsOn& is_on) const {
        SparseVector rest;
        std::vector<Entry> on;
        std::set<std::size_t> seen;
        for (const Entry& e : row.terms) {
            const Node& input = node(e);
            if (!is_on(input)) {
                rest.push_back(e);
                continue;
            }
            if (input.kind == Kind::token && !seen.insert(input.when).second) return std::nullopt;
            if (!on.empty() && e.value != on[0].value) return std::nullopt;
            on.push_back(e);
        }
        if (on.size() != count) return std::nullopt;
        const Rational bound = on[0].value / Rational(factor);
        if (bound.sign() <= 0) return std::nullopt;
        const auto values = range(rest, factor < 0 ? row.bias - bound : row.bias + bound);
        if (!values || values->low < -bound || values->high > bound) return std::nullopt;
        return Range{values->low + bound, values->high + bound};
    }

    /// The hull of the form over all cases of the tokens that it depends on.
    std::optional<Range> range(const SparseVector& terms, const Rational& bias) const {
        Range total{bias, bias};
        std::map<roles::BlockToken, std::vector<Range>> cases;  // by token, then by symbol or none
        for (const Entry& e : terms) {
            const Node& input = node(e);
            if (!input.is_known()) return std::nullopt;
            if (!input.has_token()) {
                total.add(e.value, input.range);
                continue;
            }
            auto& of_token = cases[input.token];
            if (of_token.empty()) of_token.resize(symbols_ + 1);
            of_token[input.when].add(e.value, input.range);
        }
        for (const auto& [token, ranges] : cases) {
            Range hull = ranges[0];
            for (const Range& r : ranges) {
                hull.low = std::min(hull.low, r.low);
                hull.high = std::max(hull.high, r.high);
            }
            total.add(1, hull);
        }
        return total;
    }

    const Network& network_;
    std::size_t symbols_;
    std::vector<Node> nodes_;
    std::vector<std::size_t> inputs_;  // nodes that the stage reads
    std::set<std::pair<roles::BlockToken, Symbol>> tokens_;
};

}  // namespace

std::optional<GateCheck> check_gates(const Network& network) {
    return Check(network).run();
}

}  // namespace linac
