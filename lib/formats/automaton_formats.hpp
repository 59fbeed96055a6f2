// The file formats of automata: linac's own, and those of the field's tools. Which one a file is in is said, or told by
// its name, or by its text.
//
// A file of another tool becomes an automaton without ε-transitions: they are removed exactly. Where a format has no
// weights, a word weighs the number of paths that accept it, or, if asked for, 1 if there is one: the automaton of the
// language is deterministic and minimal.
//
//     const auto file = read_automaton_file(text, "ab.mata", {.as_language = true}).value();
//     const std::string daut = write_automaton_file(file.automaton, FileFormat::daut);
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "automata/automaton.hpp"
#include "formats/att.hpp"
#include "formats/file_limits.hpp"

namespace linac {

enum class FileFormat { native, daut, dot, mata, jff, att, pautomac };

/// "native", "daut", … and the format of that name.
[[nodiscard]] std::string_view name_of(FileFormat format);
[[nodiscard]] std::optional<FileFormat> file_format_by_name(std::string_view name);
/// All of them: "native", "daut", ….
[[nodiscard]] std::vector<std::string> file_format_names();

/// What a file's name says of its format, by what it ends with.
[[nodiscard]] std::optional<FileFormat> file_format_of_name(std::string_view file_name);
/// What a text looks like; native where it looks like nothing.
[[nodiscard]] FileFormat file_format_of_text(std::string_view text);

inline constexpr std::size_t default_max_language_states = 100'000;

struct ReadingOptions {
    std::optional<FileFormat> format = std::nullopt;  ///< none: as its name says, or else its text
    /// Each word weighs 1 if its weight is not 0, which is the sum of weights that are not negative.
    bool as_language = false;
    std::size_t max_states = default_max_language_states;  ///< of the deterministic automaton of a language
    AttOptions att = {};
};

struct AutomatonFile {
    Automaton automaton;
    FileFormat format = FileFormat::native;
    std::size_t epsilon_transitions = 0;  ///< how many were removed
    bool counts_paths = false;            ///< the file has no weights: a word weighs the number of its paths
    bool has_ambiguity = false;           ///< … and two paths may read the same word
    std::size_t rounded = 0;              ///< how many weights were rounded, where that was asked for
};

/// Errors carry file, line and column; what cannot be done (ε-transitions that do not converge) names the file.
[[nodiscard]] Result<AutomatonFile> read_automaton_file(std::string_view text, const std::string& source,
                                                        const ReadingOptions& options = {});

struct WritingOptions {
    AttWriteOptions att = {};
};

struct WrittenFile {
    std::string text;
    std::size_t rounded = 0;  ///< how many weights were rounded
};

/// Throws impossible where the format cannot hold the automaton, or over a limit of its reader.
[[nodiscard]] WrittenFile write_automaton_file(const Automaton& automaton, FileFormat format,
                                               const WritingOptions& options = {});

}  // namespace linac
