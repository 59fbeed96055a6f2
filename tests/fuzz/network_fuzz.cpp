// Network files: what is read is written so that it is read again, bit for bit.
#include "formats/network_file.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(network, text) {
    using namespace linac;
    const auto network = read_network(text, "file");
    if (!network) return fuzz::demand_placed(network.error(), text);
    const auto written = capture([&] { return write_network(network.value()); });
    if (!written)
        return fuzz::demand(written.error().kind() == Error::Kind::impossible,
                            "only limits keep it from being written");
    const auto copy = read_network(written.value(), "copy");
    fuzz::demand(copy && write_network(copy.value()) == written.value(), "what was written is read back");
}
