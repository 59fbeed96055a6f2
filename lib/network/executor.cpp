#include "network/executor.hpp"

#include <algorithm>
#include <type_traits>

#include "text.hpp"

namespace linac {
namespace {

const Rational& constant_of(const Rational& value) {
    return value;
}
template <bool is_of_tokens>
Rational constant_of(const VariableForm<is_of_tokens>& value) {
    return value.constant();
}

void rectify(Rational& value) {
    if (value.sign() < 0) value.set_zero();
}
template <bool is_of_tokens>
void rectify(VariableForm<is_of_tokens>& value) {
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

/// One token of a head's recurrence, given the layer's input: the steps of its kind.
template <class State>
struct Executor<State>::Recurrence {
    HeadRun& run;
    const Accumulator<Scalar>& input;
    std::size_t round = 0;

    /// Evaluated once a round, if it is asked for.
    Accumulator<Scalar>& parameter(std::size_t index) {
        Accumulator<Scalar>& value = run.parameters[index];
        if (run.known_in[index] != run.rounds) {
            evaluate(run.head->parameters[round * run.parameters.size() + index], input, value);
            run.known_in[index] = run.rounds;
        }
        return value;
    }

    void operator()() {
        const HeadKindInfo& kind = run.head->info();
        const std::size_t rounds = run.head->rounds();
        for (round = 0; round < rounds; ++round) {
            ++run.rounds;
            take_steps(kind.steps);
        }
    }

  private:
    using Action = StateStep::Action;

    void take_steps(const std::vector<StateStep>& steps) {
        for (std::size_t s = 0; s < steps.size(); ++s) {
            const auto factor = factor_of_read(steps, s);
            if (factor && parameter(*factor)[0].is_zero())
                s = last_use_of_read(steps, s);
            else
                take(steps[s]);
        }
    }

    void take(const StateStep& step) {
        switch (step.action) {
            case Action::read:
                return run.state.combine(parameter(step.first), run.row);
            case Action::scale:
                return run.state.scale_rows(parameter(step.first), run.row);
            case Action::multiply:
                return run.state.scale(parameter(step.first)[0], run.row);
            case Action::correct:
                return run.state.delta(parameter(step.first), parameter(step.second)[0], run.row);
            case Action::write:
                return run.state.add_outer(parameter(step.first), run.row);
            case Action::erase:
                return run.state.add_outer(removal(parameter(step.first), parameter(step.second)), run.row);
            case Action::insert:
                if (parameter(step.first).support().empty()) return;
                run.state.set_row(parameter(step.second), run.row);
                return run.state.add_outer(parameter(step.first), run.row);
            case Action::permute:
                read_one_hot(parameter(step.first), run.head->key_dimension, *run.head, run.targets);
                return run.state.permute(run.targets);
            case Action::add:
                return run.state.add(parameter(step.first));
            case Action::update:
                return update();
        }
    }

    /// −(p ⊙ q).
    const Accumulator<Scalar>& removal(const Accumulator<Scalar>& p, const Accumulator<Scalar>& q) {
        run.scratch.clear();
        for (const std::size_t i : p.support()) {
            Scalar product = p[i] * q[i];
            if (product.is_zero()) continue;
            product.negate();
            run.scratch.touch(i) = std::move(product);
        }
        return run.scratch;
    }

    void update() {
        run.scratch.clear();
        for (const std::size_t i : input.support()) run.scratch.touch(i) += input[i];
        run.state.add_to(run.scratch, input.size());
        run.state.set(evaluate_stages(run.head->update, run.scratch, run.stages));
    }
};

template <class State>
Executor<State>::HeadRun::HeadRun(const Head& of)
    : head(&of),
      state(of.key_dimension, of.value_dimension),
      row(state.row()),
      known_in(of.info().parameters.size()),
      scratch(of.info().is_linear() ? of.key_dimension
                                    : of.receptance.inputs() + of.key_dimension * of.value_dimension),
      receptance(of.key_dimension),
      reads(of.value_dimension) {
    for (const ParameterInfo& parameter : of.info().parameters)
        parameters.emplace_back(outputs_of(parameter.shape, of.key_dimension, of.value_dimension));
    for (const AffineMap& stage : of.update.stages) stages.emplace_back(stage.outputs());
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
        Recurrence{head, residual_}();
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
template class Executor<TokenState>;

}  // namespace linac
