#include "automata/automaton.hpp"

#include <gtest/gtest.h>

#include "formats/native.hpp"
#include "support/files.hpp"

namespace linac::automaton_test {
namespace {

Automaton zoo(const std::string& name) {
    const auto path = tests::source_directory() / "automata" / (name + ".linac");
    return read_automaton(tests::read_file(path), name).value();
}

TEST(Automaton, does_what_its_header_shows) {
    const Automaton automaton = zoo("permutation/parity");
    EXPECT_EQ(kind_name(automaton), "permutation");
    EXPECT_EQ(to_weighted(automaton).size(), 2U);
}

TEST(Automaton, of_every_kind_has_a_name_and_an_alphabet) {
    for (const std::string kind : {"weighted", "permutation", "counter", "stack"})
        for (const auto& file : tests::automaton_files(kind)) {
            const Automaton automaton = zoo(kind + "/" + file.stem().string());
            EXPECT_EQ(kind_name(automaton), kind);
            EXPECT_EQ(alphabet_of(automaton),
                      std::visit([](const auto& any) { return any.alphabet; }, automaton));
        }
}

TEST(Automaton, with_a_counter_or_a_stack_has_no_matrices) {
    EXPECT_THROW(static_cast<void>(to_weighted(zoo("counter/dyck-1"))), Error);
    EXPECT_THROW(static_cast<void>(to_weighted(zoo("stack/dyck-2"))), Error);
}

}  // namespace
}  // namespace linac::automaton_test
