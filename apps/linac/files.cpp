#include "files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "formats/network_file.hpp"
#include "formats/pautomac.hpp"
#include "output.hpp"
#include "text.hpp"

namespace linac::cli {
namespace {

std::string reason(int number) {
    return std::generic_category().message(number);
}

/// A file descriptor to read from; standard input for "-".
int open_to_read(const std::string& path) {
    const int descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw file_error(path, "cannot be read: " + reason(errno));
    struct stat about = {};
    if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
        if (descriptor != STDIN_FILENO) ::close(descriptor);
        throw file_error(path, "cannot be read: it is a directory");
    }
    return descriptor;
}

/// Closes a descriptor, other than standard input, at the end of a scope.
class Closer {
  public:
    explicit Closer(int descriptor) : descriptor_(descriptor) {}
    ~Closer() {
        if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    }
    Closer(const Closer&) = delete;
    Closer& operator=(const Closer&) = delete;

  private:
    int descriptor_;
};

/// Appends what can be read at once to `text`; the number of bytes, 0 at the end.
std::size_t read_some(int descriptor, const std::string& path, std::string& text) {
    constexpr std::size_t most = std::size_t{1} << 16U;
    std::array<char, most> bytes;
    ssize_t count = 0;
    do {
        count = ::read(descriptor, bytes.data(), bytes.size());
    } while (count < 0 && errno == EINTR);
    if (count < 0) throw file_error(path, "cannot be read: " + reason(errno));
    text.append(bytes.data(), static_cast<std::size_t>(count));
    return static_cast<std::size_t>(count);
}

/// Writes all of `text`; the error number, 0 if none.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

Error unwritable(const std::string& path, int number) {
    return file_error(path, "cannot be written: " + reason(number));
}

/// The file that a chain of symbolic links ends at, so that writing keeps the links.
std::string link_target(const std::string& path) {
    std::array<char, PATH_MAX> resolved;
    return ::realpath(path.c_str(), resolved.data()) != nullptr ? std::string(resolved.data()) : path;
}

/// Devices and pipes are written to, not replaced.
void write_in_place(const std::string& path, std::string_view text) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) throw unwritable(path, errno);
    int number = write_all(descriptor, text);
    if (::close(descriptor) != 0 && number == 0) number = errno;
    if (number != 0) throw unwritable(path, number);
}

/// The permissions of a newly made file.
mode_t new_file_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666U & ~mask;
}

void replace(const std::string& path, mode_t mode, std::string_view text) {
    std::string temporary = path + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0) throw unwritable(path, errno);
    int number = write_all(descriptor, text);
    if (number == 0 && ::fchmod(descriptor, mode) != 0) number = errno;
    if (::close(descriptor) != 0 && number == 0) number = errno;
    if (number == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) number = errno;
    if (number == 0) return;
    ::unlink(temporary.c_str());
    throw unwritable(path, number);
}

}  // namespace

Error file_error(const std::string& path, const std::string& message, const std::string& hint) {
    return Error::bad_input(message, Place{path, 0, 0, {}}, hint);
}

std::string load_text(const std::string& path) {
    const int descriptor = open_to_read(path);
    const Closer closer(descriptor);
    std::string text;
    bool more = true;
    std::size_t limit = max_network_file_bytes;
    while (more && text.size() <= limit) {
        more = read_some(descriptor, path, text) > 0;
        if (text.size() > max_automaton_file_bytes && !looks_like_network(text))
            limit = max_automaton_file_bytes;
    }
    if (text.size() > limit)
        throw file_error(path, "is larger than " + std::to_string(limit >> 20U) + " MiB",
                         limit == max_network_file_bytes ? "" : "is this an automaton file?");
    return text;
}

void save(const std::string& path, std::string_view text) {
    if (path == "-") {
        print(text);
        return;
    }
    const std::string target = link_target(path);
    struct stat about = {};
    const bool exists = ::stat(target.c_str(), &about) == 0;
    if (exists && S_ISDIR(about.st_mode)) throw file_error(path, "cannot be written: it is a directory");
    if (exists && !S_ISREG(about.st_mode)) return write_in_place(target, text);
    if (exists && ::access(target.c_str(), W_OK) != 0) throw unwritable(path, errno);
    replace(target, exists ? about.st_mode & 07777U : new_file_mode(), text);
}

namespace {

std::string inside(const std::string& folder, const std::string& name) {
    return (std::filesystem::path(folder) / name).string();
}

/// A folder that is removed with what is in it at the end of a scope.
class Discarded {
  public:
    explicit Discarded(std::string path) : path_(std::move(path)) {}
    ~Discarded() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Discarded(const Discarded&) = delete;
    Discarded& operator=(const Discarded&) = delete;

