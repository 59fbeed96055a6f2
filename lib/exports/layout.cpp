#include "exports/layout.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

std::size_t steps_of(const Head& head) {
    const auto* product = std::get_if<DeltaProductHead>(&head.recurrence);
    return product != nullptr ? product->steps.size() : 0;
}

/// Lists the matrices of a layer's heads and block.
class Lister {
  public:
    Lister(std::size_t width, std::vector<Matrix>& list) : width_(width), list_(list) {}

    void layer(Layer& layer, const std::string& name) {
        const std::vector<HeadGroup> groups = head_groups(layer);
        for (std::size_t g = 0; g < groups.size(); ++g)
            group(layer, groups[g], name + ".attn." + std::to_string(g) + ".");
        stages(layer.feed_forward, name + ".mlp.");
    }
    void stages(FeedForward& block, const std::string& name) {
        for (std::size_t s = 0; s < block.stages.size(); ++s) {
            AffineMap& stage = block.stages[s];
            list_.push_back(
                {name + std::to_string(s), stage.outputs(), stage.inputs(), true, false, {{&stage}}});
        }
    }

  private:
    /// The maps that `map_of` picks of each head, on top of each other.
    template <class MapOf>
    void stacked(const std::string& name, const std::vector<Head*>& heads, const MapOf& map_of) {
        Matrix matrix{name, 0, width_, true, false, {}};
        for (Head* head : heads) append(matrix, map_of(*head));
        list_.push_back(std::move(matrix));
    }
    static void append(Matrix& matrix, AffineMap& map) {
        matrix.blocks.push_back({&map, matrix.rows, 0});
        matrix.rows += map.outputs();
    }
    /// The same, for all heads at the first step, then for all at the second, and so on.
    template <class MapOf>
    void stepped(const std::string& name, const std::vector<Head*>& heads, std::size_t steps,
                 const MapOf& map_of) {
        Matrix matrix{name, 0, width_, true, false, {}};
        for (std::size_t step = 0; step < steps; ++step)
            for (Head* head : heads)
                append(matrix, map_of(std::get<DeltaProductHead>(head->recurrence).steps[step]));
        list_.push_back(std::move(matrix));
    }

    void group(Layer& layer, const HeadGroup& group, const std::string& name) {
        std::vector<Head*> heads;
        for (const std::size_t h : group.heads) heads.push_back(&layer.heads[h]);
        const bool is_rwkv = group.kind == "rwkv7";
        stacked(name + (is_rwkv ? "r_proj" : "q_proj"), heads,
                [](Head& head) -> AffineMap& { return head.receptance; });
        const auto of = [&]<class Recurrence>(const std::string& projection, AffineMap Recurrence::*map) {
            stacked(name + projection, heads,
                    [&](Head& head) -> AffineMap& { return std::get<Recurrence>(head.recurrence).*map; });
        };
        const auto of_step = [&](const std::string& projection, AffineMap DeltaStep::*map) {
            if (group.kind == "deltanet")
                stacked(name + projection, heads, [&](Head& head) -> AffineMap& {
                    return std::get<DeltaNetHead>(head.recurrence).step.*map;
                });
            else
                stepped(name + projection, heads, group.steps,
                        [&](DeltaStep& step) -> AffineMap& { return step.*map; });
        };
        if (is_rwkv) {
            of("w_proj", &Rwkv7Head::decay);
            of("k_proj", &Rwkv7Head::key);
            of("v_proj", &Rwkv7Head::value);
            of("kk_proj", &Rwkv7Head::removal_key);
            of("a_proj", &Rwkv7Head::learning_rate);
        } else if (group.kind == "pd") {
            of("p_proj", &PdHead::permutation);
            of("d_proj", &PdHead::diagonal);
            of("b_proj", &PdHead::input);
        } else if (group.kind == "mlp") {
            stages(std::get<MlpHead>(heads.front()->recurrence).update, name + "update.");
        } else {
            of_step("k_proj", &DeltaStep::key);
            of_step("v_proj", &DeltaStep::value);
            of_step("b_proj", &DeltaStep::beta);
        }
        Matrix output{name + "o_proj", width_, 0, false, false, {}};
        for (Head* head : heads) {
            output.blocks.push_back({&head->output, 0, output.columns});
            output.columns += group.value_dimension;
        }
        list_.push_back(std::move(output));
    }

    std::size_t width_;
    std::vector<Matrix>& list_;
};

}  // namespace

std::vector<HeadGroup> head_groups(const Layer& layer) {
    std::vector<HeadGroup> groups;
    for (std::size_t h = 0; h < layer.heads.size(); ++h) {
        const Head& head = layer.heads[h];
        const HeadGroup own{kind_name(head), head.key_dimension, head.value_dimension, steps_of(head), {h}};
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const HeadGroup& other) {
            return own.kind != "mlp" && other.kind == own.kind && other.key_dimension == own.key_dimension &&
                   other.value_dimension == own.value_dimension && other.steps == own.steps;
        });
        if (same == groups.end())
            groups.push_back(own);
        else
            same->heads.push_back(h);
    }
    return groups;
}

std::vector<Matrix> layout(Network& network) {
    std::vector<Matrix> list;
    const std::size_t width = network.width();
    list.push_back(
        {"model.embeddings", network.embedding.inputs(), width, false, true, {{&network.embedding}}});
    Lister lister(width, list);
    for (std::size_t l = 0; l < network.layers.size(); ++l)
        lister.layer(network.layers[l], "model.layers." + std::to_string(l));
    list.push_back({"lm_head", 1, width, true, false, {{&network.readout}}});
    return list;
}

}  // namespace linac
