#include "verify/enumerate.hpp"

#include <deque>
#include <string>
#include <unordered_map>

#include "network/executor.hpp"

namespace linac {
namespace {

/// The layers before the last one, as a network of their own.
Network router_of(const Network& network) {
    Network router = network;
    router.layers.pop_back();
    return router;
}

/// The last layer on a residual stream that is given instead of embedded.
Network tail_of(const Network& network) {
    Network tail = network;
    tail.layers.erase(tail.layers.begin(), tail.layers.end() - 1);
    return tail;
}

using RouterState = std::vector<std::vector<Rational>>;  // by head

RouterState state_of(ExactExecutor& router) {
    RouterState state;
    router.for_each_state([&](ExactState& head) { state.push_back(head.entries()); });
    return state;
}

std::string key_of(const RouterState& state) {
    std::string key;
    for (const auto& head : state)
        for (const Rational& entry : head) key += to_string(entry) + ' ';
    return key;
}

/// The router's configurations, each with its successor by symbol; they do not depend on anything but the
/// router.
class Configurations {
  public:
    Configurations(const Network& router, Effort& effort)
        : symbols_(router.alphabet.size()), effort_(effort), executor_(router) {}

    /// Explores all, from BOS.
    void explore(const std::function<void(std::size_t)>& progress) {
        find(state_of(executor_));
        for (std::size_t c = 0; c < states_.size(); ++c) {
            if (progress && c % 1024 == 0) progress(c);
            successors_.emplace_back();
            for (Symbol s = 0; s < symbols_; ++s) {
                read(c, s);
                successors_[c].push_back(find(state_of(executor_)));
            }
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
    [[nodiscard]] std::size_t successor(std::size_t configuration, Symbol symbol) const {
        return successors_[configuration][symbol];
    }
    /// The residual stream behind the router after it has read the symbol in the configuration.
    const Accumulator<Rational>& residual_after(std::size_t configuration, Symbol symbol) {
        read(configuration, symbol);
        static_cast<void>(executor_.output());
        return executor_.residual();
    }
    const Accumulator<Rational>& residual_after_bos() {
        executor_.restart();
        static_cast<void>(executor_.output());
        return executor_.residual();
    }

  private:
    void read(std::size_t configuration, Symbol symbol) {
        std::size_t head = 0;
        executor_.for_each_state([&](ExactState& state) { state.assign(states_[configuration][head++]); });
        executor_.step(symbol);
    }
    std::size_t find(RouterState state) {
        constexpr std::size_t operations_an_entry = 10;
        for (const auto& head : state)
            for (const Rational& entry : head) effort_.spend(operations_an_entry * cost_of(entry));
        const auto [at, is_new] = index_.emplace(key_of(state), states_.size());
        if (is_new) states_.push_back(std::move(state));
        return at->second;
    }

    std::size_t symbols_;
    Effort& effort_;
    ExactExecutor executor_;
    std::vector<RouterState> states_;
    std::vector<std::vector<std::size_t>> successors_;
    std::unordered_map<std::string, std::size_t> index_;
};

/// Makes the entries integers by their common denominator, which is returned.
Rational clear_denominators(std::vector<SparseVector>& rows) {
    Rational common(1);
    for (const SparseVector& row : rows)
        for (const Entry& e : row)
            if (!e.value.is_integer()) common = lcm(common, e.value.denominator());
    for (SparseVector& row : rows) row = scaled(std::move(row), common);
    return common;
}

/// What reading a symbol in a configuration does to (1, S): the new entries of S, then the output, as linear
/// forms with integer coefficients over one denominator.
struct TailStep {
    std::vector<SparseVector> forms;
    Rational denominator;
};

/// Integer vectors in echelon form, each up to a factor; no fraction is ever reduced. With the last layer's
/// state first, a row of a blocked network is a unit of the active buffer and what follows from it: small
/// numbers.
class Echelon {
  public:
    /// Reduces an integer vector by the rows; what is left, if anything, becomes a row of coprime integers.
    const Vector* insert(Vector vector) {
        for (const auto& [pivot, row] : rows_) {
            if (vector[pivot].is_zero()) continue;
            const Rational divisor = gcd(row[pivot], vector[pivot]);
            const Rational factor = exact_quotient(row[pivot], divisor);
            const Rational multiple = -exact_quotient(vector[pivot], divisor);
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (!factor.is_one()) vector[i] *= factor;
                vector[i].add_product(multiple, row[i]);
            }
        }
        std::size_t pivot = 0;
        while (pivot < vector.size() && vector[pivot].is_zero()) ++pivot;
        if (pivot == vector.size()) return nullptr;
        Rational divisor = vector[pivot];
        for (std::size_t i = pivot; i < vector.size() && !divisor.is_one(); ++i)
            divisor = gcd(divisor, vector[i]);
        for (std::size_t i = pivot; i < vector.size(); ++i) vector[i] = exact_quotient(vector[i], divisor);
        rows_.emplace_back(pivot, std::move(vector));
        return &rows_.back().second;
    }

    [[nodiscard]] std::size_t rank() const noexcept { return rows_.size(); }

  private:
    std::vector<std::pair<std::size_t, Vector>> rows_;
};

class Closure {
  public:
    Closure(const WeightedAutomaton& automaton, const Network& network, Configurations& configurations,
            Effort& effort)
        : automaton_(automaton),
          effort_(effort),
          configurations_(configurations),
          tail_(tail_of(network)),
          executor_(tail_),
          spans_(configurations.size()),
          steps_(configurations.size(), std::vector<TailStep>(automaton.alphabet.size())) {
        std::vector<SparseVector> final{automaton.final};
        final_denominator_ = clear_denominators(final);
        final_ = final[0];
        for (const SparseMatrix& matrix : automaton.transition) {
            std::vector<SparseVector> rows;
            for (std::size_t i = 0; i < matrix.rows(); ++i) rows.push_back(matrix.row(i));
            denominators_.push_back(clear_denominators(rows));
            transition_.emplace_back(matrix.rows(), matrix.columns());
            for (std::size_t i = 0; i < matrix.rows(); ++i) transition_.back().set_row(i, std::move(rows[i]));
        }
    }

