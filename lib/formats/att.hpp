// Acceptors in the text format of AT&T's FSM library and of OpenFst, with symbol tables.
//
// A line is a transition or a final state; its fields are separated by blanks or tabs, empty lines are skipped:
//
//     source target label [weight]           a transition of an acceptor
//     source target label label [weight]     a transition of a transducer whose labels are equal
//     state [weight]                         a final state, at most one such line a state
//
// The source of the first line is the initial state, of weight 1. A weight that is left out is 1. States are any
// names, by themselves: 0, 1, q. An automaton reads equal transitions as their sum.
//
// Acceptor or transducer? The first line of three or of five fields tells. Where every transition has four, the fourth
// ones are labels if all are equal to the third ones and some is no number, or if none is a number, and weights
// otherwise; a file that can be read both ways, such as 0 1 2 2 by itself, is refused unless AttOptions says which.
//
// Labels. With a symbol table they are names of the table, and the one of number 0 is ε. Without one
// - they are numbers if all of them are digits: 0 is ε, every other number is a symbol of that name;
// - otherwise they are names, and `<eps>`, `<epsilon>`, `@0@` and `@_EPSILON_SYMBOL_@` are ε. A label 0 or ε among names is
//   refused: it might be a symbol.
// The alphabet is that of the table, by ascending numbers, or the symbols in the order in which they appear.
//
// A symbol table has lines `symbol number`. Numbers are whole, and no symbol and no number is there twice.
//
// Weights: a file does not tell its semiring. `probability`, the field of real numbers, is read exactly: decimals such as
// .5 or 1e-05 (decimal.hpp), and p/q, which OpenFst does not know. The others are only read when asked for:
// - `log`: w stands for e^−w, Infinity for 0. Those are irrational, so each is rounded to the nearest binary64 number,
//   and counted; 0 is exactly 1 and not counted. Paths add up, as in the log semiring.
// - `tropical`: the same map, but a word weighs what its best path does, and no automaton over ℚ computes that in
//   general. Only deterministic files without ε-transitions are read: there a word has one path, and the best and the
//   sum are the same.
//
// Source: Mohri, Pereira and Riley, fsm(5); Allauzen et al. 2007, OpenFst; openfst.org, "FST quick tour".
//
//     const AttFile file = read_att("0 1 a .5\n1 .25\n", "a.fst").value();     // a weighs 1/8
//     const std::string text = write_att(automaton).text;
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "formats/foreign.hpp"

namespace linac {

enum class AttWeights { probability, log, tropical };
enum class AttColumns { detect, acceptor, transducer };

struct AttOptions {
    AttWeights weights = AttWeights::probability;
    AttColumns columns = AttColumns::detect;
    std::optional<std::string_view> symbols = std::nullopt;  ///< text of the symbol table
    std::string symbols_source = "symbols";                  ///< its name in messages
};

struct AttFile {
    ForeignAutomaton automaton;  ///< weight-free iff no line has a weight
    std::size_t rounded = 0;     ///< weights that are nearest binary64 numbers of irrational ones
};

[[nodiscard]] Result<AttFile> read_att(std::string_view text, const std::string& source,
                                       const AttOptions& options = {});

struct AttSymbols {
    Alphabet alphabet;                   ///< by ascending number, without ε
    std::optional<std::string> epsilon;  ///< the symbol of number 0
};

[[nodiscard]] Result<AttSymbols> read_att_symbols(std::string_view text, const std::string& source);

struct AttWriteOptions {
    bool rounded = false;  ///< write weights that are no decimals as nearest binary64 numbers
    bool with_symbols =
        false;  ///< write_att_symbols goes along: it keeps the alphabet, and any name but `<eps>`
};

struct AttText {
    std::string text;
    std::size_t rounded = 0;  ///< weights that were rounded
};

/// The automaton, weights as decimals. Names of states are kept if all are whole numbers; otherwise states are numbered.
/// The format has one initial state, of weight 1: for other initial weights α a first state is added, whose
/// transitions are α M_σ and whose final weight is α η; all words keep their weight, and no ε is needed. Reading gives
/// the automaton up to the order of states and, without a table, symbols. Throws impossible for
/// - a weight that is no finite decimal, unless `rounded`, or beyond what can be rounded,
/// - a symbol that has blanks or is taken for ε or for another one, or, without a table, is on no transition.
[[nodiscard]] AttText write_att(const WeightedAutomaton& automaton, const AttWriteOptions& options = {});

/// The symbol table: `<eps> 0`, then the symbols from 1. Throws impossible for a symbol that has blanks or is `<eps>`.
[[nodiscard]] std::string write_att_symbols(const Alphabet& alphabet);

}  // namespace linac
