#include "network/network.hpp"

#include <algorithm>
#include <map>

#include "text.hpp"

namespace linac {
namespace {

/// Visits the maps of a network, const or not.
template <class AnyNetwork, class Visit>
void visit_maps(AnyNetwork& network, const Visit& visit) {
    visit("/embedding", network.embedding);
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const std::string layer = "/layers/" + std::to_string(l);
        for (std::size_t h = 0; h < network.layers[l].heads.size(); ++h) {
            const std::string path = layer + "/heads/" + std::to_string(h) + "/";
            auto& head = network.layers[l].heads[h];
            for (const auto& parameter : parameters(head)) visit(path + parameter.name, *parameter.map);
            for (std::size_t s = 0; s < head.update.stages.size(); ++s)
                visit(path + "update/" + std::to_string(s) + "/map", head.update.stages[s]);
            visit(path + "output", head.output);
        }
        auto& stages = network.layers[l].feed_forward.stages;
        for (std::size_t s = 0; s < stages.size(); ++s)
            visit(layer + "/feed_forward/" + std::to_string(s) + "/map", stages[s]);
    }
    visit("/readout", network.readout);
}

}  // namespace

void for_each_map(const Network& network,
                  const std::function<void(const std::string&, const AffineMap&)>& visit) {
    visit_maps(network, visit);
}

void for_each_map(Network& network, const std::function<void(const std::string&, AffineMap&)>& visit) {
    visit_maps(network, visit);
}

void for_each_label(const Network& network,
                    const std::function<void(const std::string&, const std::string&)>& visit) {
    const auto visit_list = [&](const std::string& path, const std::vector<std::string>& labels) {
        for (std::size_t i = 0; i < labels.size(); ++i) visit(path + "/" + std::to_string(i), labels[i]);
    };
    const auto visit_units = [&](const std::string& path, const FeedForward& block) {
        for (std::size_t s = 0; s < block.labels.size(); ++s)
            visit_list(path + "/" + std::to_string(s) + "/units", block.labels[s]);
    };
    visit_list("/residual", network.residual);
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const std::string path = "/layers/" + std::to_string(l);
        const Layer& layer = network.layers[l];
        visit(path, layer.label);
        for (std::size_t h = 0; h < layer.heads.size(); ++h) {
            const std::string head = path + "/heads/" + std::to_string(h);
            visit(head, layer.heads[h].label);
            visit_list(head + "/state", layer.heads[h].state);
            visit_units(head + "/update", layer.heads[h].update);
        }
        visit_units(path + "/feed_forward", layer.feed_forward);
    }
}

bool has_roles(const Network& network) {
    return !network.roles.empty() || !network.registers.empty() ||
           std::any_of(network.layers.begin(), network.layers.end(), [](const Layer& layer) {
               return !layer.feed_forward.roles.empty() ||
                      std::any_of(layer.heads.begin(), layer.heads.end(),
                                  [](const Head& head) { return !head.rows.empty(); });
           });
}

namespace {

void expect_shape(const AffineMap& map, std::size_t inputs, std::size_t outputs, const std::string& path) {
    if (map.inputs() == inputs && map.outputs() == outputs) return;
    throw Error::bad_input("at " + path + ": a map of " + count_of(map.inputs(), "input") + " and " +
                           count_of(map.outputs(), "output") + ", expected " + std::to_string(inputs) +
                           " and " + std::to_string(outputs));
}

void expect_no_bias(const AffineMap& map, const std::string& path) {
    if (!map.bias().empty()) throw Error::bad_input("at " + path + ": this map must have no bias");
}

void validate_feed_forward(const FeedForward& block, std::size_t inputs, std::size_t outputs,
                           const std::string& path) {
    for (std::size_t s = 0; s < block.stages.size(); ++s) {
        const bool last = s + 1 == block.stages.size();
        const std::size_t expected = last ? outputs : block.stages[s].outputs();
        expect_shape(block.stages[s], inputs, expected, path + "/" + std::to_string(s) + "/map");
        inputs = expected;
    }
    const std::size_t hidden = block.stages.empty() ? 0 : block.stages.size() - 1;
    if (block.labels.size() != hidden)
        throw Error::bad_input("at " + path + ": labels of " + count_of(block.labels.size(), "stage") +
                               ", expected " + std::to_string(hidden));
    for (std::size_t s = 0; s < hidden; ++s)
        if (block.labels[s].size() != block.stages[s].outputs())
            throw Error::bad_input("at " + path + "/" + std::to_string(s) + ": " +
                                   count_of(block.labels[s].size(), "label") + " for " +
                                   count_of(block.stages[s].outputs(), "unit"));
}

struct NumberCheck {
    const Network& network;
    const std::string& path;

