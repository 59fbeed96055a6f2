#include "formats/jff.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "formats/arc_list.hpp"
#include "formats/jff/reads.hpp"
#include "formats/native/parts.hpp"
#include "formats/text_cursor.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto automaton_hint = "a .jff file holds <structure><type>fa</type><automaton>…";

class JffReader {
  public:
    JffReader(std::string_view text, const std::string& source) : text_(text), source_(source) {
        (void)TextCursor(text, source, ".jff files");  // UTF-8, no control characters
    }

    ForeignAutomaton read() {
        pugi::xml_document document;
        constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
        const pugi::xml_parse_result result =
            document.load_buffer(text_.data(), text_.size(), options, pugi::encoding_utf8);
        if (!result) throw malformed(result);
        for (const pugi::xml_node node : document.children())
            if (node.type() == pugi::node_doctype)
                throw error_at(static_cast<std::size_t>(node.offset_debug()), "a document type declaration",
                               "entities are not expanded; remove the declaration");
        const pugi::xml_node structure = document.document_element();
        if (std::string_view(structure.name()) != "structure")
            throw error(structure, "expected <structure>, found <" + printable(structure.name()) + ">",
                        automaton_hint);
        expect_finite_automaton(structure);
        const pugi::xml_node inner = structure.child("automaton");
        const pugi::xml_node automaton = inner ? inner : structure;
        for (const pugi::xml_node node : automaton.children("state")) read_state(node);
        for (const pugi::xml_node node : automaton.children("transition")) read_transition(node);
        return finish();
    }

