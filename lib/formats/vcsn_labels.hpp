// Entries of Vcsn's automata: what a transition is labelled with, a sum of weighted labels; and the automaton they make.
//
//     entry    = monomial , monomial …
//     monomial = <weight> label       either may be left out, but not both
//     label    = \e                   the empty word, where the context has it
//              | \z                   nothing: a sum without a term
//              | a | \, | 'foo' | …   a letter, as in contexts
//              | ab…                  letters, where labels are words; + , | ( ) and blanks need a backslash
//              | [abx-z] | [^abx-z]   each of these letters, each of the others; a range has the letters of the alphabet
//                                     between two of them
//     weight   = an integer, p/q or a finite decimal; 0 or 1 in b, an integer in z
//
// A weight without a label stands for a weighted empty word, where the context has it. Initial and final entries are a
// weight, or nothing for the weight 1. A label of several letters is a path through new states, word1, word2, …
// Repeated labels between two states add up; in b, to 1. Source: the notebooks of Vcsn 2's documentation.
//
//     VcsnBuilder builder(context);
//     const std::size_t p = builder.state("p", refuse);
//     builder.add(p, p, read_vcsn_entry(text, builder.context()), refuse);
//     ForeignAutomaton automaton = std::move(builder).automaton(builder.states());
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "formats/arc_list.hpp"
#include "formats/foreign.hpp"
#include "formats/vcsn_context.hpp"

namespace linac {

/// A sum of weighted words.
struct VcsnEntry {
    struct Monomial {
        std::size_t first = 0;  ///< the letters are a part of `letters`
        std::size_t count = 0;
        Rational weight;
    };
    std::vector<Monomial> monomials;
    Word letters;
};

/// Reads the whole text. Letters are added to an open alphabet.
[[nodiscard]] VcsnEntry read_vcsn_entry(VcsnText& text, VcsnContext& context);

/// Reads an initial or final entry: a weight, or nothing.
[[nodiscard]] Rational read_vcsn_weight_entry(VcsnText& text, VcsnContext& context);

/// Most transitions of an automaton, after classes of letters are written out.
inline constexpr std::size_t max_vcsn_transitions = 8'000'000;

/// Most letters that the classes of an automaton go through: [^a-z] is short, may have no letter, and costs the alphabet.
inline constexpr std::size_t max_vcsn_class_letters = 4 * max_vcsn_transitions;

class VcsnBuilder {
  public:
    /// Makes the error of this message at the place that is read.
    using Refuse = std::function<Error(const std::string& message)>;

    explicit VcsnBuilder(VcsnContext context) : context_(std::move(context)) {}

    [[nodiscard]] VcsnContext& context() noexcept { return context_; }
    [[nodiscard]] std::size_t size() const noexcept { return states_.size(); }
    [[nodiscard]] const std::vector<std::string>& states() const noexcept { return states_.names(); }

    /// The state of this name; a new one is added. Refuses over a limit.
    std::size_t state(const std::string& name, const Refuse& refuse);
    void add_initial(std::size_t state, Rational weight) { initial_.push_back({state, std::move(weight)}); }
    void add_final(std::size_t state, Rational weight) { final_.push_back({state, std::move(weight)}); }
    /// The transitions of this entry. Refuses over a limit.
    void add(std::size_t from, std::size_t to, const VcsnEntry& entry, const Refuse& refuse);

    /// `names` are those of the states.
    [[nodiscard]] ForeignAutomaton automaton(std::vector<std::string> names) &&;

  private:
    struct Path {
        std::size_t from;
        std::size_t to;
        Word word;
        Rational weight;
    };

    void expand_paths(std::vector<std::string>& names);
    void check_size(const Refuse& refuse) const;

    VcsnContext context_;
    native::NameTable states_;
    SparseVector initial_;
    SparseVector final_;
    ArcList arcs_;
    std::vector<Path> paths_;      // of labels of several letters
    std::size_t path_states_ = 0;  // that they need at most
    std::size_t transitions_ = 0;
};

/// The entries from a state to others, such as "<1/2>a, b", by ascending target; `letters` are the symbols as labels have them.
[[nodiscard]] std::vector<std::pair<std::size_t, std::string>> vcsn_entries(
    const WeightedAutomaton& automaton, std::size_t from, const std::vector<std::string>& letters);

/// The symbols as labels have them.
[[nodiscard]] std::vector<std::string> vcsn_letters(const Alphabet& alphabet);

/// Whether Vcsn's q, fractions of machine integers, holds every weight.
[[nodiscard]] bool has_small_weights(const WeightedAutomaton& automaton);

}  // namespace linac
