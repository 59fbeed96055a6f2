// One random constant of a directly compiled network is changed: verify notices exactly when it matters,
// which is found out without it, by the formulas in another ℚ.
#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "support/naive_executor.hpp"
#include "support/plain_method.hpp"
#include "support/random_automata.hpp"
#include "support/scale.hpp"
#include "verify/mutations.hpp"
#include "verify/verify.hpp"

namespace linac::mutation_test {
namespace {

using tests::NaiveExecutor;
using tests::Oracle;
using tests::OracleVector;

// Harmless changes are few: of fewer cases, too few to be counted on.
const std::size_t cases_a_target = std::max<std::size_t>(140, tests::scaled(275));
constexpr std::size_t longest = 7;

/// Random small automata, many of which the target holds directly.
class Automata {
  public:
    explicit Automata(std::uint32_t seed) : draw_(seed) {}

    WeightedAutomaton next(Target target) {
        const std::size_t size = 1 + draw_.below(3);
        WeightedAutomaton automaton = draw_.weighted(size, 1 + draw_.below(2), 60);
        for (SparseMatrix& matrix : automaton.transition) {
            if (target == Target::pd) matrix = monomial(size);
            if (target == Target::deltanet) matrix = reflection(size);
            if (target == Target::rwkv7) matrix = diagonal_and_rank_one(size);
            if (target == Target::gated_deltanet)
                matrix = multiply(diagonal(size, draw_.rational()), reflection(size));
            if (target == Target::kda) matrix = multiply(diagonal(size), reflection(size));
            if (target == Target::diagonal) matrix = diagonal(size);
        }
        return automaton;
    }
    std::size_t below(std::size_t bound) { return draw_.below(bound); }

  private:
    SparseMatrix monomial(std::size_t size) {
        SparseMatrix matrix(size, size);
        for (std::size_t i = 0; i < size; ++i)
            if (draw_.below(5) > 0)
                matrix.add(i, draw_.below(size), draw_.below(2) == 0 ? Rational(1) : draw_.rational());
        return matrix;
    }
    /// I − β k kᵀ.
    SparseMatrix reflection(std::size_t size) {
        SparseMatrix matrix = SparseMatrix::identity(size);
        const Vector key = dense(draw_.sparse_vector(size, 70), size);
        const Rational beta = draw_.rational();
        for (std::size_t i = 0; i < size; ++i)
            for (std::size_t j = 0; j < size; ++j) matrix.add(i, j, -beta * key[i] * key[j]);
        return matrix;
    }
    /// Of random numbers, or of one.
    SparseMatrix diagonal(std::size_t size, const std::optional<Rational>& number = {}) {
        SparseMatrix matrix(size, size);
        for (std::size_t i = 0; i < size; ++i) matrix.add(i, i, number ? *number : draw_.rational());
        return matrix;
    }
    SparseMatrix diagonal_and_rank_one(std::size_t size) {
        SparseMatrix matrix(size, size);
        const Vector left = dense(draw_.sparse_vector(size, 60), size);
        const Vector right = dense(draw_.sparse_vector(size, 60), size);
        for (std::size_t i = 0; i < size; ++i) {
            matrix.add(i, i, draw_.rational());
            for (std::size_t j = 0; j < size; ++j) matrix.add(i, j, left[i] * right[j]);
        }
        return matrix;
    }

    tests::RandomAutomata draw_;
};

/// An automaton and a network after the same word, in the other ℚ.
struct NaivePair {
    Word word;
    OracleVector row;
    NaiveExecutor executor;
};

class NaiveAutomaton {
  public:
    explicit NaiveAutomaton(const WeightedAutomaton& automaton)
        : initial(tests::to_oracle(automaton.initial, automaton.size())),
          final_(tests::to_oracle(automaton.final, automaton.size())) {
        for (const SparseMatrix& matrix : automaton.transition)
            transition_.push_back(tests::to_oracle(matrix));
    }
    [[nodiscard]] OracleVector after(const OracleVector& row, Symbol symbol) const {
        return tests::multiply(row, transition_[symbol], row.size());
    }
    [[nodiscard]] Oracle weight(const OracleVector& row) const { return tests::dot(row, final_); }

    OracleVector initial;

