// batch: one pair of a manifest, compared.
//
//     const PairFiles files{load_side, load_words};
//     compare_pair({"a.linac", "a.json"}, files).equal();
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "formats/manifest.hpp"
#include "verify/sides.hpp"

namespace linac {

/// Where the files of a pair come from; both throw linac::Error, and may be called by several threads at once.
struct PairFiles {
    std::function<std::shared_ptr<const Side>(const std::string& name)> side;
    std::function<std::vector<Word>(const std::string& name, const Alphabet& alphabet)> words;
};

/// What came of it, by its mode: of equal a comparison, of verify a verdict.
struct PairAnswer {
    std::variant<Comparison, Verdict> answer;
    Alphabet alphabet;  ///< of the witness

    [[nodiscard]] PairMode mode() const noexcept {
        return std::holds_alternative<Comparison>(answer) ? PairMode::equal : PairMode::verify;
    }
    [[nodiscard]] bool equal() const {
        const auto* comparison = std::get_if<Comparison>(&answer);
        return comparison != nullptr ? comparison->equal() : std::get<Verdict>(answer).equal;
    }
};

/// Compares the pair within its limits. Throws the Error of the files; bad_input if they are not of the kinds
/// that the mode and the limits are for; impossible where nothing can be decided and above max_states. Errors
/// that are about a file name it as the pair does.
[[nodiscard]] PairAnswer compare_pair(const ManifestPair& pair, const PairFiles& files);

}  // namespace linac
