// linac version.
#include <memory>

#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

int print_version(bool json) {
    Report report;
    report.add("version", std::string(LINAC_VERSION));
    print_line(json ? report.json() : "linac " LINAC_VERSION);
    return status::yes;
}

}  // namespace

Action version(Command& command) {
    const auto json = std::make_shared<bool>(false);
    command.json_flag(*json);
    command.explain("The same as linac --version.");
    return [json] { return print_version(*json); };
}

}  // namespace linac::cli
