#include "network/executor.hpp"

#include <algorithm>
#include <type_traits>

#include "text.hpp"

namespace linac {
namespace {

const Rational& constant_of(const Rational& value) {
    return value;
}
template <bool is_boolean>
Rational constant_of(const VariableForm<is_boolean>& value) {
    return value.constant();
}

void rectify(Rational& value) {
    if (value.sign() < 0) value.set_zero();
}
template <bool is_boolean>
void rectify(VariableForm<is_boolean>& value) {
    value.rectify();
}

/// Where each column of the one-hot matrix P (entry (i, j) at i·size + j) has its 1.
template <class Scalar>
void read_one_hot(const Accumulator<Scalar>& matrix, std::size_t size, const Head& head,
                  std::vector<std::size_t>& targets) {
    targets.assign(size, size);
    const auto refuse = [&](std::size_t column) {
        return Error::bad_input("head " + printable(head.label) + ": column " + std::to_string(column) +
                                " of P is not one-hot");
    };
    for (const std::size_t at : matrix.support()) {
        if (matrix[at].is_zero()) continue;
        const std::size_t column = at % size;
        if (!constant_of(matrix[at]).is_one() || targets[column] != size) throw refuse(column);
        targets[column] = at / size;
    }
    for (std::size_t column = 0; column < size; ++column)
        if (targets[column] == size) throw refuse(column);
}

bool are_integers(const Accumulator<Rational>& vector) {
    return std::all_of(vector.support().begin(), vector.support().end(),
                       [&](std::size_t i) { return vector[i].is_integer(); });
}

template <class Scalar>
void evaluate(const AffineMap& map, const Accumulator<Scalar>& x, Accumulator<Scalar>& y) {
    y.clear();
    apply(map, x, y);
}

}  // namespace

/// One token of a head's recurrence, given the layer's input.
template <class State>
struct Executor<State>::Recurrence {
    HeadRun& run;
    const Accumulator<Scalar>& input;

