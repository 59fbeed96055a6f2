// JFLAP files that are refused, against their messages to the letter.
#include "formats/jff.hpp"
#include "support/bad_input.hpp"

namespace linac::tests::jff_broken_test {
namespace {

TEST(BrokenJff, is_refused_with_these_words) {
    expect_refused(
        {
            {"empty", "",
             "a.jff:1:1: malformed XML: no document element found\n"
             "hint: a .jff file holds <structure><type>fa</type><automaton>…\n"},
            {"not_xml", "0 1 a\n",
             "a.jff:2:1: malformed XML: no document element found\n"
             "hint: a .jff file holds <structure><type>fa</type><automaton>…\n"},
            {"cut_short",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"",
             "a.jff:4:20: malformed XML: error parsing element attribute\n"
             "<state id=\"0\" name=\"\n"
             "                   ^\n"
             "hint: a .jff file holds <structure><type>fa</type><automaton>…\n"},
            {"mismatched",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\"></stat>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:4:17: malformed XML: start-end tags mismatch\n"
             "<state id=\"0\"></stat>\n"
             "                ^\n"
             "hint: a .jff file holds <structure><type>fa</type><automaton>…\n"},
            {"other_root", "<automaton/>\n",
             "a.jff:1:1: expected <structure>, found <automaton>\n"
             "<automaton/>\n"
             "^\n"
             "hint: a .jff file holds <structure><type>fa</type><automaton>…\n"},
            {"no_type",
             "<structure>\n"
             "\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:1:1: a file that does not say its type\n"
             "<structure>\n"
             "^\n"
             "hint: a .jff file holds <structure><type>fa</type><automaton>…\n"},
            {"pushdown",
             "<structure>\n"
             "<type>pda</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:2:1: type pda, a pushdown automaton: not a finite automaton\n"
             "<type>pda</type>\n"
             "^\n"
             "hint: of JFLAP's files those of finite automata are read, as JFLAP 7 writes them\n"},
            {"turing",
             "<structure>\n"
             "<type>turing</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:2:1: type turing, a Turing machine: not a finite automaton\n"
             "<type>turing</type>\n"
             "^\n"
             "hint: of JFLAP's files those of finite automata are read, as JFLAP 7 writes them\n"},
            {"jflap_8", "<structure type=\"editor_panel\"></structure>\n",
             "a.jff:1:1: type editor_panel, a file of JFLAP 8: not a finite automaton\n"
             "<structure type=\"editor_panel\"></structure>\n"
             "^\n"
             "hint: of JFLAP's files those of finite automata are read, as JFLAP 7 writes them\n"},
            {"unknown_type",
             "<structure>\n"
             "<type>Fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:2:1: type Fa: not a finite automaton\n"
             "<type>Fa</type>\n"
             "^\n"
             "hint: of JFLAP's files those of finite automata are read, as JFLAP 7 writes them\n"},
            {"no_id",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state name=\"q0\"/>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:4:1: a state without an id\n"
             "<state name=\"q0\"/>\n"
             "^\n"},
            {"id_not_a_number",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"q0\"/>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:4:1: state id q0 is not a number\n"
             "<state id=\"q0\"/>\n"
             "^\n"},
            {"id_twice",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\"/>\n"
             "<state id=\"0\"/>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:5:1: a second state of id 0\n"
             "<state id=\"0\"/>\n"
             "^\n"},
            {"two_initial",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\"><initial/></state>\n"
             "<state id=\"1\"><initial/></state>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:5:15: a second initial state\n"
             "<state id=\"1\"><initial/></state>\n"
             "              ^\n"
             "hint: JFLAP's automata have one; others can be reached from it by transitions that read "
             "nothing\n"},
            {"no_from",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><to>1</to><read>a</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:1: a transition without <from>\n"
             "<transition><to>1</to><read>a</read></transition>\n"
             "^\n"},
            {"unknown_state",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>2</to><read>a</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:27: no state has the id 2\n"
             "<transition><from>0</from><to>2</to><read>a</read></transition>\n"
             "                          ^\n"},
            {"state_by_name",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>q0</from><to>1</to><read>a</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:13: expected the id of a state, found 'q0'\n"
             "<transition><from>q0</from><to>1</to><read>a</read></transition>\n"
             "            ^\n"},
            {"no_range",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>a[b]</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:37: expected a range such as [a-z], found a[b]\n"
             "<transition><from>0</from><to>1</to><read>a[b]</read></transition>\n"
             "                                    ^\n"
             "hint: JFLAP takes '[' for a range: [a-z] is a letter from a to z, [[-[] is '[' itself\n"},
            {"empty_range",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>[z-a]</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:37: a range without characters: [z-a]\n"
             "<transition><from>0</from><to>1</to><read>[z-a]</read></transition>\n"
             "                                    ^\n"
             "hint: JFLAP takes '[' for a range: [a-z] is a letter from a to z, [[-[] is '[' itself\n"},
            {"range_beyond",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>[a-🂡]</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:37: a range of characters beyond U+FFFF: [a-🂡]\n"
             "<transition><from>0</from><to>1</to><read>[a-🂡]</read></transition>\n"
             "                                    ^\n"},
            {"unknown_entity",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>a&epsilon;</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:44: an unknown entity\n"
             "<transition><from>0</from><to>1</to><read>a&epsilon;</read></transition>\n"
             "                                           ^\n"
             "hint: &lt; &gt; &amp; &quot; &apos; and numbers such as &#945; are known\n"},
            {"control_character",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>a&#7;</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:43: a transition that reads a control character\n"
             "<transition><from>0</from><to>1</to><read>a&#7;</read></transition>\n"
             "                                          ^\n"
             "hint: symbols are printable characters\n"},
            {"surrogate",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>&#xD800;</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:43: a transition that reads a control character\n"
             "<transition><from>0</from><to>1</to><read>&#xD800;</read></transition>\n"
             "                                          ^\n"
             "hint: symbols are printable characters\n"},
            {"element_in_read",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read><b/></read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:6:43: an element in what a transition reads\n"
             "<transition><from>0</from><to>1</to><read><b/></read></transition>\n"
             "                                          ^\n"},
            {"document_type",
             "<!DOCTYPE structure [<!ENTITY a \"aaaaaaaaaa\">]>\n"
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"q0\"><initial/></state>\n"
             "<state id=\"1\" name=\"q1\"><final/></state>\n"
             "<transition><from>0</from><to>1</to><read>&a;</read></transition>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:1:11: a document type declaration\n"
             "<!DOCTYPE structure [<!ENTITY a \"aaaaaaaaaa\">]>\n"
             "          ^\n"
             "hint: entities are not expanded; remove the declaration\n"},
            {"control_character_in_a_name",
             "<structure>\n"
             "<type>fa</type>\n"
             "<automaton>\n"
             "<state id=\"0\" name=\"a&#1;\"/>\n"
             "</automaton>\n"
             "</structure>\n",
             "a.jff:4:1: a state name with a character that is not printable\n"
             "<state id=\"0\" name=\"a&#1;\"/>\n"
             "^\n"},
        },
        [](const std::string& text) { return read_jff(text, "a.jff"); });
}

}  // namespace
}  // namespace linac::tests::jff_broken_test
