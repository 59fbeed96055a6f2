#include "network/head.hpp"

#include <type_traits>

namespace linac {
namespace {

struct KindName {
    std::string operator()(const DeltaNetHead& /*head*/) const { return "deltanet"; }
    std::string operator()(const DeltaProductHead& /*head*/) const { return "deltaproduct"; }
    std::string operator()(const Rwkv7Head& /*head*/) const { return "rwkv7"; }
    std::string operator()(const PdHead& /*head*/) const { return "pd"; }
    std::string operator()(const MlpHead& /*head*/) const { return "mlp"; }
};

/// Lists the parameters of a recurrence with K×V state; all are const where the maps are.
template <class Map>
struct Lister {
    template <class Part>
    using As = std::conditional_t<std::is_const_v<Map>, const Part, Part>;

    std::size_t keys;
    std::size_t values;
    std::vector<BasicParameter<Map>>& list;

    void operator()(As<DeltaStep>& step, const std::string& prefix = {}) const {
        list.push_back({prefix + "key", &step.key, keys});
        list.push_back({prefix + "value", &step.value, values});
        list.push_back({prefix + "beta", &step.beta, 1});
    }
    void operator()(As<DeltaNetHead>& head) const { (*this)(head.step); }
    void operator()(As<DeltaProductHead>& head) const {
        for (std::size_t i = 0; i < head.steps.size(); ++i)
            (*this)(head.steps[i], "steps/" + std::to_string(i) + "/");
    }
    void operator()(As<Rwkv7Head>& head) const {
        list.push_back({"decay", &head.decay, keys});
        list.push_back({"removal_key", &head.removal_key, keys});
        list.push_back({"learning_rate", &head.learning_rate, keys});
        list.push_back({"key", &head.key, keys});
        list.push_back({"value", &head.value, values});
    }
    void operator()(As<PdHead>& head) const {
        list.push_back({"permutation", &head.permutation, keys * keys});
        list.push_back({"diagonal", &head.diagonal, keys});
        list.push_back({"input", &head.input, keys * values});
    }
    void operator()(As<MlpHead>& /*head*/) const {}
};

template <class Map, class AnyHead>
std::vector<BasicParameter<Map>> listed(AnyHead& head) {
    std::vector<BasicParameter<Map>> list;
    std::visit(Lister<Map>{head.key_dimension, head.value_dimension, list}, head.recurrence);
    list.push_back({"receptance", &head.receptance, head.key_dimension});
    return list;
}

}  // namespace

std::string kind_name(const Head& head) {
    return std::visit(KindName(), head.recurrence);
}

std::vector<Parameter> parameters(Head& head) {
    return listed<AffineMap>(head);
}

std::vector<ConstParameter> parameters(const Head& head) {
    return listed<const AffineMap>(head);
}

}  // namespace linac
