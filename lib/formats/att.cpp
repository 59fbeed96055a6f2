#include "formats/att.hpp"

#include <numeric>
#include <tuple>

#include "exact/exponential.hpp"
#include "formats/arc_list.hpp"
#include "formats/att/symbols.hpp"
#include "formats/decimal.hpp"
#include "formats/fields.hpp"
#include "formats/lexer.hpp"
#include "formats/native/parts.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto line_hint = "a line is: source target label [weight], or: state [weight]";
constexpr std::string_view infinity = "Infinity";

std::string shown(std::string_view name) {
    return printable(name);
}

class Reader {
  public:
    Reader(std::string_view text, const std::string& source, const AttOptions& options)
        : lines_(split_lines(text, source)), source_(source), options_(options) {
        if (!options.symbols) return;
        const AttSymbols table = read_att_symbols(*options.symbols, options.symbols_source).value();
        for (const std::string& symbol : table.alphabet.symbols()) symbols_.add(symbol);
        epsilon_ = table.epsilon;
    }

    AttFile read() {
        survey();
        for_each_line(
            [&](const Fields& fields) { fields.size() < 3 ? read_final(fields) : read_transition(fields); });
        if (options_.weights == AttWeights::tropical) expect_deterministic();
        if (const auto excess = over_size_limit(states_.size(), symbols_.size()))
            throw Error::bad_input(*excess, {source_, lines_.size(), 0, {}});
        file_.automaton.is_weight_free = !has_weights_;
        file_.automaton.content = std::move(arcs_).automaton(Alphabet(symbols_.names()), states_.names());
        WeightedAutomaton& automaton = file_.automaton.content.automaton;
        if (automaton.size() > 0) automaton.initial = unit(0);
        automaton.final = native::collected(std::move(final_));
        return std::move(file_);
    }

  private:
    template <class Function>
    void for_each_line(Function&& function) {
        for (line_ = 1; line_ <= lines_.size(); ++line_) {
            const Fields fields(source_, line_, lines_[line_ - 1]);
            if (fields.size() > 0) function(fields);
        }
    }

    /// Tells acceptors from transducers and numbers from names, before any line is read.
    void survey() {
        is_transducer_ = options_.columns == AttColumns::transducer;
        bool is_known = options_.columns != AttColumns::detect;
        bool some_are_weights = false;  // of the fourth fields
        bool all_are_weights = true;
        bool all_are_labels = true;
        std::optional<Error> doubt;
        for_each_line([&](const Fields& fields) {
            if (fields.size() < 3) return;
            labels_are_numbers_ = labels_are_numbers_ && att::is_number(fields[2].text);
            if (is_known) return;
            if (fields.size() != 4) {
                is_known = true;
                is_transducer_ = fields.size() > 4;
                return;
            }
            const std::string_view fourth = fields[3].text;
            const auto number = parse_decimal(fourth).decimal;
            const bool is_weight = number || fourth.ends_with(infinity);
            some_are_weights = some_are_weights || is_weight;
            all_are_weights = all_are_weights && is_weight;
            all_are_labels = all_are_labels && fourth == fields[2].text;
            if (!doubt && !(number && number->value.is_one()))
                doubt = fields.error(fields[3], "a weight or an output label? The file can be read both ways",
                                     "say whether it is an acceptor or a transducer");
        });
        labels_are_numbers_ = labels_are_numbers_ && !options_.symbols;
        if (is_known) return;
        // Neither weights nor equal labels: what most of them look like tells what the others should have been.
        is_transducer_ = all_are_labels ? !all_are_weights : !some_are_weights;
        // With label and weight both 1 the two readings are the same.
        if (all_are_labels && all_are_weights && doubt) throw *doubt;
    }

    void read_final(const Fields& fields) {
        const std::size_t state = this->state(fields, fields[0]);
        is_final_.resize(states_.size());
        if (is_final_[state])
            throw fields.error(fields[0], "a second final weight of state " + shown(fields[0].text));
        is_final_[state] = true;
        final_.push_back({state, fields.size() > 1 ? weight(fields, fields[1]) : Rational(1)});
    }

    void read_transition(const Fields& fields) {
        const std::size_t weight_at = is_transducer_ ? 4 : 3;
        if (fields.size() > weight_at + 1)
            throw fields.error(fields[weight_at + 1],
                               "expected the end of the line, found " + shown(fields[weight_at + 1].text),
                               line_hint);
        if (fields.size() < weight_at)
            throw fields.error(fields[2], "a transition of 3 fields among those of a transducer",
                               "its lines are: source target label label [weight]");
        const std::size_t from = state(fields, fields[0]);
        const std::size_t to = state(fields, fields[1]);
        if (is_transducer_ && fields[3].text != fields[2].text)
            throw fields.error(fields[3],
                               "the output label " + shown(fields[3].text) + " is not the input label " +
                                   shown(fields[2].text) + ": a transducer",
                               "a weighted automaton reads symbols and writes none");
        const auto symbol = label(fields, fields[2]);
        Rational value = fields.size() > weight_at ? weight(fields, fields[weight_at]) : Rational(1);
        if (options_.weights == AttWeights::tropical) {
            if (!symbol)
                throw fields.error(fields[2], "an ε-transition of an automaton with tropical weights",
                                   tropical_hint);
            arc_lines_.push_back(line_);
        }
        if (symbol)
            arcs_.add(from, to, *symbol, std::move(value));
        else
            arcs_.add_epsilon(from, to, std::move(value));
    }

