#include "automata/counter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "automata/automaton.hpp"
#include "formats/native.hpp"
#include "support/files.hpp"
#include "support/random_counters.hpp"

namespace linac::counter_test {
namespace {

CounterMachine zoo_machine(const std::string& name) {
    const auto path = tests::source_directory() / "automata" / "counter" / (name + ".linac");
    return std::get<CounterMachine>(read_automaton(tests::read_file(path), name).value());
}

std::int64_t count(const std::string& word, char symbol) {
    return std::count(word.begin(), word.end(), symbol);
}

bool is_sorted_by(const std::string& word, const std::string& order) {
    return std::is_sorted(word.begin(), word.end(),
                          [&](char left, char right) { return order.find(left) < order.find(right); });
}

/// No prefix closes more than it opens, and the word closes all.
bool is_balanced(const std::string& word, char open, char close) {
    std::int64_t depth = 0;
    for (const char c : word) {
        depth += c == open ? 1 : c == close ? -1 : 0;
        if (depth < 0) return false;
    }
    return depth == 0;
}

using Language = std::function<bool(const std::string&)>;

Language shuffle(std::size_t pairs) {
    return [pairs](const std::string& word) {
        for (std::size_t i = 0; i < pairs; ++i)
            if (!is_balanced(word, static_cast<char>('a' + i), static_cast<char>('A' + i))) return false;
        return true;
    };
}

/// "s;t;i/j;…" with numbers in unary and i < j: whether following the edges in the order written leads from s to t.
bool leads_to_target(const std::string& word) {
    std::istringstream fields(word.substr(0, word.rfind(';') + 1));
    const auto number = [](const std::string& digits) -> std::optional<std::size_t> {
        if (digits.find_first_not_of('1') != std::string::npos) return std::nullopt;
        return digits.size();
    };
    std::string source;
    std::string target;
    if (!std::getline(fields, source, ';') || !std::getline(fields, target, ';')) return false;
    const auto goal = number(target);
    auto reached = number(source);
    if (!goal || !reached) return false;
    for (std::string edge; reached != goal && std::getline(fields, edge, ';');) {
        const auto slash = edge.find('/');
        if (slash == std::string::npos) return false;
        const auto i = number(edge.substr(0, slash));
        const auto j = number(edge.substr(slash + 1));
        if (!i || !j || *i >= *j) return false;
        if (reached == i) reached = j;
    }
    return reached == goal;
}

/// What each machine of the zoo accepts, said again without machines.
const std::map<std::string, Language>& languages() {
    static const std::map<std::string, Language> list{
        {"a-n-b-n",
         [](const std::string& w) { return is_sorted_by(w, "ab") && count(w, 'a') == count(w, 'b'); }},
        {"a-n-b-n-c-n",
         [](const std::string& w) {
             return is_sorted_by(w, "abc") && count(w, 'a') == count(w, 'b') &&
                    count(w, 'b') == count(w, 'c');
         }},
        {"a-m-b-n-c-m-d-n",
         [](const std::string& w) {
             return is_sorted_by(w, "abcd") && count(w, 'a') == count(w, 'c') &&
                    count(w, 'b') == count(w, 'd');
         }},
        {"dyck-1", [](const std::string& w) { return is_balanced(w, 'a', 'b'); }},
        {"shuffle-2", shuffle(2)},
        {"shuffle-4", shuffle(4)},
        {"equal-number", [](const std::string& w) { return count(w, 'a') == count(w, 'b'); }},
        {"graph-connectivity", leads_to_target},
        {"majority", [](const std::string& w) { return count(w, 'a') > count(w, 'b'); }}};
    return list;
}

std::string text_of(const Word& word, const Alphabet& alphabet) {
    std::string text;
    for (const Symbol symbol : word) text += alphabet.name(symbol);
    return text;
}

TEST(CounterZoo, has_a_language_for_every_file) {
    std::set<std::string> files;
    for (const auto& file : tests::automaton_files("counter")) files.insert(file.stem().string());
    std::set<std::string> described;
    for (const auto& entry : languages()) described.insert(entry.first);
    EXPECT_EQ(files, described);
}

TEST(CounterZoo, accepts_its_languages) {
    for (const auto& [name, language] : languages()) {
        const CounterMachine machine = zoo_machine(name);
        const std::size_t symbols = machine.alphabet.size();
        const std::size_t longest = symbols == 2 ? 14 : symbols == 3 ? 11 : symbols == 4 ? 8 : 5;
        std::size_t accepted = 0;
        Word word;
        const Language& accepts = language;
        const auto extend = [&](const auto& self, const CounterRun& run) -> void {
            const std::string text = text_of(word, machine.alphabet);
            ASSERT_EQ(run.accepts(), accepts(text)) << machine.counters[0] << ": " << text;
            accepted += run.accepts() ? 1 : 0;
            if (word.size() == longest) return;
            for (Symbol symbol = 0; symbol < symbols; ++symbol) {
                CounterRun longer = run;
                longer.step(symbol);
                word.push_back(symbol);
                self(self, longer);
                word.pop_back();
            }
        };
        extend(extend, CounterRun(machine));
        EXPECT_GT(accepted, 2U) << name;
    }
}

TEST(CounterRun, counts_as_far_as_words_go) {
    const CounterMachine machine = zoo_machine("equal-number");
    CounterRun run(machine);
    for (int i = 0; i < 100'000; ++i) run.step(1);
    EXPECT_EQ(run.counter(0), -100'000);
    EXPECT_FALSE(run.accepts());
    for (int i = 0; i < 100'000; ++i) run.step(0);
    EXPECT_TRUE(run.accepts());
    run.restart();
    run.step(0);
    EXPECT_EQ(run.counter(0), 1);
}

CounterMachine read(const std::string& text) {
    return std::get<CounterMachine>(read_automaton("linac 1 counter\n" + text, "test").value());
}

TEST(CounterRun, follows_epsilon_moves_until_none_applies) {
    // Reading a doubles: n moves over to m two by two, then back.
    const CounterMachine machine = read(
        "alphabet a\ncounters n m\ninitial start\naccept wait\n"
        "start -> wait () n+=1\nwait -> out a\n"
        "out -> out () n!=0 n-=1 m+=2\nout -> back () n=0\n"
        "back -> back () m!=0 m-=1 n+=1\nback -> wait () m=0\n");
    EXPECT_TRUE(has_epsilon_moves(machine));
    CounterRun run(machine);
    for (std::int64_t power = 1; power < 1000; power *= 2) {
        EXPECT_EQ(run.counter(0), power);
        EXPECT_TRUE(run.accepts());
        run.step(0);
    }
}

TEST(CounterRun, stops_after_too_many_epsilon_moves) {
    const CounterMachine machine = read("alphabet a\ncounters n\ninitial p\np -> p () n+=1\n");
    const auto run = capture([&] { return CounterRun(machine, 100); });
    ASSERT_FALSE(run);
    EXPECT_EQ(run.error().kind(), Error::Kind::impossible);
    EXPECT_EQ(run.error().message(), "state p: more than 100 ε-moves without reading a symbol");
}

}  // namespace
}  // namespace linac::counter_test
