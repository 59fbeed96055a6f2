// The error message of each automata/broken/stack-*.linac, to the letter.
#pragma once

#include <map>
#include <string>

namespace linac::tests {

inline std::map<std::string, std::string> stack_messages() {
    return {
        {"stack-bad-name",
         "stack-bad-name.linac:3:7: a stack's name must not contain = ! + - :\n"
         "stack s=t = A\n"
         "      ^\n"},
        {"stack-bare-name",
         "stack-bare-name.linac:5:10: neither a test nor an update of a stack\n"
         "0 -> 0 a s\n"
         "         ^\n"
         "hint: tests are written s=A, s!=A and s=empty, updates s-=A, s:=empty and s+=B\n"},
        {"stack-declared-twice",
         "stack-declared-twice.linac:4:7: stack s is declared twice\n"
         "stack s = B\n"
         "      ^\n"},
        {"stack-incomplete",
         "stack-incomplete.linac:7: state 0, symbol a: no rule for s=A t=empty\n"
         "hint: add a rule, or a line such as: reject dead\n"},
        {"stack-late",
         "stack-late.linac:6:1: a stack line after the first rule or accept line\n"
         "stack t = A\n"
         "^\n"},
        {"stack-missing-symbol",
         "stack-missing-symbol.linac:5:14: a symbol of stack s is missing\n"
         "0 -> 0 a s=A s-=\n"
         "             ^\n"
         "hint: tests are written s=A, s!=A and s=empty, updates s-=A, s:=empty and s+=B\n"},
        {"stack-no-initial",
         "stack-no-initial.linac:4: no initial line\n"
         "hint: put a line such as: initial 0\n"},
        {"stack-rule-leaves-reject",
         "stack-rule-leaves-reject.linac:7: state r, symbol a: a rule leaves the reject state\n"},
        {"stack-second-taken",
         "stack-second-taken.linac:6:15: stack s is taken from after another update\n"
         "0 -> 0 a s+=B s-=A\n"
         "              ^\n"
         "hint: one symbol, or everything, is taken before others are pushed\n"},
        {"stack-second-test",
         "stack-second-test.linac:5:15: a second test of stack s\n"
         "0 -> 0 a s!=A s-=B\n"
         "              ^\n"
         "hint: s-=A tests for A too\n"},
        {"stack-symbol-called-empty",
         "stack-symbol-called-empty.linac:3:13: a symbol of a stack cannot be called empty\n"
         "stack s = A empty\n"
         "            ^\n"
         "hint: s=empty tests for the empty stack\n"},
        {"stack-symbol-declared-twice",
         "stack-symbol-declared-twice.linac:3:15: symbol A is declared twice\n"
         "stack s = A B A\n"
         "              ^\n"},
        {"stack-too-many",
         "stack-too-many.linac:19:7: more than 16 stacks\n"
         "stack s16 = A\n"
         "      ^\n"},
        {"stack-two-rules-at-once",
         "stack-two-rules-at-once.linac:7: state 0, symbol a: two rules apply at once, for s!=A and for t=C\n"
         "hint: the machine is deterministic\n"},
        {"stack-undeclared",
         "stack-undeclared.linac:5:10: stack t is not among the stacks\n"
         "0 -> 0 a t+=A\n"
         "         ^\n"},
        {"stack-unknown-operator",
         "stack-unknown-operator.linac:5:10: neither a test nor an update of a stack\n"
         "0 -> 0 a s:=A\n"
         "         ^\n"
         "hint: tests are written s=A, s!=A and s=empty, updates s-=A, s:=empty and s+=B\n"},
        {"stack-unknown-symbol",
         "stack-unknown-symbol.linac:5:10: symbol B is not of stack s\n"
         "0 -> 0 a s+=B\n"
         "         ^\n"},
        {"stack-update-where-it-accepts",
         "stack-update-where-it-accepts.linac:6:10: an update where a test is expected\n"
         "accept 0 s+=A\n"
         "         ^\n"
         "hint: tests are written s=A, s!=A and s=empty, updates s-=A, s:=empty and s+=B\n"},
        {"stack-without-equals",
         "stack-without-equals.linac:3:9: expected '=', found A\n"
         "stack s A\n"
         "        ^\n"
         "hint: a stack and its symbols are declared so: stack s = A B\n"},
        {"stack-without-name",
         "stack-without-name.linac:3:6: expected the name of the stack, found the end of the line\n"
         "stack\n"
         "     ^\n"
         "hint: a stack and its symbols are declared so: stack s = A B\n"},
        {"stack-without-symbols",
         "stack-without-symbols.linac:3:10: expected a symbol of the stack, found the end of the line\n"
         "stack s =\n"
         "         ^\n"
         "hint: a stack and its symbols are declared so: stack s = A B\n"},
    };
}

}  // namespace linac::tests
