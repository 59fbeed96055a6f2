#include "support/random_roles.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace linac::tests {
namespace {

class Drawer {
  public:
    Drawer(const Network& network, std::mt19937& random) : network_(network), random_(random) {}

    bool coin() { return random_() % 2 == 0; }

    /// Draws a role in place of this one, again where the network has no number for its kind.
    template <class... Kinds>
    std::variant<Kinds...> draw(std::variant<Kinds...> role) {
        const std::array<std::variant<Kinds...>, sizeof...(Kinds)> kinds{Kinds()...};
        do role = kinds[random_() % kinds.size()];
        while (!std::visit([this](auto& kind) { return this->set_numbers(kind); }, role));
        return role;
    }

  private:
    template <class Kind>
    bool set_numbers(Kind& role) {
        std::apply([this](auto&... number) { ((number = random_() % 5), ...); }, Kind::numbers(role));
        const std::size_t symbols = network_.alphabet.size();
        const std::size_t registers = network_.registers.size();
        if constexpr (requires { role.symbol; }) return symbols > 0 && (role.symbol %= symbols, true);
        if constexpr (requires { role.counter; }) return registers > 0 && (role.counter %= registers, true);
        if constexpr (requires { role.stack; }) return registers > 0 && (role.stack %= registers, true);
        if constexpr (requires { role.period; }) role.period += role.residue + 1;
        return true;
    }

    const Network& network_;
    std::mt19937& random_;
};

}  // namespace

void add_random_roles(Network& network, std::mt19937& random) {
    for (std::size_t count = random() % 3; count > 0; --count)
        network.registers.push_back("register \"" + std::to_string(count) + "\"");
    Drawer drawer(network, random);
    for (std::size_t d = 0; d < network.width(); ++d)
        if (drawer.coin()) network.roles.emplace(d, drawer.draw(DimensionRole()));
    for (Layer& layer : network.layers) {
        for (Head& head : layer.heads)
            for (std::size_t row = 0, rows = drawer.coin() ? head.key_dimension : 0; row < rows; ++row)
                head.rows.push_back("q" + std::to_string(row));
        auto& [stages, labels, roles] = layer.feed_forward;
        for (std::size_t s = 0; s < labels.size(); ++s)
            for (std::size_t unit = 0; unit < labels[s].size(); ++unit)
                if (drawer.coin()) roles.emplace(std::pair(s, unit), drawer.draw(UnitRole()));
    }
}

Network without_roles(Network network) {
    network.registers.clear();
    network.roles.clear();
    for (Layer& layer : network.layers) {
        for (Head& head : layer.heads) head.rows.clear();
        layer.feed_forward.roles.clear();
    }
    return network;
}

void for_each_label(Network& network, const std::function<void(std::string&)>& visit) {
    const auto visit_list = [&](std::vector<std::string>& labels) {
        for (std::string& label : labels) visit(label);
    };
    const auto visit_units = [&](FeedForward& block) {
        for (auto& labels : block.labels) visit_list(labels);
    };
    visit_list(network.residual);
    for (Layer& layer : network.layers) {
        visit(layer.label);
        for (Head& head : layer.heads) {
            visit(head.label);
            visit_list(head.state);
            visit_units(head.update);
        }
        visit_units(layer.feed_forward);
    }
}

Network renamed(Network network) {
    std::size_t count = 0;
    for_each_label(network, [&](std::string& label) { label = "x" + std::to_string(count++); });
    return network;
}

Network shuffled(Network network, std::mt19937& random) {
    std::vector<std::string> labels;
    for_each_label(network, [&](std::string& label) { labels.push_back(label); });
    std::shuffle(labels.begin(), labels.end(), random);
    std::size_t next = 0;
    for_each_label(network, [&](std::string& label) { label = labels[next++]; });
    return network;
}

}  // namespace linac::tests