    /// Throws NotLinear if the last layer is not linear in its state.
    std::optional<Word> first_difference() {
        // After BOS the state starts from 0.
        executor_.for_each_state([](SymbolicState& state) { state.clear(); });
        std::vector<SparseVector> start = forms_after(configurations_.residual_after_bos());
        if (entry(start.back(), 0) != dot(automaton_.initial, automaton_.final)) return Word{};
        entries_ = start.size() - 1;
        start.back() = automaton_.initial;
        const Rational denominator = clear_denominators(start);
        Vector vector;
        for (std::size_t i = 0; i < entries_; ++i) vector.push_back(entry(start[i], 0));
        const Vector row = dense(start.back(), automaton_.size());
        vector.insert(vector.end(), row.begin(), row.end());
        vector.push_back(denominator);
        visit(0, std::move(vector), no_parent, 0);
        for (std::size_t at = 0; at < nodes_.size(); ++at)
            for (Symbol s = 0; s < automaton_.alphabet.size(); ++s)
                if (!agrees_after(at, s)) return word_of(at, s);
        return std::nullopt;
    }

  private:
    static constexpr std::size_t no_parent = ~std::size_t{0};
    struct Node {
        std::size_t configuration;
        Vector vector;  // a multiple of (S, s, 1) less earlier words' vectors of the same configuration;
                        // integers
        std::size_t parent;
        Symbol symbol;
    };

    std::vector<SparseVector> forms_after(const Accumulator<Rational>& residual) {
        Accumulator<LinearForm> embedding(residual.size());
        for (const std::size_t i : residual.support()) embedding.touch(i) += residual[i];
        executor_.step(embedding);
        std::vector<SparseVector> forms;
        executor_.for_each_state([&](SymbolicState& state) {
            for (const LinearForm& form : state.entries()) forms.push_back(form.terms());
        });
        forms.push_back(executor_.output().terms());
        return forms;
    }