    void delta_step(const DeltaStep& step) {
        Accumulator<Scalar>& key = run.scratch[0];
        Accumulator<Scalar>& value = run.scratch[1];
        Accumulator<Scalar>& beta = run.scratch[2];
        evaluate(step.beta, input, beta);
        if (beta[0].is_zero()) return;
        evaluate(step.key, input, key);
        evaluate(step.value, input, value);
        run.state.combine(key, run.row);
        run.state.delta(value, beta[0], run.row);
        run.state.add_outer(key, run.row);
    }
    void operator()(const DeltaNetHead& head) { delta_step(head.step); }
    void operator()(const DeltaProductHead& head) {
        for (const DeltaStep& step : head.steps) delta_step(step);
    }
    void operator()(const Rwkv7Head& head) {
        auto& [decay, removal_key, learning_rate, key, value, removal] = run.scratch;
        evaluate(head.decay, input, decay);
        evaluate(head.removal_key, input, removal_key);
        evaluate(head.learning_rate, input, learning_rate);
        run.state.combine(removal_key, run.row);
        run.state.scale_rows(decay, run.row);
        removal.clear();
        for (const std::size_t i : removal_key.support()) {
            Scalar product = removal_key[i] * learning_rate[i];
            if (product.is_zero()) continue;
            product.negate();
            removal.touch(i) = std::move(product);
        }
        run.state.add_outer(removal, run.row);
        evaluate(head.key, input, key);
        if (key.support().empty()) return;
        evaluate(head.value, input, value);
        run.state.set_row(value, run.row);
        run.state.add_outer(key, run.row);
    }
    void operator()(const PdHead& head) {
        Accumulator<Scalar>& permutation = run.scratch[0];
        Accumulator<Scalar>& diagonal = run.scratch[1];
        Accumulator<Scalar>& added = run.scratch[2];
        evaluate(head.permutation, input, permutation);
        evaluate(head.diagonal, input, diagonal);
        evaluate(head.input, input, added);
        std::vector<std::size_t> targets;
        read_one_hot(permutation, run.head->key_dimension, *run.head, targets);
        run.state.scale_rows(diagonal, run.row);
        run.state.permute(targets);
        run.state.add(added);
    }
    void operator()(const MlpHead& head) {
        Accumulator<Scalar>& joined = run.scratch[0];
        joined.clear();
        for (const std::size_t i : input.support()) joined.touch(i) += input[i];
        run.state.add_to(joined, input.size());
        run.state.set(evaluate_stages(head.update, joined, run.stages));
    }
};

namespace {

/// Sizes of the scratch vectors that a recurrence uses, by its order.
struct ScratchSizes {
    std::size_t width;
    std::size_t keys;
    std::size_t values;
    using Sizes = std::array<std::size_t, 6>;
    Sizes operator()(const DeltaNetHead& /*head*/) const { return {keys, values, 1}; }
    Sizes operator()(const DeltaProductHead& /*head*/) const { return {keys, values, 1}; }
    Sizes operator()(const Rwkv7Head& /*head*/) const { return {keys, keys, keys, keys, values, keys}; }
    Sizes operator()(const PdHead& /*head*/) const { return {keys * keys, keys, keys * values}; }
    Sizes operator()(const MlpHead& /*head*/) const { return {width + keys * values}; }
};

}  // namespace

template <class State>
Executor<State>::HeadRun::HeadRun(const Head& of)
    : head(&of),
      state(of.key_dimension, of.value_dimension),
      row(state.row()),
      receptance(of.key_dimension),
      reads(of.value_dimension) {
    const ScratchSizes sizes_of{of.receptance.inputs(), of.key_dimension, of.value_dimension};
    const auto sizes = std::visit(sizes_of, of.recurrence);
    for (std::size_t i = 0; i < sizes.size(); ++i) scratch[i] = Accumulator<Scalar>(sizes[i]);
    if (const auto* mlp = std::get_if<MlpHead>(&of.recurrence))
        for (const AffineMap& stage : mlp->update.stages) stages.emplace_back(stage.outputs());
}

template <class State>
Executor<State>::Executor(const Network& network)
    : network_(&network), residual_(network.width()), output_(1) {
    for (const Layer& layer : network.layers) {
        LayerRun run{&layer, nullptr, {}, {}};
        if constexpr (std::is_same_v<Scalar, Rational>)
            if (!is_integer(layer.feed_forward))
                run.integers = std::make_shared<const IntegerBlock>(layer.feed_forward);
        for (const Head& head : layer.heads) run.heads.emplace_back(head);
        for (const AffineMap& stage : layer.feed_forward.stages) run.stages.emplace_back(stage.outputs());
        layers_.push_back(std::move(run));
    }
    restart();
}

template <class State>
void Executor<State>::restart() {
    for_each_state([](State& state) { state.clear(); });
    read(0);
}

template <class State>
void Executor<State>::for_each_state(const std::function<void(State&)>& visit) {
    for (LayerRun& layer : layers_)
        for (HeadRun& head : layer.heads) visit(head.state);
}

template <class State>
void Executor<State>::read(std::size_t token) {
    residual_.clear();
    for (const Entry& e : network_->embedding.column(token)) residual_.touch(e.index) += e.value;
    run_layers();
}

template <class State>
void Executor<State>::step(const Accumulator<Scalar>& embedding) {
    residual_.clear();
    for (const std::size_t i : embedding.support()) residual_.touch(i) += embedding[i];
    run_layers();
}

template <class State>
void Executor<State>::run_layers() {
    // The last layer's reads wait until its output is asked for: on a long word only the last one is.
    for (std::size_t l = 0; l < layers_.size(); ++l) {
        update(layers_[l]);
        if (l + 1 < layers_.size()) finish(layers_[l]);
    }
    output_is_current_ = false;
}

template <class State>
const typename Executor<State>::Scalar& Executor<State>::output() {
    if (!output_is_current_) {
        if (!layers_.empty()) finish(layers_.back());
        evaluate(network_->readout, residual_, output_);
        output_is_current_ = true;
    }
    return output_[0];
}

template <class State>
void Executor<State>::update(LayerRun& run) {
    for (HeadRun& head : run.heads) {
        std::visit(Recurrence{head, residual_}, head.head->recurrence);
        head.state.settle();
        evaluate(head.head->receptance, residual_, head.receptance);
    }
}

template <class State>
void Executor<State>::finish(LayerRun& run) {
    for (HeadRun& head : run.heads) {
        head.state.combine(head.receptance, head.row);
        head.reads.clear();
        for (std::size_t j = 0; j < head.head->value_dimension; ++j)
            head.reads.touch(j) = head.state.value(head.row, j);
        apply(head.head->output, head.reads, residual_);
    }
    feed_forward(run);
}

template <class State>
void Executor<State>::feed_forward(LayerRun& run) {
    const FeedForward& block = run.layer->feed_forward;
    if (block.stages.empty()) return;
    if constexpr (std::is_same_v<Scalar, Rational>)
        if (run.integers && are_integers(residual_)) {
            const auto& added = evaluate_stages(run.integers->scaled(), residual_, run.stages);
            for (const std::size_t i : added.support()) {
                const Rational& scale = run.integers->scale()[i];
                if (scale.is_one())
                    residual_.touch(i) += added[i];
                else if (!added[i].is_zero())
                    residual_.touch(i) += added[i] / scale;
            }
            return;
        }
    const Accumulator<Scalar>& added = evaluate_stages(block, residual_, run.stages);
    for (const std::size_t i : added.support()) residual_.touch(i) += added[i];
}

template <class State>
const Accumulator<typename Executor<State>::Scalar>& Executor<State>::evaluate_stages(
    const FeedForward& block, const Accumulator<Scalar>& x, std::vector<Accumulator<Scalar>>& stages) {
    for (std::size_t s = 0; s < stages.size(); ++s) {
        evaluate(block.stages[s], s == 0 ? x : stages[s - 1], stages[s]);
        if (s + 1 == stages.size()) break;
        for (const std::size_t unit : stages[s].support()) rectify(stages[s].touch(unit));
    }
    return stages.back();
}

template class Executor<ExactState>;
template class Executor<SymbolicState>;
template class Executor<BooleanState>;

}  // namespace linac
