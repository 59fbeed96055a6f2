#include "formats/roles_in_json.hpp"

#include <functional>
#include <optional>
#include <tuple>
#include <utility>

#include "text.hpp"

namespace linac {
namespace {

using json::Object;
using json::Value;

/// ", 3, 0": the numbers of a role, in the order of files.
template <class Role>
std::string numbers_of(const Role& role) {
    std::string text;
    std::apply([&](const auto&... number) { ((text += ", " + std::to_string(number)), ...); },
               Role::numbers(role));
    return text;
}

/// [5, "token", 0, 3, 1]
template <class Role>
std::string entry_of(std::size_t index, const Role& role) {
    return "[" + std::to_string(index) + ", " + json::quoted(kind_of(role)) +
           std::visit([](const auto& kind) { return numbers_of(kind); }, role) + "]";
}

std::string strings(const std::vector<std::string>& texts) {
    std::vector<std::string> quoted;
    quoted.reserve(texts.size());
    for (const std::string& text : texts) quoted.push_back(json::quoted(text));
    return "[" + join(quoted, ", ") + "]";
}

/// The role that an entry after its index is, if it is of this kind.
template <class Kind>
std::optional<Kind> as(const Value& entry) {
    if (entry.first().next().string() != Kind::name) return std::nullopt;
    Kind role;
    const auto numbers = Kind::numbers(role);
    constexpr std::size_t count = std::tuple_size_v<decltype(Kind::numbers(role))>;
    if (entry.size() != count + 2)
        throw entry.error(count_of(entry.size() - 2, "number") + " of a role " + json::in_quotes(Kind::name) +
                          ", expected " + std::to_string(count));
    Value at = entry.first().next();
    std::apply([&](auto&... number) { ((at = at.next(), number = at.whole()), ...); }, numbers);
    return role;
}

template <class Role>
struct RoleReader;
template <class... Kinds>
struct RoleReader<std::variant<Kinds...>> {
    static std::variant<Kinds...> read(const Value& entry) {
        std::optional<std::variant<Kinds...>> role;
        const auto is = [&](const auto& found) {
            if (found) role = *found;
            return found.has_value();
        };
        if (!(is(as<Kinds>(entry)) || ...))
            throw entry.first().next().error(
                "unknown kind of role " + json::in_quotes(entry.first().next().string()),
                "the kinds here are " + join({std::string(Kinds::name)...}, ", "));
        return *role;
    }
};

/// An index below the bound, of a noun such as "unit".
std::size_t index_below(const Value& value, std::size_t bound, const std::string& noun) {
    if (value.whole() < bound) return value.whole();
    throw value.error(noun + " " + std::to_string(value.whole()) + " of " + count_of(bound, noun),
                      "indices count from 0");
}

/// Adds an entry's role at the place that `place` makes of its index; the index is below the bound.
template <class Roles, class MakePlace>
void add_role(const Value& entry, std::size_t bound, const std::string& noun, Roles& roles,
              const MakePlace& place) {
    if (entry.size() < 2) throw entry.error("expected [" + noun + ", kind of role, its numbers …]");
    const std::size_t at = index_below(entry.first(), bound, noun);
    const auto role = RoleReader<typename Roles::mapped_type>::read(entry);
    if (!roles.emplace(place(at), role).second)
        throw entry.error("the role of " + noun + " " + std::to_string(at) + " is given twice");
}

class RolesReader {
  public:
    explicit RolesReader(Network& network) : network_(network) {}

    void read(const Value& value) {
        const Object object(value, {"registers", "residual", "heads", "units"});
        network_.registers = strings(object["registers"]);
        object["residual"].for_each([&](const Value& entry) {
            add_role(entry, network_.width(), "dimension", network_.roles, std::identity());
        });
        object["heads"].for_each([&](const Value& of_head) { head(of_head); });
        object["units"].for_each([&](const Value& of_stage) { stage(of_stage); });
    }

  private:
    static std::vector<std::string> strings(const Value& list) {
        std::vector<std::string> texts;
        list.for_each([&](const Value& element) { texts.emplace_back(element.string()); });
        return texts;
    }

    Layer& layer(const Object& object) {
        return network_.layers[index_below(object["layer"], network_.layers.size(), "layer")];
    }

    void head(const Value& value) {
        const Object object(value, {"layer", "head", "rows"});
        Layer& of = layer(object);
        Head& head = of.heads[index_below(object["head"], of.heads.size(), "head")];
        if (!head.rows.empty()) throw value.error("the rows of this head are given twice");
        if (object["rows"].size() != head.key_dimension)
            throw object["rows"].error("states of " + count_of(object["rows"].size(), "row") + ", expected " +
                                       std::to_string(head.key_dimension));
        head.rows = strings(object["rows"]);
    }

    void stage(const Value& value) {
        const Object object(value, {"layer", "stage", "roles"});
        FeedForward& block = layer(object).feed_forward;
        const std::size_t stage = index_below(object["stage"], block.labels.size(), "stage");
        object["roles"].for_each([&](const Value& entry) {
            add_role(entry, block.labels[stage].size(), "unit", block.roles,
                     [&](std::size_t unit) { return std::pair(stage, unit); });
        });
    }

    Network& network_;
};

/// {"layer": 2, "stage": 0, "roles": [[5, "token", 0, 3, 1]]} for every stage whose units have roles.
std::vector<std::string> units_of(const Network& network, std::string_view between) {
    std::vector<std::string> stages;
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const auto& units = network.layers[l].feed_forward.roles;
        for (auto unit = units.begin(); unit != units.end();) {
            const std::size_t stage = unit->first.first;
            std::vector<std::string> entries;
            for (; unit != units.end() && unit->first.first == stage; ++unit)
                entries.push_back(entry_of(unit->first.second, unit->second));
            stages.push_back("{\"layer\": " + std::to_string(l) + ", \"stage\": " + std::to_string(stage) +
                             ", \"roles\": [" + join(entries, between) + "]}");
        }
    }
    return stages;
}

}  // namespace

std::string write_roles(const Network& network, std::string_view between) {
    std::vector<std::string> dimensions;
    for (const auto& [dimension, role] : network.roles) dimensions.push_back(entry_of(dimension, role));
    std::vector<std::string> heads;
    for (std::size_t l = 0; l < network.layers.size(); ++l)
        for (std::size_t h = 0; h < network.layers[l].heads.size(); ++h)
            if (const Head& head = network.layers[l].heads[h]; !head.rows.empty())
                heads.push_back("{\"layer\": " + std::to_string(l) + ", \"head\": " + std::to_string(h) +
                                ", \"rows\": " + strings(head.rows) + "}");
    return "{\"registers\": " + strings(network.registers) + std::string(between) + "\"residual\": [" +
           join(dimensions, between) + "]" + std::string(between) + "\"heads\": [" + join(heads, between) +
           "]" + std::string(between) + "\"units\": [" + join(units_of(network, between), between) + "]}";
}

void read_roles(const json::Value& value, Network& network) {
    RolesReader(network).read(value);
}

}  // namespace linac
