#include "formats/mata.hpp"

#include <algorithm>
#include <optional>

#include "formats/arc_list.hpp"
#include "formats/lexer.hpp"
#include "formats/mata/formula.hpp"
#include "formats/mata/mata_lexer.hpp"
#include "formats/mata/naming.hpp"
#include "text.hpp"

namespace linac {
namespace {

using Kind = MataToken::Kind;

std::string shown(const std::string& name) {
    return quoted_if_needed(printable(name));
}

class MataReader {
  public:
    MataReader(std::string_view text, const std::string& source) : text_(text), source_(source) {
        epsilons_.add(std::string(mata_epsilon));
    }

    ForeignAutomaton read() {
        // Declarations hold for lines above them too.
        for_each_line([this](MataLexer& lexer) { declare(lexer); });
        leave_out_epsilons();
        for_each_line([this](MataLexer& lexer) { read_content(lexer); });
        return finish();
    }

  private:
    template <class Function>
    void for_each_line(Function&& function) const {
        MataLexer lexer(text_, source_);
        if (!lexer.next_line())
            throw Error::bad_input("an empty file", Place{source_, 0, 0, {}},
                                   "the first line is: @NFA-explicit");
        check_section(lexer);
        while (lexer.next_line()) {
            if (lexer.peek().kind == Kind::section)
                throw lexer.error(lexer.peek(), "a second section", "a file holds one automaton");
            function(lexer);
        }
    }

    /// Which symbols read nothing is known only after all declarations.
    void leave_out_epsilons() {
        const auto& listed = symbols_.names.names();
        if (std::none_of(listed.begin(), listed.end(),
                         [this](const auto& name) { return epsilons_.find(name); }))
            return;
        native::NameTable kept;
        for (const std::string& name : listed)
            if (!epsilons_.find(name)) kept.add(name);
        symbols_.names = std::move(kept);
    }

    static void check_section(MataLexer& lexer) {
        if (lexer.peek().kind != Kind::section)
            throw lexer.unexpected("a section", "the first line is: @NFA-explicit");
        const MataToken section = lexer.take();
        if (section.text != "NFA-explicit" && section.text != "NFA")
            throw lexer.error(section, "a section @" + printable(section.text) + ", which is not read",
                              "read are @NFA-explicit and @NFA: one symbol a transition");
        lexer.expect_end();
    }

    void declare(MataLexer& lexer) {
        if (lexer.peek().kind != Kind::key) return lexer.skip_line();
        const MataToken key = lexer.take();
        if (const auto known = naming_key(key.text)) {
            declare_names(lexer, key, *known);
        } else if (key.text == "Epsilon") {
            const MataSet set = read_mata_set(
                lexer, "a symbol", [this](const MataToken& t) { return epsilons_.add(t.text).first; });
            if (set.is_complement) throw lexer.error(key, "an %Epsilon line that is not a list", list_hint);
        } else if (key.text == "Initial" || key.text == "Final" || key.text == "Name" ||
                   key.text == "Attribute") {
            lexer.skip_line();
        } else {
            throw lexer.error(key, "a key %" + printable(key.text) + ", which is not read",
                              "read are Initial, Final, Epsilon, States-… and Alphabet-…");
        }
    }

    void declare_names(MataLexer& lexer, const MataToken& key, const MataNamingKey& known) {
        MataNaming& naming = known.is_of_states ? states_ : symbols_;
        if (naming.scheme != MataNaming::Scheme::undeclared && naming.scheme != known.scheme)
            throw lexer.error(key, "a %" + key.text + " line after a %" + naming.key + " line");
        naming.scheme = known.scheme;
        naming.key = key.text;
        if (known.scheme != MataNaming::Scheme::list) return lexer.expect_end();
        while (!lexer.at_end()) {
            if (lexer.peek().kind != Kind::name)
                throw lexer.unexpected(known.is_of_states ? "a state" : "a symbol");
            const MataToken token = lexer.take();
            naming.names.add(token.text);
            check_size(lexer, token);
        }
    }

    void read_content(MataLexer& lexer) {
        if (lexer.peek().kind == Kind::key) {
            const MataToken key = lexer.take();
            if (key.text == "Initial") return read_initial(lexer, key);
            if (key.text == "Final") return add_line(final_, read_states(lexer), lexer, key);
            return lexer.skip_line();
        }
        const std::size_t from = state(lexer, take_name(lexer, "a state"));
        const MataToken label = take_name(lexer, "a symbol");
        if (lexer.at_operator("&")) lexer.take();
        const auto read = symbol(lexer, label);
        const std::size_t to = state(lexer, take_name(lexer, "a state"));
        if (!lexer.at_end()) throw lexer.unexpected("the end of the line", transition_hint);
        if (read)
            arcs_.add(from, to, *read, 1);
        else
            arcs_.add_epsilon(from, to, 1);
    }

