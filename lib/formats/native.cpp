#include "formats/native.hpp"

#include <algorithm>
#include <unordered_map>

#include "formats/lexer.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Kind = Token::Kind;

/// Names in the order in which they first appear.
class NameTable {
  public:
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }
    [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
        const auto at = index_.find(name);
        if (at == index_.end()) return std::nullopt;
        return at->second;
    }
    /// The index of `name`, which is added if new; the flag says whether it was.
    std::pair<std::size_t, bool> add(const std::string& name) {
        const auto [at, is_new] = index_.emplace(name, names_.size());
        if (is_new) names_.push_back(name);
        return {at->second, is_new};
    }

  private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> index_;
};

/// What the file kinds share: declarations of the alphabet and of the states, and looking names up.
class Declarations {
  public:
    void read_alphabet(Line& line) {
        if (has_alphabet_) throw line.error("a second alphabet line", line.peek());
        line.take();
        if (line.at_end()) throw line.error("an alphabet without symbols", line.peek());
        read_names(line, alphabet_, "symbol");
        has_alphabet_ = true;
    }

    void read_states(Line& line) {
        if (has_states_ || states_.size() > 0)
            throw line.error(
                has_states_ ? "a second states line" : "a states line after the first use of a state",
                line.peek());
        line.take();
        if (line.at_end()) throw line.error("a states line without states", line.peek());
        read_names(line, states_, "state");
        has_states_ = true;
    }

    std::size_t state(const Line& line, const Token& token) {
        if (has_states_) {
            const auto known = states_.find(token.text);
            if (!known)
                throw line.error(
                    "state " + quoted_if_needed(printable(token.text)) + " is not among the states", token);
            return *known;
        }
        const std::size_t index = states_.add(token.text).first;
        check_size(line, token);
        return index;
    }

    Symbol symbol(const Line& line, const Token& token) const {
        const auto known = alphabet_.find(token.text);
        if (!known)
            throw line.error("symbol " + quoted_if_needed(printable(token.text)) + " is not in the alphabet",
                             token, "declare it on the alphabet line");
        return *known;
    }

    [[nodiscard]] bool has_alphabet() const noexcept { return has_alphabet_; }
    [[nodiscard]] bool has_states() const noexcept { return has_states_; }
    [[nodiscard]] const NameTable& states() const noexcept { return states_; }
    [[nodiscard]] const NameTable& alphabet() const noexcept { return alphabet_; }

  private:
    void read_names(Line& line, NameTable& table, const std::string& noun) {
        while (!line.at_end()) {
            const Token token = line.expect(Kind::name, "a " + noun);
            if (!table.add(token.text).second)
                throw line.error(noun + " " + quoted_if_needed(printable(token.text)) + " is declared twice",
                                 token);
            check_size(line, token);
        }
    }

    void check_size(const Line& line, const Token& token) const {
        if (states_.size() > max_states)
            throw line.error("more than " + std::to_string(max_states) + " states", token);
        // Each symbol has a row for every state: a short file could otherwise ask for any amount of memory.
        if (states_.size() * alphabet_.size() > max_rows)
            throw line.error("states times symbols is more than " + std::to_string(max_rows), token);
    }

    NameTable alphabet_;
    NameTable states_;
    bool has_alphabet_ = false;
    bool has_states_ = false;
};

Rational take_weight(Line& line) {
    const auto token = line.take_if(Kind::weight);
    return token ? token->weight : Rational(1);
}

/// Repeated entries added up, sorted, zeros left out.
SparseVector collected(SparseVector entries) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& left, const Entry& right) { return left.index < right.index; });
    SparseVector result;
    for (Entry& e : entries) {
        if (!result.empty() && result.back().index == e.index)
            result.back().value += e.value;
        else
            result.push_back(std::move(e));
    }
    std::erase_if(result, [](const Entry& e) { return e.value.is_zero(); });
    return result;
}

constexpr auto alphabet_hint = "put a line such as: alphabet a b";

/// Reads the lines after the header one by one; the text's end is line `end_line`.
template <class Reader>
auto read_body(Reader reader, const std::vector<std::string_view>& lines, std::size_t first,
               const std::string& source) {
    for (std::size_t i = first; i < lines.size(); ++i) {
        Line line(source, i + 1, lines[i]);
        if (!line.empty()) reader.read(line);
    }
    return reader.finish(source, lines.size());
}

/// An error that concerns what the file does not say.
Error missing(const std::string& message, const std::string& source, std::size_t last_line,
              const std::string& hint) {
    return Error::bad_input(message, Place{source, last_line, 0, {}}, hint);
}

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
        const Token state =
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
            const Token symbol = line.expect(Kind::name, "a symbol", hint);
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

