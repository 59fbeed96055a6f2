// Single random changes of a network's constants, for tests that ask whether a change is noticed.
//
//     tests::Mutator mutator(engine);
//     const tests::Mutation mutation = mutator.draw(network);
//     apply(mutation, network);
#pragma once

#include <algorithm>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "network/network.hpp"

namespace linac::tests {

/// One entry of one map: W[output][input], or b[output] without an input.
struct Mutation {
    std::string path;
    std::size_t output = 0;
    std::optional<std::size_t> input;
    Rational before;
    Rational after;
};

inline std::ostream& operator<<(std::ostream& out, const Mutation& mutation) {
    out << mutation.path << " output " << mutation.output;
    if (mutation.input)
        out << ", input " << *mutation.input;
    else
        out << ", bias";
    return out << ": " << to_string(mutation.before) << " becomes " << to_string(mutation.after);
}

inline void apply(const Mutation& mutation, Network& network) {
    const Rational change = mutation.after - mutation.before;
    for_each_map(network, [&](const std::string& path, AffineMap& map) {
        if (path != mutation.path) return;
        if (mutation.input)
            map.add(mutation.output, *mutation.input, change);
        else
            map.add_bias(mutation.output, change);
    });
}

class Mutator {
  public:
    explicit Mutator(std::mt19937& engine) : engine_(engine) {}

    /// A change in one of the maps that are wanted: of a constant that is there (+1, −1, ×2, to 0, or to
    /// another number) in three cases of four, otherwise a new entry. `wanted` takes the map's path.
    template <class Wanted>
    Mutation draw(const Network& network, const Wanted& wanted) {
        struct Listed {
            std::string path;
            const AffineMap* map;
        };
        std::vector<Listed> maps;
        std::vector<Mutation> constants;
        for_each_map(network, [&](const std::string& path, const AffineMap& map) {
            if (!wanted(path)) return;
            if (map.outputs() > 0) maps.push_back({path, &map});
            for (const Entry& e : map.bias()) constants.push_back({path, e.index, {}, e.value, {}});
            for (std::size_t i = 0; i < map.inputs(); ++i)
                for (const Entry& e : map.column(i)) constants.push_back({path, e.index, i, e.value, {}});
        });
        Mutation mutation;
        if (below(4) > 0 && !constants.empty()) {
            mutation = constants[below(constants.size())];
        } else {
            const auto& [path, map] = maps[below(maps.size())];
            mutation.path = path;
            mutation.output = below(map->outputs());
            if (!may_have_bias(path) || below(map->inputs() + 1) > 0) mutation.input = below(map->inputs());
            mutation.before =
                entry(mutation.input ? map->column(*mutation.input) : map->bias(), mutation.output);
        }
        do mutation.after = changed(mutation.before);
        while (mutation.after == mutation.before);
        return mutation;
    }
    Mutation draw(const Network& network) {
        return draw(network, [](const std::string& /*path*/) { return true; });
    }

  private:
    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(engine_);
    }
    Rational changed(const Rational& before) {
        switch (below(5)) {
            case 0:
                return before + 1;
            case 1:
                return before - 1;
            case 2:
                return before * 2;
            case 3:
                return 0;
            default:
                return {static_cast<std::int64_t>(below(19)) - 9, 1 + static_cast<std::int64_t>(below(4))};
        }
    }
    /// The embedding and the heads' output maps have none.
    static bool may_have_bias(const std::string& path) {
        return path != "/embedding" && !path.ends_with("/output");
    }

    std::mt19937& engine_;
};

}  // namespace linac::tests