    const TailStep& step(std::size_t configuration, Symbol symbol) {
        TailStep& known = steps_[configuration][symbol];
        if (!known.forms.empty()) return known;
        std::size_t next = 1;
        executor_.for_each_state([&](SymbolicState& state) {
            state.set_variables(next);
            next += state.entries().size();
        });
        known.forms = forms_after(configurations_.residual_after(configuration, symbol));
        known.denominator = clear_denominators(known.forms);
        return known;
    }

    void visit(std::size_t configuration, Vector vector, std::size_t parent, Symbol symbol) {
        std::size_t work = 0;
        for (const Rational& entry : vector) work += cost_of(entry);
        effort_.spend(work * (1 + spans_[configuration].rank()));
        if (const Vector* row = spans_[configuration].insert(std::move(vector)))
            nodes_.push_back({configuration, *row, parent, symbol});
    }

    /// Whether output and weight agree after the node's word and the symbol; if so, visits where that leads.
    /// They agree on the earlier words that were subtracted from the node's vector, so that its difference is
    /// the word's.
    bool agrees_after(std::size_t at, Symbol symbol) {
        const std::size_t configuration = nodes_[at].configuration;
        const Vector& vector = nodes_[at].vector;
        const TailStep& tail = step(configuration, symbol);
        const auto value = [&](const SparseVector& form) {
            Rational total;
            for (const Entry& e : form)
                total.add_product(e.value, e.index == 0 ? vector.back() : vector[e.index - 1]);
            return total;
        };
        const auto row = vector.begin() + static_cast<std::ptrdiff_t>(entries_);
        Vector next_row = multiply(Vector(row, vector.end() - 1), transition_[symbol]);
        Rational weight;
        for (const Entry& e : final_) weight.add_product(e.value, next_row[e.index]);
        const Rational& denominator = denominators_[symbol];
        if (value(tail.forms.back()) * denominator * final_denominator_ != weight * tail.denominator)
            return false;
        Vector next;
        for (std::size_t i = 0; i < entries_; ++i) next.push_back(value(tail.forms[i]) * denominator);
        for (Rational& entry : next_row) next.push_back(entry * tail.denominator);
        next.push_back(vector.back() * denominator * tail.denominator);
        visit(configurations_.successor(configuration, symbol), std::move(next), at, symbol);
        return true;
    }

    [[nodiscard]] Word word_of(std::size_t at, Symbol last) const {
        Word word{last};
        for (; nodes_[at].parent != no_parent; at = nodes_[at].parent) word.push_back(nodes_[at].symbol);
        return {word.rbegin(), word.rend()};
    }

    const WeightedAutomaton& automaton_;
    Effort& effort_;
    Configurations& configurations_;
    Network tail_;
    SymbolicExecutor executor_;
    std::size_t entries_ = 0;  // of the last layer's state
    std::vector<Echelon> spans_;
    std::vector<std::vector<TailStep>> steps_;  // by configuration and symbol, made when needed
    std::vector<SparseMatrix> transition_;      // integers, over denominators_
    Vector denominators_;
    SparseVector final_;  // integers
    Rational final_denominator_;
    std::deque<Node> nodes_;
};

}  // namespace

Enumeration enumerate(const WeightedAutomaton& automaton, const Network& network, Effort& effort,
                      const std::function<void(std::size_t)>& progress) {
    if (network.layers.empty()) throw NotSettled("the network has no layers");
    const Network router = router_of(network);
    Configurations configurations(router, effort);
    configurations.explore(progress);
    try {
        Closure closure(automaton, network, configurations, effort);
        return Enumeration{configurations.size(), closure.first_difference()};
    } catch (const NotLinear&) {
        throw NotSettled("the last layer is not linear in its state");
    }
}

}  // namespace linac
