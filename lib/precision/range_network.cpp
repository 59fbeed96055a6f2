#include "precision/range_network.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

KernelNetwork<RangeDomain> kernel_of(const Network& network, const FloatFormat* format) {
    Need ignored;
    RangeDomain domain{ignored, format};
    return {network, domain};
}

}  // namespace

/// What is multiplied by 0 need not be exact, but an infinity would become a NaN.
Range RangeDomain::finish(const RangeSum& sum, const Range& gate) {
    if (!gate.is_zero()) return finish(sum);
    Need own;
    Range result = sum.finish(own, format);
    need.exponent = std::max(need.exponent, own.exponent);
    return result;
}

Range RangeDomain::negated(Range range) {
    std::swap(range.low, range.high);
    std::swap(range.above, range.below);
    range.low.negate();
    range.high.negate();
    return range;
}

Range RangeDomain::number(const RangeSum& sum) {
    Need ignored;
    return sum.finish(ignored, nullptr);
}

Range RangeDomain::refined(const Range& computed, const Range& known) {
    Range both = intersection(computed, known);
    both.error = computed.error;
    return both;
}

RangeNetwork::RangeNetwork(const Network& network, std::optional<FloatFormat> format)
    : format_(format), kernel_(kernel_of(network, this->format())), needs_(needs_of_tokens(network)) {
    for (std::size_t token = 0; token < network.embedding.inputs(); ++token) {
        std::vector<Range> x(network.width());
        for (const Entry& e : network.embedding.column(token)) {
            const RangeConstant constant = range_constant(e.value, this->format());
            x[e.index] = point(e.value);
            x[e.index].error = constant.error;
        }
        embeddings_.push_back(std::move(x));
    }
}

Range RangeNetwork::step(State& state, std::size_t token, Need& need) const {
    RangeDomain domain{need, format()};
    std::vector<Range> x = embeddings_[token];
    need.include(needs_[token]);
    for (std::size_t layer = 0; layer < network().layers.size(); ++layer)
        kernel_.step(layer, x, state, domain);
    return kernel_.readout(x, domain);
}

}  // namespace linac
