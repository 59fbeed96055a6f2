#include "trace/page.hpp"

#include <map>
#include <string_view>

#include "formats/json_tree.hpp"
#include "formats/kind_descriptions.hpp"
#include "formats/network_file.hpp"
#include "render/automaton_dot.hpp"
#include "render/graphviz.hpp"
#include "text.hpp"
#include "trace/page_text.hpp"
#include "trace/trace_json.hpp"

namespace linac {
namespace {

/// JSON as the content of a <script>: nothing in it ends the element. These characters occur in JSON's strings only.
std::string in_script(std::string_view json) {
    std::string result;
    for (const char c : json) switch (c) {
            case '<':
                result += "\\u003c";
                break;
            case '>':
                result += "\\u003e";
                break;
            case '&':
                result += "\\u0026";
                break;
            default:
                result += c;
        }
    return result;
}

std::string list(const Word& word) {
    std::string text;
    for (const Symbol symbol : word) text += (text.empty() ? "" : ",") + std::to_string(symbol);
    return "[" + text + "]";
}

std::size_t states_of(const Automaton& automaton) {
    return std::visit([](const auto& kind) { return kind.states.size(); }, automaton);
}

/// The <svg> element of the drawing; nothing for an automaton that is too large, or where it cannot be drawn.
std::string picture(const Automaton& automaton) {
    if (states_of(automaton) > max_drawn_states) return {};
    const auto svg = layout(automaton_dot(automaton), GraphvizFormat::svg);
    if (!svg) return {};
    const std::size_t start = svg.value().find("<svg");
    return start == std::string::npos ? std::string() : svg.value().substr(start);
}

/// The template with each {{name}} replaced.
std::string filled(std::string_view text, const std::map<std::string, std::string, std::less<>>& values) {
    std::string result;
    while (true) {
        const std::size_t open = text.find("{{");
        result += text.substr(0, open);
        if (open == std::string_view::npos) return result;
        const std::size_t close = text.find("}}", open);
        result += values.find(text.substr(open + 2, close - open - 2))->second;
        text.remove_prefix(close + 2);
    }
}

}  // namespace

std::string trace_page(const Trace& trace, const Word& word, const PageTitles& titles) {
    const Automaton& automaton = trace.automaton().automaton();
    std::string data = R"({"titles":)" +
                       json::Tree{{"automaton", titles.automaton}, {"network", titles.network}}.text() +
                       R"(,"word":)" + list(word) + R"(,"automaton":)" + automaton_json(automaton) +
                       R"(,"names":)" + names_json(trace.network()) + R"(,"kinds":)" +
                       described_kinds(trace.network().network()).text() + R"(,"network":)";
    data += write_network(trace.network().network()) + "}";
    std::string page =
        filled(page_html(), {{"title", escaped_markup(titles.automaton + " and " + titles.network)},
                             {"style", std::string(page_css())},
                             {"script", std::string(page_script())},
                             {"picture", picture(automaton)},
                             {"data", in_script(data)}});
    if (page.size() > max_page_bytes)
        throw Error::impossible(
            "the page would be larger than " + std::to_string(max_page_bytes >> 20U) + " MiB",
            "without --html, linac trace takes networks of any size");
    return page;
}

}  // namespace linac
