// Native automaton files: what is read is written so that it is read again.
#include "formats/native.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(native, text) {
    using namespace linac;
    const auto automaton = read_automaton(text, "file");
    if (!automaton) return fuzz::demand_placed(automaton.error(), text);
    const auto written = capture([&] { return write_automaton(automaton.value()); });
    if (!written)
        return fuzz::demand(written.error().kind() == Error::Kind::impossible,
                            "only limits keep it from being written");
    const auto copy = read_automaton(written.value(), "copy");
    fuzz::demand(copy && copy.value() == automaton.value(), "what was written is read back");
}
