// The public data through blocked networks: iterated 3×3 products, the word problems of S3 and S5, products
// of permutation matrices.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>

#include "automata/iterated_product.hpp"
#include "automata/permutation.hpp"
#include "compile/side_by_side.hpp"
#include "formats/native.hpp"
#include "support/oracle.hpp"
#include "support/scale.hpp"
#include "support/shared_data.hpp"

namespace linac::blocked_data_test {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    std::string part;
    while (std::getline(stream, part, separator)) parts.push_back(part);
    return parts;
}

std::vector<std::string> lines_of(const std::string& folder, const std::string& file) {
    return split(tests::read_file(tests::shared_data() / folder / file), '\n');
}

std::vector<std::int64_t> integers(const std::string& text, char separator) {
    std::vector<std::int64_t> numbers;
    for (const std::string& part : split(text, separator)) numbers.push_back(std::stoll(part));
    return numbers;
}

Network compiled(const WeightedAutomaton& automaton, Target target) {
    return compile(automaton, {target, Scheme::blocked}).value().network;
}

// --- imm_unbound

using Entries = std::vector<std::int64_t>;  // nine, row by row

struct Product {
    std::vector<Entries> matrices;
    bool is_zero = false;  // the label: whether entry (0, 0) is 0
};

std::vector<Product> unbound_products(const std::string& bin) {
    const std::vector<std::string> sources = lines_of("lrnn_tasks/imm_unbound", "test_" + bin + "_src.txt");
    const std::vector<std::string> labels = lines_of("lrnn_tasks/imm_unbound", "test_" + bin + "_tgt.txt");
    std::vector<Product> products;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        std::vector<std::string> parts = split(sources[i], '|');
        Product product;
        for (std::size_t t = 1; t < parts.size(); ++t) product.matrices.push_back(integers(parts[t], ','));
        EXPECT_EQ(product.matrices.size(), std::stoul(parts[0]));
        product.is_zero = labels.at(i) == "1";
        products.push_back(std::move(product));
    }
    return products;
}

/// Entry (0, 0) of the product, in Boost's integers.
tests::Oracle entry_of(const std::vector<Entries>& matrices) {
    std::array<tests::OracleInteger, 3> row = {1, 0, 0};
    for (const Entries& matrix : matrices) {
        std::array<tests::OracleInteger, 3> next = {0, 0, 0};
        for (std::size_t i = 0; i < 3; ++i)
            for (std::size_t j = 0; j < 3; ++j) next.at(j) += row.at(i) * matrix.at(3 * i + j);
        row = std::move(next);
    }
    return row[0];
}

/// The entry that each product ends with, by a machine that reads entry by entry.
template <class Machine, class Weight>
void expect_products(const std::string& bin, std::size_t count, Machine machine, const Weight& weight) {
    const std::vector<Product> products = unbound_products(bin);
    ASSERT_EQ(products.size(), count);
    const std::size_t step = std::max<std::size_t>(1, 100 / tests::scale());
    for (std::size_t i = 0; i < products.size(); i += step * step) {
        machine.restart();
        for (const Entries& matrix : products[i].matrices)
            for (const std::int64_t entry : matrix) machine.step(static_cast<Symbol>(entry + 1));
        ASSERT_TRUE(tests::agrees(weight(machine), entry_of(products[i].matrices)))
            << bin << " product " << i;
        ASSERT_EQ(weight(machine).is_zero(), products[i].is_zero) << bin << " product " << i;
    }
}

class ImmUnbound : public testing::TestWithParam<std::pair<std::string, std::size_t>> {
  protected:
    const WeightedAutomaton automaton_ = iterated_product({.size = 3, .values = {-1, 0, 1}});

    void expect_network(Target target) {
        const auto& [bin, count] = GetParam();
        const Network network = compiled(automaton_, target);
        EXPECT_EQ(network.layers.size(), 4U);
        expect_products(bin, count, ExactExecutor(network), [](ExactExecutor& e) { return e.output(); });
    }
};

TEST_P(ImmUnbound, every_product_and_its_label_from_the_automaton) {
    LINAC_NEED_SHARED_DATA();
    const auto& [bin, count] = GetParam();
    expect_products(bin, count, WeightedRun(automaton_), [](WeightedRun& run) { return run.weight(); });
}

