#include "format.hpp"

LINAC_FUZZ_TARGET(mata, text) {
    linac::fuzz::run_format(linac::FileFormat::mata, text);
}
