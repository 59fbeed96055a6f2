#include "exports/layout.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

std::size_t steps_of(const Head& head) {
    return head.info().is_repeated ? head.rounds() : 0;
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
    static void append(Matrix& matrix, AffineMap& map) {
        matrix.blocks.push_back({&map, matrix.rows, 0});
        matrix.rows += map.outputs();
    }

    /// A parameter of all heads on top of each other: of the first round, then of the second, and so on.
    void group(Layer& layer, const HeadGroup& group, const std::string& name) {
        std::vector<Head*> heads;
        for (const std::size_t h : group.heads) heads.push_back(&layer.heads[h]);
        const HeadKindInfo& info = heads.front()->info();
        Matrix receptance{name + std::string(info.receptance_tensor), 0, width_, true, false, {}};
        for (Head* head : heads) append(receptance, head->receptance);
        list_.push_back(std::move(receptance));
        for (std::size_t p = 0; p < info.parameters.size(); ++p) {
            Matrix matrix{name + std::string(info.parameters[p].tensor), 0, width_, true, false, {}};
            for (std::size_t round = 0; round < heads.front()->rounds(); ++round)
                for (Head* head : heads) append(matrix, head->parameters[round * info.parameters.size() + p]);
            list_.push_back(std::move(matrix));
        }
        stages(heads.front()->update, name + "update.");
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
        const HeadGroup own{head.kind, head.key_dimension, head.value_dimension, steps_of(head), {h}};
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const HeadGroup& other) {
            return head.info().is_linear() && other.kind == own.kind &&
                   other.key_dimension == own.key_dimension && other.value_dimension == own.value_dimension &&
                   other.steps == own.steps;
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
