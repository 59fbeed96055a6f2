// Every file of automata/broken against its error message, to the letter.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "formats/counter_messages.hpp"
#include "formats/native.hpp"
#include "formats/stack_messages.hpp"
#include "support/files.hpp"

namespace linac::tests::native_broken_test {
namespace {

using Messages = std::map<std::string, std::string>;  // by file name without .linac

/// Characters, tokens and what both kinds of file share.
Messages shared_messages() {
    return {
        {"control-character",
         "control-character.linac:4:7: a control character\n"
         "0 -> 0? a\n"
         "      ^\n"
         "hint: automaton files are UTF-8 text\n"},
        {"empty-file",
         "empty-file.linac: an empty file\n"
         "hint: the first line is: linac 1 KIND, KIND one of weighted, permutation, counter, stack\n"},
        {"empty-name",
         "empty-name.linac:2:12: an empty name\n"
         "alphabet a \"\"\n"
         "           ^\n"},
        {"invalid-utf8",
         "invalid-utf8.linac:3:9: a byte that is not UTF-8\n"
         "$ -> caf?\n"
         "        ^\n"
         "hint: automaton files are UTF-8 text\n"},
        {"missing-header",
         "missing-header.linac:1:1: expected the header 'linac 1 KIND', found \"alphabet\"\n"
         "alphabet a b\n"
         "^\n"
         "hint: the first line is: linac 1 KIND, KIND one of weighted, permutation, counter, stack\n"},
        {"missing-kind",
         "missing-kind.linac:1:12: expected the kind of automaton, found the end of the line\n"
         "linac 1    # of what?\n"
         "           ^\n"
         "hint: the first line is: linac 1 KIND, KIND one of weighted, permutation, counter, stack\n"},
        {"text-after-header",
         "text-after-header.linac:1:18: expected the end of the line, found automaton\n"
         "linac 1 weighted automaton\n"
         "                 ^\n"},
        {"truncated-character",
         "truncated-character.linac:2:12: a byte that is not UTF-8\n"
         "alphabet α ?\n"
         "           ^\n"
         "hint: automaton files are UTF-8 text\n"},
        {"truncated",
         "truncated.linac:4:16: a weight without its closing '>'\n"
         "0 -> 0 <1/2>a, <1/\n"
         "               ^\n"},
        {"unclosed-quote",
         "unclosed-quote.linac:3:6: a quoted name without its closing quote\n"
         "$ -> \"my state\n"
         "     ^\n"},
        {"unclosed-weight",
         "unclosed-weight.linac:4:8: a weight without its closing '>'\n"
         "0 -> 0 <1/2 a    # where does it end?\n"
         "       ^\n"},
        {"unknown-escape",
         "unknown-escape.linac:3:11: an unknown escape\n"
         "$ -> \"line\\nbreak\"\n"
         "          ^\n"
         "hint: only \\\" and \\\\ are escapes\n"},
        {"unknown-kind",
         "unknown-kind.linac:1:9: unknown kind of automaton wieghted\n"
         "linac 1 wieghted\n"
         "        ^\n"
         "hint: the first line is: linac 1 KIND, KIND one of weighted, permutation, counter, stack\n"},
        {"unopened-weight",
         "unopened-weight.linac:4:11: '>' without '<'\n"
         "0 -> 0 1/2>a\n"
         "          ^\n"
         "hint: a name that contains '>' is written in quotes\n"},
        {"weight-after-unicode",
         "weight-after-unicode.linac:4:41: a weight that is not a number\n"
         "Zustand-größer -> Zustand-größer α, <1.5.2>β\n"
         "                                        ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"weight-not-a-number",
         "weight-not-a-number.linac:3:10: a weight that is not a number\n"
         "$ -> 0 <1e-3>\n"
         "         ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"weight-without-decimals",
         "weight-without-decimals.linac:4:11: a weight without digits\n"
         "0 -> 0 <5.>a\n"
         "          ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"weight-without-denominator",
         "weight-without-denominator.linac:4:12: a weight without digits\n"
         "0 -> 0 <-1/>a\n"
         "           ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"weight-without-digits",
         "weight-without-digits.linac:4:9: a weight without digits\n"
         "0 -> 0 <>a\n"
         "        ^\n"
         "hint: a weight is an integer, p/q or a finite decimal\n"},
        {"wrong-version",
         "wrong-version.linac:1:7: expected version 1, found 2\n"
         "linac 2 weighted\n"
         "      ^\n"
         "hint: this program reads version 1 of the format\n"},
        {"zero-denominator",
         "zero-denominator.linac:4:19: a denominator of 0\n"
         "0 -> 0 <1/2>a, <3/00>b\n"
         "                  ^\n"},
    };
}

Messages weighted_messages() {
    return {
        {"alphabet-with-comma",
         "alphabet-with-comma.linac:2:11: expected a symbol, found ','\n"
         "alphabet a, b\n"
         "          ^\n"},
        {"alphabet-without-symbols",
         "alphabet-without-symbols.linac:2:13: an alphabet without symbols\n"
         "alphabet    # none\n"
         "            ^\n"},
        {"duplicate-state",
         "duplicate-state.linac:3:12: state 0 is declared twice\n"
         "states 0 1 \"0\"\n"
         "           ^\n"},
        {"duplicate-symbol",
         "duplicate-symbol.linac:2:14: symbol a is declared twice\n"
         "alphabet a b a\n"
         "             ^\n"},
        {"initial-without-arrow",
         "initial-without-arrow.linac:3:3: expected '->' after '$', found 0\n"
         "$ 0 <1/2>\n"
         "  ^\n"
         "hint: an initial weight is written: $ -> state <weight>\n"},
        {"initial-without-state",
         "initial-without-state.linac:3:6: expected a state, found a weight\n"
         "$ -> <1/2>\n"
         "     ^\n"
         "hint: an initial weight is written: $ -> state <weight>\n"},
        {"late-alphabet",
         "late-alphabet.linac:3:8: a transition before the alphabet line\n"
         "0 -> 0 a\n"
         "       ^\n"
         "hint: put a line such as: alphabet a b\n"},
        {"late-states",
         "late-states.linac:4:1: a states line after the first use of a state\n"
         "states 0 1\n"
         "^\n"},
        {"no-alphabet",
         "no-alphabet.linac:3: no alphabet line\n"
         "hint: put a line such as: alphabet a b\n"},
        {"second-alphabet",
         "second-alphabet.linac:4:1: a second alphabet line\n"
         "alphabet c\n"
         "^\n"},
        {"second-states",
         "second-states.linac:4:1: a second states line\n"
         "states 2\n"
         "^\n"},
        {"states-with-weight",
         "states-with-weight.linac:3:10: expected a state, found a weight\n"
         "states 0 <2> 1\n"
         "         ^\n"},
        {"states-without-names",
         "states-without-names.linac:3:7: a states line without states\n"
         "states\n"
         "      ^\n"},
        {"text-after-final",
         "text-after-final.linac:4:13: expected the end of the line, found ','\n"
         "0 -> $ <1/2>, 1\n"
         "            ^\n"},
        {"text-after-initial",
         "text-after-initial.linac:3:14: expected the end of the line, found a\n"
         "$ -> 0 <1/2> a\n"
         "             ^\n"},
        {"transition-with-two-weights",
         "transition-with-two-weights.linac:4:14: expected a symbol, found a weight\n"
         "0 -> 0 <1/2> <1/3> a\n"
         "             ^\n"
         "hint: a transition is written: state -> state <weight>symbol, ...\n"},
        {"transition-without-arrow",
         "transition-without-arrow.linac:4:3: expected '->', found -\n"
         "0 - 0 a\n"
         "  ^\n"
         "hint: a transition is written: state -> state <weight>symbol, ...\n"},
        {"transition-without-comma",
         "transition-without-comma.linac:4:15: expected ',' or the end of the line, found a weight\n"
         "0 -> 0 <1/2>a <1/3>b\n"
         "              ^\n"},
        {"transition-without-source",
         "transition-without-source.linac:4:1: expected a state or '$', found '->'\n"
         "-> 0 a\n"
         "^\n"
         "hint: a transition is written: state -> state <weight>symbol, ...\n"},
        {"transition-without-symbol",
         "transition-without-symbol.linac:4:13: expected a symbol, found the end of the line\n"
         "0 -> 0 <1/2>\n"
         "            ^\n"
         "hint: a transition is written: state -> state <weight>symbol, ...\n"},
        {"transition-without-target",
         "transition-without-target.linac:4:6: expected a state or '$', found a weight\n"
         "0 -> <1/2>a\n"
         "     ^\n"
         "hint: a transition is written: state -> state <weight>symbol, ...\n"},
        {"undeclared-state",
         "undeclared-state.linac:5:6: state 2 is not among the states\n"
         "0 -> 2 a\n"
         "     ^\n"},
        {"undeclared-symbol",
         "undeclared-symbol.linac:4:11: symbol c is not in the alphabet\n"
         "0 -> 0 a, c\n"
         "          ^\n"
         "hint: declare it on the alphabet line\n"},
        {"weight-after-symbol",
         "weight-after-symbol.linac:4:9: expected ',' or the end of the line, found a weight\n"
         "0 -> 0 a<1/2>\n"
         "        ^\n"},
    };
}

Messages permutation_messages() {
    return {
        {"cycle-of-undeclared-state",
         "cycle-of-undeclared-state.linac:4:10: state 3 is not among the states\n"
         "r = (0 1 3)\n"
         "         ^\n"},
        {"cycle-with-comma",
         "cycle-with-comma.linac:4:7: expected a state or ')', found ','\n"
         "r = (0, 1, 2)\n"
         "      ^\n"
         "hint: a permutation is written as disjoint cycles: r = (0 1 2)(3 4); () is the identity\n"},
        {"final-line-without-comma",
         "final-line-without-comma.linac:4:9: expected ',' or the end of the line, found 1\n"
         "final 0 1\n"
         "        ^\n"},
        {"final-line-without-state",
         "final-line-without-state.linac:4:13: expected a state, found the end of the line\n"
         "final 0 <3>,\n"
         "            ^\n"
         "hint: final states are written: final 0 <3>, 2 <1/2>\n"},
        {"initial-line-with-two-states",
         "initial-line-with-two-states.linac:4:11: expected the end of the line, found 1\n"
         "initial 0 1\n"
         "          ^\n"},
        {"initial-line-without-state",
         "initial-line-without-state.linac:4:8: expected a state, found the end of the line\n"
         "initial\n"
         "       ^\n"},
        {"missing-final",
         "missing-final.linac:6: no final line\n"
         "hint: put a line such as: final 0 <1/2>, 1\n"},
        {"missing-initial",
         "missing-initial.linac:6: no initial line\n"
         "hint: put a line such as: initial 0\n"},
        {"missing-permutation",
         "missing-permutation.linac:6: no permutation for symbol s\n"
         "hint: put a line such as: s = (0 1 2); () is the identity\n"},
        {"permutation-late-alphabet",
         "permutation-late-alphabet.linac:3:1: no alphabet line before this one\n"
         "r = (0 1 2)\n"
         "^\n"
         "hint: put a line such as: alphabet a b\n"},
        {"permutation-late-states",
         "permutation-late-states.linac:3:1: no states line before this one\n"
         "r = (0 1 2)\n"
         "^\n"
         "hint: put a line such as: states 0 1 2\n"},
        {"permutation-no-alphabet",
         "permutation-no-alphabet.linac:2: no alphabet line\n"
         "hint: put a line such as: alphabet a b\n"},
        {"permutation-no-states",
         "permutation-no-states.linac:2: no states line\n"
         "hint: put a line such as: states 0 1 2\n"},
        {"permutation-of-undeclared-symbol",
         "permutation-of-undeclared-symbol.linac:4:1: symbol t is not in the alphabet\n"
         "t = (0 1 2)\n"
         "^\n"
         "hint: declare it on the alphabet line\n"},
        {"permutation-without-cycle",
         "permutation-without-cycle.linac:4:4: expected '(', found the end of the line\n"
         "r =\n"
         "   ^\n"
         "hint: a permutation is written as disjoint cycles: r = (0 1 2)(3 4); () is the identity\n"},
        {"permutation-without-equals",
         "permutation-without-equals.linac:4:3: expected '=', found '('\n"
         "r (0 1 2)\n"
         "  ^\n"
         "hint: a permutation is written as disjoint cycles: r = (0 1 2)(3 4); () is the identity\n"},
        {"permutation-without-symbol",
         "permutation-without-symbol.linac:4:1: expected a symbol, found '('\n"
         "(0 1 2)\n"
         "^\n"
         "hint: a permutation is written as disjoint cycles: r = (0 1 2)(3 4); () is the identity\n"},
        {"repeated-state-in-cycles",
         "repeated-state-in-cycles.linac:4:11: state 1 is twice in the cycles\n"
         "r = (0 1)(1 2)\n"
         "          ^\n"
         "hint: cycles must be disjoint\n"},
        {"second-final",
         "second-final.linac:5:1: a second final line\n"
         "final 1\n"
         "^\n"},
        {"second-initial",
         "second-initial.linac:5:1: a second initial line\n"
         "initial 1\n"
         "^\n"},
        {"second-permutation",
         "second-permutation.linac:5:1: a second permutation for symbol r\n"
         "r = (0 2 1)\n"
         "^\n"},
        {"unclosed-cycle",
         "unclosed-cycle.linac:4:11: expected a state or ')', found the end of the line\n"
         "r = (0 1 2\n"
         "          ^\n"
         "hint: a permutation is written as disjoint cycles: r = (0 1 2)(3 4); () is the identity\n"},
    };
}

Messages all_messages() {
    Messages messages = shared_messages();
    messages.merge(weighted_messages());
    messages.merge(permutation_messages());
    Messages of_counters = counter_messages();
    messages.merge(of_counters);
    Messages of_stacks = stack_messages();
    messages.merge(of_stacks);
    return messages;
}

TEST(BrokenFiles, have_a_message_each_and_each_message_has_a_file) {
    std::set<std::string> described;
    for (const auto& [name, message] : all_messages()) described.insert(name);
    std::set<std::string> files;
    for (const auto& file : automaton_files("broken")) files.insert(file.stem().string());
    EXPECT_EQ(files, described);
}

TEST(BrokenFiles, are_refused_with_these_words) {
    for (const auto& [name, message] : all_messages()) {
        const std::string file = name + ".linac";
        const auto automaton =
            read_automaton(read_file(source_directory() / "automata" / "broken" / file), file);
        ASSERT_FALSE(automaton) << file;
        EXPECT_EQ(describe(automaton.error()), message) << file;
        EXPECT_EQ(automaton.error().kind(), Error::Kind::bad_input) << file;
    }
}

}  // namespace
}  // namespace linac::tests::native_broken_test
