#include "automata/stack.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_stacks.hpp"

namespace linac::stack_test {
namespace {

StackMachine zoo_machine(const std::string& name) {
    const auto path = tests::source_directory() / "automata" / "stack" / (name + ".linac");
    return std::get<StackMachine>(read_automaton(tests::read_file(path), name).value());
}

StackMachine read(const std::string& text) {
    return std::get<StackMachine>(read_automaton("linac 1 stack\n" + text, "test").value());
}

using Language = std::function<bool(const std::string&)>;

/// Removes innermost pairs until none is left.
bool is_dyck_2(std::string word) {
    for (bool removed = true; removed;) {
        removed = false;
        for (const char* pair : {"()", "[]"})
            if (const auto at = word.find(pair); at != std::string::npos) {
                word.erase(at, 2);
                removed = true;
            }
    }
    return word.empty();
}

bool is_marked_palindrome(const std::string& word) {
    return std::count(word.begin(), word.end(), 'c') == 1 && word.size() % 2 == 1 &&
           word[word.size() / 2] == 'c' && std::equal(word.begin(), word.end(), word.rbegin());
}

/// Reads the gates one by one, with their inputs by number.
bool is_true_circuit(const std::string& word) {
    std::vector<bool> gates;
    std::size_t at = 0;
    const auto run_of = [&](char c) {
        std::size_t length = 0;
        for (; at < word.size() && word[at] == c; ++at) ++length;
        return length;
    };
    while (at < word.size()) {
        const char kind = word[at++];
        if (kind == 't' || kind == 'f') {
            gates.push_back(kind == 't');
            continue;
        }
        if (kind != '&' && kind != '|') return false;
        std::vector<bool> inputs;
        for (int i = 0; i < 2; ++i) {
            const std::size_t distance = run_of('+');
            if (distance == 0 || distance > gates.size() || run_of('-') != distance) return false;
            inputs.push_back(gates[gates.size() - distance]);
        }
        if (at == word.size() || word[at++] != ';') return false;
        gates.push_back(kind == '&' ? inputs[0] && inputs[1] : inputs[0] || inputs[1]);
    }
    return !gates.empty() && gates.back();
}

/// What each machine of the zoo accepts, said again without machines; and up to which length to compare.
const std::map<std::string, std::pair<Language, std::size_t>>& languages() {
    static const std::map<std::string, std::pair<Language, std::size_t>> list{
        {"dyck-2", {is_dyck_2, 9}},
        {"marked-palindromes", {is_marked_palindrome, 11}},
        {"circuit-value", {is_true_circuit, 6}}};
    return list;
}

TEST(StackZoo, has_a_language_for_every_file) {
    std::set<std::string> files;
    for (const auto& file : tests::automaton_files("stack")) files.insert(file.stem().string());
    std::set<std::string> described;
    for (const auto& entry : languages()) described.insert(entry.first);
    EXPECT_EQ(files, described);
}

TEST(StackZoo, accepts_its_languages) {
    for (const auto& [name, described] : languages()) {
        const StackMachine machine = zoo_machine(name);
        const auto& accepts = described.first;
        const std::size_t longest = described.second;
        std::size_t accepted = 0;
        std::string word;
        const auto extend = [&](const auto& self, const StackRun& run) -> void {
            ASSERT_EQ(run.accepts(), accepts(word)) << word;
            accepted += run.accepts() ? 1 : 0;
            if (word.size() == longest) return;
            for (Symbol symbol = 0; symbol < machine.alphabet.size(); ++symbol) {
                StackRun longer = run;
                longer.step(symbol);
                word += machine.alphabet.name(symbol);
                self(self, longer);
                word.pop_back();
            }
        };
        extend(extend, StackRun(machine));
        EXPECT_GT(accepted, 2U) << name;
    }
}

/// A random circuit of the form that the zoo's machine reads, and the value of its last gate.
std::pair<std::string, bool> random_circuit(tests::RandomAutomata& random, std::size_t gates) {
    std::string word;
    std::vector<bool> values;
    for (std::size_t gate = 0; gate < gates; ++gate) {
        if (gate < 2 || random.below(4) == 0) {
            values.push_back(random.below(2) == 0);
            word += values.back() ? 't' : 'f';
            continue;
        }
        const bool is_and = random.below(2) == 0;
        word += is_and ? '&' : '|';
        std::vector<bool> inputs;
        for (int i = 0; i < 2; ++i) {
            const std::size_t distance = 1 + random.below(gate);
            word += std::string(distance, '+') + std::string(distance, '-');
            inputs.push_back(values[gate - distance]);
        }
        word += ';';
        values.push_back(is_and ? inputs[0] && inputs[1] : inputs[0] || inputs[1]);
    }
    return {word, values.back()};
}

TEST(StackZoo, evaluates_large_circuits) {
    const StackMachine machine = zoo_machine("circuit-value");
    tests::RandomAutomata random(3);
    std::size_t accepted = 0;
    for (int i = 0; i < 200; ++i) {
        const auto [word, value] = random_circuit(random, 40);
        StackRun run(machine);
        const Word symbols = parse_word(word, machine.alphabet, "circuit").value();
        for (const Symbol symbol : symbols) run.step(symbol);
        ASSERT_EQ(run.accepts(), value) << word;
        accepted += value ? 1 : 0;
    }
    EXPECT_GT(accepted, 50U);
    EXPECT_LT(accepted, 150U);
}

TEST(StackRun, takes_and_pushes) {
    const StackMachine machine = read(
        "alphabet a b c\nstack s = A B\ninitial p\naccept p s=B, p s=empty\n"
        "p -> p a s+=A s+=B, b s=A s-=A, b s!=A s+=A, c s:=empty s+=B\n");
    StackRun run(machine);
    using Contents = Stacks::Contents;
    EXPECT_TRUE(run.accepts());
    run.step(0);
    EXPECT_EQ(run.stack(0), (Contents{0, 1}));
    EXPECT_TRUE(run.accepts());
    run.step(1);
    EXPECT_EQ(run.stack(0), (Contents{0, 1, 0}));
    EXPECT_FALSE(run.accepts());
    run.step(1);
    EXPECT_EQ(run.stack(0), (Contents{0, 1}));
    run.step(2);
    EXPECT_EQ(run.stack(0), (Contents{1}));
    run.restart();
    EXPECT_EQ(run.stack(0), Contents{});
}

TEST(StackRun, follows_epsilon_moves_until_none_applies) {
    // Reading b moves all from s over to t, which turns it round.
    const StackMachine machine = read(
        "alphabet a b\nstack s = x y\nstack t = x y\ninitial p\naccept p t=x\n"
        "p -> p a s+=x s+=y\np -> q b\nq -> q () s-=x t+=x, () s-=y t+=y\nq -> p () s=empty\n");
    EXPECT_TRUE(has_epsilon_moves(machine));
    StackRun run(machine);
    for (const Symbol symbol : {0U, 0U, 1U}) run.step(symbol);
    EXPECT_EQ(run.stack(0), Stacks::Contents{});
    EXPECT_EQ(run.stack(1), (Stacks::Contents{1, 0, 1, 0}));
    EXPECT_TRUE(run.accepts());
}

TEST(Encoded, is_its_definition) {
    tests::RandomAutomata random(5);
    for (std::size_t symbols = 1; symbols < 9; ++symbols)
        for (std::size_t height = 0; height < 120; height += 1 + height / 7) {
            Stacks::Contents contents;
            Rational value;
            const Rational base(static_cast<std::int64_t>(2 * symbols));
            for (std::size_t i = 0; i < height; ++i) {
                contents.push_back(random.below(symbols));
                value = (value + Rational(static_cast<std::int64_t>(2 * contents.back() + 1))) / base;
            }
            ASSERT_EQ(encoded(contents, symbols), value) << symbols << " symbols, height " << height;
        }
}

std::string refusal(StackMachine machine) {
    const auto result = capture([&] {
        validate(machine);
        return true;
    });
    return result ? "" : describe(result.error());
}

TEST(Validate, accepts_random_machines_and_refuses_them_with_a_rule_less_or_twice) {
    std::size_t without = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        tests::RandomStacks random(seed);
        StackMachine machine =
            random.machine({1 + seed % 4, 1 + seed % 3, seed % 4, 3, seed % 2 == 1 && seed % 4 > 0});
        ASSERT_EQ(refusal(machine), "") << seed;
        if (machine.rules.empty()) continue;
        StackMachine twice = machine;
        twice.rules.push_back(twice.rules[seed % twice.rules.size()]);
        ASSERT_NE(refusal(twice).find("two rules apply at once"), std::string::npos) << seed;
        StackMachine less = machine;
        less.rules.erase(less.rules.begin() + static_cast<std::ptrdiff_t>(seed % less.rules.size()));
        ASSERT_EQ(refusal(less).find("no rule for") != std::string::npos, !less.reject) << seed;
        without += less.reject ? 0 : 1;
    }
    EXPECT_GT(without, 100U);
}

TEST(Validate, names_what_is_wrong) {
    StackMachine machine = read("alphabet a\nstack s = A\ninitial p\np -> p a s+=A\n");
    machine.rules[0].updates[0].taken = StackUpdate::Taken::top;
    EXPECT_EQ(refusal(machine), "state p: a rule takes the top of stack s without testing for it\n");
    machine.stacks[0].symbols.clear();
    EXPECT_EQ(refusal(machine), "stack s: no symbols\n");
}

}  // namespace
}  // namespace linac::stack_test
