#include "format.hpp"

LINAC_FUZZ_TARGET(jff, text) {
    linac::fuzz::run_format(linac::FileFormat::jff, text);
}
