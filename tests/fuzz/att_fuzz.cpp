#include "format.hpp"

LINAC_FUZZ_TARGET(att, text) {
    linac::fuzz::run_format(linac::FileFormat::att, text);
}
