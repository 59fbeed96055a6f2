#include "network/head.hpp"

namespace linac {
namespace {

struct KindName {
    std::string operator()(const DeltaNetHead& /*head*/) const { return "deltanet"; }
    std::string operator()(const DeltaProductHead& /*head*/) const { return "deltaproduct"; }
    std::string operator()(const Rwkv7Head& /*head*/) const { return "rwkv7"; }
    std::string operator()(const PdHead& /*head*/) const { return "pd"; }
    std::string operator()(const MlpHead& /*head*/) const { return "mlp"; }
};

/// Lists the parameters of a recurrence with K×V state.
struct Lister {
    std::size_t keys;
    std::size_t values;
    std::vector<Parameter>& list;

    void operator()(DeltaStep& step, const std::string& prefix = {}) const {
        list.push_back({prefix + "key", &step.key, keys});
        list.push_back({prefix + "value", &step.value, values});
        list.push_back({prefix + "beta", &step.beta, 1});
    }
    void operator()(DeltaNetHead& head) const { (*this)(head.step); }
    void operator()(DeltaProductHead& head) const {
        for (std::size_t i = 0; i < head.steps.size(); ++i)
            (*this)(head.steps[i], "steps/" + std::to_string(i) + "/");
    }
    void operator()(Rwkv7Head& head) const {
        list.push_back({"decay", &head.decay, keys});
        list.push_back({"removal_key", &head.removal_key, keys});
        list.push_back({"learning_rate", &head.learning_rate, keys});
        list.push_back({"key", &head.key, keys});
        list.push_back({"value", &head.value, values});
    }
    void operator()(PdHead& head) const {
        list.push_back({"permutation", &head.permutation, keys * keys});
        list.push_back({"diagonal", &head.diagonal, keys});
        list.push_back({"input", &head.input, keys * values});
    }
    void operator()(MlpHead& /*head*/) const {}
};

}  // namespace

std::string kind_name(const Head& head) {
    return std::visit(KindName(), head.recurrence);
}

std::vector<Parameter> parameters(Head& head) {
    std::vector<Parameter> list;
    std::visit(Lister{head.key_dimension, head.value_dimension, list}, head.recurrence);
    list.push_back({"receptance", &head.receptance, head.key_dimension});
    return list;
}

}  // namespace linac
