// Certificate files: exact, self-contained JSON; certificate_file.md describes them in full.
//
//     assert(read_certificate(write_certificate(certificate), "proof.json").value() == certificate);
#pragma once

#include <string>
#include <string_view>

#include "analysis/certificate.hpp"

namespace linac {

/// Largest file that is read.
inline constexpr std::size_t max_certificate_bytes = std::size_t{1} << 28U;

/// Reads a certificate file's text, or says what is wrong with it and where: a line and column where the text
/// is not JSON, otherwise the path of the value, such as /basis/0. Bounded in memory by the text's size.
[[nodiscard]] Result<Certificate> read_certificate(std::string_view text, const std::string& source);

/// The text of the certificate; reading it gives an equal one, and writing that gives the same bytes.
[[nodiscard]] std::string write_certificate(const Certificate& certificate);

}  // namespace linac
