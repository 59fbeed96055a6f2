// The table of apps/bench/results.md: each task by the plain method and by the program's own, in one run on one
// core. apps/bench/table.sh runs it; with --quick, at sizes that take seconds.
//
// Plain: equality by Gaussian elimination over ℚ along a breadth-first search (tests/support/plain_method.hpp); a word's
// weight as a row of fractions times one matrix of fractions after the other.
#include <fmt/format.h>
#include <sys/resource.h>
#include <tbb/global_control.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>

#include "analysis/equality.hpp"
#include "analysis/minimize.hpp"
#include "automata/long_run.hpp"
#include "formats/native.hpp"
#include "inputs.hpp"
#include "support/plain_method.hpp"

namespace linac::bench {
namespace {

double seconds(const std::function<void()>& task) {
    const auto start = std::chrono::steady_clock::now();
    task();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The least of a few runs; of one, if it takes a second.
double best(const std::function<void()>& task) {
    double least = seconds(task);
    for (int run = 0; run < 4 && least < 1; ++run) least = std::min(least, seconds(task));
    return least;
}

std::string shown(double time) {
    if (time < 1) return fmt::format("{:.3g} ms", 1000 * time);
    return fmt::format("{:.3g} s", time);
}

void row(const std::string& task, std::optional<double> plain, double own, const std::string& remark = "") {
    fmt::print("| {} | {} | {} | {} | {} |\n", task, plain ? shown(*plain) : "–", shown(own),
               plain ? fmt::format("{:.0f}×", *plain / own) : "–", remark);
    std::fflush(stdout);
}

void expect(bool right) {
    if (right) return;
    fmt::print("a wrong answer\n");
    std::exit(1);
}

/// Most memory that the process ever had.
std::string peak_memory() {
    rusage usage = {};
    getrusage(RUSAGE_SELF, &usage);
    return fmt::format("peak of the process {} MiB", usage.ru_maxrss / 1024);
}

void equality(const std::string& kind, std::size_t states, bool with_plain,
              WeightedAutomaton (Inputs::*changed)(const WeightedAutomaton&)) {
    Inputs inputs;
    const WeightedAutomaton left = inputs.small_automaton(states);
    const WeightedAutomaton right = (inputs.*changed)(left);
    const double own = best([&] { expect(compare(left, right).equal()); });
    std::optional<double> plain;
    if (with_plain) plain = seconds([&] { expect(plain_compare(left, right).equal()); });
    row(fmt::format("equality, n = {}, {}, proved", states, kind), plain, own, peak_memory());
}

void late_difference(std::size_t states, bool with_plain) {
    const auto pair = Inputs().late_difference(states);
    const double own = best([&] { expect(!compare(pair.first, pair.second).equal()); });
    std::optional<double> plain;
    if (with_plain) plain = seconds([&] { expect(!plain_compare(pair.first, pair.second).equal()); });
    row(fmt::format("difference at length {}, n = {}, shortest", 2 * states - 1, states), plain, own);
}

void minimisation(std::size_t states, bool with_plain) {
    Inputs inputs;
    const WeightedAutomaton automaton = inputs.in_three_copies(inputs.small_automaton(states));
    const double own = best([&] { expect(minimized(automaton).size() == states); });
    std::optional<double> plain;
    if (with_plain) plain = seconds([&] { expect(plain_minimal_dimension(automaton) == states); });
    row(fmt::format("minimisation, three copies of n = {}, proved", states), plain, own);
}

void long_word(std::size_t length, bool with_plain) {
    constexpr std::size_t states = 10;
    Inputs inputs;
    const WeightedAutomaton automaton = inputs.small_automaton(states);
    const Word word = inputs.word(length);
    Rational weight;
    const double own = best([&] {
        LongRun run(automaton);
        run.read(word);
        weight = run.weight();
    });
    std::optional<double> plain;
    if (with_plain)
        plain = seconds([&] {
            Vector row = dense(automaton.initial, states);
            for (const Symbol symbol : word) row = multiply(row, automaton.transition[symbol]);
            expect(dot(row, dense(automaton.final, states)) == weight);
        });
    row(fmt::format("one word, n = {}, length {}", states, length), plain, own,
        fmt::format("{} bits", weight.numerator_bits() + weight.denominator_bits()));
}

void files(std::size_t states) {
    const std::string text = write_automaton(Inputs().dense_automaton(states));
    const Automaton automaton = read_automaton(text, "").value();
    const auto rate = [&](double time) {
        return fmt::format("{:.0f} MB/s", static_cast<double>(text.size()) / 1e6 / time);
    };
    const double reading = best([&] { expect(bool(read_automaton(text, ""))); });
    row(fmt::format("reading an automaton file of {} MB", text.size() / 1'000'000), {}, reading,
        rate(reading));
    const double writing = best([&] { expect(write_automaton(automaton).size() == text.size()); });
    row("writing it", {}, writing, rate(writing));
}

void print_table(bool quick) {
    fmt::print("| task | plain | linac | ratio | |\n|---|---|---|---|---|\n");
    for (const std::size_t states :
         quick ? std::vector<std::size_t>{5, 10} : std::vector<std::size_t>{20, 40, 80})
        equality("sparse change of basis", states, true, &Inputs::in_sparse_basis);
    equality("dense change of basis", quick ? 10 : 80, true, &Inputs::in_dense_basis);
    equality("against three copies", quick ? 5 : 40, true, &Inputs::in_three_copies);
    late_difference(quick ? 5 : 40, true);
    minimisation(quick ? 5 : 40, true);
    for (const std::size_t states :
         quick ? std::vector<std::size_t>{20} : std::vector<std::size_t>{400, 1000})
        equality("sparse change of basis", states, false, &Inputs::in_sparse_basis);
    long_word(quick ? 1000 : 10'000, true);
    long_word(quick ? 2000 : 100'000, true);
    long_word(quick ? 10'000 : 1'000'000, false);
    files(quick ? 50 : 1000);
}

}  // namespace
}  // namespace linac::bench

int main(int argc, char** argv) {
    const tbb::global_control one_core(tbb::global_control::max_allowed_parallelism, 1);
    linac::bench::print_table(argc > 1 && std::string_view(argv[1]) == "--quick");
}
