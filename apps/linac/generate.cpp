// linac generate: the automaton of a family, by its numbers.
#include <memory>

#include "automata/iterated_product.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct GenerateArguments {
    std::string family;
    std::uint64_t size = 3;
    std::string values = "-1,0,1";
    std::uint64_t row = 0;
    std::uint64_t column = 0;
    std::string output = "-";
    bool json = false;
};

int generate_automaton(const GenerateArguments& options) {
    if (options.family != "imm")
        throw usage_error("generate", "no family " + printable(options.family), "the families are imm");
    expect_apart("generate", "automaton", options.output, options.json);
    const auto automaton = capture([&] {
        return iterated_product({options.size, read_numbers("generate", "--values", options.values, "-1,0,1"),
                                 options.row, options.column});
    });
    if (!automaton) throw automaton.error().in("linac generate");
    save(options.output, automaton.value());
    Report report;
    report.add("states", automaton.value().size());
    report.add("transitions", automaton.value().transition_count());
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action generate(Command& command) {
    const auto options = std::make_shared<GenerateArguments>();
    command.argument("FAMILY", options->family, "imm");
    command.choices("FAMILY", {"imm"});
    command.option("--size", options->size, "N", "the matrices are N×N; without it 3");
    command.option("--values", options->values, "LIST",
                   "what their entries may be, separated by commas; without it -1,0,1");
    command.option("--row", options->row, "I", "row of the entry that is computed; without it 0");
    command.option("--column", options->column, "J", "and its column; without it 0");
    command.option("-o,--output", options->output, "FILE", "the automaton; - is standard output, as without");
    command.json_flag(options->json);
    command.explain(
        "imm: iterated matrix multiplication. The automaton reads matrices entry by entry,\n"
        "row by row; after each the weight is entry (I, J) of the product so far, within a\n"
        "matrix it is 0.\n"
        "\n"
        "Examples:\n"
        "  linac generate imm -o imm3.linac\n"
        "  linac generate imm --size 2 --values 0,1 --row 0 --column 1");
    return [options] { return generate_automaton(*options); };
}

}  // namespace linac::cli
