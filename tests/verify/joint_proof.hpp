// JointProof: whether two networks have equal outputs on all words, by walking through them side by side. It
// shows that a change of a constant is irrelevant, and shares nothing with lib/verify but the executor that
// runs the routers.
//
// The router is all layers but the last. While the pairs of router states that any word leads to are finitely
// many, all of them are visited. Then either both routers hand the same residual stream to equal last layers
// at every one of them; or the last layers, whose heads are linear in their states S and S', are run on a
// basis of the span of all reachable (1, S, S') at each pair.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "network/executor.hpp"
#include "support/naive_executor.hpp"

namespace linac::tests {

/// The router of a network, from any state.
class Router {
  public:
    using State = std::vector<std::vector<Rational>>;  ///< by head

    struct Result {
        State state;
        Vector residual;  ///< behind the router
    };

    explicit Router(const Network& network) : router_(without_last_layer(network)), executor_(router_) {}

    Result after_bos() {
        executor_.restart();
        return result();
    }
    Result after(const State& state, Symbol symbol) {
        std::size_t head = 0;
        executor_.for_each_state([&](ExactState& content) { content.assign(state[head++]); });
        executor_.step(symbol);
        return result();
    }

  private:
    static Network without_last_layer(Network network) {
        network.layers.pop_back();
        return network;
    }
    Result result() {
        static_cast<void>(executor_.output());
        Result now{{}, Vector(router_.width())};
        executor_.for_each_state([&](ExactState& content) { now.state.push_back(content.entries()); });
        for (const std::size_t i : executor_.residual().support()) now.residual[i] = executor_.residual()[i];
        return now;
    }

    Network router_;
    ExactExecutor executor_;
};

/// A span in another ℚ, in echelon form.
class OracleSpan {
  public:
    /// Whether the vector is independent of those inserted before.
    bool insert(OracleVector vector) {
        for (const auto& [pivot, row] : rows_) {
            const Oracle factor = vector[pivot];
            for (std::size_t i = pivot; i < row.size() && factor != 0; ++i) vector[i] -= factor * row[i];
        }
        std::size_t pivot = 0;
        while (pivot < vector.size() && vector[pivot] == 0) ++pivot;
        if (pivot == vector.size()) return false;
        const Oracle lead = vector[pivot];
        for (Oracle& entry : vector) entry /= lead;
        rows_.emplace(pivot, std::move(vector));
        return true;
    }

  private:
    std::map<std::size_t, OracleVector> rows_;  // by pivot, whose entry is 1
};

class JointProof {
  public:
    enum class Answer { equal, different, too_many_states };

    JointProof(const Network& left, const Network& right, std::size_t most_pairs)
        : symbols_(left.alphabet.size()),
          routers_{Router(left), Router(right)},
          tails_{NaiveExecutor(last_layer(left)), NaiveExecutor(last_layer(right))},
          same_tails_(last_layer(left) == last_layer(right)),
          most_pairs_(most_pairs) {}

    Answer answer() {
        if (!explore()) return Answer::too_many_states;
        if (same_tails_ && same_residuals_) return Answer::equal;
        return outputs_agree() ? Answer::equal : Answer::different;
    }

  private:
    struct Pair {
        Router::State left;
        Router::State right;
        std::vector<std::size_t> successors;               // by symbol
        std::vector<std::pair<Vector, Vector>> residuals;  // on the way there
    };

    static Network last_layer(Network network) {
        network.layers.erase(network.layers.begin(), network.layers.end() - 1);
        network.embedding = AffineMap(network.embedding.inputs(), network.width());
        return network;
    }

    bool explore() {
        start_ = {routers_[0].after_bos(), routers_[1].after_bos()};
        same_residuals_ = start_.first.residual == start_.second.residual;
        find(start_.first.state, start_.second.state);
        for (std::size_t at = 0; at < pairs_.size(); ++at)
            for (Symbol s = 0; s < symbols_; ++s) {
                Router::Result left = routers_[0].after(pairs_[at].left, s);
                Router::Result right = routers_[1].after(pairs_[at].right, s);
                same_residuals_ = same_residuals_ && left.residual == right.residual;
                const std::size_t next = find(left.state, right.state);
                if (pairs_.size() > most_pairs_) return false;
                pairs_[at].successors.push_back(next);
                pairs_[at].residuals.emplace_back(std::move(left.residual), std::move(right.residual));
            }
        return true;
    }

    std::size_t find(const Router::State& left, const Router::State& right) {
        std::string key;
        for (const Router::State* state : {&left, &right})
            for (const auto& head : *state)
                for (const Rational& entry : head) key += to_string(entry) + ' ';
        const auto [at, is_new] = index_.emplace(std::move(key), pairs_.size());
        if (is_new) pairs_.push_back({left, right, {}, {}});
        return at->second;
    }

    bool outputs_agree() {
        std::vector<OracleSpan> spans(pairs_.size());
        std::deque<std::pair<std::size_t, OracleVector>> waiting;
        const auto visit = [&](std::size_t pair) {
            OracleVector vector{1};
            for (NaiveExecutor& tail : tails_)
                for_each_entry(tail, [&](Oracle& entry) { vector.push_back(entry); });
            if (spans[pair].insert(vector)) waiting.emplace_back(pair, std::move(vector));
        };
        // The tails have read a token whose embedding is 0; before BOS their states are 0.
        for (NaiveExecutor& tail : tails_) for_each_entry(tail, [](Oracle& entry) { entry = 0; });
        if (!read(start_.first.residual, start_.second.residual)) return false;
        visit(0);
        while (!waiting.empty()) {
            const auto [at, vector] = std::move(waiting.front());
            waiting.pop_front();
            for (Symbol s = 0; s < symbols_; ++s) {
                std::size_t next = 1;
                for (NaiveExecutor& tail : tails_)
                    for_each_entry(tail, [&, &from = vector](Oracle& entry) { entry = from[next++]; });
                const auto& [left, right] = pairs_[at].residuals[s];
                if (!read(left, right)) return false;
                visit(pairs_[at].successors[s]);
            }
        }
        return true;
    }

    /// Both last layers read a token; whether their outputs agree.
    bool read(const Vector& left, const Vector& right) {
        tails_[0].step_on(to_oracle(left));
        tails_[1].step_on(to_oracle(right));
        return tails_[0].output() == tails_[1].output();
    }

    template <class Visit>
    static void for_each_entry(NaiveExecutor& tail, const Visit& visit) {
        for (OracleMatrix& state : tail.state()[0])
            for (OracleVector& row : state)
                for (Oracle& entry : row) visit(entry);
    }

    std::size_t symbols_;
    Router routers_[2];
    NaiveExecutor tails_[2];
    bool same_tails_;
    std::size_t most_pairs_;
    bool same_residuals_ = true;
    std::pair<Router::Result, Router::Result> start_;
    std::vector<Pair> pairs_;
    std::map<std::string, std::size_t> index_;
};

}  // namespace linac::tests
