// Numbers: one that is read is written so that it is read again.
#include "exact/rational.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(number, text) {
    using namespace linac;
    const ParsedNumber number = parse_number(text);
    if (!number.value) return fuzz::demand(number.offset <= text.size(), "the place is in the text");
    fuzz::demand(parse_rational(to_string(*number.value)) == number.value, "what was written is read back");
}
