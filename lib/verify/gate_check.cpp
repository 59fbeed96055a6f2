#include "verify/gate_check.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace linac {
namespace {

enum class Kind {
    other,     // a residual dimension or a unit that no gate may read
    content,   // a residual dimension: a token that the window holds is this symbol
    mask,      // the position is in a set
    place,     // a token is this symbol and is in this place of the window
    token,     // a token is this symbol
    gate,      // of a token
    sum,       // of a chain's vector, or a gate of a mask: no token decides whether it is 0
    parameter  // decided by the position alone, for the outputs
};

/// What a unit's label tells.
struct Role {
    Kind kind = Kind::other;
    std::size_t slot = 0;  // of a token or its gate: which token
    std::size_t when = 0;  // its symbol, or the number of symbols for "no token"
    bool by_mask = false;  // a gate of a mask
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
    std::size_t slot = 0;
    std::size_t when = 0;
    Range range;

    [[nodiscard]] bool has_token() const { return kind == Kind::token || kind == Kind::gate; }
    [[nodiscard]] bool is_known() const { return has_token() || kind == Kind::mask || kind == Kind::sum; }
};

bool take(std::string_view& text, std::string_view start) {
    if (text.substr(0, start.size()) != start) return false;
    text.remove_prefix(start.size());
    return true;
}

class Labels {
  public:
    explicit Labels(const Alphabet& alphabet) : alphabet_(alphabet) {}

    Role residual(std::string_view label) const {
        if (take(label, "position ") || take(label, "odd position")) return {Kind::mask};
        const std::size_t at = label.find(symbol_);
        if (at == std::string_view::npos) return {};
        const auto symbol = alphabet_.find(label.substr(at + symbol_.size()));
        return symbol ? Role{Kind::content, 0, *symbol} : Role{};
    }
    /// Nothing if the gather gives no such label.
    std::optional<Role> unit(std::string_view label) {
        if (take(label, "position ")) return Role{Kind::mask};
        for (const char* parameter : {"key coordinate ", "learning rate coordinate ", "beta"})
            if (take(label, parameter)) return Role{Kind::parameter};
        for (const char* tap : {"column component ", "readout component ", "current readout component "})
            if (take(label, tap)) return Role{Kind::gate, 0, 0, true};
        if (take(label, "sum ")) return Role{Kind::sum};
        if (take(label, "no token ")) {
            const std::size_t at = label.rfind(coordinate_);
            if (at == std::string_view::npos) return std::nullopt;
            return Role{Kind::gate, slot(label.substr(0, at)), alphabet_.size()};
        }
        const bool is_gate = take(label, "product ");
        if (is_gate) {
            const std::size_t at = label.rfind(coordinate_);
            if (at == std::string_view::npos) return std::nullopt;
            label = label.substr(0, at);
        } else if (label.substr(0, 8) != "current " && label.substr(0, 9) != "previous ") {
            return std::nullopt;
        }
        const std::size_t at = label.find(symbol_);
        if (at == std::string_view::npos) return std::nullopt;
        const std::string_view name = label.substr(at + symbol_.size());
        const std::size_t which = slot(label.substr(0, at));
        if (const auto symbol = alphabet_.find(name))
            return Role{is_gate ? Kind::gate : Kind::token, which, *symbol};
        const auto symbol = alphabet_.find(name.substr(0, name.rfind(" place ")));
        if (is_gate || !symbol) return std::nullopt;
        return Role{Kind::place, which, *symbol};
    }

  private:
    static constexpr std::string_view symbol_ = " symbol ";
    static constexpr std::string_view coordinate_ = " coordinate ";

    std::size_t slot(std::string_view name) {
        return slots_.emplace(std::string(name), slots_.size()).first->second;
    }

    const Alphabet& alphabet_;
    std::map<std::string, std::size_t> slots_;
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
    explicit Check(const Network& network)
        : network_(network), symbols_(network.alphabet.size()), labels_(network.alphabet) {}

