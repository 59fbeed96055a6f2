// One kind of error for the whole library: what is wrong, where, and what may help.
//
// The library throws linac::Error where an input cannot be used; it never prints and never aborts.
// Readers and other entry points return Result<T>, so that a caller decides without a try block:
//
//     auto automaton = read_automaton(text, "parity.linac");
//     if (!automaton) std::cerr << describe(automaton.error());
#pragma once

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace linac {

/// Where in a text an error lies. `line` and `column` count from 1, columns in characters; 0 means unknown.
struct Place {
    std::string source;    ///< file name, "-" for standard input, or an object such as "argument 2"
    std::size_t line = 0;  ///< 0 if the error concerns the whole source
    std::size_t column = 0;
    std::string text;  ///< the offending line, empty if there is none to show
};

/// The place of a byte of a text of many lines.
[[nodiscard]] Place place_in(std::string_view text, std::size_t offset, const std::string& source);

/// An input that cannot be used (exit status 2) or a task that is impossible or over a limit (exit status 3).
class Error : public std::exception {
  public:
    enum class Kind { bad_input, impossible };

    Error(Kind kind, std::string message, Place place = {}, std::string hint = {})
        : kind_(kind), message_(std::move(message)), place_(std::move(place)), hint_(std::move(hint)) {}

    static Error bad_input(std::string message, Place place = {}, std::string hint = {}) {
        return {Kind::bad_input, std::move(message), std::move(place), std::move(hint)};
    }
    static Error impossible(std::string message, std::string hint = {}) {
        return {Kind::impossible, std::move(message), Place{}, std::move(hint)};
    }

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    [[nodiscard]] const Place& place() const noexcept { return place_; }
    [[nodiscard]] const std::string& hint() const noexcept { return hint_; }
    [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

    /// The same error, said of `source` where no source is known yet.
    [[nodiscard]] Error in(const std::string& source) const {
        Error copy = *this;
        if (copy.place_.source.empty()) copy.place_.source = source;
        return copy;
    }

  private:
    Kind kind_;
    std::string message_;
    Place place_;
    std::string hint_;
};

/// `file:line:column: message`, the line with a caret under the place, and the hint, each where known.
[[nodiscard]] std::string describe(const Error& error);

/// A value or the error that kept it from being made.
template <class T>
class Result {
  public:
    Result(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] explicit operator bool() const noexcept { return content_.index() == 0; }
    [[nodiscard]] const Error& error() const { return std::get<1>(content_); }

    /// The value; throws the error if there is none.
    [[nodiscard]] const T& value() const& {
        if (!*this) throw error();
        return std::get<0>(content_);
    }
    [[nodiscard]] T&& value() && {
        if (!*this) throw error();
        return std::get<0>(std::move(content_));
    }

  private:
    std::variant<T, Error> content_;
};

/// Runs `function` and returns its value, or the linac::Error it threw.
template <class Function>
[[nodiscard]] auto capture(Function&& function) -> Result<decltype(function())> {
    try {
        return std::forward<Function>(function)();
    } catch (const Error& error) {
        return error;
    }
}

}  // namespace linac
