// network_file.md says enough: independent_reader.py, written from it alone, computes what the executor
// computes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "formats/network_file.hpp"
#include "network/executor.hpp"
#include "support/commands.hpp"
#include "support/files.hpp"
#include "support/random_networks.hpp"
#include "support/random_roles.hpp"

namespace linac::tests::independent_reader_test {
namespace {

/// A folder of its own, removed at the end.
class IndependentReader : public ::testing::Test {
  protected:
    void SetUp() override {
        if (std::system("python3 -c 'import fractions' >/dev/null 2>&1") != 0) GTEST_SKIP() << "no python3";
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream file(folder_ / name, std::ios::binary);
        file << text;
        ASSERT_TRUE(file.good());
    }
    /// The reader's weights of the words in the file `words`.
    [[nodiscard]] std::string weights(const std::string& network) const {
        const auto script = source_directory() / "tests/network/independent_reader.py";
        return output_of("python3 '" + script.string() + "' '" + (folder_ / network).string() + "' < '" +
                         (folder_ / "words").string() + "'");
    }

  private:
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("linac-independent-reader-" + std::to_string(getpid()));
};

TEST_F(IndependentReader, agrees_on_random_networks) {
    for (std::uint32_t seed = 0; seed < 24; ++seed) {
        std::mt19937 random(seed);
        Network network = random_network(random, {.heads = 2, .layers = seed % 4, .density = 0.4});
        network.alphabet = network.alphabet.size() == 1   ? Alphabet({"a"})
                           : network.alphabet.size() == 2 ? Alphabet({"a", "ñ"})
                                                          : Alphabet({"left", "right", "\"\\"});
        if (seed % 2 == 1) add_random_roles(network, random);  // a reader that only runs networks skips them
        std::string words;
        std::string expected;
        ExactExecutor executor(network);
        for (std::size_t i = 0; i < 10; ++i) {
            executor.restart();
            for (const Symbol symbol : random_word(random, network, i % 5)) {
                executor.step(symbol);
                words += network.alphabet.name(symbol) + (network.alphabet.is_single_characters() ? "" : " ");
            }
            words += "\n";
            expected += to_string(executor.output()) + "\n";
        }
        write("network.json", write_network(network));
        write("words", words);
        EXPECT_EQ(weights("network.json"), expected) << "seed " << seed;
    }
}

TEST_F(IndependentReader, runs_the_example_of_the_description) {
    const std::string page = read_file(source_directory() / "lib/formats/network_file.md");
    const std::string opening = "```json\n";
    const std::size_t first = page.find(opening) + opening.size();
    const std::string example = page.substr(first, page.find("```", first) - first);
    write("network.json", example);
    write("words", "\na\nab\naab\nb\nbba\nbaaab\n");
    EXPECT_EQ(weights("network.json"), "0\n1\n0\n1\n0\n0\n1\n");  // max(#a − #b, 0)

    const Network network = read_network(example, "example").value();
    ExactExecutor executor(network);
    for (const Symbol symbol : {1U, 0U, 0U, 0U, 1U}) executor.step(symbol);
    EXPECT_EQ(executor.output(), Rational(1));
}

}  // namespace
}  // namespace linac::tests::independent_reader_test
