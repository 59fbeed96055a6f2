#include "format.hpp"

LINAC_FUZZ_TARGET(text) {
    linac::fuzz::run_format(linac::FileFormat::daut, text);
}
