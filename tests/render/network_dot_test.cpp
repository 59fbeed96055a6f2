#include "render/network_dot.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <regex>
#include <set>

#include "compile/compile.hpp"
#include "formats/native.hpp"
#include "render/graphviz.hpp"
#include "support/dot.hpp"
#include "support/files.hpp"
#include "support/random_networks.hpp"
#include "support/scale.hpp"

namespace linac::tests::network_dot_test {
namespace {

Network compiled(const std::string& name, Target target, Scheme scheme = Scheme::automatic) {
    const Automaton automaton =
        read_automaton(read_file(source_directory() / "automata" / (name + ".linac")), name).value();
    if (const auto* machine = std::get_if<CounterMachine>(&automaton))
        return compile(*machine, {target, scheme}).value().network;
    return compile(to_weighted(automaton), {target, scheme}).value().network;
}

/// What a part reads and writes, from the network's maps by their paths.
struct Access {
    std::set<std::size_t> reads;
    std::set<std::size_t> writes;
};

std::map<std::string, Access> accesses(const Network& network) {
    std::map<std::string, Access> found;
    for_each_map(network, [&](const std::string& path, const AffineMap& map) {
        static const std::regex head("(/layers/[0-9]+/heads/[0-9]+)/(.*)");
        static const std::regex block("(/layers/[0-9]+/feed_forward)/([0-9]+)/map");
        std::smatch match;
        std::string part = path;
        bool reads = path == "/readout";
        bool writes = path == "/embedding";
        if (std::regex_match(path, match, head)) {
            part = match[1];
            writes = match[2] == "output";
            reads =
                !writes && (match[2].str().find("update") == std::string::npos || match[2] == "update/0/map");
        } else if (std::regex_match(path, match, block)) {
            part = match[1];
            const auto& stages = network.layers[std::stoul(path.substr(8))].feed_forward.stages;
            reads = match[2] == "0";
            writes = std::stoul(match[2]) + 1 == stages.size();
        }
        for (std::size_t input = 0; input < map.inputs(); ++input)
            if (reads && input < network.width() && !map.column(input).empty())
                found[part].reads.insert(input);
        for (std::size_t output = 0; output < map.outputs() && writes; ++output) {
            bool is_written = !entry(map.bias(), output).is_zero();
            for (std::size_t input = 0; input < map.inputs(); ++input)
                is_written = is_written || !entry(map.column(input), output).is_zero();
            if (is_written) found[part].writes.insert(output);
        }
    });
    return found;
}

std::string path_of(const StreamPart& part, std::size_t head) {
    switch (part.kind) {
        case StreamPart::Kind::embedding:
            return "/embedding";
        case StreamPart::Kind::head:
            return "/layers/" + std::to_string(part.layer) + "/heads/" + std::to_string(head);
        case StreamPart::Kind::feed_forward:
            return "/layers/" + std::to_string(part.layer) + "/feed_forward";
        case StreamPart::Kind::readout:
            return "/readout";
    }
    return {};
}

/// The order of execution; heads of a layer are at the same time.
std::size_t time_of(const StreamPart& part, const Network& network) {
    switch (part.kind) {
        case StreamPart::Kind::embedding:
            return 0;
        case StreamPart::Kind::head:
            return 1 + 2 * part.layer;
        case StreamPart::Kind::feed_forward:
            return 2 + 2 * part.layer;
        case StreamPart::Kind::readout:
            return 1 + 2 * network.layers.size();
    }
    return 0;
}

void expect_who_feeds_whom(const Network& network, std::size_t most_heads) {
    const StreamGraph graph = stream_graph(network, most_heads);
    auto known = accesses(network);
    std::size_t heads = 0;
    for (const StreamPart& part : graph.parts) {
        Access access;
        heads += part.heads.size();
        for (const std::size_t h :
             part.kind == StreamPart::Kind::head ? part.heads : std::vector<std::size_t>{0}) {
            access.reads.merge(std::set<std::size_t>(known[path_of(part, h)].reads));
            access.writes.merge(std::set<std::size_t>(known[path_of(part, h)].writes));
        }
        EXPECT_EQ(std::set(part.reads.begin(), part.reads.end()), access.reads);
        EXPECT_EQ(std::set(part.writes.begin(), part.writes.end()), access.writes);
    }
    std::size_t all = 0;
    for (const Layer& layer : network.layers) all += layer.heads.size();
    EXPECT_EQ(heads, all);

    std::set<std::array<std::size_t, 3>> expected;
    std::set<std::array<std::size_t, 3>> found;
    for (std::size_t from = 0; from < graph.parts.size(); ++from)
        for (std::size_t to = 0; to < graph.parts.size(); ++to)
            if (time_of(graph.parts[from], network) < time_of(graph.parts[to], network))
                for (const std::size_t dimension : graph.parts[from].writes)
                    for (const std::size_t read : graph.parts[to].reads)
                        if (read == dimension) expected.insert({from, to, dimension});
    for (const StreamEdge& edge : graph.edges)
        for (const std::size_t dimension : edge.dimensions) found.insert({edge.from, edge.to, dimension});
    EXPECT_EQ(found, expected);
}

template <class Things>
std::size_t count_but_titles(const Things& things) {
    return static_cast<std::size_t>(std::count_if(things.begin(), things.end(), [](const auto& thing) {
        return thing.second.attributes.at("class") != "title";
    }));
}

TEST(NetworkDot, is_that_of_the_header) {
    const Network network = compiled("weighted/parity", Target::rwkv7);
    const std::string picture = layout(network_dot(network), GraphvizFormat::svg).value();
    EXPECT_NE(picture.find("id=\"layer-0-head-0\""), std::string::npos);
}

RC_GTEST_PROP(NetworkDot, shows_who_feeds_whom, ()) {
    const auto seed = *rc::gen::arbitrary<unsigned>();
    std::mt19937 random(seed);
    const Network network = random_network(random, {.layers = 2});
    expect_who_feeds_whom(network, 1);
    expect_who_feeds_whom(network, 100);
    const DotGraph graph = read_dot(network_dot(network));
    const StreamGraph stream = stream_graph(network);
    RC_ASSERT(count_but_titles(graph.nodes) == stream.parts.size());
    RC_ASSERT(count_but_titles(graph.edges) == stream.edges.size());
    RC_ASSERT(!testing::Test::HasFailure());
}

TEST(NetworkDot, of_one_head_is_a_line) {
    const DotGraph graph = read_dot(network_dot(compiled("permutation/s5-transpositions", Target::deltanet)));
    ASSERT_EQ(count_but_titles(graph.nodes), 3U);
    EXPECT_EQ(shown_lines(graph.nodes.at("layer-0-title").attributes.at("label")),
              (std::vector<std::string>{"layer 1", "arithmetic"}));
    EXPECT_EQ(shown_lines(graph.nodes.at("embedding").attributes.at("label")),
              (std::vector<std::string>{"embedding", "4 symbols and BOS"}));
    EXPECT_EQ(shown_lines(graph.nodes.at("layer-0-head-0").attributes.at("label")),
              (std::vector<std::string>{"states 0 1 2 3 4", "deltanet 5×1"}));
    ASSERT_EQ(count_but_titles(graph.edges), 2U);
    EXPECT_EQ(graph.edges.at("embedding--layer-0-head-0").attributes.at("label"), "token BOS, a, b, c, d");
    EXPECT_EQ(graph.edges.at("layer-0-head-0--readout").attributes.at("label"), "weight");
}

TEST(NetworkDot, of_the_blocked_scheme_tells_its_story) {
    const DotGraph graph = read_dot(network_dot(compiled("weighted/fibonacci", Target::deltanet)));
    EXPECT_EQ(shown_lines(graph.nodes.at("layer-1-head-0").attributes.at("label")),
              (std::vector<std::string>{"router/layer 2/A2 slot 0–2", "3 heads deltanet 3×1"}));
    EXPECT_EQ(graph.edges.at("layer-0-head-0--layer-1-head-0").attributes.at("label"), "odd position");
    EXPECT_EQ(graph.edges.at("layer-1-feed-forward--layer-3-head-0").attributes.at("label"), "position 0–23");
    EXPECT_EQ(shown_lines(graph.edges.at("layer-2-feed-forward--layer-3-head-0").attributes.at("label")),
              (std::vector<std::string>{"readout coordinate 0–3", "column coordinate 4–5",
                                        "current readout coordinate 0–3"}));
    EXPECT_FALSE(graph.edges.contains("layer-3-head-0--layer-2-feed-forward"));
}

TEST(NetworkDot, of_an_mlp_rnn_shows_its_state) {
    const DotGraph graph = read_dot(network_dot(compiled("counter/a-n-b-n-c-n", Target::mlp_rnn)));
    EXPECT_EQ(shown_lines(graph.nodes.at("layer-0-head-0").attributes.at("label")),
              (std::vector<std::string>{"counter machine", "mlp 1×6", "update: depth 4, width 14",
                                        "state as, bs, cs, dead", "counter n, m"}));
}

TEST(NetworkDot, of_hostile_labels_can_be_drawn) {
    for (unsigned seed = 0; seed < scaled(100); ++seed) {
        std::mt19937 random(seed);
        EXPECT_TRUE(layout(network_dot(random_network(random, {.layers = 2})), GraphvizFormat::svg));
    }
}

TEST(NetworkDot, of_every_kind_of_network_can_be_drawn) {
    for (const auto& network : {compiled("weighted/parity", Target::pd),
                                compiled("weighted/parity", Target::rwkv7, Scheme::two_layer),
                                compiled("permutation/a5", Target::deltaproduct),
                                compiled("weighted/tomita-3", Target::deltanet, Scheme::blocked),
                                compiled("counter/a-n-b-n-c-n", Target::rwkv7)}) {
        expect_who_feeds_whom(network, 1);
        const auto picture = layout(network_dot(network), GraphvizFormat::svg);
        ASSERT_TRUE(picture);
        EXPECT_NE(picture.value().find("id=\"layer-0\" class=\"cluster layer\""), std::string::npos);
    }
}

}  // namespace
}  // namespace linac::tests::network_dot_test
