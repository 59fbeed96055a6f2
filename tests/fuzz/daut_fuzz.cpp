#include "format.hpp"

LINAC_FUZZ_TARGET(daut, text) {
    linac::fuzz::run_format(linac::FileFormat::daut, text);
}