  private:
    std::string path_;
};

/// Whether there is a folder; throws bad_input, of `path`, if it or what is there instead must not be replaced.
bool may_be_replaced(const std::string& folder, const std::string& path,
                     const std::map<std::string, std::string>& files) {
    const auto refuse = [&](const std::string& message) {
        return file_error(path, "cannot be written: " + message, "only an earlier export is replaced");
    };
    std::error_code error;
    const auto status = std::filesystem::status(folder, error);
    if (status.type() == std::filesystem::file_type::not_found) return false;
    if (!std::filesystem::is_directory(status)) throw refuse("it is not a folder");
    bool is_empty = true;
    bool has_report = false;
    for (std::filesystem::directory_iterator file(folder, error), end; !error && file != end;
         file.increment(error)) {
        const std::string name = file->path().filename().string();
        if (files.count(name) == 0 || !file->is_regular_file(error))
            throw refuse("it holds " + printable(name) + ", which is not of an export");
        is_empty = false;
        has_report = has_report || name == export_report;
    }
    if (error) throw refuse(error.message());
    if (!is_empty && !has_report) throw refuse("it is not from an earlier export");
    return true;
}

/// Puts the folder `from` where `to` is; the error number, 0 if none. Afterwards `from` may hold what was there.
int exchange(const std::string& from, const std::string& to, bool exists) {
    if (!exists) return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // A file system that cannot do it in one step.
    const std::string old = from + ".old";
    if (::rename(to.c_str(), old.c_str()) != 0) return errno;
    if (::rename(from.c_str(), to.c_str()) == 0) return ::rename(old.c_str(), from.c_str()) == 0 ? 0 : errno;
    const int number = errno;
    (void)::rename(old.c_str(), to.c_str());
    return number;
}

}  // namespace

void save_directory(const std::string& path, const std::map<std::string, std::string>& files) {
    if (path == "-") throw file_error(path, "a folder cannot be written to standard output");
    std::string target = link_target(path);
    while (target.size() > 1 && target.back() == '/') target.pop_back();
    const bool exists = may_be_replaced(target, path, files);
    std::string temporary = target + ".XXXXXX";
    if (::mkdtemp(temporary.data()) == nullptr) throw unwritable(path, errno);
    const Discarded discarded(temporary);
    for (const auto& file : files) {
        const auto saved = capture([&] {
            save(inside(temporary, file.first), file.second);
            return true;
        });
        if (!saved) throw file_error(path, saved.error().message());
    }
    if (::chmod(temporary.c_str(), new_file_mode() | ((new_file_mode() & 0444U) >> 2U)) != 0)
        throw unwritable(path, errno);
    const int number = exchange(temporary, target, exists);
    if (number != 0) throw unwritable(path, number);
}

std::map<std::string, std::string> load_directory(const std::string& path,
                                                  const std::vector<std::string>& names,
                                                  std::size_t max_bytes) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) throw file_error(path, "is not a folder");
    std::map<std::string, std::string> files;
    for (const std::string& name : names) {
        const std::string file = inside(path, name);
        if (std::filesystem::exists(file, error)) files[name] = load_text(file, max_bytes);
    }
    return files;
}

std::string load_text(const std::string& path, std::size_t max_bytes) {
    const int descriptor = open_to_read(path);
    const Closer closer(descriptor);
    std::string text;
    while (text.size() <= max_bytes && read_some(descriptor, path, text) > 0) {
    }
    return text;
}

bool holds_pautomac_words(const std::string& path) {
    return path.ends_with(".pautomac.test") || path.ends_with(".pautomac.train");
}

std::vector<Word> load_words(const std::string& path, const Alphabet& alphabet) {
    if (holds_pautomac_words(path))
        return read_pautomac_words(load_text(path, max_automaton_file_bytes + 1), path, alphabet).value();
    Lines lines(path);
    std::vector<Word> words;
    std::string line;
    while (lines.next(line)) words.push_back(parse_word(line, alphabet, path, lines.number()).value());
    return words;
}

Lines::Lines(std::string path) : path_(std::move(path)), descriptor_(open_to_read(path_)) {}

Lines::~Lines() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

bool Lines::next(std::string& line) {
    std::size_t end = buffer_.find('\n', position_);
    while (end == std::string::npos) {
        buffer_.erase(0, position_);
        position_ = 0;
        const std::size_t searched = buffer_.size();
        if (searched > max_line_bytes)
            throw Error::bad_input("a line of more than 64 MiB", Place{path_, number_ + 1, 0, {}});
        if (read_some(descriptor_, path_, buffer_) == 0) break;
        end = buffer_.find('\n', searched);
    }
    if (end == std::string::npos) {
        if (buffer_.empty()) return false;
        end = buffer_.size();  // the last line may lack its end
    }
    line.assign(buffer_, position_, end - position_);
    position_ = end + 1;
    if (position_ >= buffer_.size()) {
        buffer_.clear();
        position_ = 0;
    }
    ++number_;
    return true;
}

bool Lines::next_part(std::string_view& part, bool& is_last) {
    if (position_ == buffer_.size()) {
        buffer_.clear();
        position_ = 0;
        const bool at_end = read_some(descriptor_, path_, buffer_) == 0;
        if (at_end && !in_line_) return false;
        if (at_end) {
            part = {};
            in_line_ = false;
            is_last = true;
            return true;
        }
    }
    if (!in_line_) ++number_;
    const std::size_t end = std::min(buffer_.find('\n', position_), buffer_.size());
    part = std::string_view(buffer_).substr(position_, end - position_);
    is_last = end < buffer_.size();
    position_ = is_last ? end + 1 : end;
    in_line_ = !is_last;
    return true;
}

}  // namespace linac::cli