class PermutationReader {
  public:
    void read(Line& line) {
        const bool is_definition = line.peek(1).is_keyword("=");
        const Token& first = line.peek();
        if (!is_definition && first.is_keyword("alphabet")) return declarations_.read_alphabet(line);
        if (!is_definition && first.is_keyword("states")) return declarations_.read_states(line);
        if (!declarations_.has_alphabet())
            throw line.error("no alphabet line before this one", first, alphabet_hint);
        if (!declarations_.has_states())
            throw line.error("no states line before this one", first, "put a line such as: states 0 1 2");
        if (!is_definition && first.is_keyword("initial")) return read_initial(line);
        if (!is_definition && first.is_keyword("final")) return read_final(line);
        read_permutation(line);
    }

    Automaton finish(const std::string& source, std::size_t last_line) {
        const auto need = [&](bool present, const std::string& message, const std::string& hint) {
            if (!present) throw missing(message, source, last_line, hint);
        };
        need(declarations_.has_alphabet(), "no alphabet line", alphabet_hint);
        need(declarations_.has_states(), "no states line", "put a line such as: states 0 1 2");
        need(initial_.has_value(), "no initial line", "put a line such as: initial 0");
        need(has_final_, "no final line", "put a line such as: final 0 <1/2>, 1");
        PermutationAutomaton automaton;
        automaton.alphabet = Alphabet(declarations_.alphabet().names());
        automaton.states = declarations_.states().names();
        automaton.initial = *initial_;
        automaton.final = collected(std::move(final_));
        permutations_.resize(automaton.alphabet.size());
        for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
            const std::string name = quoted_if_needed(printable(automaton.alphabet.name(s)));
            need(permutations_[s].has_value(), "no permutation for symbol " + name,
                 "put a line such as: " + name + " = (0 1 2); () is the identity");
            automaton.permutation.push_back(std::move(*permutations_[s]));
        }
        return automaton;
    }

  private:
    void read_initial(Line& line) {
        if (initial_) throw line.error("a second initial line", line.peek());
        line.take();
        const Token state = line.expect(Kind::name, "a state");
        initial_ = declarations_.state(line, state);
        line.expect_end();
    }

    void read_final(Line& line) {
        if (has_final_) throw line.error("a second final line", line.peek());
        line.take();
        do {
            const Token token =
                line.expect(Kind::name, "a state", "final states are written: final 0 <3>, 2 <1/2>");
            const std::size_t state = declarations_.state(line, token);
            final_.push_back({state, take_weight(line)});
        } while (line.take_if(Kind::comma));
        line.expect_end("',' or the end of the line");
        has_final_ = true;
    }

    void read_permutation(Line& line) {
        constexpr auto hint =
            "a permutation is written as disjoint cycles: r = (0 1 2)(3 4); () is the identity";
        const Token name = line.expect(Kind::name, "a symbol", hint);
        if (!line.peek().is_keyword("=")) throw line.unexpected("'='", hint);
        line.take();
        const Symbol symbol = declarations_.symbol(line, name);
        permutations_.resize(declarations_.alphabet().size());
        if (permutations_[symbol])
            throw line.error("a second permutation for symbol " + quoted_if_needed(printable(name.text)),
                             name);

        Permutation permutation(declarations_.states().size());
        for (std::size_t i = 0; i < permutation.size(); ++i) permutation[i] = i;
        std::vector<bool> moved(permutation.size(), false);
        do read_cycle(line, permutation, moved, hint);
        while (!line.at_end());
        permutations_[symbol] = std::move(permutation);
    }

    void read_cycle(Line& line, Permutation& permutation, std::vector<bool>& moved, const std::string& hint) {
        line.expect(Kind::open, "'('", hint);
        std::vector<std::size_t> cycle;
        while (line.peek().kind != Kind::close) {
            const Token token = line.expect(Kind::name, "a state or ')'", hint);
            const std::size_t state = declarations_.state(line, token);
            if (moved[state])
                throw line.error(
                    "state " + quoted_if_needed(printable(token.text)) + " is twice in the cycles", token,
                    "cycles must be disjoint");
            moved[state] = true;
            cycle.push_back(state);
        }
        line.take();
        for (std::size_t i = 0; i < cycle.size(); ++i) permutation[cycle[i]] = cycle[(i + 1) % cycle.size()];
    }

    Declarations declarations_;
    std::vector<std::optional<Permutation>> permutations_;
    std::optional<std::size_t> initial_;
    SparseVector final_;
    bool has_final_ = false;
};