    template <class Role>
    void operator()(const Role& role) const {
        if constexpr (requires { role.symbol; }) expect(role.symbol, network.alphabet.size(), "symbol");
        if constexpr (requires { role.counter; }) expect(role.counter, network.registers.size(), "register");
        if constexpr (requires { role.stack; }) expect(role.stack, network.registers.size(), "register");
        if constexpr (requires { role.period; }) expect(role.residue, role.period, "residue");
    }
    void expect(std::size_t number, std::size_t bound, const char* noun) const {
        if (number >= bound)
            throw Error::bad_input("at " + path + ": the role's " + noun + " is " + std::to_string(number) +
                                   " of " + std::to_string(bound));
    }
};

void validate_unit_roles(const FeedForward& block, const Network& network, const std::string& path) {
    for (const auto& [place, role] : block.roles) {
        const auto& [stage, unit] = place;
        const std::string at = path + "/" + std::to_string(stage) + "/units/" + std::to_string(unit);
        if (stage >= block.labels.size() || unit >= block.labels[stage].size())
            throw Error::bad_input("at " + at + ": a role, but no unit");
        std::visit(NumberCheck{network, at}, role);
    }
}

void validate_dimension_roles(const Network& network) {
    for (const auto& [dimension, role] : network.roles) {
        const std::string at = "/residual/" + std::to_string(dimension);
        if (dimension >= network.width()) throw Error::bad_input("at " + at + ": a role, but no dimension");
        std::visit(NumberCheck{network, at}, role);
    }
}

void validate_update(const Head& head, std::size_t width, const std::string& path) {
    const std::size_t entries = head.key_dimension * head.value_dimension;
    if (head.update.stages.empty()) throw Error::bad_input("at " + path + "/update: no stages");
    validate_feed_forward(head.update, width + entries, entries, path + "/update");
    if (!head.update.roles.empty())
        throw Error::bad_input("at " + path + "/update: units of an update have no roles");
    if (head.state.size() != entries)
        throw Error::bad_input("at " + path + "/state: " + count_of(head.state.size(), "label") +
                               " for a state of " + std::to_string(entries) + " entries");
}

void validate_head(const Head& head, std::size_t width, const std::string& path) {
    if (head.key_dimension == 0 || head.value_dimension == 0)
        throw Error::bad_input("at " + path + ": a head of dimension 0");
    if (head.parameters.size() != head.rounds() * head.info().parameters.size())
        throw Error::bad_input("at " + path + ": " + count_of(head.parameters.size(), "parameter") +
                               " of a " + kind_name(head) + " head");
    for (const ConstParameter& p : parameters(head))
        expect_shape(*p.map, width, p.outputs, path + "/" + p.name);
    if (!head.rows.empty() && head.rows.size() != head.key_dimension)
        throw Error::bad_input("at " + path + ": states of " + count_of(head.rows.size(), "row") +
                               ", expected " + std::to_string(head.key_dimension));
    if (!head.info().is_linear()) validate_update(head, width, path);
    expect_shape(head.output, head.value_dimension, width, path + "/output");
    expect_no_bias(head.output, path + "/output");
}

}  // namespace

