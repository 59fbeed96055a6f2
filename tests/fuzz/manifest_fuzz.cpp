// Manifests in CSV and JSON Lines: each pair that is read is written so that it is read again.
#include "formats/manifest.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(manifest, text) {
    using namespace linac;
    const auto manifest = read_manifest(std::string(text), "file");
    if (!manifest) return fuzz::demand_placed(manifest.error(), text);
    for (std::size_t i = 1; i <= manifest.value().size(); ++i) {
        const auto pair = manifest.value().pair(i);
        if (pair)
            fuzz::demand(read_pair(write_pair(pair.value())) == pair.value(),
                         "what was written is read back");
        else
            fuzz::demand_placed(pair.error(), text);
    }
}
