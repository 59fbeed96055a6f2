// Random automata and words, the same in every run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "automata/weighted.hpp"

namespace linac::bench {

class Inputs {
  public:
    /// Numerators of at most 9, denominators of at most `max_denominator`.
    explicit Inputs(std::int64_t max_denominator = 4) : max_denominator_(max_denominator) {}

    Rational rational() { return {between(-9, 9), between(1, max_denominator_)}; }

    Vector vector(std::size_t size) {
        Vector values(size);
        for (Rational& value : values) value = rational();
        return values;
    }

    SparseMatrix matrix(std::size_t rows, std::size_t columns) {
        SparseMatrix result(rows, columns);
        for (std::size_t i = 0; i < rows; ++i) result.set_row(i, sparse(vector(columns)));
        return result;
    }

    /// Almost all weights other than 0.
    WeightedAutomaton dense_automaton(std::size_t states, std::size_t letters = 2) {
        WeightedAutomaton automaton(alphabet(letters), states);
        automaton.initial = sparse(vector(states));
        automaton.final = sparse(vector(states));
        for (SparseMatrix& letter : automaton.transition) letter = matrix(states, states);
        return automaton;
    }

    /// Weights −1, 0, 1 and ½ only.
    WeightedAutomaton small_automaton(std::size_t states, std::size_t letters = 2) {
        WeightedAutomaton result(alphabet(letters), states);
        result.initial = sparse(small_vector(states));
        result.final = sparse(small_vector(states));
        for (SparseMatrix& letter : result.transition)
            for (std::size_t i = 0; i < states; ++i) letter.set_row(i, sparse(small_vector(states)));
        return result;
    }

    /// (α T, T⁻¹ M T, T⁻¹ η) with T the product of as many random I ± e_i e_jᵀ as twice the states: entries
    /// stay small.
    WeightedAutomaton in_sparse_basis(const WeightedAutomaton& automaton) {
        const std::size_t size = automaton.size();
        DenseAutomaton dense_form(automaton);
        for (std::size_t left = 2 * size; left > 0; --left) {
            const std::size_t i = below(size);
            const std::size_t j = below(size);
            if (i != j) dense_form.shear(i, j, below(2) == 0 ? 1 : -1);
        }
        return dense_form.sparse_form(automaton);
    }

    /// The same with T a random matrix of entries −1, 0, 1 and ½: entries have about as many bits as T has
    /// rows times the logarithm of that, 250 for 80 states.
    WeightedAutomaton in_dense_basis(const WeightedAutomaton& automaton) {
        const std::size_t size = automaton.size();
        for (;;) {
            SparseMatrix basis(size, size);
            for (std::size_t i = 0; i < size; ++i) basis.set_row(i, sparse(small_vector(size)));
            SparseMatrix final(size, 1);
            for (const Entry& e : automaton.final) final.set_row(e.index, unit(0, e.value));
            const auto new_final = solve(basis, final);
            if (!new_final) continue;  // T is singular
            WeightedAutomaton result = automaton;
            result.initial = sparse(multiply(dense(automaton.initial, size), basis));
            result.final.clear();
            for (std::size_t i = 0; i < size; ++i) add_entry(result.final, i, new_final->at(i, 0));
            for (SparseMatrix& letter : result.transition)
                letter = solve(basis, multiply(letter, basis)).value();
            return result;
        }
    }

    /// Three copies in different sparse bases, added with the weights ½, ⅓ and ⅙ and mixed: equal to the
    /// automaton, of three times its states.
    WeightedAutomaton in_three_copies(const WeightedAutomaton& automaton) {
        const std::size_t size = automaton.size();
        WeightedAutomaton result(automaton.alphabet, 3 * size);
        for (std::size_t copy = 0; copy < 3; ++copy) {
            const WeightedAutomaton part = in_sparse_basis(automaton);
            const Rational weight = std::vector<Rational>{{1, 2}, {1, 3}, {1, 6}}[copy];
            const auto shifted = [&](SparseVector vector) {
                for (Entry& e : vector) e.index += copy * size;
                return vector;
            };
            result.initial = sum(result.initial, shifted(scaled(part.initial, weight)));
            result.final = sum(result.final, shifted(part.final));
            for (Symbol s = 0; s < automaton.alphabet.size(); ++s)
                for (std::size_t i = 0; i < size; ++i)
                    result.transition[s].set_row(copy * size + i, shifted(part.transition[s].row(i)));
        }
        return in_sparse_basis(result);
    }

