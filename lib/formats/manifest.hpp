// Manifest: pairs of files to compare, and how; JSON Lines or CSV, a pair a line.
//
//     {"left": "a.linac", "right": "a.json", "mode": "verify", "limits": {"max_length": 8}}
//
//     left,right,mode,max_length
//     a.linac,a.json,verify,8
//
// Blank lines do not count. A pair that is not well-formed does not keep the others from being read.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"

namespace linac {

enum class PairMode {
    automatic,  ///< verify if the right side is a network and the left is not, otherwise equal
    equal,      ///< decided on all words: automata and linear networks
    verify,     ///< an automaton and a network side by side
};

/// "auto", "equal", "verify".
[[nodiscard]] std::string name_of(PairMode mode);

/// What is run, and how much at most.
struct PairLimits {
    std::optional<std::string> words{};       ///< the words of this file
    std::optional<std::size_t> max_length{};  ///< all words up to this length
    std::optional<std::size_t> random{};      ///< this many random words …
    std::optional<std::size_t> length{};      ///< … of this length …
    std::optional<std::size_t> seed{};        ///< … drawn from this seed
    std::optional<std::size_t> bound{};       ///< of a machine's counters or stacks
    std::optional<std::size_t> max_states{};  ///< an automaton with more is not compared

    friend bool operator==(const PairLimits&, const PairLimits&) = default;
};

/// A limit that is a number.
struct CountLimit {
    const char* name;
    std::optional<std::size_t> PairLimits::*value;
};
inline constexpr std::array<CountLimit, 6> count_limits{{{"max_length", &PairLimits::max_length},
                                                         {"random", &PairLimits::random},
                                                         {"length", &PairLimits::length},
                                                         {"seed", &PairLimits::seed},
                                                         {"bound", &PairLimits::bound},
                                                         {"max_states", &PairLimits::max_states}}};

/// The name of a limit that is set and that only a verification knows; nothing if there is none.
[[nodiscard]] std::optional<std::string> limit_of_verify(const PairLimits& limits);

struct ManifestPair {
    std::string left;  ///< file names, as the manifest has them
    std::string right;
    PairMode mode = PairMode::automatic;
    PairLimits limits{};

    friend bool operator==(const ManifestPair&, const ManifestPair&) = default;
};

class Manifest {
  public:
    /// How many pairs there are.
    [[nodiscard]] std::size_t size() const noexcept { return records_.size(); }
    /// A pair, by its index from 1; or an error with its line.
    [[nodiscard]] Result<ManifestPair> pair(std::size_t index) const;

  private:
    friend Result<Manifest> read_manifest(std::string text, const std::string& source);

    struct Record {
        std::size_t offset;
        std::size_t size;
        std::size_t line;
    };

    Manifest(std::string text, std::string source);
    void find_records(std::size_t at);
    void read_header(const Record& header);
    [[nodiscard]] std::string_view text_of(const Record& record) const;
    [[nodiscard]] ManifestPair parse(std::string_view record) const;
    [[nodiscard]] Error placed(const Error& error, const Record& record) const;

    std::string text_;
    std::string source_;
    bool is_csv_ = false;
    std::vector<std::string> columns_;  // of CSV
    std::vector<Record> records_;
};

/// Reads a manifest's text: CSV if `source` ends with .csv, JSON Lines if it ends with .jsonl, .ndjson or .json,
/// otherwise what the first character tells. Fails if the pairs cannot be told apart or named: a quote that is
/// not closed, a header with an unknown column, more than max_manifest_bytes. Takes memory in proportion to the
/// text.
[[nodiscard]] Result<Manifest> read_manifest(std::string text, const std::string& source);

/// The pair as one line of JSON Lines, without the line break.
[[nodiscard]] std::string write_pair(const ManifestPair& pair);

/// Reads such a line; errors have no line.
[[nodiscard]] ManifestPair read_pair(std::string_view line);

inline constexpr std::size_t max_manifest_bytes = std::size_t{1} << 28U;
inline constexpr std::size_t max_pair_bytes = std::size_t{1} << 20U;

}  // namespace linac
