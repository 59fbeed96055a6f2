// `linac 1 weighted` files.
#include <algorithm>

#include "formats/native/parts.hpp"
#include "text.hpp"

namespace linac::native {
namespace {

using Kind = Token::Kind;

class WeightedReader {
  public:
    void read(Line& line) {
        const bool is_transition = line.peek(1).kind == Kind::arrow;
        if (line.peek().is_keyword("alphabet") && !is_transition) return declarations_.read_alphabet(line);
        if (line.peek().is_keyword("states") && !is_transition) return declarations_.read_states(line);
        if (line.take_if(Kind::dollar)) return read_initial(line);
        read_transition(line);
    }

    Automaton finish(const std::string& source, std::size_t last_line) {
        if (!declarations_.has_alphabet())
            throw missing("no alphabet line", source, last_line, alphabet_hint);
        const std::size_t size = declarations_.states().size();
        WeightedAutomaton automaton(Alphabet(declarations_.alphabet().names()), size);
        arcs_.resize(automaton.alphabet.size());  // a file may have no transition
        automaton.states = declarations_.states().names();
        automaton.initial = collected(std::move(initial_));
        automaton.final = collected(std::move(final_));
        for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
            std::vector<SparseVector> rows(size);
            for (Arc& arc : arcs_[s]) rows[arc.from].push_back({arc.to, std::move(arc.weight)});
            for (std::size_t i = 0; i < size; ++i)
                automaton.transition[s].set_row(i, collected(std::move(rows[i])));
        }
        return automaton;
    }

  private:
    struct Arc {
        std::size_t from;
        std::size_t to;
        Rational weight;
    };

    void read_initial(Line& line) {
        line.expect(Kind::arrow, "'->' after '$'", "an initial weight is written: $ -> state <weight>");
        const Token& state =
            line.expect(Kind::name, "a state", "an initial weight is written: $ -> state <weight>");
        const std::size_t index = declarations_.state(line, state);
        initial_.push_back({index, take_weight(line)});
        line.expect_end();
    }

    void read_transition(Line& line) {
        constexpr auto hint = "a transition is written: state -> state <weight>symbol, ...";
        const std::size_t from = declarations_.state(line, line.expect(Kind::name, "a state or '$'", hint));
        line.expect(Kind::arrow, "'->'", hint);
        if (line.take_if(Kind::dollar)) {
            final_.push_back({from, take_weight(line)});
            return line.expect_end();
        }
        const std::size_t to = declarations_.state(line, line.expect(Kind::name, "a state or '$'", hint));
        do {
            if (!declarations_.has_alphabet())
                throw line.error("a transition before the alphabet line", line.peek(), alphabet_hint);
            Rational weight = take_weight(line);
            const Token& symbol = line.expect(Kind::name, "a symbol", hint);
            const Symbol s = declarations_.symbol(line, symbol);
            arcs_.resize(declarations_.alphabet().size());
            arcs_[s].push_back({from, to, std::move(weight)});
        } while (line.take_if(Kind::comma));
        line.expect_end("',' or the end of the line");
    }

    Declarations declarations_;
    SparseVector initial_;
    SparseVector final_;
    std::vector<std::vector<Arc>> arcs_;
};

class WeightedWriter {
  public:
    explicit WeightedWriter(const WeightedAutomaton& automaton) : automaton_(automaton) {}

    std::string write() {
        for (const Entry& e : automaton_.initial)
            body_ += "$ -> " + state(e.index) + weight_after(e.value) + "\n";
        for (std::size_t i = 0; i < automaton_.size(); ++i) write_transitions(i);
        for (const Entry& e : automaton_.final)
            body_ += state(e.index) + " -> $" + weight_after(e.value) + "\n";
        std::string text = "linac 1 weighted\n" + names_line("alphabet", automaton_.alphabet.symbols());
        // Without a states line the states are numbered as they appear.
        bool in_order = appeared_.size() == automaton_.size();
        for (std::size_t i = 0; i < appeared_.size(); ++i) in_order = in_order && appeared_[i] == i;
        if (!in_order && automaton_.size() > 0) text += names_line("states", automaton_.states);
        return text + body_;
    }

  private:
    const std::string& state(std::size_t index) {
        if (!seen_[index]) appeared_.push_back(index);
        seen_[index] = true;
        return states_[index];
    }

    void write_transitions(std::size_t from) {
        struct Label {
            std::size_t to;
            Symbol symbol;
            const Rational* weight;
        };
        std::vector<Label> labels;
        for (Symbol s = 0; s < automaton_.alphabet.size(); ++s)
            for (const Entry& e : automaton_.transition[s].row(from))
                labels.push_back({e.index, s, &e.value});
        std::stable_sort(labels.begin(), labels.end(),
                         [](const Label& left, const Label& right) { return left.to < right.to; });
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const Label& label = labels[i];
            if (i > 0 && labels[i - 1].to == label.to) {
                body_ += ", ";
            } else {
                if (i > 0) body_ += '\n';
                body_ += state(from);
                body_ += " -> ";
                body_ += state(label.to);
                body_ += ' ';
            }
            body_ += weight_text(*label.weight);
            body_ += symbols_[label.symbol];
        }
        if (!labels.empty()) body_ += '\n';
    }

    static std::vector<std::string> quoted(std::vector<std::string> names) {
        for (std::string& name : names) name = quoted_if_needed(name);
        return names;
    }

    const WeightedAutomaton& automaton_;
    std::vector<std::string> states_ = quoted(automaton_.states);
    std::vector<std::string> symbols_ = quoted(automaton_.alphabet.symbols());
    std::string body_;
    std::vector<std::size_t> appeared_;
    std::vector<bool> seen_ = std::vector<bool>(automaton_.size(), false);
};

}  // namespace

Automaton read_weighted(const std::vector<std::string_view>& lines, std::size_t first,
                        const std::string& source) {
    return read_body(WeightedReader(), lines, first, source);
}

std::string write(const WeightedAutomaton& automaton) {
    return WeightedWriter(automaton).write();
}

}  // namespace linac::native