    /// Two automata that differ first at a^(2·states − 1): recurrences s_t = Σ_j c_j s_{t−states+j} from
    /// 0, …, 0, 1 with c_0 = 1 and −1, which first multiplies s_{states−1}; b does half of what a does. The
    /// second is in a sparse basis.
    std::pair<WeightedAutomaton, WeightedAutomaton> late_difference(std::size_t states) {
        Vector coefficients = small_vector(states);
        const auto recurrence = [&](const Rational& first) {
            WeightedAutomaton automaton(Alphabet({"a", "b"}), states);
            automaton.initial = unit(states - 1);
            automaton.final = unit(0);
            SparseMatrix& step = automaton.transition[0];
            for (std::size_t j = 0; j < states; ++j) {
                if (j > 0) step.add(j, j - 1, 1);
                step.add(j, states - 1, j == 0 ? first : coefficients[j]);
            }
            for (std::size_t i = 0; i < states; ++i)
                automaton.transition[1].set_row(i, scaled(step.row(i), {1, 2}));
            return automaton;
        };
        return {recurrence(1), in_sparse_basis(recurrence(-1))};
    }

    Word word(std::size_t length, std::size_t letters = 2) {
        Word symbols(length);
        for (Symbol& symbol : symbols)
            symbol = static_cast<Symbol>(between(0, static_cast<std::int64_t>(letters) - 1));
        return symbols;
    }

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(generator_);
    }

    std::size_t below(std::size_t bound) {
        return static_cast<std::size_t>(between(0, static_cast<std::int64_t>(bound) - 1));
    }

  private:
    static Alphabet alphabet(std::size_t letters) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < letters; ++i) names.push_back(std::string(1, static_cast<char>('a' + i)));
        return Alphabet(std::move(names));
    }

    /// An automaton whose basis is changed step by step.
    struct DenseAutomaton {
        Vector initial;
        Vector final;
        std::vector<std::vector<Vector>> transition;

        explicit DenseAutomaton(const WeightedAutomaton& automaton)
            : initial(dense(automaton.initial, automaton.size())),
              final(dense(automaton.final, automaton.size())) {
            for (const SparseMatrix& letter : automaton.transition) {
                transition.emplace_back();
                for (std::size_t i = 0; i < automaton.size(); ++i)
                    transition.back().push_back(dense(letter.row(i), automaton.size()));
            }
        }
        /// By I + factor · e_i e_jᵀ.
        void shear(std::size_t i, std::size_t j, const Rational& factor) {
            initial[j] += factor * initial[i];
            final[i] -= factor * final[j];
            for (std::vector<Vector>& letter : transition) {
                for (Vector& row : letter) row[j].add_product(factor, row[i]);
                for (std::size_t k = 0; k < final.size(); ++k)
                    letter[i][k].add_product(-factor, letter[j][k]);
            }
        }
        [[nodiscard]] WeightedAutomaton sparse_form(WeightedAutomaton like) const {
            like.initial = sparse(initial);
            like.final = sparse(final);
            for (Symbol s = 0; s < transition.size(); ++s)
                for (std::size_t i = 0; i < final.size(); ++i)
                    like.transition[s].set_row(i, sparse(transition[s][i]));
            return like;
        }
    };

    Vector small_vector(std::size_t size) {
        static const std::vector<Rational> weights = {-1, 0, 1, {1, 2}};
        Vector values(size);
        for (Rational& value : values) value = weights[below(weights.size())];
        return values;
    }

    std::int64_t max_denominator_;
    std::mt19937_64 generator_{20260301};  // NOLINT(cert-msc*): the same in every run
};

}  // namespace linac::bench
