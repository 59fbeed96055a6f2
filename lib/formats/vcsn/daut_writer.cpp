#include <algorithm>

#include "formats/daut.hpp"
#include "formats/file_limits.hpp"
#include "formats/native/parts.hpp"
#include "formats/vcsn/daut_names.hpp"
#include "formats/vcsn/writer.hpp"

namespace linac {
namespace {

class DautWriter {
  public:
    explicit DautWriter(const WeightedAutomaton& automaton)
        : automaton_(automaton), letters_(vcsn_letters(automaton.alphabet)) {
        for (const std::string& name : automaton.states) names_.push_back(state_name(name));
    }

    std::string write() {
        std::string text =
            "context = " + vcsn_context(automaton_.alphabet.symbols(), has_small_weights(automaton_)) + "\n";
        for (const Entry& e : automaton_.initial)
            body_ += "$ -> " + state(e.index) + native::weight_after(e.value) + "\n";
        for (std::size_t from = 0; from < automaton_.size(); ++from)
            for (const auto& [to, entry] : vcsn_entries(automaton_, from, letters_)) {
                body_ += state(from) + " -> ";  // in this order: it is that of the states
                body_ += state(to) + " " + entry + "\n";
            }
        for (const Entry& e : automaton_.final)
            body_ += state(e.index) + " -> $" + native::weight_after(e.value) + "\n";
        bool in_order = appeared_.size() == automaton_.size();
        for (std::size_t i = 0; i < appeared_.size(); ++i) in_order = in_order && appeared_[i] == i;
        if (!in_order)
            for (const std::string& name : names_) text += name + "\n";
        text += body_;
        expect_fits(text, max_automaton_file_bytes);
        return text;
    }

  private:
    static std::string state_name(const std::string& name) {
        expect_writable(name, "state");
        if (daut::is_reserved(name) || name.empty())
            throw Error::impossible("a state named " + (name.empty() ? "\"\"" : name) + " cannot be written",
                                    "daut files name no state so");
        const bool is_plain = std::all_of(name.begin(), name.end(), daut::is_name_character) &&
                              name.front() != '-' && name.find("->") == std::string::npos;
        if (is_plain) return name;
        std::string quoted = "\"";
        for (const char c : name) {
            if (c == '\t')
                quoted += "\\x09";
            else
                (c == '"' || c == '\\' ? quoted += '\\' : quoted) += c;
        }
        return quoted + "\"";
    }

    const std::string& state(std::size_t index) {
        if (!seen_[index]) appeared_.push_back(index);
        seen_[index] = true;
        return names_[index];
    }

    const WeightedAutomaton& automaton_;
    std::vector<std::string> letters_;
    std::vector<std::string> names_;
    std::string body_;
    std::vector<std::size_t> appeared_;
    std::vector<bool> seen_ = std::vector<bool>(automaton_.size(), false);
};

}  // namespace

std::string write_daut(const WeightedAutomaton& automaton) {
    return DautWriter(automaton).write();
}

}  // namespace linac
