// Public third-party cases that lie beside a developer's checkout, in ../shared/data. A user's clone has not, and skips
// what needs them with a visible line; continuous integration may not, see summary.py.
//
//     TEST(WordProblem, s5) {
//         LINAC_NEED_SHARED_DATA();
//         const std::string csv = tests::read_file(tests::shared_data() / "word_problem" / "S5=8.csv");
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "support/files.hpp"

namespace linac::tests {

inline std::filesystem::path shared_data() {
    return source_directory().parent_path() / "shared" / "data";
}

}  // namespace linac::tests

#define LINAC_NEED_SHARED_DATA()                               \
    if (!std::filesystem::exists(linac::tests::shared_data())) \
    GTEST_SKIP() << "the shared third-party data are not here"
