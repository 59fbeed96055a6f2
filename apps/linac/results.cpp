#include "results.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "error.hpp"
#include "files.hpp"
#include "output.hpp"

namespace linac::cli {
namespace {

Error unwritable(const std::string& path) {
    return Error::bad_input("cannot be written: " + std::generic_category().message(errno),
                            Place{path, 0, 0, {}});
}

std::string ahead_of(const std::string& path) {
    return path + ".ahead";
}

bool exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

/// Makes a new file's name in its folder last as the file does.
void keep_name(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;  // a folder that may be written in, but not read
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

LineFile::LineFile(std::string path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
    struct stat about = {};
    if (descriptor_ < 0 || ::fstat(descriptor_, &about) != 0) throw unwritable(path_);
    is_regular_ = S_ISREG(about.st_mode);
    size_ = static_cast<std::size_t>(about.st_size);
    // Some network file systems have no locks; then nobody is kept out.
    if (is_regular_ && ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        ::close(descriptor_);
        throw Error::bad_input("another linac batch is writing it", Place{path_, 0, 0, {}});
    }
}

LineFile::~LineFile() {
    ::close(descriptor_);
}

void LineFile::read(const std::function<void(const std::string& line)>& visit) {
    Lines lines(path_);
    std::string line;
    std::size_t end = 0;
    while (lines.next(line) && end + line.size() < size_) {
        end += line.size() + 1;
        const auto visited = capture([&] {
            visit(line);
            return true;
        });
        if (visited) continue;
        const Error& error = visited.error();
        throw Error(error.kind(), error.message(), Place{path_, lines.number(), 0, {}}, error.hint());
    }
    if (end == size_) return;
    if (::ftruncate(descriptor_, static_cast<off_t>(end)) != 0) throw unwritable(path_);
    size_ = end;
}

void LineFile::append(std::string_view lines) {
    size_ += lines.size();
    while (!lines.empty()) {
        const ssize_t count = ::write(descriptor_, lines.data(), lines.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw unwritable(path_);
        lines.remove_prefix(static_cast<std::size_t>(count));
    }
}

void LineFile::clear() {
    if (::ftruncate(descriptor_, 0) != 0) throw unwritable(path_);
    size_ = 0;
}

void LineFile::sync() {
    if (is_regular_ && ::fdatasync(descriptor_) != 0) throw unwritable(path_);
}

Results::Results(const std::string& path, bool resume) {
    if (path == "-") return;
    const bool is_new = !exists(path);
    file_.emplace(path);
    if (!file_->is_regular()) {
        if (resume)
            throw Error::bad_input("is not a file that --resume could go on with", Place{path, 0, 0, {}});
        return;
    }
    if (is_new) keep_name(path);
    if (exists(ahead_of(path))) ahead();
    if (is_new && ahead_) ahead_->clear();  // of a file that somebody removed
    if (!resume && (file_->size() > 0 || (ahead_ && ahead_->size() > 0)))
        throw Error::bad_input("has results already", Place{path, 0, 0, {}},
                               "--resume goes on with them; remove the file to begin anew");
}

void Results::read(const std::function<void(const std::string& line)>& in_order,
                   const std::function<void(const std::string& line)>& ahead) {
    if (file_ && file_->is_regular()) file_->read(in_order);
    if (ahead_) ahead_->read(ahead);
}

void Results::append(const std::string& lines) {
    if (!file_) {
        print(lines);
        flush();
        return;
    }
    file_->append(lines);
    sync_now_and_then();
}

void Results::set_aside(const std::string& lines) {
    if (!file_ || !file_->is_regular()) return;
    ahead().append(lines);
    sync_now_and_then();
}

void Results::sync_now_and_then() {
    const auto now = std::chrono::steady_clock::now();
    if (now - synced_ < std::chrono::seconds(1)) return;
    file_->sync();
    if (ahead_) ahead_->sync();
    synced_ = now;
}

void Results::forget_aside() {
    constexpr std::size_t worth_it = std::size_t{1} << 20U;
    if (!ahead_ || ahead_->size() < worth_it) return;
    file_->sync();
    ahead_->clear();
}

void Results::finish() {
    if (!file_) return;
    file_->sync();
    if (!ahead_) return;
    if (::unlink(ahead_->path().c_str()) != 0) throw unwritable(ahead_->path());
    ahead_.reset();
}

LineFile& Results::ahead() {
    if (!ahead_) ahead_.emplace(ahead_of(file_->path()));
    return *ahead_;
}

}  // namespace linac::cli
