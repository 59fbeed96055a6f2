#include "proof/window_proof.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "network/executor.hpp"
#include "proof/tail.hpp"

namespace linac {
namespace {

constexpr std::size_t most_starts = 5;        // of the induction, a period apart
constexpr std::size_t most_repetitions = 60;  // of a period, whose spaces are joined

/// Why the induction does not hold from here.
struct TryLater {
    std::string reason;
};

using Hypothesis = std::map<TailEntry, std::optional<RowForm>>;

class Prover {
  public:
    Prover(const WeightedAutomaton& automaton, const Network& network, Effort& effort,
           const std::function<void(std::size_t)>& progress)
        : automaton_(automaton),
          progress_(progress),
          window_(network, effort),
          positions_(network, window_, effort),
          spaces_(automaton, effort),
          exact_(spaces_),
          run_(positions_, spaces_, exact_) {}

    WindowProof prove() {
        WindowProof proof;
        const std::size_t period = window_.period();
        std::size_t start = window_.before() + 1 + period;
        std::string reason;
        try {
            for (std::size_t attempt = 0; attempt < most_starts; ++attempt, start += period) {
                compare_up_to(start + period);
                try {
                    proof.entries = induct(start);
                    proof.before = window_.before();
                    proof.period = period;
                    proof.width = window_.width();
                    proof.start = start;
                    proof.functions = positions_.functions().size();
                    return proof;
                } catch (const TryLater& later) {
                    reason = later.reason;
                }
            }
        } catch (const Word& word) {
            proof.difference = word;
            return proof;
        }
        throw NotSettled("no induction over periods: " + reason);
    }

  private:
    /// On the words of each length up to this one. Throws a word on which the two differ.
    void compare_up_to(std::size_t length) {
        for (; compared_ <= length; ++compared_) {
            if (const auto difference = difference_at(run_, exact_, compared_))
                throw word_of(*difference, compared_);
            if (progress_) progress_(compared_);
        }
    }

    /// The output less the weight after t tokens, unless it is 0.
    std::optional<RowForm> difference_at(Tail& tail, Times& times, std::size_t t) {
        WindowFunctions& functions = positions_.functions();
        RowForm output = tail.output(t);
        RowForm weight{0, {}};
        for (const Rational& w : spaces_.weights(times.at(t))) weight.weights.push_back(window_number(w));
        weight = tail.pushed(t, std::move(weight), output.age);
        bool is_zero = true;
        for (std::size_t k = 0; k < output.weights.size(); ++k) {
            functions.add(output.weights[k], -1, weight.weights[k]);
            is_zero = is_zero && output.weights[k].is_zero();
        }
        if (is_zero) return std::nullopt;
        return output;
    }

    /// A word of t tokens on which this form of rows is not 0.
    Word word_of(const RowForm& form, std::size_t t) {
        WindowFunctions& functions = positions_.functions();
        const auto weight = std::find_if(form.weights.begin(), form.weights.end(),
                                         [](const WindowFunction& w) { return !w.is_zero(); });
        std::vector<Symbol> by_age(form.age, 0);
        for (WindowFunction rest = *weight; !rest.is_number();)
            for (Symbol s = 0;; ++s) {
                WindowFunction part = functions.below(rest, s);
                if (part.is_zero()) continue;
                by_age[rest.reach() - 1] = s;
                rest = std::move(part);
                break;
            }
        const RowSpace& space = exact_.at(t - form.age);
        Vector values;
        for (const WindowFunction& w : form.weights) values.push_back(functions.value(w, by_age));
        Word word = prefix_where(space, values, t - form.age);
        word.insert(word.end(), by_age.rbegin(), by_age.rend());
        return word;
    }

    /// A word of this length whose row, in the coordinates of the space, times the values is not 0.
    Word prefix_where(const RowSpace& space, const Vector& values, std::size_t length) {
        // Rows that span the space of each length, with their words.
        struct Seed {
            SparseVector row;
            Word word;
        };
        std::vector<Seed> seeds{{exact_.at(0).rows[0], {}}};
        for (std::size_t t = 0; t < length; ++t) {
            std::vector<Seed> next;
            std::vector<SparseVector> rows;
            std::size_t rank = 0;
            for (const Seed& seed : seeds)
                for (Symbol s = 0; s < automaton_.alphabet.size(); ++s) {
                    rows.push_back(spaces_.read(seed.row, s));
                    SparseMatrix matrix(rows.size(), automaton_.size() + 1);
                    for (std::size_t i = 0; i < rows.size(); ++i) matrix.set_row(i, rows[i]);
                    if (row_space(matrix).rows() == rank) {
                        rows.pop_back();
                        continue;
                    }
                    ++rank;
                    Word word = seed.word;
                    word.push_back(s);
                    next.push_back({rows.back(), std::move(word)});
                }
            seeds = std::move(next);
        }
        for (const Seed& seed : seeds) {
            Rational product;
            for (std::size_t k = 0; k < space.size(); ++k)
                product.add_product(entry(seed.row, space.pivots[k]), values[k]);
            if (!product.is_zero()) return seed.word;
        }
        throw NotSettled("a difference without a word");
    }

