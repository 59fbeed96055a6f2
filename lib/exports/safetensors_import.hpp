// A folder that linac export wrote, back into a network: from the floating-point numbers, not from network.json.
//
// A stored number is a dyadic rational. Where nothing was rounded it is the constant itself; where something was, the
// constant is taken for the simplest fraction that rounds to the number (exact/simplest_fraction.hpp), so that 1/3 comes
// back as 1/3. report.json says where.
//
//     const Import imported = import_network({{"model.safetensors", …}, {"config.json", …}, …}, "DIR").value();
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "error.hpp"
#include "network/network.hpp"

namespace linac {

/// Which stored numbers are taken for the simplest fractions that round to them; the others are taken as they are.
enum class Reconstruct {
    rounded,  ///< those that report.json lists
    all,
    none,
};

struct Import {
    Network network;
    std::size_t constants = 0;      ///< stored numbers other than 0
    std::size_t reconstructed = 0;  ///< taken for a fraction other than the number
    std::size_t other_than_exported =
        0;  ///< of those that report.json lists, if one is there: constants that differ
};

/// Reads the files, by their names: model.safetensors and config.json; labels.json, without which all names are empty and there are no roles;
/// report.json, which Reconstruct::rounded needs. `folder` names them in errors.
[[nodiscard]] Result<Import> import_network(const std::map<std::string, std::string>& files,
                                            const std::string& folder,
                                            Reconstruct reconstruct = Reconstruct::rounded);

}  // namespace linac
