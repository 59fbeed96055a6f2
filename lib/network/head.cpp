#include "network/head.hpp"

#include <algorithm>

namespace linac {
namespace {

template <class Map, class AnyHead>
std::vector<BasicParameter<Map>> listed(AnyHead& head) {
    std::vector<BasicParameter<Map>> list;
    const HeadKindInfo& info = head.info();
    for (std::size_t p = 0; p < head.parameters.size(); ++p) {
        const ParameterInfo& parameter = info.parameters[p % info.parameters.size()];
        std::string name(parameter.name);
        if (info.is_repeated) name.insert(0, "steps/" + std::to_string(p / info.parameters.size()) + "/");
        list.push_back({std::move(name), &head.parameters[p],
                        outputs_of(parameter.shape, head.key_dimension, head.value_dimension)});
    }
    list.push_back({"receptance", &head.receptance, head.key_dimension});
    return list;
}

}  // namespace

std::size_t Head::rounds() const {
    return info().is_repeated ? parameters.size() / info().parameters.size() : 1;
}

std::size_t Head::place(std::string_view name, std::size_t round) const {
    const std::vector<ParameterInfo>& all = info().parameters;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const ParameterInfo& each) { return each.name == name; });
    return round * all.size() + static_cast<std::size_t>(found - all.begin());
}

std::string kind_name(const Head& head) {
    return std::string(head.info().name);
}

std::vector<Parameter> parameters(Head& head) {
    return listed<AffineMap>(head);
}

std::vector<ConstParameter> parameters(const Head& head) {
    return listed<const AffineMap>(head);
}

}  // namespace linac
