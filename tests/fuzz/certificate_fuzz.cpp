// Certificates: what is read is written so that it is read again.
#include "formats/certificate_file.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(certificate, text) {
    using namespace linac;
    const auto certificate = read_certificate(text, "file");
    if (!certificate) return fuzz::demand_placed(certificate.error(), text);
    const std::string written = write_certificate(certificate.value());
    const auto copy = read_certificate(written, "copy");
    fuzz::demand(copy && write_certificate(copy.value()) == written, "what was written is read back");
}
