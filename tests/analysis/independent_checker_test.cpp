// certificate_file.md says enough: independent_checker.py, written from it alone, accepts and refuses what the
// check does.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "analysis/equality.hpp"
#include "analysis/pairs.hpp"
#include "formats/certificate_file.hpp"
#include "support/commands.hpp"
#include "support/files.hpp"
#include "support/scale.hpp"
#include "text.hpp"

namespace linac::tests::independent_checker_test {
namespace {

std::string as_json(const SparseVector& vector, std::size_t size) {
    std::vector<std::string> texts;
    for (const Rational& value : dense(vector, size)) texts.push_back('"' + to_string(value) + '"');
    return "[" + join(texts, ",") + "]";
}

std::string as_json(const WeightedAutomaton& automaton) {
    std::vector<std::string> matrices;
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
        std::vector<std::string> rows;
        for (std::size_t i = 0; i < automaton.size(); ++i)
            rows.push_back(as_json(automaton.transition[s].row(i), automaton.size()));
        matrices.push_back('"' + automaton.alphabet.name(s) + "\":[" + join(rows, ",") + "]");
    }
    return "{\"initial\":" + as_json(automaton.initial, automaton.size()) +
           ",\"final\":" + as_json(automaton.final, automaton.size()) + ",\"transition\":{" +
           join(matrices, ",") + "}}";
}

/// On one line.
std::string as_json(const Certificate& certificate) {
    std::string text = write_certificate(certificate);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// One of its numbers changed, sometimes to the same.
Certificate mutated(Certificate certificate, Pairs& pairs) {
    if (auto* difference = std::get_if<Difference>(&certificate.content)) {
        (pairs.below(2) == 0 ? difference->left : difference->right) += 1;
        return certificate;
    }
    auto& proof = std::get<EqualityProof>(certificate.content);
    if (proof.basis.rows() == 0) return certificate;
    const std::size_t row = pairs.below(proof.basis.rows());
    if (pairs.below(3) == 0)
        proof.columns[row] = pairs.below(proof.basis.columns());
    else
        proof.basis.add(row, pairs.below(proof.basis.columns()),
                        Rational(static_cast<std::int64_t>(pairs.below(3)) - 1, 2));
    return certificate;
}

TEST(IndependentChecker, AgreesOnCertificatesAndMutations) {
    if (std::system("python3 -c 'import fractions' >/dev/null 2>&1") != 0) GTEST_SKIP() << "no python3";
    const std::filesystem::path cases =
        std::filesystem::temp_directory_path() / ("linac-independent-checker-" + std::to_string(getpid()));
    Pairs pairs(31);
    std::string expected;
    {
        std::ofstream file(cases);
        for (std::size_t k = 0; k < scaled(110); ++k) {
            const auto [left, right] = pairs.draw(k % Pairs::kinds);
            const Certificate certificate = certified_compare(left, right);
            for (const Certificate& shown :
                 {certificate, mutated(certificate, pairs), mutated(certificate, pairs)}) {
                file << "{\"left\":" << as_json(left) << ",\"right\":" << as_json(right)
                     << ",\"certificate\":" << as_json(shown) << "}\n";
                expected += flaw(shown, left, right) ? "not valid\n" : "valid\n";
            }
        }
    }
    const auto script = source_directory() / "tests/analysis/independent_checker.py";
    const std::string actual = output_of("python3 '" + script.string() + "' < '" + cases.string() + "'");
    std::filesystem::remove(cases);
    EXPECT_EQ(actual, expected);
}

}  // namespace
}  // namespace linac::tests::independent_checker_test
