#include "formats/file_limits.hpp"

#include <algorithm>

#include "error.hpp"

namespace linac {

std::string number_in_file(const Rational& value) {
    std::string text = to_string(value);
    const std::size_t above = std::min(text.find('/'), text.size());
    const std::size_t below = text.size() - std::min(above + 1, text.size());
    const std::size_t digits = std::max(above - (value.sign() < 0 ? 1 : 0), below);
    if (digits > max_digits)
        throw Error::impossible("a number of " + std::to_string(digits) + " digits cannot be written",
                                "files hold numbers of at most " + std::to_string(max_digits) + " digits");
    return text;
}

void expect_fits(const std::string& text, std::size_t max_bytes) {
    if (text.size() > max_bytes)
        throw Error::impossible("a file of " + std::to_string(text.size()) + " bytes cannot be written",
                                "such files are read up to " + std::to_string(max_bytes) + " bytes");
}

}  // namespace linac
