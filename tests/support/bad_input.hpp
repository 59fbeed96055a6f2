// Inputs that a reader refuses, each with the whole message.
//
//     const std::vector<BadInput> inputs = {{"two_points", "0 1 a 1.5.2\n", "a.fst:1:10: …\n"}};
//     expect_refused(inputs, [](const std::string& text) { return read_att(text, "a.fst"); });
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "error.hpp"

namespace linac::tests {

struct BadInput {
    std::string name;
    std::string text;
    std::string message;  ///< of describe()
};

template <class Read>
void expect_refused(const std::vector<BadInput>& inputs, Read&& read) {
    for (const BadInput& input : inputs) {
        const auto result = read(input.text);
        ASSERT_FALSE(result) << input.name;
        EXPECT_EQ(describe(result.error()), input.message) << input.name;
        EXPECT_EQ(result.error().kind(), Error::Kind::bad_input) << input.name;
    }
}

}  // namespace linac::tests