void validate(const Network& network) {
    // The limits come first: nothing below may take more than they allow.
    std::size_t dimensions = 0;
    for_each_map(network, [&](const std::string& path, const AffineMap& map) {
        dimensions += map.inputs() + map.outputs();
        if (dimensions > max_map_dimensions)
            throw Error::bad_input("at " + path + ": the network is too large");
    });
    std::size_t entries = 0;
    const std::size_t width = network.width();
    expect_shape(network.embedding, network.alphabet.size() + 1, width, "/embedding");
    expect_no_bias(network.embedding, "/embedding");
    for (std::size_t l = 0; l < network.layers.size(); ++l) {
        const std::string layer = "/layers/" + std::to_string(l);
        const Layer& content = network.layers[l];
        for (std::size_t h = 0; h < content.heads.size(); ++h) {
            const std::string path = layer + "/heads/" + std::to_string(h);
            const Head& head = content.heads[h];
            if (head.key_dimension > max_state_entries || head.value_dimension > max_state_entries ||
                (entries += head.key_dimension * head.value_dimension) > max_state_entries)
                throw Error::bad_input("at " + path + ": the heads' states have more than " +
                                       std::to_string(max_state_entries) + " entries");
            validate_head(head, width, path);
        }
        validate_feed_forward(content.feed_forward, width, width, layer + "/feed_forward");
        validate_unit_roles(content.feed_forward, network, layer + "/feed_forward");
    }
    expect_shape(network.readout, width, 1, "/readout");
    validate_dimension_roles(network);
}

namespace {

/// Whether two columns of the matrix P have their 1 in the same row.
bool repeats_a_row(const SparseVector& entries, std::size_t size) {
    std::vector<bool> used(size, false);
    for (const Entry& e : entries) {
        const std::size_t row = e.index / size;
        if (used[row]) return true;
        used[row] = true;
    }
    return false;
}

/// Whether some P is not a permutation. In the first layer P is known at every token; in later ones the
/// answer is right where P is a table, one input of the map for each of its matrices.
bool is_one_hot_only(const AffineMap& permutation, std::size_t size, const AffineMap* embedding) {
    if (embedding == nullptr) {
        bool repeats = repeats_a_row(permutation.bias(), size);
        for (std::size_t i = 0; i < permutation.inputs() && !repeats; ++i)
            repeats = repeats_a_row(permutation.column(i), size);
        return repeats;
    }
    for (std::size_t token = 0; token < embedding->inputs(); ++token) {
        SparseVector at_token = permutation.bias();
        for (const Entry& e : embedding->column(token))
            at_token = sum(at_token, scaled(permutation.column(e.index), e.value));
        if (repeats_a_row(at_token, size)) return true;
    }
    return false;
}

}  // namespace

SizeReport size_report(const Network& network) {
    SizeReport report;
    report.layers = network.layers.size();
    report.width = network.width();
    const auto measure = [&](const FeedForward& block) {
        report.feed_forward_depth = std::max(report.feed_forward_depth, block.stages.size());
        for (std::size_t s = 0; s + 1 < block.stages.size(); ++s)
            report.feed_forward_width = std::max(report.feed_forward_width, block.stages[s].outputs());
    };
    for (const Layer& layer : network.layers) {
        report.heads += layer.heads.size();
        std::map<std::string, std::size_t> shapes;
        for (const Head& head : layer.heads) {
            ++shapes[kind_name(head) + " " + std::to_string(head.key_dimension) + "×" +
                     std::to_string(head.value_dimension)];
            if (head.info().is_repeated) report.steps = std::max(report.steps, head.rounds());
            measure(head.update);
            for (const StateStep& step : head.info().steps)
                if (step.action == StateStep::Action::permute)
                    report.one_hot =
                        report.one_hot ||
                        is_one_hot_only(head.parameters[step.first], head.key_dimension,
                                        &layer == &network.layers.front() ? &network.embedding : nullptr);
        }
        std::vector<std::string> texts;
        texts.reserve(shapes.size());
        for (const auto& [shape, count] : shapes) texts.push_back(std::to_string(count) + " " + shape);
        report.head_shapes.push_back(join(texts, ", "));
        measure(layer.feed_forward);
    }
    const auto count = [&](const SparseVector& constants) {
        for (const Entry& e : constants) {
            ++report.nonzeros;
            report.largest_numerator = std::max(report.largest_numerator, abs(e.value.numerator()));
            report.largest_denominator = std::max(report.largest_denominator, e.value.denominator());
            report.integer = report.integer && e.value.is_integer();
            report.dyadic = report.dyadic && e.value.is_dyadic();
        }
    };
    for_each_map(network, [&](const std::string& /*path*/, const AffineMap& map) {
        count(map.bias());
        for (std::size_t i = 0; i < map.inputs(); ++i) count(map.column(i));
    });
    return report;
}

}  // namespace linac
