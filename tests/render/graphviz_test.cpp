#include "render/graphviz.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/dot.hpp"

namespace linac::tests::graphviz_test {
namespace {

TEST(Layout, is_that_of_the_header) {
    const std::string svg = layout("digraph { a -> b [id=\"first\"] }", GraphvizFormat::svg).value();
    EXPECT_NE(svg.find("id=\"first\""), std::string::npos);
}

TEST(Layout, makes_every_format) {
    const std::string dot = "digraph { a -> b }";
    EXPECT_EQ(layout(dot, GraphvizFormat::svg).value().substr(0, 4), "<svg");
    EXPECT_EQ(layout(dot, GraphvizFormat::png).value().substr(0, 4), "\x89PNG");
    EXPECT_EQ(layout(dot, GraphvizFormat::pdf).value().substr(0, 4), "%PDF");
}

TEST(Layout, knows_its_formats_by_name) {
    for (const GraphvizFormat format : {GraphvizFormat::svg, GraphvizFormat::png, GraphvizFormat::pdf})
        EXPECT_EQ(graphviz_format_by_name(name_of(format)), format);
    EXPECT_FALSE(graphviz_format_by_name("gif"));
    EXPECT_FALSE(graphviz_format_by_name(""));
}

TEST(Layout, of_an_svg_has_no_colour_of_its_own) {
    const std::string svg = layout("digraph { a -> b [class=\"x\"] }", GraphvizFormat::svg).value();
    EXPECT_NE(svg.find("class=\"linac-drawing\""), std::string::npos);
    EXPECT_NE(svg.find("class=\"edge x\""), std::string::npos);
    EXPECT_NE(svg.find("currentColor"), std::string::npos);
    EXPECT_NE(svg.find("prefers-color-scheme: dark"), std::string::npos);
    EXPECT_EQ(svg.find("fill=\"white\""), std::string::npos) << "no background";
    EXPECT_EQ(svg.find("<title>"), std::string::npos);
    EXPECT_EQ(svg.find("<!--"), std::string::npos);
}

TEST(Layout, is_the_same_every_time) {
    const std::string dot = "digraph { layout=neato start=1 a -> b -> c -> a; d }";
    EXPECT_EQ(layout(dot, GraphvizFormat::svg).value(), layout(dot, GraphvizFormat::svg).value());
}

TEST(Layout, refuses_what_is_no_graph) {
    for (const std::string text : {"digraph { a ->", "", "graph of a function"}) {
        const auto done = layout(text, GraphvizFormat::svg);
        ASSERT_FALSE(done) << text;
        EXPECT_EQ(done.error().kind(), Error::Kind::bad_input);
        EXPECT_EQ(done.error().message().substr(0, 32), "is no graph in the DOT language:");
    }
    EXPECT_TRUE(layout("digraph { a -> b }", GraphvizFormat::svg)) << "and goes on";
}

TEST(Layout, refuses_an_unknown_engine) {
    const auto done = layout("digraph { layout=\"of the land\" a }", GraphvizFormat::svg);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind(), Error::Kind::impossible);
}

TEST(Layout, refuses_what_is_over_a_limit) {
    std::string dot = "digraph {";
    for (std::size_t i = 0; i <= max_drawn_nodes; ++i) dot += " " + std::to_string(i);
    const auto done = layout(dot + " }", GraphvizFormat::svg);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message(),
              "a graph of 1001 nodes and 0 edges, more than 1000 or 5000, is not laid out");
    EXPECT_EQ(done.error().hint(), "the format dot has no limit");
}

TEST(Layout, may_be_asked_by_many_threads) {
    std::vector<std::string> pictures(4);
    std::vector<std::thread> threads;
    for (std::string& picture : pictures)
        threads.emplace_back(
            [&picture] { picture = layout("digraph { a -> b }", GraphvizFormat::svg).value(); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& picture : pictures) EXPECT_EQ(picture, pictures.front());
}

TEST(DotText, means_its_letters) {
    for (const std::string text :
         {"plain", "\"", "\\", "ends in \\", "\\N \\n \\G", "&amp; &lt; &", "<b>", "ℚ é 𝔸", "]; }"}) {
        const DotGraph graph = read_dot("digraph { a [label=" + dot_text(text) + "] }");
        EXPECT_EQ(shown_lines(graph.nodes.at("a").attributes.at("label")), std::vector<std::string>{text});
    }
    EXPECT_EQ(dot_text("a\nb\x01"), "\"a?b?\"");
    EXPECT_EQ(dot_lines({"a", "b"}), "\"a\\nb\"");
}

TEST(DotText, is_shown_letter_by_letter) {
    const std::string svg =
        layout("digraph { a [label=" + dot_text("\\N&amp;<\"") + "] }", GraphvizFormat::svg).value();
    EXPECT_NE(svg.find(">\\N&amp;amp;&lt;&quot;</text>"), std::string::npos) << svg;
}

}  // namespace
}  // namespace linac::tests::graphviz_test
