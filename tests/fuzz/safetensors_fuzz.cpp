// Files of tensors: what is read is written so that it is read again.
#include "formats/safetensors.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(safetensors, text) {
    using namespace linac;
    const auto file = read_safetensors(text, "file");
    if (!file) return fuzz::demand_placed(file.error(), text);
    for (const Tensor& tensor : file.value().tensors)
        if (float_format(tensor.type)) (void)capture([&] { return nonzeros(tensor); });
    const std::string written = write_safetensors(file.value());
    const auto copy = read_safetensors(written, "copy");
    fuzz::demand(copy && write_safetensors(copy.value()) == written, "what was written is read back");
}
