// Names: what a network's roles and labels say about the numbers that a trace shows. A label is shown as it is; a number
// without a label has its index.
//
//     const HeadNames names = names_of(network.layers[0].heads[0], network);
//     names.row(2);                                   "slot 2", or "state c" of a head whose rows hold states a, b, c
//     readings(network, residual);                    {"position", "4"}, {"ring 0 slot 0", "a"}
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "network/network.hpp"

namespace linac {

/// The name of a state, in quotes where it would seem to be several.
[[nodiscard]] std::string shown_name(const std::string& name);

/// The rows and columns of a head's state. An MLP head names its entries instead.
struct HeadNames {
    std::string noun = "slot";         ///< of a row: "state" where the rows have roles
    std::vector<std::string> rows;     ///< K of them: what follows the noun
    std::vector<std::string> columns;  ///< V of them: what the column is added to, or its index
    std::vector<std::string> entries;  ///< K·V of them for an MLP head, otherwise none

    [[nodiscard]] std::string row(std::size_t index) const;
};

[[nodiscard]] HeadNames names_of(const Head& head, const Network& network);

/// What a group of dimensions of the residual stream says, by its roles and one-hot values.
struct Reading {
    std::string name;   ///< such as "position" or "ring 0 slot 0"
    std::string value;  ///< such as "4" or "a", "-" where the group is all zeros

    friend bool operator==(const Reading&, const Reading&) = default;
};

/// A group of dimensions, each with the value that it stands for.
struct ReadingGroup {
    std::string name;
    bool speaks_of_zeros = false;  ///< of a window: no token; a position of zeros says nothing
    std::vector<std::size_t> dimensions;
    std::vector<std::string> values;
};

/// Groups of dimensions with such readings, found once.
class Readings {
  public:
    explicit Readings(const Network& network);

    /// Of a residual stream after the last layer. A group that is neither one-hot nor zero says nothing.
    [[nodiscard]] std::vector<Reading> read(const Vector& residual) const;

    [[nodiscard]] const std::vector<ReadingGroup>& groups() const noexcept { return groups_; }

  private:
    std::vector<ReadingGroup> groups_;
};

}  // namespace linac
