// A line as fields between blanks; errors know their place.
//
//     const Fields fields("a.fst", 3, "0\t1  a 0.5");
//     assert(fields.size() == 4 && fields[2].text == "a");
//     throw fields.error(fields[3], "a text that is not a number");
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "error.hpp"
#include "text.hpp"

namespace linac {

struct Field {
    std::string_view text;
    std::size_t offset = 0;  ///< byte in the line
};

/// The first fields of a line, up to `most`; the line and the name of its source must outlive it.
class Fields {
  public:
    static constexpr std::size_t most = 6;

    Fields(const std::string& source, std::size_t number, std::string_view line)
        : source_(&source), number_(number), line_(line) {
        for (std::size_t at = next(0); at < line.size() && size_ < most;) {
            const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
            fields_[size_++] = {line.substr(at, end - at), at};
            at = next(end);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const Field& operator[](std::size_t index) const noexcept { return fields_[index]; }
    /// The first field, which is cut off the line; empty at the end.
    [[nodiscard]] static Field take(std::string_view line, std::size_t& at) {
        const std::size_t begin = std::min(line.find_first_not_of(" \t", at), line.size());
        at = std::min(line.find_first_of(" \t", begin), line.size());
        return {line.substr(begin, at - begin), begin};
    }

    [[nodiscard]] Error error(std::size_t offset, const std::string& message,
                              const std::string& hint = {}) const {
        return Error::bad_input(message, {*source_, number_, column(offset), std::string(line_)}, hint);
    }
    [[nodiscard]] Error error(const Field& field, const std::string& message,
                              const std::string& hint = {}) const {
        return error(field.offset, message, hint);
    }

  private:
    [[nodiscard]] std::size_t next(std::size_t at) const {
        return std::min(line_.find_first_not_of(" \t", at), line_.size());
    }
    [[nodiscard]] std::size_t column(std::size_t offset) const {
        return character_count(line_.substr(0, offset)) + 1;
    }

    const std::string* source_;
    std::size_t number_;
    std::string_view line_;
    std::array<Field, most> fields_;
    std::size_t size_ = 0;
};

}  // namespace linac