    std::optional<GateCheck> run() {
        if (network_.layers.size() < 2 || symbols_ == 0) return std::nullopt;
        const FeedForward& block = network_.layers[network_.layers.size() - 2].feed_forward;
        if (block.stages.empty()) return std::nullopt;
        for (const std::string& label : network_.residual) {
            const Role role = labels_.residual(label);
            inputs_.push_back(add({role.kind, 0, role.when, {0, 1}}));
        }
        GateCheck check;
        for (std::size_t stage = 0; stage + 1 < block.stages.size(); ++stage) {
            std::vector<std::size_t> units;
            const std::vector<Row> rows = rows_of(block.stages[stage]);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const std::string& label = block.labels[stage][i];
                if (std::string_view name = label; take(name, "= ")) {
                    units.push_back(carried(rows[i]));
                    continue;
                }
                const auto role = labels_.unit(label);
                if (!role) return std::nullopt;
                if (role->kind == Kind::gate) ++check.gates;
                auto node = made(*role, rows[i]);
                if (!node) {
                    check.first = {stage, i, label};
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

    /// The unit of a row; nothing if it is not known to be what its label tells.
    std::optional<Node> made(const Role& role, const Row& row) {
        switch (role.kind) {
            case Kind::mask:
                return Node{Kind::mask, 0, 0, {0, 1}};
            case Kind::place:
                if (is_both(role, row)) return Node{Kind::place, role.slot, role.when, {}};
                return std::nullopt;
            case Kind::token:
                return token(role, row);
            case Kind::gate:
                return gate(role, row);
            case Kind::sum:
                if (auto values = range(row.terms, row.bias); values && values->low.sign() >= 0)
                    return Node{Kind::sum, 0, 0, std::move(*values)};
                return std::nullopt;
            default:
                return Node{};
        }
    }

    /// The AND of a content and a mask.
    bool is_both(const Role& role, const Row& row) const {
        if (row.terms.size() != 2 || row.bias != Rational(-1)) return false;
        std::size_t contents = 0;
        std::size_t masks = 0;
        for (const Entry& e : row.terms) {
            if (!e.value.is_one()) return false;
            if (node(e).kind == Kind::content && node(e).when == role.when) ++contents;
            if (node(e).kind == Kind::mask) ++masks;
        }
        return contents == 1 && masks == 1;
    }

    /// One such AND, or the sum of those of several places. No two units may be the same token's symbol.
    std::optional<Node> token(const Role& role, const Row& row) {
        const bool is_sum =
            row.bias.is_zero() && std::all_of(row.terms.begin(), row.terms.end(), [&](auto& e) {
                const Node& part = node(e);
                return e.value.is_one() && part.kind == Kind::place && part.slot == role.slot &&
                       part.when == role.when;
            });
        if (!is_sum && !is_both(role, row)) return std::nullopt;
        if (!tokens_.emplace(std::pair(role.slot, role.when), true).second) return std::nullopt;
        return Node{Kind::token, role.slot, role.when, {1, 1}};
    }

    std::optional<Node> gate(const Role& role, const Row& row) {
        // Take 2C·on − C off the row: the terms of `on`, all with one coefficient, and its share of the bias.
        const bool on_none = !role.by_mask && role.when == symbols_;
        SparseVector rest;
        std::vector<Entry> on;
        std::vector<bool> seen(symbols_, false);
        for (const Entry& e : row.terms) {
            const Node& input = node(e);
            const bool is_on = role.by_mask ? input.kind == Kind::mask
                                            : input.kind == Kind::token && input.slot == role.slot &&
                                                  (on_none || input.when == role.when);
            if (!is_on) {
                rest.push_back(e);
                continue;
            }
            if (input.kind == Kind::token) {
                if (seen[input.when]) return std::nullopt;
                seen[input.when] = true;
            }
            if (!on.empty() && e.value != on[0].value) return std::nullopt;
            on.push_back(e);
        }
        if (on.size() != (on_none ? symbols_ : 1)) return std::nullopt;
        const Rational bound = on[0].value / Rational(on_none ? -2 : 2);
        if (bound.sign() <= 0) return std::nullopt;
        const auto values = range(rest, on_none ? row.bias - bound : row.bias + bound);
        if (!values || values->low < -bound || values->high > bound) return std::nullopt;
        Range opened{values->low + bound, values->high + bound};
        if (role.by_mask) return Node{Kind::sum, 0, 0, {0, std::move(opened.high)}};
        return Node{Kind::gate, role.slot, role.when, std::move(opened)};
    }

    /// The hull of the form over all cases of the tokens that it depends on.
    std::optional<Range> range(const SparseVector& terms, const Rational& bias) const {
        Range total{bias, bias};
        std::map<std::size_t, std::vector<Range>> cases;  // by slot, then by symbol or none
        for (const Entry& e : terms) {
            const Node& input = node(e);
            if (!input.is_known()) return std::nullopt;
            if (!input.has_token()) {
                total.add(e.value, input.range);
                continue;
            }
            auto& of_slot = cases[input.slot];
            if (of_slot.empty()) of_slot.resize(symbols_ + 1);
            of_slot[input.when].add(e.value, input.range);
        }
        for (const auto& [slot, ranges] : cases) {
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
    Labels labels_;
    std::vector<Node> nodes_;
    std::vector<std::size_t> inputs_;  // nodes that the stage reads
    std::map<std::pair<std::size_t, std::size_t>, bool> tokens_;
};

}  // namespace

std::optional<GateCheck> check_gates(const Network& network) {
    return Check(network).run();
}

}  // namespace linac
