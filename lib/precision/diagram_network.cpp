#include "precision/diagram_network.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

bool is_within(const Need& need, const Need& other) {
    return need.precision <= other.precision && need.exponent <= other.exponent && need.grain >= other.grain;
}

KernelNetwork<DiagramDomain> kernel_of(const Network& network, DecisionDiagrams& diagrams) {
    Need ignored;
    DiagramDomain domain{diagrams, ignored};
    return {network, domain};
}

/// The sum of all, pair by pair: where few terms are not 0 at a time, the sums in between ask for few of them.
Diagram sum_of(DecisionDiagrams& diagrams, std::vector<Diagram> terms) {
    while (terms.size() > 1) {
        const std::size_t pairs = terms.size() / 2;
        for (std::size_t i = 0; i < pairs; ++i) terms[i] = diagrams.sum(terms[2 * i], terms[2 * i + 1]);
        if (terms.size() % 2 == 1) terms[pairs] = terms.back();
        terms.resize(terms.size() - pairs);
    }
    return terms.empty() ? Diagram::zero : terms.front();
}

}  // namespace

void DiagramSum::add(Diagram term) {
    if (term == Diagram::zero) return;
    grain_ = std::min(grain_, diagrams_->grain(term));
    if (diagrams_->is_constant(term)) {
        const Rational& value = diagrams_->value(term);
        constant_ += value;
        constant_magnitude_ += abs(value);
        is_dyadic_ = is_dyadic_ && value.is_dyadic();
    } else {
        terms_.push_back(term);
    }
}

void DiagramSum::add_product(Diagram left, Diagram right) {
    if (left == Diagram::zero || right == Diagram::zero) return;
    for (const Diagram factor : {left, right})
        if (diagrams_->is_constant(factor) && !diagrams_->value(factor).is_dyadic()) is_dyadic_ = false;
    if (!diagrams_->is_constant(left) || !diagrams_->is_constant(right)) {
        add(diagrams_->product(left, right));
        return;
    }
    const Rational product = diagrams_->value(left) * diagrams_->value(right);
    constant_ += product;
    constant_magnitude_ += abs(product);
    grain_ = std::min(grain_, grain_of(product));
}

/// The largest Σ|terms|, where the gate is not 0.
Rational DiagramSum::largest_magnitude(const Diagram* gate) const {
    std::vector<Diagram> sizes;
    sizes.reserve(terms_.size());
    for (const Diagram term : terms_) sizes.push_back(diagrams_->absolute(term));
    Diagram magnitude =
        diagrams_->sum(diagrams_->constant(constant_magnitude_), sum_of(*diagrams_, std::move(sizes)));
    if (gate != nullptr) magnitude = diagrams_->product(magnitude, diagrams_->support(*gate));
    return diagrams_->largest(magnitude);
}

Diagram DiagramSum::finish(Need& need, const Diagram* gate) const {
    if (is_empty()) return Diagram::zero;
    Rational bound = constant_magnitude_;
    for (const Diagram term : terms_) bound += abs(diagrams_->largest(term));
    if (!is_dyadic_) need.precision = Need::impossible;
    if (!is_within(need_of(bound, grain_), need)) {
        need.exponent = std::max(need.exponent, need_of(largest_magnitude(nullptr), grain_).exponent);
        need.include(need_of(largest_magnitude(gate), grain_));
    }
    return diagrams_->sum(diagrams_->constant(constant_), sum_of(*diagrams_, terms_));
}

DiagramNetwork::DiagramNetwork(const Network& network, DecisionDiagrams& diagrams)
    : diagrams_(&diagrams),
      kernel_(kernel_of(network, diagrams)),
      needs_(needs_of_tokens(network)),
      computed_(network.layers.size()) {
    std::vector<Values> embeddings;
    for (std::size_t token = 1; token < network.embedding.inputs(); ++token)
        embeddings.push_back(embedding(token));
    for (std::size_t d = 0; d < network.width(); ++d) {
        Values children;
        for (const Values& x : embeddings) children.push_back(x[d]);
        any_symbol_.push_back(diagrams_->choice(0, children));
    }
}

DiagramNetwork::Values DiagramNetwork::embedding(std::size_t token) {
    Values x(kernel_.network().width());
    for (const Entry& e : kernel_.network().embedding.column(token))
        x[e.index] = diagrams_->constant(e.value);
    return x;
}

DiagramNetwork::State DiagramNetwork::start(Need& need) {
    State state(kernel_.entries());
    need.include(needs_[0]);
    read(embedding(0), state, need, false);
    return state;
}

Diagram DiagramNetwork::step(State& state, Need& need) {
    for (std::size_t token = 1; token < needs_.size(); ++token) need.include(needs_[token]);
    for (Diagram& entry : state) entry = diagrams_->older(entry);
    return read(any_symbol_, state, need, true);
}

Diagram DiagramNetwork::step(State& state, Symbol symbol, Need& need) {
    need.include(needs_[symbol + 1]);
    return read(embedding(symbol + 1), state, need, false);
}

Diagram DiagramNetwork::read(Values x, State& state, Need& need, bool is_remembered) {
    DiagramDomain domain{*diagrams_, need};
    const auto step = [&](std::size_t layer) {
        kernel_.step(layer, x, state, domain);
        work_ += kernel_.nonzeros(layer) + x.size();
    };
    for (std::size_t layer = 0; layer < computed_.size(); ++layer) {
        if (!is_remembered || layer + 1 == computed_.size()) {
            step(layer);
            continue;
        }
        const auto [first, entries] = kernel_.entries_of(layer);
        const auto own = state.begin() + static_cast<std::ptrdiff_t>(first);
        const auto joined = [&, entries = entries] {
            Values values = x;
            values.insert(values.end(), own, own + static_cast<std::ptrdiff_t>(entries));
            return values;
        };
        const Values before = joined();
        const auto found = computed_[layer].find(before);
        work_ += before.size();
        if (found == computed_[layer].end()) {
            step(layer);
            computed_[layer].emplace(before, joined());
            continue;
        }
        const auto middle = found->second.begin() + static_cast<std::ptrdiff_t>(x.size());
        std::copy(middle, found->second.end(), own);
        std::copy(found->second.begin(), middle, x.begin());
    }
    return kernel_.readout(x, domain);
}

}  // namespace linac
