#include <algorithm>
#include <unordered_set>

#include "formats/arc_list.hpp"
#include "formats/file_limits.hpp"
#include "formats/jff.hpp"
#include "formats/jff/reads.hpp"
#include "text.hpp"

namespace linac {
namespace {

Error not_in_jff(const std::string& what, const std::string& why, const std::string& hint = {}) {
    return Error::impossible(what + " cannot be written to a .jff file: " + why, hint);
}

class JffWriter {
  public:
    explicit JffWriter(const WeightedAutomaton& automaton) : automaton_(automaton) {}

    std::string write() {
        expect_fits_format();
        text_ =
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
            "<structure>\n\t<type>fa</type>\n\t<automaton>\n\t\t<!--The list of states.-->\n";
        const SparseVector& initial = automaton_.initial;
        const std::size_t size = automaton_.size();
        for (std::size_t i = 0; i < size; ++i)
            state(i, automaton_.states[i], initial.size() == 1 && initial[0].index == i,
                  !entry(automaton_.final, i).is_zero());
        if (initial.size() > 1) {
            const std::unordered_set<std::string> names(automaton_.states.begin(), automaton_.states.end());
            state(size, fresh_name("initial", [&](const std::string& n) { return names.contains(n); }), true,
                  false);
        }
        text_ += "\t\t<!--The list of transitions.-->\n";
        if (initial.size() > 1)
            for (const Entry& e : initial) transition(size, e.index, {});
        for (std::size_t i = 0; i < size; ++i)
            for (Symbol s = 0; s < automaton_.alphabet.size(); ++s)
                for (const Entry& e : automaton_.transition[s].row(i))
                    transition(i, e.index, automaton_.alphabet.name(s));
        text_ += "\t</automaton>\n</structure>\n";
        expect_fits(text_, max_automaton_file_bytes);
        return std::move(text_);
    }

  private:
    void expect_fits_format() const {
        const Alphabet& alphabet = automaton_.alphabet;
        for (Symbol s = 0; s < alphabet.size(); ++s) {
            const std::string& name = alphabet.name(s);
            const std::string what = "symbol " + printable(name);
            if (character_count(name) != 1) throw not_in_jff(what, "a symbol is one character there");
            if (!jff::is_printable(name)) throw not_in_jff(what, "it is not a printable character");
            if (automaton_.transition[s].nonzeros() == 0)
                throw not_in_jff(what, "a symbol is kept by its transitions there, and it has none");
        }
        for (const std::string& name : automaton_.states)
            if (name.empty() || !jff::is_printable(name))
                throw not_in_jff("state " + printable(name), "it has no name of printable characters");
        for (const Entry& e : automaton_.initial) expect_one(e, "an initial weight");
        for (const Entry& e : automaton_.final) expect_one(e, "a final weight");
        for (const SparseMatrix& matrix : automaton_.transition)
            for (std::size_t i = 0; i < matrix.rows(); ++i)
                for (const Entry& e : matrix.row(i)) expect_one(e, "a transition of weight");
    }

    static void expect_one(const Entry& entry, const std::string& what) {
        if (!entry.value.is_one())
            throw not_in_jff(what + " " + printable(to_string(entry.value)), "its automata have no weights");
    }

    // States stand on a grid, as many rows as columns, so that none hides another.
    void state(std::size_t id, const std::string& name, bool is_initial, bool is_final) {
        constexpr std::size_t distance = 120;
        if (columns_ == 0)
            for (columns_ = 1; columns_ * columns_ < automaton_.size() + 1;) ++columns_;
        text_ += "\t\t<state id=\"" + std::to_string(id) + "\" name=\"" + escaped_markup(name) +
                 "\">\n\t\t\t<x>" + std::to_string(distance * (id % columns_ + 1)) + "</x>\n\t\t\t<y>" +
                 std::to_string(distance * (id / columns_ + 1)) + "</y>\n";
        if (is_initial) text_ += "\t\t\t<initial/>\n";
        if (is_final) text_ += "\t\t\t<final/>\n";
        text_ += "\t\t</state>\n";
    }

    void transition(std::size_t from, std::size_t to, const std::string& symbol) {
        const std::string read = symbol == "[" ? "[[-[]" : escaped_markup(symbol);  // [ begins a range
        text_ += "\t\t<transition>\n\t\t\t<from>" + std::to_string(from) + "</from>\n\t\t\t<to>" +
                 std::to_string(to) + "</to>\n\t\t\t" +
                 (read.empty() ? "<read/>" : "<read>" + read + "</read>") + "\n\t\t</transition>\n";
    }

    const WeightedAutomaton& automaton_;
    std::string text_;
    std::size_t columns_ = 0;
};

}  // namespace

std::string write_jff(const WeightedAutomaton& automaton) {
    return JffWriter(automaton).write();
}

}  // namespace linac
