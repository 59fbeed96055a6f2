#include "format.hpp"

LINAC_FUZZ_TARGET(pautomac, text) {
    linac::fuzz::run_format(linac::FileFormat::pautomac, text);
}
