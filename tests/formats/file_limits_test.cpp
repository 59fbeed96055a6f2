#include "formats/file_limits.hpp"

#include <gtest/gtest.h>

#include <random>

#include "formats/native.hpp"
#include "formats/network_file.hpp"
#include "support/random_networks.hpp"

namespace linac::file_limits_test {
namespace {

template <class Write>
std::string error_of(const Write& write) {
    const auto text = capture(write);
    if (text) return "no error";
    EXPECT_EQ(text.error().kind(), Error::Kind::impossible);
    return describe(text.error());
}

const std::string too_many_digits =
    "a number of 100001 digits cannot be written\nhint: files hold numbers of at most 100000 digits\n";

TEST(NumberInFile, is_one_that_is_read_back) {
    const Rational largest = power(10, max_digits) - 1;
    for (const Rational& value : {Rational(), Rational(-3, 4), largest, -largest, 1 / largest, -1 / largest})
        EXPECT_EQ(parse_rational(number_in_file(value)), value);
    const Rational beyond = largest + 1;
    for (const Rational& value : {beyond, -beyond, 1 / beyond, -1 / beyond, beyond / 7, 7 / beyond})
        EXPECT_EQ(error_of([&] { return number_in_file(value); }), too_many_digits);
}

TEST(WrittenAutomaton, is_within_the_limits_of_the_reader) {
    WeightedAutomaton automaton(Alphabet({"a"}), 1);
    automaton.initial = unit(0, power(10, max_digits));
    EXPECT_EQ(error_of([&] { return write_automaton(automaton); }), too_many_digits);
    automaton.initial = unit(0);
    const std::size_t size = write_automaton(automaton).size();
    EXPECT_EQ(write_automaton(automaton, size).size(), size);
    EXPECT_EQ(error_of([&] { return write_automaton(automaton, size - 1); }),
              "a file of 35 bytes cannot be written\nhint: such files are read up to 34 bytes\n");
}

TEST(WrittenNetwork, is_within_the_limits_of_the_reader) {
    std::mt19937 random(3);
    Network network = tests::random_network(random);
    const std::size_t size = write_network(network).size();
    EXPECT_EQ(write_network(network, size).size(), size);
    EXPECT_NE(error_of([&] { return write_network(network, size - 1); }).find("cannot be written"),
              std::string::npos);
    network.readout.add_bias(0, power(10, max_digits));
    EXPECT_EQ(error_of([&] { return write_network(network); }), too_many_digits);
    network.readout = AffineMap(max_map_dimensions, 1);
    EXPECT_EQ(error_of([&] { return write_network(network); }),
              "cannot be written: at /readout: the network is too large\n");
}

}  // namespace
}  // namespace linac::file_limits_test
