// Runs the unit tests. For tests in other languages it writes random networks instead, over the alphabet a b, as FOLDER/0.json,
// FOLDER/1.json, …; and prints the kinds of the table, a line each. The first networks have heads of one kind each, in this
// order; the others have all kinds side by side. Constants are 1 and −1, which floating point holds, or fractions.
//
//     linac-tests --random-networks FOLDER COUNT signs|fractions
#include <gtest/gtest.h>

#include <fstream>
#include <iostream>
#include <random>
#include <string>

#include "formats/network_file.hpp"
#include "support/random_networks.hpp"

namespace {

int write_random_networks(const std::string& folder, std::uint32_t count, bool signs) {
    for (std::uint32_t number = 0; number < count; ++number) {
        std::mt19937 random(number);
        const auto kinds = linac::head_kinds();
        const auto kind = number < kinds.size() ? std::optional(kinds[number].kind) : std::nullopt;
        linac::Network network;
        do
            network = linac::tests::random_network(random, {.symbols = 2,
                                                            .heads = 4,
                                                            .layers = 1 + number % 2,
                                                            .density = 0.3,
                                                            .signs = signs,
                                                            .kind = kind});
        while (network.alphabet.size() != 2);
        network.alphabet = linac::Alphabet({"a", "b"});
        std::ofstream file(folder + "/" + std::to_string(number) + ".json", std::ios::binary);
        file << linac::write_network(network);
        if (!file.flush()) return 1;
    }
    for (const linac::HeadKindInfo& info : linac::head_kinds()) std::cout << info.name << "\n";
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() == 4 && words[0] == "--random-networks")
        return write_random_networks(words[1], static_cast<std::uint32_t>(std::stoul(words[2])),
                                     words[3] == "signs");
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
