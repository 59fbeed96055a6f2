// A program that uses the installed library: reads an automaton, runs it, compiles it, decides equality.
#include <iostream>
#include <linac/analysis/equality.hpp>
#include <linac/compile/compile.hpp>
#include <linac/formats/native.hpp>
#include <linac/formats/network_file.hpp>
#include <linac/network/linearize.hpp>

int main() {
    const auto fibonacci = to_weighted(linac::read_automaton("linac 1 weighted\n"
                                                             "alphabet a\n"
                                                             "$ -> 0\n"
                                                             "0 -> 1 a\n"
                                                             "1 -> 0 a\n"
                                                             "1 -> 1 a\n"
                                                             "1 -> $\n",
                                                             "fibonacci")
                                           .value());
    std::cout << to_string(weight(fibonacci, linac::Word(20, 0))) << "\n";
    const auto network = compile(fibonacci, {linac::Target::rwkv7, linac::Scheme::automatic}).value().network;
    const auto read = linac::read_network(linac::write_network(network), "network").value();
    std::cout << (compare(fibonacci, linearized(read).value()).equal() ? "equal" : "different") << "\n";
}