    MataSet read_states(MataLexer& lexer) {
        return read_mata_set(lexer, "a state",
                             [this, &lexer](const MataToken& token) { return state(lexer, token); });
    }

    void read_initial(MataLexer& lexer, const MataToken& key) {
        add_line(initial_, read_states(lexer), lexer, key);
        if (initial_->is_complement) throw lexer.error(key, "an %Initial line that is not a list", list_hint);
    }

    /// Lists on several lines are one; Mata joins formulas without an operator.
    static void add_line(std::optional<MataSet>& set, MataSet line, const MataLexer& lexer,
                         const MataToken& key) {
        if (set && (set->is_formula || line.is_formula))
            throw lexer.error(key, "a second %" + key.text + " line, where one is a formula",
                              "write one formula");
        if (!set)
            set = std::move(line);
        else
            set->members.insert(set->members.end(), line.members.begin(), line.members.end());
    }

    static MataToken take_name(MataLexer& lexer, const std::string& noun) {
        if (lexer.peek().kind != Kind::name) throw lexer.unexpected(noun, transition_hint);
        return lexer.take();
    }

    std::size_t state(const MataLexer& lexer, const MataToken& token) {
        if (const auto reason = objection(states_, token.text, 'q'))
            throw lexer.error(token, "state " + shown(token.text) + *reason);
        const std::size_t index = states_.names.add(token.text).first;
        check_size(lexer, token);
        return index;
    }

    /// None reads nothing.
    std::optional<Symbol> symbol(const MataLexer& lexer, const MataToken& token) {
        if (epsilons_.find(token.text)) return std::nullopt;
        if (const auto reason = objection(symbols_, token.text, 'a'))
            throw lexer.error(token, "symbol " + shown(token.text) + *reason);
        const Symbol index = symbols_.names.add(token.text).first;
        check_size(lexer, token);
        return index;
    }

    void check_size(const MataLexer& lexer, const MataToken& token) const {
        if (const auto over = over_size_limit(states_.names.size(), symbols_.names.size()))
            throw lexer.error(token, *over);
    }

    ForeignAutomaton finish() {
        if (symbols_.names.size() == 0)
            throw Error::bad_input("an alphabet without symbols", Place{source_, 0, 0, {}},
                                   "put a line such as: %Alphabet-enum a b");
        const std::size_t size = states_.names.size();
        ForeignAutomaton result;
        result.is_weight_free = true;
        result.content = std::move(arcs_).automaton(Alphabet(symbols_.names.names()), states_.names.names());
        WeightedAutomaton& automaton = result.content.automaton;
        for (SparseMatrix& matrix : automaton.transition) make_set(matrix);
        make_set(result.content.epsilon);
        automaton.initial = indicator(initial_.value_or(MataSet{}), size);
        automaton.final = indicator(final_.value_or(MataSet{}), size);
        return result;
    }

    /// A transition given twice weighs 1.
    static void make_set(SparseMatrix& matrix) {
        for (std::size_t i = 0; i < matrix.rows(); ++i) {
            if (matrix.row(i).empty()) continue;
            SparseVector row = matrix.row(i);
            for (Entry& step : row) step.value = 1;
            matrix.set_row(i, std::move(row));
        }
    }

    static SparseVector indicator(const MataSet& set, std::size_t size) {
        std::vector<bool> is_member(size, set.is_complement);
        for (const std::size_t state : set.members) is_member[state] = !set.is_complement;
        SparseVector vector;
        for (std::size_t i = 0; i < size; ++i)
            if (is_member[i]) vector.push_back({i, 1});
        return vector;
    }

    static constexpr auto list_hint = "read are lists and a | b";
    static constexpr auto transition_hint =
        "a transition is a state, a symbol and a state, with blanks between";

    std::string_view text_;
    std::string source_;
    MataNaming states_;
    MataNaming symbols_;
    native::NameTable epsilons_;
    std::optional<MataSet> initial_;
    std::optional<MataSet> final_;
    ArcList arcs_;
};

}  // namespace

Result<ForeignAutomaton> read_mata(std::string_view text, const std::string& source) {
    return capture([&] { return MataReader(text, source).read(); });
}

}  // namespace linac