TEST_P(ImmUnbound, every_product_and_its_label_from_four_layers_of_rwkv7) {
    LINAC_NEED_SHARED_DATA();
    expect_network(Target::rwkv7);
}

TEST_P(ImmUnbound, every_product_and_its_label_from_four_layers_of_deltanet) {
    LINAC_NEED_SHARED_DATA();
    expect_network(Target::deltanet);
}

INSTANTIATE_TEST_SUITE_P(Bins, ImmUnbound,
                         testing::Values(std::pair("bin0", 300), std::pair("bin1", 100),
                                         std::pair("bin2", 100)),
                         [](const auto& bin) { return bin.param.first; });

// --- groups

/// Whether the network's outputs after every token are the targets.
void expect_targets(const Network& network, const std::vector<Word>& inputs,
                    const std::vector<std::vector<std::int64_t>>& targets) {
    ExactExecutor executor(network);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        ASSERT_EQ(inputs[i].size(), targets[i].size());
        executor.restart();
        for (std::size_t t = 0; t < inputs[i].size(); ++t) {
            executor.step(inputs[i][t]);
            ASSERT_EQ(executor.output(), Rational(targets[i][t])) << "stream " << i << ", token " << t;
        }
    }
}

/// A group as an automaton on itself: state g goes to product(g, x) on letter x, and weighs its index.
template <class ProductOf>
PermutationAutomaton group_automaton(std::size_t order, const std::vector<std::size_t>& generators,
                                     std::size_t identity, const ProductOf& product) {
    PermutationAutomaton automaton;
    for (std::size_t g = 0; g < order; ++g) {
        automaton.states.push_back(std::to_string(g));
        if (g > 0) automaton.final.push_back({g, static_cast<std::int64_t>(g)});
    }
    std::vector<std::string> letters;
    for (const std::size_t x : generators) {
        letters.push_back(std::to_string(x));
        Permutation permutation;
        for (std::size_t g = 0; g < order; ++g) permutation.push_back(product(g, x));
        automaton.permutation.push_back(std::move(permutation));
    }
    automaton.alphabet = Alphabet(std::move(letters));
    automaton.initial = identity;
    return automaton;
}

struct WordProblemData {
    std::vector<std::vector<std::size_t>> cayley;  // g, then x
    std::vector<Word> inputs;
    std::vector<std::vector<std::int64_t>> targets;

    WordProblemData(const std::string& group, const std::string& csv) {
        const auto path = tests::shared_data() / "word_problem" / (group + "_cayley.json");
        cayley = nlohmann::json::parse(tests::read_file(path))
                     .at("cayley")
                     .get<std::vector<std::vector<std::size_t>>>();
        const std::vector<std::string> lines = lines_of("word_problem", csv);
        for (std::size_t i = 1; i < lines.size(); ++i) {
            const std::vector<std::string> columns = split(lines[i], ',');
            inputs.emplace_back();
            for (const std::int64_t x : integers(columns.at(1), ' '))
                inputs.back().push_back(static_cast<Symbol>(x));
            targets.push_back(integers(columns.at(2), ' '));
        }
    }

    [[nodiscard]] std::size_t product(std::size_t g, std::size_t x) const { return cayley.at(g).at(x); }

    [[nodiscard]] PermutationAutomaton automaton(const std::vector<std::size_t>& generators) const {
        return group_automaton(cayley.size(), generators, 0,
                               [&](std::size_t g, std::size_t x) { return product(g, x); });
    }
};

std::vector<std::size_t> all_elements(std::size_t order) {
    std::vector<std::size_t> elements(order);
    std::iota(elements.begin(), elements.end(), std::size_t{0});
    return elements;
}

TEST(BlockedWordProblem, of_s3_step_by_step_from_both_targets) {
    LINAC_NEED_SHARED_DATA();
    const WordProblemData data("S3", "S3=8.csv");
    ASSERT_GE(data.inputs.size(), 60U);
    const WeightedAutomaton automaton = to_weighted(data.automaton(all_elements(6)));
    for (const Target target : {Target::rwkv7, Target::deltanet})
        expect_targets(compiled(automaton, target), data.inputs, data.targets);
}

