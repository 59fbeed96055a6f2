// Pictures of graphs by Graphviz: a graph in the DOT language in, a picture out.
//
// The layout engine is that of the graph's attribute `layout`, or `dot`. SVG comes without a fixed colour: lines and
// letters take the colour of the text around them, and in a file of its own the picture follows the reader's light or
// dark scheme. The `id` and `class` of nodes and edges are those of the graph, so that a page can address them.
//
// Source: Gansner and North 2000, An open graph visualization system and its applications to software engineering.
//
//     const std::string svg = layout("digraph { a -> b [id=\"first\"] }", GraphvizFormat::svg).value();
//     assert(svg.find("id=\"first\"") != std::string::npos);
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"

namespace linac {

enum class GraphvizFormat { svg, png, pdf };

/// "svg", "png" or "pdf".
[[nodiscard]] std::string name_of(GraphvizFormat format);
[[nodiscard]] std::optional<GraphvizFormat> graphviz_format_by_name(std::string_view name);

/// What is laid out at most: it takes seconds, and nobody sees more.
inline constexpr std::size_t max_drawn_nodes = 1000;
inline constexpr std::size_t max_drawn_edges = 5000;

/// The content of a picture file. Errors: bad_input if `dot` is not a graph in the DOT language, impossible over the
/// limits above, or if the format cannot be written here. One picture is made at a time, whatever thread asks.
[[nodiscard]] Result<std::string> layout(const std::string& dot, GraphvizFormat format);

/// The class of the `<svg>` element of every picture, for style sheets.
inline constexpr std::string_view drawing_class = "linac-drawing";

/// `text` as a quoted DOT string for a label that shows it letter by letter: no escape or entity in it means anything.
/// Control characters become "?".
[[nodiscard]] std::string dot_text(std::string_view text);

/// The same for a label of several lines.
[[nodiscard]] std::string dot_lines(const std::vector<std::string>& lines);

}  // namespace linac
