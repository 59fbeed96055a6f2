#include "formats/file_limits.hpp"
#include "formats/native/parts.hpp"
#include "formats/vcsn/writer.hpp"
#include "formats/vcsn_dot.hpp"

namespace linac {
namespace {

class DotWriter {
  public:
    explicit DotWriter(const WeightedAutomaton& automaton) : automaton_(automaton) {}

    std::string write() {
        const std::string context =
            vcsn_context(automaton_.alphabet.symbols(), has_small_weights(automaton_));
        text_ = "digraph\n{\n  vcsn_context = " + quoted(context) + "\n  rankdir = LR\n";
        write_ends();
        write_states();
        for (const Entry& e : automaton_.initial)
            write_edge("I" + std::to_string(e.index), std::to_string(e.index), native::weight_text(e.value));
        const std::vector<std::string> letters = vcsn_letters(automaton_.alphabet);
        for (std::size_t from = 0; from < automaton_.size(); ++from)
            for (const auto& [to, entry] : vcsn_entries(automaton_, from, letters))
                write_edge(std::to_string(from), std::to_string(to), entry);
        for (const Entry& e : automaton_.final)
            write_edge(std::to_string(e.index), "F" + std::to_string(e.index), native::weight_text(e.value));
        text_ += "}\n";
        expect_fits(text_, max_automaton_file_bytes);
        return std::move(text_);
    }

  private:
    static std::string quoted(const std::string& text) {
        std::string result = "\"";
        for (const char c : text) (c == '"' || c == '\\' ? result += '\\' : result) += c;
        return result + "\"";
    }

    void write_ends() {
        if (automaton_.initial.empty() && automaton_.final.empty()) return;
        text_ += "  {\n    node [shape = point, width = 0]\n";
        for (const Entry& e : automaton_.initial) text_ += "    I" + std::to_string(e.index) + "\n";
        for (const Entry& e : automaton_.final) text_ += "    F" + std::to_string(e.index) + "\n";
        text_ += "  }\n";
    }

    void write_states() {
        if (automaton_.size() == 0) return;
        text_ += "  {\n    node [shape = circle, style = rounded, width = 0.5]\n";
        for (std::size_t i = 0; i < automaton_.size(); ++i) {
            const std::string& name = automaton_.states[i];
            const std::string node = std::to_string(i);
            expect_writable(name, "state");
            if (name.empty()) throw Error::impossible("a state named \"\" cannot be written");
            text_ += "    " + node;
            if (name != node) text_ += " [label = " + quoted(name) + ", shape = box]";
            text_ += "\n";
        }
        text_ += "  }\n";
    }

    void write_edge(const std::string& from, const std::string& to, const std::string& label) {
        text_ += "  " + from + " -> " + to;
        if (!label.empty()) text_ += " [label = " + quoted(label) + "]";
        text_ += "\n";
    }

    const WeightedAutomaton& automaton_;
    std::string text_;
};

}  // namespace

std::string write_vcsn_dot(const WeightedAutomaton& automaton) {
    return DotWriter(automaton).write();
}

}  // namespace linac
