#include "render/graphviz.hpp"

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include <array>
#include <memory>
#include <mutex>

#include "text.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define LINAC_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LINAC_ADDRESS_SANITIZER
#endif
#endif

namespace linac {

#ifdef LINAC_ADDRESS_SANITIZER
// What these libraries keep until the process ends is no leak of ours; of some the sanitizer sees no more of the stack
// than libcgraph and libcdt. (Our graphs are owned by CloseGraph.) It calls these by its own names for them.
const char* lsan_suppressions() asm("__lsan_default_suppressions");
const char* lsan_suppressions() {
    return "leak:libfontconfig\nleak:libpango\nleak:libgvc\nleak:gvplugin\nleak:libcgraph\nleak:libcdt\n";
}
const char* lsan_options() asm("__lsan_default_options");
const char* lsan_options() {
    return "print_suppressions=0";
}
#endif

namespace {

constexpr std::array formats = {GraphvizFormat::svg, GraphvizFormat::png, GraphvizFormat::pdf};

/// What Graphviz complained about since it was last cleared. It has one place for that in the whole process.
std::string& complaints() {
    static std::string text;
    return text;
}

int add_complaint(char* text) {
    complaints() += text;
    return 0;
}

/// The first complaint on one line.
std::string first_complaint() {
    const std::string& text = complaints();
    return printable(text.substr(0, text.find('\n')), 200);
}

/// Loads its plugins at the first picture and keeps them.
GVC_t* context() {
    static GVC_t* const the_context = [] {
        agseterrf(add_complaint);
        return gvContext();
    }();
    return the_context;
}

struct CloseGraph {
    void operator()(Agraph_t* graph) const {
        gvFreeLayout(context(), graph);
        agclose(graph);
    }
};

// Black is the colour of the text around: a picture inside a page takes that page's.
constexpr std::string_view svg_style = R"(<style>
.linac-drawing { color: #1f2328; max-width: 100%; height: auto; }
@media (prefers-color-scheme: dark) { .linac-drawing { color: #e6edf3; } }
.linac-drawing text:not([fill]), .linac-drawing [fill="black"] { fill: currentColor; }
.linac-drawing [stroke="black"] { stroke: currentColor; }
</style>
)";

/// Removes the first `begin` … `end` at or after `at`, with the line break behind it; false if there is none.
bool cut(std::string& text, std::string_view begin, std::string_view end, std::size_t& at) {
    at = text.find(begin, at);
    if (at == std::string::npos) return false;
    const std::size_t close = text.find(end, at);
    if (close == std::string::npos) return false;
    const std::size_t behind = close + end.size();
    text.erase(at, behind - at + (text[behind] == '\n' ? 1 : 0));
    return true;
}

/// Without prologue, comments, tooltips and background, with the class and the style.
std::string themed(const std::string& svg) {
    std::string text = svg.substr(svg.find("<svg"));
    std::size_t at = 0;
    cut(text, "<polygon fill=\"white\" stroke=\"transparent\"", "/>", at);
    for (at = 0; cut(text, "<!--", "-->", at);) {
    }
    for (at = 0; cut(text, "<title>", "</title>", at);) {
    }
    // A hyphen would matter in comments alone.
    constexpr std::string_view hyphen = "&#45;";
    for (at = 0; (at = text.find(hyphen, at)) != std::string::npos; ++at)
        text.replace(at, hyphen.size(), "-");
    text.insert(text.find('>') + 1, "\n" + std::string(svg_style));
    return text.insert(4, " class=\"" + std::string(drawing_class) + "\"");
}

}  // namespace

std::string name_of(GraphvizFormat format) {
    switch (format) {
        case GraphvizFormat::svg:
            return "svg";
        case GraphvizFormat::png:
            return "png";
        case GraphvizFormat::pdf:
            return "pdf";
    }
    return {};
}

std::optional<GraphvizFormat> graphviz_format_by_name(std::string_view name) {
    for (const GraphvizFormat format : formats)
        if (name_of(format) == name) return format;
    return std::nullopt;
}

Result<std::string> layout(const std::string& dot, GraphvizFormat format) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    GVC_t* const graphviz = context();
    complaints().clear();
    const std::unique_ptr<Agraph_t, CloseGraph> graph(agmemread(dot.c_str()));
    if (!graph) return Error::bad_input("is no graph in the DOT language: " + first_complaint());
    const auto nodes = static_cast<std::size_t>(agnnodes(graph.get()));
    const auto edges = static_cast<std::size_t>(agnedges(graph.get()));
    if (nodes > max_drawn_nodes || edges > max_drawn_edges)
        return Error::impossible("a graph of " + count_of(nodes, "node") + " and " + count_of(edges, "edge") +
                                     ", more than " + std::to_string(max_drawn_nodes) + " or " +
                                     std::to_string(max_drawn_edges) + ", is not laid out",
                                 "the format dot has no limit");
    char* data = nullptr;
    unsigned int size = 0;
    if (gvLayout(graphviz, graph.get(), "dot") != 0 ||
        gvRenderData(graphviz, graph.get(), name_of(format).c_str(), &data, &size) != 0 || data == nullptr)
        return Error::impossible("Graphviz makes no " + name_of(format) + ": " + first_complaint());
    std::string picture(data, size);
    gvFreeRenderData(data);
    return format == GraphvizFormat::svg ? themed(picture) : picture;
}

std::string dot_text(std::string_view text) {
    return dot_lines({std::string(text)});
}

std::string dot_lines(const std::vector<std::string>& lines) {
    std::string text = "\"";
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (line > 0) text += "\\n";
        for (const std::string& character : printable_characters(lines[line])) {
            if (character == "\"" || character == "\\") text += '\\';
            text += character == "&" ? "&amp;" : character;
        }
    }
    return text + '"';
}

}  // namespace linac
