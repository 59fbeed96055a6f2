// The result lines of a batch: one JSON object a pair.
#pragma once

#include <cstddef>
#include <string>

#include "batch/batch.hpp"
#include "batch/cache.hpp"
#include "batch/in_order.hpp"
#include "formats/manifest.hpp"

namespace linac::cli {

/// Compares pairs and says so in lines. Any number of threads may use one; a file that several pairs name is
/// read once, as long as not too many others come in between.
class PairLines {
  public:
    /// Names of files are relative to the folder `root`. With `times`, lines say how long the pair took.
    PairLines(std::string root, bool times);

    /// The line of the pair with this index; that it cannot be compared, or is no pair, is a line too.
    [[nodiscard]] PairResult compare(std::size_t index, const Result<ManifestPair>& entry);

  private:
    template <class Load>
    auto load_as(const std::string& name, const Load& load) const;

    std::string root_;
    bool times_;
    Cache<Side> sides_;
    PairFiles files_;
};

/// Takes a line of an earlier run for the result of this pair. Throws bad_input if it is not.
[[nodiscard]] PairResult read_back(const std::string& line, std::size_t index,
                                   const Result<ManifestPair>& pair);

/// The index that a result line begins with. Throws bad_input if it does not.
[[nodiscard]] std::size_t index_of(const std::string& line);

}  // namespace linac::cli
