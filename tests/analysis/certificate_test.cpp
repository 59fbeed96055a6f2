#include "analysis/certificate.hpp"

#include <gtest/gtest.h>

#include "analysis/brute_force.hpp"
#include "analysis/equality.hpp"
#include "analysis/pairs.hpp"
#include "support/plain_method.hpp"
#include "support/scale.hpp"

namespace linac::certificate_test {
namespace {

using tests::cyclic;
using tests::letters;
using tests::Pairs;
using tests::Plain;
using tests::PlainAutomaton;
using tests::PlainVector;

/// The equations of the header once more, in other numbers and in the plainest way.
class PlainCheck {
  public:
    PlainCheck(const EqualityProof& proof, const WeightedAutomaton& left, const WeightedAutomaton& right)
        : proof_(proof),
          left_(proof.mirrored ? reversed(left) : left),
          right_(proof.mirrored ? reversed(right) : right) {
        for (std::size_t i = 0; i < proof.basis.rows(); ++i)
            basis_.push_back(tests::to_plain(proof.basis.row(i), proof.basis.columns()));
    }

    [[nodiscard]] bool holds() const {
        if (!in_span(join(left_.initial, right_.initial))) return false;
        for (const PlainVector& row : basis_) {
            for (Symbol s = 0; s < left_.transition.size(); ++s)
                if (!in_span(join(left_.step(left_part(row), s), right_.step(right_part(row), s))))
                    return false;
            if (left_.value(left_part(row)) != right_.value(right_part(row))) return false;
        }
        return true;
    }

  private:
    [[nodiscard]] PlainVector left_part(const PlainVector& row) const {
        return {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(left_.initial.size())};
    }
    [[nodiscard]] PlainVector right_part(const PlainVector& row) const {
        return {row.begin() + static_cast<std::ptrdiff_t>(left_.initial.size()), row.end()};
    }
    static PlainVector join(PlainVector left, const PlainVector& right) {
        left.insert(left.end(), right.begin(), right.end());
        return left;
    }
    [[nodiscard]] bool in_span(const PlainVector& row) const {
        PlainVector rest = row;
        for (std::size_t i = 0; i < basis_.size(); ++i)
            for (std::size_t j = 0; j < row.size(); ++j) rest[j] -= row[proof_.columns[i]] * basis_[i][j];
        return std::all_of(rest.begin(), rest.end(), [](const Plain& value) { return value == 0; });
    }

