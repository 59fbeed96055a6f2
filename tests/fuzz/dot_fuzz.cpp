#include "format.hpp"

LINAC_FUZZ_TARGET(dot, text) {
    linac::fuzz::run_format(linac::FileFormat::dot, text);
}