  private:
    OracleVector final_;
    std::vector<tests::OracleMatrix> transition_;
};

/// The shortlex-least separating word up to the longest length, by trying all.
std::optional<Word> brute_force(const WeightedAutomaton& automaton, const Network& network) {
    const NaiveAutomaton naive(automaton);
    std::vector<NaivePair> level{{{}, naive.initial, NaiveExecutor(network)}};
    for (std::size_t length = 0;; ++length) {
        for (const NaivePair& pair : level)
            if (naive.weight(pair.row) != pair.executor.output()) return pair.word;
        if (length == longest) return std::nullopt;
        std::vector<NaivePair> next;
        for (const NaivePair& pair : level)
            for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
                next.push_back(pair);
                next.back().word.push_back(s);
                next.back().row = naive.after(pair.row, s);
                next.back().executor.step(s);
            }
        level = std::move(next);
    }
}

/// What the test sees of a one-layer network: the entries of its heads' states, then the output.
OracleVector observed(NaiveExecutor& executor) {
    OracleVector values;
    for (const tests::OracleMatrix& state : executor.state()[0])
        for (const OracleVector& row : state) values.insert(values.end(), row.begin(), row.end());
    values.push_back(executor.output());
    return values;
}

/// The heads' states become 0, but for a 1 at an entry in the order of observed() if one is given.
void set_unit(NaiveExecutor& executor, std::optional<std::size_t> index) {
    std::size_t next = 0;
    for (tests::OracleMatrix& state : executor.state()[0])
        for (OracleVector& row : state)
            for (Oracle& entry : row) entry = next++ == index ? 1 : 0;
}

Rational to_rational(const Oracle& value) {
    return parse_rational(numerator(value).str() + "/" + denominator(value).str()).value();
}

/// The automaton of a one-layer network without a feed-forward block, by probing: a token is applied to the
/// state 0 and to every unit state. Its own states are 1, the heads' entries, the output.
WeightedAutomaton probed(const Network& network) {
    NaiveExecutor executor(network);
    const OracleVector start = observed(executor);
    const std::size_t size = start.size() + 1;
    WeightedAutomaton automaton(network.alphabet, size);
    automaton.initial = unit(0);
    for (std::size_t i = 1; i < size; ++i) add_entry(automaton.initial, i, to_rational(start[i - 1]));
    automaton.final = unit(size - 1);
    const auto after_token = [&](Symbol symbol, std::optional<std::size_t> index) {
        NaiveExecutor probe = executor;
        set_unit(probe, index);
        probe.step(symbol);
        return observed(probe);
    };
    for (Symbol s = 0; s < network.alphabet.size(); ++s) {
        const OracleVector constant = after_token(s, std::nullopt);
        automaton.transition[s].add(0, 0, 1);
        for (std::size_t j = 1; j < size; ++j)
            automaton.transition[s].add(0, j, to_rational(constant[j - 1]));
        for (std::size_t i = 1; i + 1 < size; ++i) {
            const OracleVector moved = after_token(s, i - 1);
            for (std::size_t j = 1; j < size; ++j)
                automaton.transition[s].add(i, j, to_rational(moved[j - 1] - constant[j - 1]));
        }
    }
    return automaton;
}

enum class Outcome { different, equal, without_output };

/// Checks verify's answer on the changed network against both other ways.
Outcome check(const WeightedAutomaton& automaton, const Network& network) {
    const Result<Verdict> result = verify(automaton, network);
    std::optional<Word> found;
    WeightedAutomaton independent;
    try {
        found = brute_force(automaton, network);
        independent = probed(network);
    } catch (const tests::NotOneHot&) {
        EXPECT_FALSE(result);
        EXPECT_NE((result ? std::string() : result.error().message()).find("is not one-hot"),
                  std::string::npos);
        return Outcome::without_output;
    }
    const Verdict& verdict = result.value();
    EXPECT_EQ(in_words(verdict.scope), "all words");
    const Comparison decided = plain_compare(automaton, independent);
    EXPECT_EQ(verdict.equal, decided.equal());
    if (verdict.equal) {
        EXPECT_FALSE(found);
        return Outcome::equal;
    }
    EXPECT_EQ(verdict.witness, decided.difference->word);
    if (found) {
        EXPECT_EQ(verdict.witness, *found);  // the shortlex-least
    } else {
        EXPECT_GT(verdict.witness.size(), longest);
    }
    EXPECT_EQ(verdict.step, verdict.witness.size());
    const Oracle left = tests::naive_weight(automaton, verdict.witness);
    const Oracle right = tests::naive_outputs(network, verdict.witness).back();
    EXPECT_NE(left, right);
    EXPECT_TRUE(tests::agrees(verdict.left, left));
    EXPECT_TRUE(tests::agrees(verdict.right, right));
    return Outcome::different;
}

class Mutations : public testing::TestWithParam<Target> {};

TEST_P(Mutations, are_noticed_exactly_when_they_matter) {
    const auto seed = 1 + static_cast<std::uint32_t>(GetParam());
    Automata automata(seed);
    std::mt19937 engine(seed);
    tests::Mutator mutator(engine);
    std::size_t counts[3] = {0, 0, 0};
    for (std::size_t i = 0; i < cases_a_target && !HasFailure();) {
        const WeightedAutomaton automaton = automata.next(GetParam());
        const auto compiled = compile(automaton, {GetParam(), Scheme::direct});
        if (!compiled) continue;
        Network network = compiled.value().network;
        ASSERT_EQ(network.layers.size(), 1U);
        ASSERT_TRUE(network.layers[0].feed_forward.stages.empty());
        if (network.layers[0].heads.empty()) continue;  // the weight of every word is 0
        const tests::Mutation mutation = mutator.draw(network);
        apply(mutation, network);
        validate(network);
        std::ostringstream trace;
        trace << write_automaton(automaton) << mutation;
        SCOPED_TRACE(trace.str());
        ++counts[static_cast<std::size_t>(check(automaton, network))];
        ++i;
    }
    std::cout << name_of(GetParam()) << ": " << counts[0] << " changes matter, " << counts[1] << " do not, "
              << counts[2] << " leave no output\n";
    EXPECT_GT(counts[0], cases_a_target / 5);
    EXPECT_GE(counts[1], cases_a_target / 20);
}

INSTANTIATE_TEST_SUITE_P(Verify, Mutations, testing::ValuesIn(linear_targets()), [](const auto& target) {
    std::string name = name_of(target.param);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace linac::mutation_test
