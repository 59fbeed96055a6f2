#include "formats/network_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_networks.hpp"
#include "text.hpp"

namespace linac::network_file_test {
namespace {

RC_GTEST_PROP(NetworkFile, reads_back_what_was_written, ()) {
    const Network network = *tests::networks();
    const std::string text = write_network(network);
    const Result<Network> again = read_network(text, "test");
    RC_ASSERT(again);
    RC_ASSERT(again.value() == network);
    RC_ASSERT(write_network(again.value()) == text);
    RC_ASSERT(looks_like_network(text));
}

/// A network's text after some random edits of bytes, most of them to bytes that mean something in JSON.
std::string damaged(std::string text, std::mt19937& random) {
    static const std::string bytes = "{}[],:\"\\/-+.0123456789eabt \n\xC3\xFF\x01" + std::string(1, '\0');
    const auto below = [&](std::size_t bound) { return random() % bound; };
    for (std::size_t left = 1 + below(3); left > 0 && !text.empty(); --left) {
        const std::size_t at = below(text.size());
        const std::size_t digit = text.find_first_of("0123456789", at);
        switch (below(8)) {
            case 0:
                text[at] = bytes[below(bytes.size())];
                break;
            case 1:
                text.insert(at, 1, bytes[below(bytes.size())]);
                break;
            case 2:
                text.erase(at, 1 + below(4));
                break;
            case 3:
                text.insert(at, text.substr(below(text.size()), 1 + below(40)));
                break;
            case 4:
                text.resize(at);
                break;
            default:  // keeps the form, so that what is behind it is reached
                if (digit != std::string::npos) text[digit] = static_cast<char>('0' + below(10));
        }
    }
    return text;
}

RC_GTEST_PROP(NetworkFile, survives_damage, ()) {
    const Network network = *tests::networks();
    std::mt19937 random(*rc::gen::arbitrary<std::uint32_t>());
    const std::string text = damaged(write_network(network), random);
    const Result<Network> read = read_network(text, "test");
    RC_CLASSIFY(static_cast<bool>(read), "still valid");
    if (read)
        RC_ASSERT(read_network(write_network(read.value()), "test").value() == read.value());
    else
        RC_ASSERT(describe(read.error()).rfind("test:", 0) == 0);
}

TEST(NetworkFile, every_truncation_is_an_error) {
    std::mt19937 random(11);
    const std::string text = write_network(tests::random_network(random));
    for (std::size_t size = 0; size + 1 < text.size(); ++size) {
        const Result<Network> read = read_network(text.substr(0, size), "test");
        ASSERT_FALSE(read) << size;
        // All that is left has its form; what is missing is at its end.
        const std::string expected = size == 0 ? "an empty file" : "the text ends before the network does";
        const bool is_inside_character = first_invalid_utf8(text.substr(0, size)).has_value();
        EXPECT_EQ(read.error().message(), is_inside_character ? "a byte that is not UTF-8" : expected)
            << size;
    }
    EXPECT_TRUE(read_network(text.substr(0, text.size() - 1), "test"));  // without its last line break
}

/// The smallest network: no symbol, no layer, D = 1; x₀ = `entries`, the readout is the identity.
std::string smallest(const std::string& entries) {
    return R"({"residual": ["x"], "readout": {"weights": [[0, 0, "1"]], "bias": [], "outputs": 1, "inputs": 1},)"
           R"("layers": [], "embedding": {"weights": [)" +
           entries +
           R"(], "bias": [], "inputs": 3, "outputs": 1}, "alphabet": ["a", "\u0062"], "scheme": "",)"
           R"("target": "", "version": 1, "format": "linac network"})";
}

TEST(NetworkFile, keys_and_entries_may_come_in_any_order) {
    const Network network =
        read_network(smallest(R"([0, 2, "2"], [0, 0, "1"], [0, 1, "-3"])"), "test").value();
    EXPECT_EQ(network.alphabet.symbols(), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(network.embedding.column(0), unit(0, 1));
    EXPECT_EQ(network.embedding.column(1), unit(0, -3));
    EXPECT_EQ(network.embedding.column(2), unit(0, 2));
}

TEST(NetworkFile, numbers_are_written_in_lowest_terms) {
    const auto rewritten = [](const std::string& number) {
        const Network network = read_network(smallest("[0, 0, \"" + number + "\"]"), "test").value();
        return to_string(network.embedding.column(0).at(0).value);
    };
    EXPECT_EQ(rewritten("2/4"), "1/2");
    EXPECT_EQ(rewritten("-0.05"), "-1/20");
    EXPECT_EQ(rewritten("+6/3"), "2");
    const std::string long_number(max_digits, '7');
    EXPECT_EQ(rewritten(long_number), long_number);
}

TEST(NetworkFile, is_told_from_an_automaton_file) {
    EXPECT_TRUE(looks_like_network("{\"format\""));
    EXPECT_TRUE(looks_like_network("\xEF\xBB\xBF \n{"));
    EXPECT_FALSE(looks_like_network("linac 1 weighted\n{"));
    EXPECT_FALSE(looks_like_network(""));
}

}  // namespace
}  // namespace linac::network_file_test
