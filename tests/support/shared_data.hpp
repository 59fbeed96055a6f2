// Public third-party cases that lie beside a developer's checkout, in ../shared/data. Continuous integration
// must have them; a user's clone has not, and skips what needs them with a visible line.
//
//     TEST(WordProblem, s5) {
//         LINAC_NEED_SHARED_DATA();
//         const std::string csv = tests::read_file(tests::shared_data() / "word_problem" / "S5=8.csv");
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "support/files.hpp"

namespace linac::tests {

inline std::filesystem::path shared_data() {
    return source_directory().parent_path() / "shared" / "data";
}

inline bool in_continuous_integration() {
    const char* value = std::getenv("CI");
    return value != nullptr && std::string(value) == "true";
}

}  // namespace linac::tests

#define LINAC_NEED_SHARED_DATA()                                                  \
    if (!std::filesystem::exists(linac::tests::shared_data())) {                  \
        if (linac::tests::in_continuous_integration()) {                          \
            FAIL() << "the shared third-party data are missing";                  \
        }                                                                         \
        GTEST_SKIP() << "the shared third-party data are not here: test not run"; \
    }                                                                             \
    static_cast<void>(0)
