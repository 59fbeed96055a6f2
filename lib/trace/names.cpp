#include "trace/names.hpp"

#include <algorithm>
#include <optional>

#include "text.hpp"

namespace linac {
namespace {

std::vector<std::string> numbers_up_to(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
    return names;
}

/// What a dimension says where it is 1.
struct Said {
    std::string group;
    bool speaks_of_zeros = false;
    std::string value;
};

struct SaidBy {
    const Alphabet& alphabet;
    std::size_t period;  // of the positions that are told

    std::optional<Said> operator()(const roles::Position& role) const {
        if (role.period != period) return std::nullopt;
        return Said{"position", false, std::to_string(role.residue)};
    }
    std::optional<Said> operator()(const roles::RingSlot& role) const {
        return Said{place_of(role), true, printable(alphabet.name(role.symbol))};
    }
    std::optional<Said> operator()(const roles::WindowToken& role) const {
        return Said{place_of(role), true, printable(alphabet.name(role.symbol))};
    }
    std::optional<Said> operator()(const auto& /*role*/) const { return std::nullopt; }
};

/// A network counts modulo a short period to count modulo a longer one, which tells all.
std::size_t longest_period(const Network& network) {
    std::size_t longest = 0;
    for (const auto& [dimension, role] : network.roles)
        if (const auto* position = std::get_if<roles::Position>(&role))
            longest = std::max(longest, position->period);
    return longest;
}

}  // namespace

std::string shown_name(const std::string& name) {
    const std::string text = printable(name);
    return name.find_first_of(" \t") == std::string::npos ? text : "\"" + text + "\"";
}

std::string HeadNames::row(std::size_t index) const {
    return noun + " " + rows[index];
}

HeadNames names_of(const Head& head, const Network& network) {
    HeadNames names;
    if (!head.rows.empty()) names.noun = "state";
    for (const std::string& state : head.rows) names.rows.push_back(shown_name(state));
    if (head.rows.empty()) names.rows = numbers_up_to(head.key_dimension);
    names.columns = numbers_up_to(head.value_dimension);
    for (std::size_t j = 0; j < head.value_dimension; ++j) {
        const SparseVector& added = head.output.column(j);
        if (added.size() == 1 && added[0].value.is_one() && !network.residual[added[0].index].empty())
            names.columns[j] = printable(network.residual[added[0].index]);
    }
    for (const std::string& label : head.state) names.entries.push_back(printable(label));
    return names;
}

Readings::Readings(const Network& network) {
    const SaidBy said_by{network.alphabet, longest_period(network)};
    for (const auto& [dimension, role] : network.roles) {
        const auto said = std::visit(said_by, role);
        if (!said) continue;
        auto group = std::find_if(groups_.begin(), groups_.end(),
                                  [&](const ReadingGroup& g) { return g.name == said->group; });
        if (group == groups_.end())
            group = groups_.insert(groups_.end(), ReadingGroup{said->group, said->speaks_of_zeros, {}, {}});
        group->dimensions.push_back(dimension);
        group->values.push_back(said->value);
    }
    // One dimension alone is no group.
    groups_.erase(
        std::remove_if(groups_.begin(), groups_.end(),
                       [](const ReadingGroup& g) { return !g.speaks_of_zeros && g.dimensions.size() < 2; }),
        groups_.end());
}

std::vector<Reading> Readings::read(const Vector& residual) const {
    std::vector<Reading> said;
    for (const ReadingGroup& group : groups_) {
        std::size_t nonzeros = 0;
        std::size_t ones = 0;
        std::size_t last = 0;
        for (std::size_t i = 0; i < group.dimensions.size(); ++i) {
            const Rational& value = residual[group.dimensions[i]];
            nonzeros += value.is_zero() ? 0 : 1;
            if (!value.is_one()) continue;
            ++ones;
            last = i;
        }
        if (nonzeros == 1 && ones == 1)
            said.push_back({group.name, group.values[last]});
        else if (nonzeros == 0 && group.speaks_of_zeros)
            said.push_back({group.name, "-"});
    }
    return said;
}

}  // namespace linac
