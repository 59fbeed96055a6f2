#include "formats/network_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_networks.hpp"

namespace linac {
namespace {

RC_GTEST_PROP(NetworkFile, reads_back_what_was_written, ()) {
    const Network network = *tests::networks();
    const std::string text = write_network(network);
    const Result<Network> again = read_network(text, "test");
    RC_ASSERT(again);
    RC_ASSERT(again.value() == network);
    RC_ASSERT(write_network(again.value()) == text);
    RC_ASSERT(looks_like_network(text));
}

}  // namespace
}  // namespace linac
