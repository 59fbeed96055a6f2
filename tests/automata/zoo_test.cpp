// Each file of the zoo against what it says it computes, on all words up to some length.
#include <gtest/gtest.h>

#include <set>

#include "automata/automaton.hpp"
#include "automata/zoo_functions.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::tests::zoo_test {
namespace {

/// Names such as "weighted/parity".
std::vector<std::string> zoo_names() {
    std::vector<std::string> names;
    for (const std::string folder : {"weighted", "permutation"})
        for (const auto& file : automaton_files(folder)) names.push_back(folder + "/" + file.stem().string());
    return names;
}

std::string zoo_text(const std::string& name) {
    return read_file(source_directory() / "automata" / (name + ".linac"));
}

Automaton zoo_automaton(const std::string& name) {
    return read_automaton(zoo_text(name), name).value();
}

/// Calls `visit` with every word up to `max_length` and its weight; prefixes are read once.
template <class Visit>
void for_each_word(const WeightedAutomaton& automaton, std::size_t max_length, const Visit& visit) {
    Word word;
    const auto extend = [&](const auto& self, const WeightedRun& run) -> void {
        visit(word, run.weight());
        if (word.size() == max_length) return;
        for (Symbol symbol = 0; symbol < automaton.alphabet.size(); ++symbol) {
            WeightedRun longer = run;
            longer.step(symbol);
            word.push_back(symbol);
            self(self, longer);
            word.pop_back();
        }
    };
    extend(extend, WeightedRun(automaton));
}

TEST(Zoo, has_a_function_for_every_file_and_a_file_for_every_function) {
    std::set<std::string> described;
    for (const auto& [name, function] : zoo_functions()) described.insert(name);
    const std::vector<std::string> files = zoo_names();
    EXPECT_EQ(std::set<std::string>(files.begin(), files.end()), described);
}

TEST(Zoo, computes_what_its_comments_say) {
    for (const auto& entry : zoo_functions()) {
        const std::string& name = entry.first;  // clang 14 captures no structured bindings
        const ZooFunction& function = entry.second;
        const WeightedAutomaton automaton = to_weighted(zoo_automaton(name));
        std::size_t words = 0;
        for_each_word(automaton, function.max_length, [&](const Word& word, const Rational& weight) {
            ++words;
            const Rational expected = function.weight(symbol_names(word, automaton.alphabet));
            ASSERT_EQ(to_string(weight), to_string(expected))
                << name << " on " << show_word(word, automaton.alphabet);
        });
        EXPECT_GE(words, 90U) << name << " is compared on too few words";
    }
}

TEST(Zoo, gives_every_automaton_a_comment) {
    for (const std::string& name : zoo_names())
        EXPECT_NE(zoo_text(name).find("\n# "), std::string::npos) << name;
}

TEST(Zoo, is_read_back_as_it_was_written) {
    for (const std::string& name : zoo_names()) {
        const Automaton automaton = zoo_automaton(name);
        EXPECT_EQ(read_automaton(write_automaton(automaton), name).value(), automaton) << name;
    }
}

TEST(Zoo, is_listed_in_the_index_with_its_number_of_states) {
    const std::string index = read_file(source_directory() / "automata" / "README.md");
    for (const std::string& name : zoo_names()) {
        const std::size_t row = index.find("| [" + name + "]");
        ASSERT_NE(row, std::string::npos) << name << " has no row";
        const std::string states = "| " + std::to_string(to_weighted(zoo_automaton(name)).size()) + " |";
        EXPECT_NE(index.substr(row, index.find('\n', row) - row).find(states), std::string::npos) << name;
    }
}

TEST(Zoo, distributions_are_stochastic) {
    std::size_t distributions = 0;
    for (const std::string& name : zoo_names()) {
        if (name.find("probabilistic") == std::string::npos && name.find("markov") == std::string::npos)
            continue;
        ++distributions;
        const WeightedAutomaton automaton = to_weighted(zoo_automaton(name));
        const auto total = [&](const SparseVector& chances) {
            Rational sum;
            for (const Entry& e : chances) {
                EXPECT_GT(e.value.sign(), 0) << name;
                sum += e.value;
            }
            return sum;
        };
        EXPECT_EQ(total(automaton.initial), 1) << name;
        for (std::size_t i = 0; i < automaton.size(); ++i) {
            Rational sum = entry(automaton.final, i);
            for (const SparseMatrix& matrix : automaton.transition) sum += total(matrix.row(i));
            EXPECT_EQ(sum, 1) << name << ", state " << automaton.states[i];
        }
    }
    EXPECT_EQ(distributions, 8U);
}

/// The number of permutations that the automaton's symbols generate.
std::size_t group_order(const PermutationAutomaton& automaton) {
    Permutation identity(automaton.size());
    for (std::size_t i = 0; i < identity.size(); ++i) identity[i] = i;
    std::set<Permutation> group = {identity};
    std::vector<Permutation> open = {identity};
    while (!open.empty()) {
        const Permutation element = open.back();
        open.pop_back();
        for (const Permutation& generator : automaton.permutation) {
            Permutation product(element.size());
            for (std::size_t i = 0; i < element.size(); ++i) product[i] = generator[element[i]];
            if (group.insert(product).second) open.push_back(product);
        }
    }
    return group.size();
}

TEST(Zoo, permutations_generate_the_groups_they_are_named_after) {
    const std::map<std::string, std::size_t> orders = {{"permutation/parity", 2},
                                                       {"permutation/s3", 6},
                                                       {"permutation/s5-transpositions", 120},
                                                       {"permutation/s5-two-generators", 120},
                                                       {"permutation/a5", 60},
                                                       {"permutation/z60", 60}};
    for (const std::string& name : zoo_names()) {
        const Automaton automaton = zoo_automaton(name);
        const auto* permutation = std::get_if<PermutationAutomaton>(&automaton);
        ASSERT_EQ(permutation != nullptr, name.starts_with("permutation/")) << name;
        if (permutation == nullptr) continue;
        EXPECT_EQ(group_order(*permutation), orders.at(name)) << name;
    }
}

}  // namespace
}  // namespace linac::tests::zoo_test