    /// How many entries matter at `start`. Throws TryLater if the induction does not hold from there.
    std::size_t induct(std::size_t start) {
        const std::size_t period = window_.period();
        std::vector<TailEntry> needed = run_.entries_at(start);
        std::size_t repetitions = 1;
        while (true) {
            compare_up_to(start + repetitions * period);
            std::size_t oldest = window_.width();
            for (const TailEntry& entry : needed)
                for (std::size_t k = 0; k < repetitions; ++k)
                    if (const auto& form = run_.entry(start + k * period, entry))
                        oldest = std::max(oldest, form->age);
            if (start < oldest + window_.before() + 1) throw TryLater{"an entry depends on its beginning"};
            PeriodicTimes periodic(spaces_, exact_, start - oldest, period);
            Hypothesis hypothesis;
            bool is_spanned = true;
            for (const TailEntry& entry : needed) {
                auto form = generalised(start, repetitions, entry, periodic);
                is_spanned = form.has_value();
                if (!is_spanned) break;
                hypothesis.emplace(entry, *std::move(form));
            }
            if (!is_spanned) {
                if (++repetitions > most_repetitions) throw TryLater{"its spaces of rows grow"};
                continue;
            }
            try {
                replay(start, hypothesis, periodic);
                return needed.size();
            } catch (const MissingEntry& missing) {
                needed.push_back(missing.entry);
            }
        }
    }

    /// The one form over the periodic space that an entry has at start, start + P, …; nothing if their rows do not span it.
    std::optional<std::optional<RowForm>> generalised(std::size_t start, std::size_t repetitions,
                                                      const TailEntry& entry, PeriodicTimes& periodic) {
        const std::size_t period = window_.period();
        WindowFunctions& functions = positions_.functions();
        std::size_t age = 0;
        bool is_zero = true;
        for (std::size_t k = 0; k < repetitions; ++k)
            if (const auto& form = run_.entry(start + k * period, entry)) {
                age = std::max(age, form->age);
                is_zero = false;
            }
        if (is_zero) return std::optional<RowForm>();
        // Rows and what the entry makes of them, in echelon form.
        struct Row {
            SparseVector vector;
            WindowFunction weight;
        };
        std::map<std::size_t, Row> rows;  // by pivot
        const auto subtract = [&](Row& from, const Row& what, std::size_t pivot) {
            const Rational factor = -linac::entry(from.vector, pivot);
            if (factor.is_zero()) return;
            from.vector = sum(from.vector, scaled(what.vector, factor));
            functions.add(from.weight, factor, what.weight);
        };
        const RowSpace& target = periodic.at(start - age);
        for (std::size_t k = 0; k < repetitions && rows.size() < target.size(); ++k) {
            const std::size_t t = start + k * period;
            const RowSpace& space = exact_.at(t - age);
            RowForm form{age, std::vector<WindowFunction>(space.size())};
            if (const auto& known = run_.entry(t, entry)) form = run_.pushed(t, *known, age);
            for (std::size_t i = 0; i < space.size(); ++i) {
                Row row{space.rows[i], form.weights[i]};
                for (const auto& [pivot, other] : rows) subtract(row, other, pivot);
                if (row.vector.empty()) {
                    if (!row.weight.is_zero()) throw TryLater{"an entry changes from period to period"};
                    continue;
                }
                const std::size_t pivot = row.vector.front().index;
                const Rational inverse = Rational(1) / row.vector.front().value;
                row.vector = scaled(row.vector, inverse);
                WindowFunction weight;
                functions.add(weight, inverse, row.weight);
                row.weight = std::move(weight);
                for (auto& [other_pivot, other] : rows) subtract(other, row, pivot);
                rows.emplace(pivot, std::move(row));
            }
        }
        if (rows.size() < target.size()) return std::nullopt;
        RowForm form{age, {}};
        for (const std::size_t pivot : target.pivots) form.weights.push_back(rows.at(pivot).weight);
        return std::optional<RowForm>(std::move(form));
    }

    /// One period from the hypothesis.
    void replay(std::size_t start, const Hypothesis& hypothesis, PeriodicTimes& periodic) {
        const std::size_t end = start + window_.period();
        Tail tail(positions_, spaces_, periodic, start, hypothesis);
        for (std::size_t t = start + 1; t <= end; ++t)
            if (difference_at(tail, periodic, t)) throw TryLater{"outputs differ on rows that may not occur"};
        WindowFunctions& functions = positions_.functions();
        for (const auto& [entry, before] : hypothesis) {
            const auto& after = tail.entry(end, entry);
            if (before.has_value() != after.has_value()) throw TryLater{"an entry is 0 at times only"};
            if (!before) continue;
            const std::size_t age = std::max(before->age, after->age);
            const RowForm left = tail.pushed(start, *before, age);
            const RowForm right = tail.pushed(end, *after, age);
            for (std::size_t k = 0; k < left.weights.size(); ++k)
                if (!functions.equal(left.weights[k], right.weights[k]))
                    throw TryLater{"an entry does not return"};
        }
    }

    const WeightedAutomaton& automaton_;
    const std::function<void(std::size_t)>& progress_;
    TokenWindow window_;
    TailPositions positions_;
    RowSpaces spaces_;
    ExactTimes exact_;
    Tail run_;
    std::size_t compared_ = 0;
};

}  // namespace

WindowProof prove_window(const WeightedAutomaton& automaton, const Network& network, Effort& effort,
                         const std::function<void(std::size_t)>& progress) {
    if (network.layers.size() < 2) throw NotSettled("it has fewer than two layers");
    if (network.alphabet.size() == 0) throw NotSettled("it has no symbols");
    WindowProof proof = Prover(automaton, network, effort, progress).prove();
    if (!proof.difference) return proof;
    ExactExecutor executor(network);
    for (const Symbol symbol : *proof.difference) executor.step(symbol);
    WeightedRun run(automaton);
    for (const Symbol symbol : *proof.difference) run.step(symbol);
    if (executor.output() == run.weight()) throw NotSettled("a difference that is none when run");
    return proof;
}

}  // namespace linac
