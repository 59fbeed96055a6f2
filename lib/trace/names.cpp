#include "trace/names.hpp"

#include <algorithm>
#include <optional>
#include <sstream>

#include "text.hpp"

namespace linac {
namespace {

/// "states a b c" with as many names as rows. Labels cut short are not taken.
std::vector<std::string> rows_listed(const std::string& label, std::size_t rows) {
    const std::string prefix = "states ";
    if (label.compare(0, prefix.size(), prefix) != 0 || label.size() >= prefix.size() + 60) return {};
    std::istringstream words(label.substr(prefix.size()));
    std::vector<std::string> names;
    for (std::string name; words >> name;) names.push_back(name);
    return names.size() == rows ? names : std::vector<std::string>();
}

std::vector<std::string> numbers_up_to(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
    return names;
}

bool is_number(const std::string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The symbol that a label "... symbol s" ends with, and what stands before.
std::optional<std::pair<std::string, std::string>> before_symbol(const std::string& label,
                                                                 const Alphabet& alphabet) {
    const std::string between = " symbol ";
    const std::size_t at = label.find(between);
    if (at == std::string::npos) return std::nullopt;
    const std::string symbol = label.substr(at + between.size());
    if (!alphabet.find(symbol)) return std::nullopt;
    return std::pair(label.substr(0, at), symbol);
}

}  // namespace

std::string HeadNames::row(std::size_t index) const {
    return noun + " " + rows[index];
}

HeadNames names_of(const Head& head, const Network& network) {
    HeadNames names;
    names.rows = rows_listed(head.label, head.key_dimension);
    if (!names.rows.empty())
        names.noun = "state";
    else
        names.rows = numbers_up_to(head.key_dimension);
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
    const auto add = [this](const std::string& name, bool speaks_of_zeros, std::size_t dimension,
                            const std::string& value) {
        auto group = std::find_if(groups_.begin(), groups_.end(),
                                  [&](const ReadingGroup& g) { return g.name == name; });
        if (group == groups_.end())
            group = groups_.insert(groups_.end(), ReadingGroup{name, speaks_of_zeros, {}, {}});
        group->dimensions.push_back(dimension);
        group->values.push_back(printable(value));
    };
    const std::string position = "position ";
    for (std::size_t d = 0; d < network.width(); ++d) {
        const std::string& label = network.residual[d];
        if (label.compare(0, position.size(), position) == 0 && is_number(label.substr(position.size())))
            add("position", false, d, label.substr(position.size()));
        else if (const auto parts = before_symbol(label, network.alphabet))
            add(printable(parts->first), true, d, parts->second);
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
