// The error message of each automata/broken/counter-*.linac, to the letter.
#pragma once

#include <map>
#include <string>

namespace linac::tests {

inline std::map<std::string, std::string> counter_messages() {
    return {
        {"counter-bad-name",
         "counter-bad-name.linac:3:10: a counter's name must not contain = ! + - :\n"
         "counters n=m\n"
         "         ^\n"},
        {"counter-bare-name",
         "counter-bare-name.linac:5:10: counter b is not among the counters\n"
         "0 -> 0 a b\n"
         "         ^\n"
         "hint: tests are written n=0 and n!=0, updates n+=1, n-=2 and n:=0\n"},
        {"counter-declared-twice",
         "counter-declared-twice.linac:3:14: counter n is declared twice\n"
         "counters n m n\n"
         "             ^\n"},
        {"counter-epsilon-and-rule-at-once",
         "counter-epsilon-and-rule-at-once.linac:6: state 0, symbol a: two rules apply at once, for n=0 and "
         "for any counters\n"
         "hint: the machine is deterministic\n"},
        {"counter-incomplete",
         "counter-incomplete.linac:6: state 0, symbol a: no rule for n!=0 m!=0\n"
         "hint: add a rule, or a line such as: reject dead\n"},
        {"counter-no-counters",
         "counter-no-counters.linac:3: no counters line\n"
         "hint: put a line such as: counters n m\n"},
        {"counter-no-initial",
         "counter-no-initial.linac:4: no initial line\n"
         "hint: put a line such as: initial 0\n"},
        {"counter-reject-accepts", "counter-reject-accepts.linac:6: the reject state accepts\n"},
        {"counter-rule-leaves-reject",
         "counter-rule-leaves-reject.linac:6: state r, symbol a: a rule leaves the reject state\n"},
        {"counter-second-counters",
         "counter-second-counters.linac:4:1: a second counters line\n"
         "counters m\n"
         "^\n"},
        {"counter-second-initial",
         "counter-second-initial.linac:5:1: a second initial line\n"
         "initial 1\n"
         "^\n"},
        {"counter-second-test",
         "counter-second-test.linac:5:14: a second test of counter n\n"
         "0 -> 0 a n=0 n!=0\n"
         "             ^\n"},
        {"counter-second-update",
         "counter-second-update.linac:5:15: a second update of counter n\n"
         "0 -> 0 a n+=1 n:=0\n"
         "              ^\n"},
        {"counter-too-many",
         "counter-too-many.linac:3:64: more than 16 counters\n"
         "counters c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 c10 c11 c12 c13 c14 c15 c16\n"
         "                                                               ^\n"},
        {"counter-two-rules-at-once",
         "counter-two-rules-at-once.linac:8: state 0, symbol a: two rules apply at once, for n=0 and for "
         "m!=0\n"
         "hint: the machine is deterministic\n"},
        {"counter-unclosed-epsilon",
         "counter-unclosed-epsilon.linac:5:10: expected ')', found n+=1\n"
         "0 -> 0 ( n+=1\n"
         "         ^\n"
         "hint: an ε-move is written with () for its symbol\n"},
        {"counter-undeclared",
         "counter-undeclared.linac:5:10: counter m is not among the counters\n"
         "0 -> 0 a m+=1\n"
         "         ^\n"},
        {"counter-unknown-operator",
         "counter-unknown-operator.linac:5:10: neither a test nor an update of a counter\n"
         "0 -> 0 a n=1\n"
         "         ^\n"
         "hint: tests are written n=0 and n!=0, updates n+=1, n-=2 and n:=0\n"},
        {"counter-update-where-it-accepts",
         "counter-update-where-it-accepts.linac:6:10: an update where a test is expected\n"
         "accept 0 n+=1\n"
         "         ^\n"
         "hint: tests are written n=0 and n!=0, updates n+=1, n-=2 and n:=0\n"},
        {"counter-update-without-number",
         "counter-update-without-number.linac:5:10: an update without a whole number below 2147483648\n"
         "0 -> 0 a n+=one\n"
         "         ^\n"
         "hint: tests are written n=0 and n!=0, updates n+=1, n-=2 and n:=0\n"},
        {"counter-without-counters-line",
         "counter-without-counters-line.linac:4:8: no counters line before this one\n"
         "0 -> 0 a\n"
         "       ^\n"
         "hint: put a line such as: counters n m\n"},
    };
}

}  // namespace linac::tests
