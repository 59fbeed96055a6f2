// Files as texts, folders and lines. "-" is standard input or output. Whatever goes wrong is a
// linac::Error that names the file.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "automata/alphabet.hpp"
#include "error.hpp"

namespace linac::cli {

inline constexpr std::size_t max_line_bytes = std::size_t{64} << 20U;

/// An error of a file as a whole.
[[nodiscard]] Error file_error(const std::string& path, const std::string& message,
                               const std::string& hint = {});

/// The text of an automaton's or a network's file; what is larger than such a file may be is bad_input.
[[nodiscard]] std::string load_text(const std::string& path);
/// The text of a file; of one of more than `max_bytes`, its beginning, which has more too.
[[nodiscard]] std::string load_text(const std::string& path, std::size_t max_bytes);
/// Whether a file's name is that of words of the PAutomaC competition: x.pautomac.test, x.pautomac.train.
[[nodiscard]] bool holds_pautomac_words(const std::string& path);
/// The words of a file, one a line, or such words.
[[nodiscard]] std::vector<Word> load_words(const std::string& path, const Alphabet& alphabet);

/// Makes `text` the content of the file, in one step: a reader sees the old file or the new one, never a
/// part.
void save(const std::string& path, std::string_view text);
/// A folder that linac export wrote has this file; another is not replaced.
inline constexpr std::string_view export_report = "report.json";

/// Makes a folder with these files, by their names, in one step. A folder that is there is replaced if it is empty, or
/// has an export_report and no file but such as are written now; throws bad_input, touching nothing, at any other.
void save_directory(const std::string& path, const std::map<std::string, std::string>& files);

/// The files of these names that a folder has; of one of more than `max_bytes`, its beginning.
[[nodiscard]] std::map<std::string, std::string> load_directory(const std::string& path,
                                                                const std::vector<std::string>& names,
                                                                std::size_t max_bytes);

/// The lines of a file, one at a time, as soon as they can be read.
class Lines {
  public:
    explicit Lines(std::string path);
    ~Lines();
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;

    /// Reads the next line, without its end. False at the end of the file.
    [[nodiscard]] bool next(std::string& line);
    /// Reads on in the next line, or in the one whose last part was not read yet: as much as is at hand, so that
    /// lines may have any length. False at the end of the file. The part is valid until the next call.
    [[nodiscard]] bool next_part(std::string_view& part, bool& is_last);
    /// The number of the line read last, from 1.
    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Whether the next line is here already, so that next() need not wait.
    [[nodiscard]] bool ready() const { return buffer_.find('\n', position_) != std::string::npos; }

  private:
    std::string path_;
    int descriptor_;
    std::string buffer_;
    std::size_t position_ = 0;
    std::size_t number_ = 0;
    bool in_line_ = false;  // its last part was not read yet
};

}  // namespace linac::cli