  private:
    [[nodiscard]] Error error_at(std::size_t offset, const std::string& message,
                                 const std::string& hint = {}) const {
        return Error::bad_input(message, place_in(text_, std::min(offset, text_.size()), source_), hint);
    }
    /// At the beginning of the element.
    [[nodiscard]] Error error(const pugi::xml_node& node, const std::string& message,
                              const std::string& hint = {}) const {
        const auto name = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, node.offset_debug()));
        return error_at(name - 1, message, hint);
    }
    [[nodiscard]] Error malformed(const pugi::xml_parse_result& result) const {
        std::string what = result.description();
        what[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(what[0])));
        return error_at(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, result.offset)),
                        "malformed XML: " + what, automaton_hint);
    }

    void expect_finite_automaton(const pugi::xml_node& structure) const {
        const pugi::xml_node element = structure.child("type");
        const std::string type = element ? element.child_value() : structure.attribute("type").value();
        if (type == "fa") return;
        const pugi::xml_node at = element ? element : structure;
        if (type.empty()) throw error(at, "a file that does not say its type", automaton_hint);
        static const std::unordered_map<std::string, std::string> others{
            {"pda", "a pushdown automaton"},
            {"turing", "a Turing machine"},
            {"mealy", "a Mealy machine"},
            {"moore", "a Moore machine"},
            {"re", "a regular expression"},
            {"grammar", "a grammar"},
            {"lsystem", "an L-system"},
            {"fsa", "a file of JFLAP 8"},
            {"editor_panel", "a file of JFLAP 8"},
            {"pumpinglemma", "a pumping lemma"}};
        const auto other = others.find(type);
        throw error(at,
                    "type " + printable(type) +
                        (other == others.end() ? std::string() : ", " + other->second) +
                        ": not a finite automaton",
                    "of JFLAP's files those of finite automata are read, as JFLAP 7 writes them");
    }

    /// A whole number, blanks around it.
    [[nodiscard]] std::optional<std::uint64_t> whole(std::string_view text) const {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) return std::nullopt;
        text = text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
        std::uint64_t value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
        return value;
    }

    void read_state(const pugi::xml_node& node) {
        const std::string_view text = node.attribute("id").value();
        const auto id = whole(text);
        if (!id)
            throw error(node, text.empty() ? "a state without an id"
                                           : "state id " + printable(text) + " is not a number");
        const std::size_t index = names_.size();
        if (!state_of_id_.emplace(*id, index).second)
            throw error(node, "a second state of id " + std::to_string(*id));
        std::string name = node.attribute("name").value();
        if (!jff::is_printable(name))
            throw error(node, "a state name with a character that is not printable");
        if (name.empty()) name = "q" + std::to_string(*id);
        if (taken_.contains(name)) name += "#" + std::to_string(*id);
        add_state(std::move(name));
        if (const auto excess = over_size_limit(names_.size(), symbols_.size())) throw error(node, *excess);
        if (const pugi::xml_node mark = node.child("initial")) {
            if (initial_)
                throw error(mark, "a second initial state",
                            "JFLAP's automata have one; others can be reached from it by "
                            "transitions that read nothing");
            initial_ = index;
        }
        if (node.child("final")) final_.push_back({index, 1});
    }

    std::size_t add_state(std::string name) {
        names_.push_back(
            fresh_name(std::move(name), [&](const std::string& n) { return taken_.contains(n); }));
        taken_.insert(names_.back());
        return names_.size() - 1;
    }

    std::size_t end_of(const pugi::xml_node& transition, const char* end) const {
        const pugi::xml_node node = transition.child(end);
        if (!node) throw error(transition, std::string("a transition without <") + end + ">");
        const auto id = whole(node.child_value());
        if (!id)
            throw error(node, "expected the id of a state, found '" + printable(node.child_value()) + "'");
        const auto state = state_of_id_.find(*id);
        if (state == state_of_id_.end()) throw error(node, "no state has the id " + std::to_string(*id));
        return state->second;
    }

    void read_transition(const pugi::xml_node& node) {
        const std::size_t number = ++transitions_;
        const std::size_t from = end_of(node, "from");
        const std::size_t to = end_of(node, "to");
        const pugi::xml_node read = node.child("read");
        const std::string label = text_of(read);
        if (!seen_.emplace(from, to, label).second) return;
        if (label.empty()) return arcs_.add_epsilon(from, to, 1);
        if (label.find('[') != std::string::npos) return read_range(read, label, from, to);
        std::size_t at = from;
        std::string_view rest = label;
        for (std::size_t i = 1; !rest.empty(); ++i) {
            std::string symbol = jff::take_character(rest);
            const std::size_t next =
                rest.empty() ? to : add_state("t" + std::to_string(number) + "." + std::to_string(i));
            add_transition(read, at, next, symbol);
            at = next;
        }
    }

    void read_range(const pugi::xml_node& read, const std::string& label, std::size_t from, std::size_t to) {
        constexpr auto hint =
            "JFLAP takes '[' for a range: [a-z] is a letter from a to z, [[-[] is '[' itself";
        const auto range = jff::range(label);
        if (!range) throw error(read, "expected a range such as [a-z], found " + printable(label), hint);
        const auto [first, last] = *range;
        if (first > last) throw error(read, "a range without characters: " + printable(label), hint);
        if (last > jff::max_range_code)
            throw error(read, "a range of characters beyond U+FFFF: " + printable(label));
        for (std::uint32_t code = first; code <= last; ++code) {
            const bool is_half_of_utf16 = code >= 0xD800 && code <= 0xDFFF;
            if (!is_half_of_utf16) add_transition(read, from, to, jff::utf8(code));
        }
    }

    void add_transition(const pugi::xml_node& read, std::size_t from, std::size_t to,
                        const std::string& symbol) {
        arcs_.add(from, to, symbols_.add(symbol).first, 1);
        if (arcs_.arcs().size() > max_jff_transitions)
            throw error(read,
                        "more than " + std::to_string(max_jff_transitions) + " transitions of one character");
        if (const auto excess = over_size_limit(names_.size(), symbols_.size())) throw error(read, *excess);
    }

    /// What <read> holds; checks that each entity in it is one that was decoded.
    [[nodiscard]] std::string text_of(const pugi::xml_node& read) const {
        std::string text;
        for (const pugi::xml_node part : read.children()) {
            if (part.type() == pugi::node_element) throw error(part, "an element in what a transition reads");
            if (part.type() != pugi::node_pcdata && part.type() != pugi::node_cdata) continue;
            const auto begin = static_cast<std::size_t>(part.offset_debug());
            const std::string_view raw = text_.substr(begin, text_.find('<', begin) - begin);
            const auto unknown = part.type() == pugi::node_pcdata ? jff::unknown_entity(raw) : std::nullopt;
            if (unknown)
                throw error_at(begin + *unknown, "an unknown entity",
                               "&lt; &gt; &amp; &quot; &apos; and numbers such as &#945; are known");
            if (!jff::is_printable(part.value()))
                throw error_at(begin, "a transition that reads a control character",
                               "symbols are printable characters");
            text += part.value();
        }
        return text;
    }

    ForeignAutomaton finish() {
        ForeignAutomaton result{std::move(arcs_).automaton(Alphabet(symbols_.names()), std::move(names_)),
                                true};
        WeightedAutomaton& automaton = result.content.automaton;
        if (initial_) automaton.initial = unit(*initial_);
        automaton.final = std::move(final_);
        return result;
    }

    std::string_view text_;
    const std::string& source_;
    std::vector<std::string> names_;
    std::unordered_set<std::string> taken_;
    std::unordered_map<std::uint64_t, std::size_t> state_of_id_;
    std::optional<std::size_t> initial_;
    SparseVector final_;
    native::NameTable symbols_;
    ArcList arcs_;
    std::set<std::tuple<std::size_t, std::size_t, std::string>> seen_;
    std::size_t transitions_ = 0;
};

}  // namespace

Result<ForeignAutomaton> read_jff(std::string_view text, const std::string& source) {
    return capture([&] { return JffReader(text, source).read(); });
}

}  // namespace linac