constexpr auto header_hint = "the first line is: linac 1 KIND, KIND one of weighted, permutation";

Automaton read_text(std::string_view text, const std::string& source) {
    const std::vector<std::string_view> lines = split_lines(text, source);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Line line(source, i + 1, lines[i]);
        if (line.empty()) continue;
        if (!line.peek().is_keyword("linac")) throw line.unexpected("the header 'linac 1 KIND'", header_hint);
        line.take();
        if (!line.peek().is_keyword("1"))
            throw line.unexpected("version 1", "this program reads version 1 of the format");
        line.take();
        const Token kind = line.expect(Kind::name, "the kind of automaton", header_hint);
        line.expect_end();
        if (kind.is_keyword("weighted")) return read_body(WeightedReader(), lines, i + 1, source);
        if (kind.is_keyword("permutation")) return read_body(PermutationReader(), lines, i + 1, source);
        throw line.error("unknown kind of automaton " + quoted_if_needed(printable(kind.text)), kind,
                         header_hint);
    }
    throw Error::bad_input("an empty file", Place{source, 0, 0, {}}, header_hint);
}

}  // namespace

Result<Automaton> read_automaton(std::string_view text, const std::string& source) {
    return capture([&] { return read_text(text, source); });
}

namespace {

std::string names_line(const std::string& keyword, const std::vector<std::string>& names) {
    std::string line = keyword;
    for (const std::string& name : names) line += " " + quoted_if_needed(name);
    return line + "\n";
}

std::string weight_text(const Rational& weight) {
    return weight.is_one() ? "" : "<" + to_string(weight) + ">";
}

std::string weight_after(const Rational& weight) {
    return weight.is_one() ? "" : " " + weight_text(weight);
}

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
    std::string state(std::size_t index) {
        if (!seen_[index]) appeared_.push_back(index);
        seen_[index] = true;
        return quoted_if_needed(automaton_.states[index]);
    }

    void write_transitions(std::size_t from) {
        std::vector<std::pair<std::size_t, std::string>> labels;  // target and weighted symbol
        for (Symbol s = 0; s < automaton_.alphabet.size(); ++s)
            for (const Entry& e : automaton_.transition[s].row(from))
                labels.emplace_back(e.index,
                                    weight_text(e.value) + quoted_if_needed(automaton_.alphabet.name(s)));
        std::stable_sort(labels.begin(), labels.end(),
                         [](const auto& left, const auto& right) { return left.first < right.first; });
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const bool continues = i > 0 && labels[i - 1].first == labels[i].first;
            if (continues) {
                body_ += ", " + labels[i].second;
            } else {
                if (i > 0) body_ += "\n";
                const std::string source = state(from);
                body_ += source + " -> " + state(labels[i].first) + " " + labels[i].second;
            }
        }
        if (!labels.empty()) body_ += "\n";
    }

    const WeightedAutomaton& automaton_;
    std::string body_;
    std::vector<std::size_t> appeared_;
    std::vector<bool> seen_ = std::vector<bool>(automaton_.size(), false);
};

std::string write(const WeightedAutomaton& automaton) {
    return WeightedWriter(automaton).write();
}

std::string write(const PermutationAutomaton& automaton) {
    std::string text = "linac 1 permutation\n" + names_line("alphabet", automaton.alphabet.symbols()) +
                       names_line("states", automaton.states);
    for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
        text += quoted_if_needed(automaton.alphabet.name(s)) + " = ";
        const auto disjoint = cycles(automaton.permutation[s]);
        if (disjoint.empty()) text += "()";
        for (const auto& cycle : disjoint) {
            std::vector<std::string> names;
            names.reserve(cycle.size());
            for (const std::size_t state : cycle) names.push_back(quoted_if_needed(automaton.states[state]));
            text += "(" + join(names, " ") + ")";
        }
        text += "\n";
    }
    text += "initial " + quoted_if_needed(automaton.states[automaton.initial]) + "\nfinal ";
    std::vector<std::string> finals;
    for (const Entry& e : automaton.final)
        finals.push_back(quoted_if_needed(automaton.states[e.index]) + weight_after(e.value));
    // An automaton without final states gives some state the weight 0.
    if (finals.empty()) finals.push_back(quoted_if_needed(automaton.states[0]) + " <0>");
    return text + join(finals, ", ") + "\n";
}

}  // namespace

std::string write_automaton(const Automaton& automaton) {
    return std::visit([](const auto& kind) { return write(kind); }, automaton);
}

}  // namespace linac