    std::size_t state(const Fields& fields, const Field& field) {
        const std::size_t index = states_.add(std::string(field.text)).first;
        expect_size(fields, field);
        return index;
    }

    /// The symbol, none for ε.
    std::optional<Symbol> label(const Fields& fields, const Field& field) {
        const std::string name(field.text);
        if (options_.symbols) {
            if (epsilon_ == name) return std::nullopt;
            const auto symbol = symbols_.find(name);
            if (!symbol) throw fields.error(field, "label " + shown(name) + " is not in the symbol table");
            return symbol;
        }
        if (labels_are_numbers_ && name == "0") return std::nullopt;
        if (labels_are_numbers_ && !att::is_plain_number(name))
            throw fields.error(field, "a label with zeros in front",
                               "labels that are numbers are written without");
        if (att::is_epsilon_name(name)) return std::nullopt;
        if (att::is_doubtful(name))
            throw fields.error(field, "label " + name + " among names: nothing, or a symbol?",
                               "write <eps> for nothing, or give a symbol table");
        const Symbol symbol = symbols_.add(name).first;
        expect_size(fields, field);
        return symbol;
    }

    void expect_size(const Fields& fields, const Field& field) const {
        if (const auto excess = over_size_limit(states_.size(), symbols_.size()))
            throw fields.error(field, *excess);
    }

    Rational weight(const Fields& fields, const Field& field) {
        has_weights_ = true;
        const bool is_exact = options_.weights == AttWeights::probability;
        if (field.text == infinity && !is_exact) return 0;
        if (field.text.ends_with(infinity))
            throw fields.error(field, "an infinite weight",
                               is_exact ? "such a file has log or tropical weights: ask for them" : "");
        ParsedDecimal parsed = parse_decimal(field.text);
        if (!parsed.decimal)
            throw fields.error(field.offset + parsed.offset, parsed.message, "a weight is a decimal or p/q");
        if (is_exact || parsed.decimal->value.is_zero())
            return is_exact ? std::move(parsed.decimal->value) : Rational(1);
        auto value = rounded_exponential(-parsed.decimal->value, float64);
        if (!value || value->is_zero())
            throw fields.error(field, "a weight that stands for a number " +
                                          std::string(value ? "below the least" : "beyond the largest") +
                                          " of binary64");
        ++file_.rounded;
        return *std::move(value);
    }

    /// At most one transition a state and symbol: then the sum over all paths and the best path are the same.
    void expect_deterministic() const {
        std::vector<std::size_t> order(arcs_.arcs().size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto key = [&](std::size_t i) {
            return std::tuple(arcs_.arcs()[i].from, *arcs_.arcs()[i].symbol, arc_lines_[i]);
        };
        std::sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return key(i) < key(j); });
        for (std::size_t i = 1; i < order.size(); ++i) {
            const Arc& first = arcs_.arcs()[order[i - 1]];
            const Arc& second = arcs_.arcs()[order[i]];
            if (first.from != second.from || first.symbol != second.symbol) continue;
            const std::size_t line = arc_lines_[order[i]];
            const Fields fields(source_, line, lines_[line - 1]);
            throw fields.error(fields[2],
                               "a second transition of state " + shown(fields[0].text) + " on " +
                                   shown(fields[2].text) + ", with tropical weights",
                               tropical_hint);
        }
    }

    static constexpr auto tropical_hint =
        "the weight of a best path is only read where a word has one path; log weights add paths up";

    std::vector<std::string_view> lines_;
    const std::string& source_;
    const AttOptions& options_;
    std::size_t line_ = 0;
    bool is_transducer_ = false;
    bool labels_are_numbers_ = true;
    bool has_weights_ = false;
    native::NameTable symbols_;
    std::optional<std::string> epsilon_;
    native::NameTable states_;
    ArcList arcs_;
    std::vector<std::size_t> arc_lines_;  // of tropical automata
    SparseVector final_;
    std::vector<bool> is_final_;
    AttFile file_;
};

}  // namespace

Result<AttFile> read_att(std::string_view text, const std::string& source, const AttOptions& options) {
    auto file = capture([&] { return Reader(text, source, options).read(); });
    if (!file) return file.error().in(source);
    return file;
}

}  // namespace linac