    const EqualityProof& proof_;
    PlainAutomaton left_;
    PlainAutomaton right_;
    std::vector<PlainVector> basis_;
};

/// The certificate with one of its numbers changed, for each of them in turn and in several ways.
void for_each_mutation(const Certificate& certificate, const std::function<void(const Certificate&)>& visit) {
    const auto with = [&](const auto& change) {
        Certificate mutated = certificate;
        change(mutated);
        visit(mutated);
    };
    with([](Certificate& c) { ++c.left_states; });
    with([](Certificate& c) { ++c.right_states; });
    const std::vector<std::function<Rational(const Rational&)>> changes = {
        [](const Rational& x) { return x + 1; }, [](const Rational& x) { return -x; },
        [](const Rational& x) { return x / 2; }, [](const Rational&) { return Rational(0); },
        [](const Rational& x) { return x + power(2, 62) - 57; }};
    if (std::holds_alternative<Difference>(certificate.content)) {
        const auto difference = [](Certificate& c) -> Difference& { return std::get<Difference>(c.content); };
        for (const auto& change : changes) {
            with([&](Certificate& c) { difference(c).left = change(difference(c).left); });
            with([&](Certificate& c) { difference(c).right = change(difference(c).right); });
        }
        for (std::size_t i = 0; i < std::get<Difference>(certificate.content).word.size(); ++i)
            with([&](Certificate& c) {
                Symbol& symbol = difference(c).word[i];
                symbol = (symbol + 1) % c.alphabet.size();
            });
        return;
    }
    const auto proof = [](Certificate& c) -> EqualityProof& { return std::get<EqualityProof>(c.content); };
    const auto& original = std::get<EqualityProof>(certificate.content);
    with([&](Certificate& c) { proof(c).mirrored = !proof(c).mirrored; });
    for (std::size_t i = 0; i < original.columns.size(); ++i)
        for (std::size_t column = 0; column < original.basis.columns(); ++column)
            if (column != original.columns[i]) with([&](Certificate& c) { proof(c).columns[i] = column; });
    for (std::size_t i = 0; i < original.basis.rows(); ++i)
        for (std::size_t j = 0; j < original.basis.columns(); ++j)
            for (const auto& change : changes) {
                const Rational old = original.basis.at(i, j);
                if (change(old) != old)
                    with([&](Certificate& c) { proof(c).basis.add(i, j, change(old) - old); });
            }
}

TEST(Certificate, ExampleOfTheHeader) {
    const WeightedAutomaton left = cyclic({0, 1});
    const WeightedAutomaton right = tests::direct_sum(cyclic({0, 1}), cyclic({0, 0, 0}));
    const Certificate certificate = certified_compare(left, right);
    EXPECT_FALSE(flaw(certificate, left, right));
    EXPECT_TRUE(flaw(certificate, left, cyclic({1, 0})));
}

TEST(Certificate, OfMinimalAutomataIsTheMatrixBetweenThem) {
    tests::RandomAutomata random(11);
    const WeightedAutomaton left = random.weighted(5, 2, 90);
    SparseMatrix basis(5, 5);
    for (std::size_t i = 0; i < 5; ++i) basis.set_row(i, random.sparse_vector(5, 90));
    const WeightedAutomaton right = tests::in_basis(left, basis);
    const Certificate certificate = certified_compare(left, right);
    const auto& proof = std::get<EqualityProof>(certificate.content);
    EXPECT_EQ(proof.columns, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 5; ++j) {
            EXPECT_EQ(proof.basis.at(i, j), Rational(i == j ? 1 : 0));
            EXPECT_EQ(proof.basis.at(i, 5 + j), basis.at(i, j));
        }
}

TEST(Certificate, AMutationIsRefusedUnlessItIsAProofToo) {
    Pairs pairs(3);
    std::size_t mutations = 0;
    std::size_t valid = 0;
    for (std::size_t k = 0; k < tests::scaled(66); ++k) {
        const auto [left, right] = pairs.draw(k % Pairs::kinds);
        const Certificate certificate = certified_compare(left, right);
        for_each_mutation(certificate, [&, &a = left, &b = right](const Certificate& mutated) {
            ++mutations;
            const bool accepted = !flaw(mutated, a, b);
            valid += accepted ? 1 : 0;
            bool expected = mutated.left_states == a.size() && mutated.right_states == b.size();
            if (const auto* difference = std::get_if<Difference>(&mutated.content))
                expected = expected && difference->left == weight(a, difference->word) &&
                           difference->right == weight(b, difference->word) &&
                           difference->left != difference->right;
            else
                expected = expected && PlainCheck(std::get<EqualityProof>(mutated.content), a, b).holds();
            ASSERT_EQ(accepted, expected) << "pair " << k << ", mutation " << mutations;
        });
    }
    EXPECT_LT(valid, mutations / 4);
}

TEST(Certificate, OfEqualAutomataIsNoneOfAutomataThatDiffer) {
    Pairs pairs(5);
    std::size_t tried = 0;
    for (std::size_t k = 0; k < tests::scaled(500); ++k) {
        const auto [left, right] = pairs.draw(1);
        WeightedAutomaton changed = right;
        changed.transition[0].add(pairs.below(right.size()), pairs.below(right.size()),
                                  power(Rational(1, 10), 20));
        if (plain_compare(left, changed).equal()) continue;
        ++tried;
        EXPECT_TRUE(flaw(certified_compare(left, right), left, changed)) << k;
    }
    EXPECT_GT(tried, tests::scaled(500) / 2);
}

TEST(Certificate, SaysWhichEquationFailsAndWhere) {
    WeightedAutomaton parity = cyclic({0, 1});
    parity.states = {"even", "odd"};
    const Certificate certificate = certified_compare(parity, parity);
    const auto message = [&](const auto& change) {
        Certificate mutated = certificate;
        change(mutated);
        return flaw(mutated, parity, parity).value_or("valid");
    };
    const auto proof = [](Certificate& c) -> EqualityProof& { return std::get<EqualityProof>(c.content); };
    EXPECT_EQ(message([](Certificate&) {}), "valid");
    EXPECT_EQ(message([&](Certificate& c) {
                  proof(c).basis.set_row(0, {{0, 1}, {2, 5}});
              }),
              "(α α′) = γ V fails at state even of B");
    EXPECT_EQ(message([&](Certificate& c) {
                  proof(c).basis.set_row(1, {{1, 1}, {3, 5}});
              }),
              "(P M, Q M′) = T V fails for symbol a, row 0, at state odd of B");
    EXPECT_EQ(message([](Certificate& c) { c.left_states = 3; }),
              "it is about automata of 3 and 2 states, and these have 2 and 2");
    EXPECT_EQ(message([](Certificate& c) { c.alphabet = Alphabet({"b"}); }),
              "it is about automata over another alphabet");
    EXPECT_EQ(message([](Certificate& c) { c.content = Difference{{0}, 1, 1}; }), "both weights are 1");
    EXPECT_EQ(message([](Certificate& c) {
                  c.content = Difference{{0}, 1, 2};
              }),
              "the weight of the word in B is 1, not 2");
    EXPECT_EQ(message([](Certificate& c) {
                  c.content = Difference{{0}, 2, 1};
              }),
              "the weight of the word in A is 1, not 2");
    WeightedAutomaton other = parity;
    other.final = unit(0);
    EXPECT_EQ(flaw(certificate, parity, other), "P η = Q η′ fails in row 0");
}

TEST(Certificate, MayBeAboutTheMirrorImage) {
    const auto [left, right] = Pairs(1).draw(10);
    Certificate certificate = certified_compare(reversed(left), reversed(right));
    auto& proof = std::get<EqualityProof>(certificate.content);
    proof.mirrored = !proof.mirrored;
    EXPECT_EQ(flaw(certificate, left, right), std::nullopt);
    proof.basis.set_row(0, {});
    EXPECT_TRUE(flaw(certificate, left, right));
}

TEST(Certificate, TheOrderOfItsAlphabetDoesNotMatter) {
    const WeightedAutomaton left = tests::only_word(letters(2), {0, 1, 1}, 1);
    const WeightedAutomaton nothing(letters(2), 0);
    Certificate certificate = certified_compare(left, nothing);
    certificate.alphabet = Alphabet({"b", "a"});
    EXPECT_TRUE(flaw(certificate, left, nothing));  // bab
    std::get<Difference>(certificate.content).word = {1, 0, 0};
    EXPECT_FALSE(flaw(certificate, left, nothing));
}

TEST(Certificate, WhatIsNoCertificateIsAnError) {
    const WeightedAutomaton parity = cyclic({0, 1});
    Certificate certificate = certified_compare(parity, parity);
    std::get<EqualityProof>(certificate.content).columns[0] = 4;
    EXPECT_THROW(static_cast<void>(flaw(certificate, parity, parity)), Error);
    std::get<EqualityProof>(certificate.content).columns.clear();
    EXPECT_THROW(static_cast<void>(flaw(certificate, parity, parity)), Error);
    certificate.content = Difference{{1}, 0, 1};
    EXPECT_THROW(static_cast<void>(flaw(certificate, parity, parity)), Error);
}

}  // namespace
}  // namespace linac::certificate_test
