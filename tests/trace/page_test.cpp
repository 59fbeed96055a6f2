// The page as a file: whole, alone, and not to be broken by names. tests/page opens it in a browser.
#include "trace/page.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "formats/network_file.hpp"
#include "trace/page_text.hpp"
#include "trace/trace_zoo.hpp"

namespace linac::page_test {
namespace {

std::string page_of(const tests::TracedPair& pair, const PageTitles& titles = {"A", "N"}) {
    return trace_page(Trace(pair.automaton, pair.network), {0, 1}, titles);
}

nlohmann::json data_of(const std::string& page) {
    const std::string open = "<script type=\"application/json\" id=\"data\">";
    const std::size_t from = page.find(open) + open.size();
    return nlohmann::json::parse(page.substr(from, page.find("</script>", from) - from));
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
    return times;
}

TEST(Page, holds_both_machines_and_asks_for_nothing_else) {
    for (const tests::TracedPair& pair : tests::pairs()) {
        const std::string page = page_of(pair);
        EXPECT_LT(page.size(), std::size_t{5} << 20U);
        EXPECT_EQ(page.find("{{"), std::string::npos);
        EXPECT_EQ(count(page, "<script"), 2U);
        EXPECT_EQ(count(page, "</script>"), 2U);
        EXPECT_FALSE(std::regex_search(page, std::regex("(src|href)=\"(?!#)|@import|url\\(|fetch\\(")));
        const auto data = data_of(page);
        EXPECT_EQ(read_network(data["network"].dump(), "").value(), pair.network);
        EXPECT_EQ(data["word"], (std::vector<int>{0, 1}));
        EXPECT_EQ(data["automaton"]["alphabet"], pair.network.alphabet.symbols());
        EXPECT_EQ(count(page, "id=\"state-0\""), 1U);
    }
}

TEST(Page, is_not_broken_by_names) {
    const std::vector<std::string> hostile = {"</script><b>", "\"\\'&amp;", "{{data}}<!--",
                                              "\xE2\x80\xA8\xF0\x9F\x98\x80"};
    WeightedAutomaton automaton(Alphabet(hostile), 4);
    automaton.states = hostile;
    automaton.initial = unit(0);
    automaton.final = unit(1);
    for (Symbol s = 0; s < 4; ++s) automaton.transition[s].add(0, s, 1);
    const Network network = compile(automaton, {.target = Target::rwkv7}).value().network;
    const std::string page = page_of({"", automaton, network}, {"</title><script>", "{{script}}"});
    EXPECT_EQ(count(page, "<script"), 2U);
    EXPECT_EQ(count(page, "</script>"), 2U);
    EXPECT_EQ(count(page, "</title>"), 1U);
    const auto data = data_of(page);
    EXPECT_EQ(data["automaton"]["states"], hostile);
    EXPECT_EQ(data["titles"]["network"], "{{script}}");
    EXPECT_EQ(read_network(data["network"].dump(), "").value(), network);
}

TEST(Page, of_a_large_automaton_has_no_drawing) {
    WeightedAutomaton automaton(Alphabet({"a", "b"}), max_drawn_states + 1);
    automaton.initial = automaton.final = unit(0);
    for (std::size_t q = 0; q < automaton.size(); ++q)
        automaton.transition[0].add(q, (q + 1) % automaton.size(), 1);
    const Network network =
        compile(WeightedAutomaton(Alphabet({"a", "b"}), 1), {.target = Target::pd}).value().network;
    EXPECT_EQ(page_of({"", automaton, network}).find("<svg width"), std::string::npos);
}

TEST(Page, has_sources_that_can_stand_in_an_element) {
    EXPECT_EQ(std::string(page_script()).find("</script"), std::string::npos);
    EXPECT_EQ(std::string(page_script()).find("<!--"), std::string::npos);
    EXPECT_EQ(std::string(page_css()).find("</style"), std::string::npos);
}

}  // namespace
}  // namespace linac::page_test