TEST(BlockedWordProblem, of_streams_run_on_into_one_another) {
    LINAC_NEED_SHARED_DATA();
    const WordProblemData data("S3", "S3=8.csv");
    const WeightedAutomaton automaton = to_weighted(data.automaton(all_elements(6)));
    Word input;
    std::vector<std::int64_t> target;
    std::size_t g = 0;
    for (const Word& stream : data.inputs)
        for (const Symbol x : stream) {
            g = data.product(g, x);
            input.push_back(x);
            target.push_back(static_cast<std::int64_t>(g));
        }
    for (const Target kind : {Target::rwkv7, Target::deltanet})
        expect_targets(compiled(automaton, kind), {input}, {target});
}

/// One representation of S5 for all 120 letters: where point 0 … 4 goes, written as one number in base 5, is
/// the element. An automaton on the five points computes each digit.
TEST(BlockedWordProblem, of_s5_step_by_step_on_its_five_points) {
    LINAC_NEED_SHARED_DATA();
    const WordProblemData data("S5", "S5=8.csv");
    ASSERT_GE(data.inputs.size(), 40U);
    // The elements in lexicographic order of their images; the new element is applied first, f(g(i)).
    std::vector<Permutation> elements;
    Permutation images = {0, 1, 2, 3, 4};
    do elements.push_back(images);
    while (std::next_permutation(images.begin(), images.end()));
    // Row f of the automaton on images: f∘g sends i to f(g(i)), so read the word with the letter's inverse on
    // points: the state holds f^{-1}(point), as (f∘g)^{-1} = g^{-1}∘f^{-1}.
    for (std::size_t point = 0; point < 5; ++point) {
        PermutationAutomaton automaton;
        automaton.initial = point;
        for (std::size_t i = 0; i < 5; ++i) automaton.states.push_back(std::to_string(i));
        std::vector<std::string> letters;
        for (std::size_t x = 0; x < elements.size(); ++x) {
            letters.push_back(std::to_string(x));
            Permutation inverse(5);
            for (std::size_t i = 0; i < 5; ++i) inverse[elements[x][i]] = i;
            automaton.permutation.push_back(inverse);
        }
        automaton.alphabet = Alphabet(letters);
        for (std::size_t i = 1; i < 5; ++i) automaton.final.push_back({i, static_cast<std::int64_t>(i)});
        std::vector<std::vector<std::int64_t>> targets = data.targets;
        for (auto& stream : targets)
            for (std::int64_t& element : stream) {
                const Permutation& f = elements[static_cast<std::size_t>(element)];
                element = std::find(f.begin(), f.end(), point) - f.begin();
            }
        for (const Target target : {Target::rwkv7, Target::deltanet})
            expect_targets(compiled(to_weighted(automaton), target), data.inputs, targets);
    }
}

/// The 120 states of S5 over two generators: each stream's elements written in the generators. The index of
/// an element is a function of small dimension; its fifth power modulo 127, distinct for distinct elements,
/// needs all 120.
TEST(BlockedWordProblem, of_s5_on_itself_over_two_generators) {
    LINAC_NEED_SHARED_DATA();
    const WordProblemData data("S5", "S5=8.csv");
    // A pair that generates the group, and each element as a word over it, shortest first.
    std::vector<std::size_t> generators;
    std::map<std::size_t, Word> spelled;
    for (std::size_t a = 1; a < 120 && spelled.size() < 120; ++a)
        for (std::size_t b = a + 1; b < 120 && spelled.size() < 120; ++b) {
            generators = {a, b};
            spelled = {{0, {}}};
            std::vector<std::size_t> open = {0};
            for (std::size_t i = 0; i < open.size(); ++i)
                for (Symbol s = 0; s < 2; ++s) {
                    Word longer = spelled.at(open[i]);
                    longer.push_back(s);
                    const std::size_t g = data.product(open[i], generators[s]);
                    if (spelled.emplace(g, longer).second) open.push_back(g);
                }
        }
    ASSERT_EQ(spelled.size(), 120U);
    const PermutationAutomaton group = data.automaton(generators);
    for (const bool is_scrambled : {false, true}) {
        std::vector<std::int64_t> weights;
        for (std::int64_t g = 0; g < 120; ++g)
            weights.push_back(is_scrambled ? g * g % 127 * g % 127 * g % 127 * g % 127 : g);
        WeightedAutomaton automaton = to_weighted(group);
        automaton.final.clear();
        for (std::size_t g = 0; g < 120; ++g) add_entry(automaton.final, g, weights[g]);
        const Compilation compilation = compile(automaton, {Target::rwkv7, Scheme::blocked}).value();
        if (is_scrambled) {
            EXPECT_EQ(compilation.explanation.find("minimal automaton of dimension 120, "), 0U)
                << compilation.explanation;
        }
        ExactExecutor executor(compilation.network);
        const std::size_t streams = std::min<std::size_t>(tests::scaled(12), data.inputs.size());
        for (std::size_t i = 0; i < streams; ++i) {
            executor.restart();
            for (std::size_t t = 0; t < data.inputs[i].size(); ++t) {
                for (const Symbol s : spelled.at(data.inputs[i][t])) executor.step(s);
                ASSERT_EQ(executor.output(), Rational(weights[static_cast<std::size_t>(data.targets[i][t])]))
                    << "stream " << i << ", token " << t;
            }
        }
    }
}

