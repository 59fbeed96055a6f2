// `linac 1 permutation` files.
#include "formats/native/parts.hpp"
#include "text.hpp"

namespace linac::native {
namespace {

using Kind = Token::Kind;

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
            throw line.error("no states line before this one", first, states_hint);
        if (!is_definition && first.is_keyword("initial")) return read_initial(line);
        if (!is_definition && first.is_keyword("final")) return read_final(line);
        read_permutation(line);
    }

    Automaton finish(const std::string& source, std::size_t last_line) {
        const auto need = [&](bool present, const std::string& message, const std::string& hint) {
            if (!present) throw missing(message, source, last_line, hint);
        };
        need(declarations_.has_alphabet(), "no alphabet line", alphabet_hint);
        need(declarations_.has_states(), "no states line", states_hint);
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
        const Token& state = line.expect(Kind::name, "a state");
        initial_ = declarations_.state(line, state);
        line.expect_end();
    }

    void read_final(Line& line) {
        if (has_final_) throw line.error("a second final line", line.peek());
        line.take();
        do {
            const Token& token =
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
        const Token& name = line.expect(Kind::name, "a symbol", hint);
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
            const Token& token = line.expect(Kind::name, "a state or ')'", hint);
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

}  // namespace

Automaton read_permutation(const std::vector<std::string_view>& lines, std::size_t first,
                           const std::string& source) {
    return read_body(PermutationReader(), lines, first, source);
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

}  // namespace linac::native
