// Where the result lines of a batch go: standard output, or a file that survives whatever ends the program.
//
// Lines are in the file once append() or set_aside() returns, unless the machine itself fails; then, all but
// those of the last second. Lines that are finished ahead of their turn wait in a second file, FILE.ahead, which
// finish() removes.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace linac::cli {

/// A file that lines are appended to.
class LineFile {
  public:
    /// Opens the file, makes it if there is none, and keeps other batches from writing it.
    explicit LineFile(std::string path);
    ~LineFile();
    LineFile(const LineFile&) = delete;
    LineFile& operator=(const LineFile&) = delete;

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// Whether lines can be read back: not from a device or a pipe.
    [[nodiscard]] bool is_regular() const noexcept { return is_regular_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Visits each line, and cuts off a last one that was not written to its end. An Error of `visit` is thrown
    /// with the line's place.
    void read(const std::function<void(const std::string& line)>& visit);
    void append(std::string_view lines);
    void clear();
    /// Returns when the file is on its disk.
    void sync();

  private:
    std::string path_;
    int descriptor_;
    bool is_regular_ = false;
    std::size_t size_ = 0;
};

class Results {
  public:
    /// Standard output for "-". A file that has lines already must be resumed.
    Results(const std::string& path, bool resume);

    /// The lines of an earlier run: those in order, then those set aside.
    void read(const std::function<void(const std::string& line)>& in_order,
              const std::function<void(const std::string& line)>& ahead);

    /// Adds the next lines in order, each with its line break.
    void append(const std::string& lines);
    /// Keeps lines whose turn has not come.
    void set_aside(const std::string& lines);
    /// No line that was set aside is needed any more.
    void forget_aside();
    void finish();

  private:
    LineFile& ahead();
    void sync_now_and_then();

    std::optional<LineFile> file_;  // none: standard output
    std::optional<LineFile> ahead_;
    std::chrono::steady_clock::time_point synced_ = std::chrono::steady_clock::now();
};

}  // namespace linac::cli