/// A five-cycle and a swap of five points: no single reflection, but blocks.
TEST(BlockedWordProblem, of_s5_by_a_swap_and_a_five_cycle) {
    const auto path = tests::source_directory() / "automata" / "permutation" / "s5-two-generators.linac";
    const WeightedAutomaton automaton =
        to_weighted(read_automaton(tests::read_file(path), "s5-two-generators").value());
    tests::RandomAutomata random(1);
    for (const Target target : {Target::rwkv7, Target::deltanet}) {
        const Compilation compilation = compile(automaton, {target, Scheme::automatic}).value();
        if (target == Target::deltanet) {
            EXPECT_EQ(compilation.network.scheme, "blocked");
        }
        tests::SideBySide both(automaton, compilation.network);
        both.expect_equal_on_all_words(8);
        both.expect_equal_on_random_word(random, 500);
    }
}

// --- imm_mod_perm

TEST(ImmModPerm, is_reproduced_step_by_step_by_both_targets) {
    LINAC_NEED_SHARED_DATA();
    // The permutations of 0, 1, 2 in lexicographic order as matrices, P[i][p(i)] = 1, and their products.
    std::vector<Permutation> elements;
    std::map<std::string, std::size_t> by_matrix;
    Permutation images = {0, 1, 2};
    do {
        std::string matrix;
        for (std::size_t i = 0; i < 9; ++i)
            matrix += std::string(i == 0 ? "" : ",") + (images[i / 3] == i % 3 ? "1" : "0");
        by_matrix.emplace(matrix, elements.size());
        elements.push_back(images);
    } while (std::next_permutation(images.begin(), images.end()));
    const auto product = [&](std::size_t g, std::size_t x) {
        Permutation both(3);
        for (std::size_t i = 0; i < 3; ++i) both[i] = elements[x][elements[g][i]];
        return static_cast<std::size_t>(std::find(elements.begin(), elements.end(), both) - elements.begin());
    };
    std::vector<Word> inputs;
    std::vector<std::vector<std::int64_t>> targets;
    for (const std::string bin : {"bin0", "bin1", "bin2"}) {
        const auto sources = lines_of("lrnn_tasks/imm_mod_perm", "test_" + bin + "_src.txt");
        const auto indices = lines_of("lrnn_tasks/imm_mod_perm", "test_" + bin + "_tgt.txt");
        ASSERT_EQ(sources.size(), 100U);
        for (std::size_t i = 0; i < sources.size(); i += std::max<std::size_t>(1, 100 / tests::scale())) {
            const std::vector<std::string> parts = split(sources[i], '|');
            inputs.emplace_back();
            for (std::size_t t = 3; t < parts.size(); ++t) inputs.back().push_back(by_matrix.at(parts[t]));
            targets.push_back(integers(indices.at(i), '|'));
        }
    }
    const WeightedAutomaton automaton = to_weighted(group_automaton(6, all_elements(6), 0, product));
    for (const Target target : {Target::rwkv7, Target::deltanet})
        expect_targets(compiled(automaton, target), inputs, targets);
}

}  // namespace
}  // namespace linac::blocked_data_test
