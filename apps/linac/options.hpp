// The command line of one verb. CLI11 does the work and stays out of sight.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "automata/alphabet.hpp"
#include "error.hpp"
#include "exact/matrix.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace linac::cli {

/// Bad usage of a verb.
[[nodiscard]] Error usage_error(const std::string& verb, const std::string& message,
                                const std::string& hint = {});

/// The numbers of a list with commas between them; `such_as` is an example for whoever errs.
[[nodiscard]] Vector read_numbers(const std::string& verb, const std::string& option, const std::string& list,
                                  const std::string& such_as);

/// The symbols of a list with blanks between them, as on the alphabet line of an automaton file.
[[nodiscard]] Alphabet read_symbols(const std::string& verb, const std::string& option,
                                    const std::string& list);

/// Throws if both a verb's result, such as "automaton", and its report in JSON would go to standard output.
void expect_apart(const std::string& verb, const std::string& result, const std::string& output, bool json);

/// Declares what a verb takes; each value is set when the command line is read.
class Command {
  public:
    Command(const std::string& verb, const std::string& summary);
    ~Command();
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    /// One argument that must be there.
    void argument(const std::string& name, std::string& value, const std::string& help);
    /// Any number of arguments.
    void arguments(const std::string& name, std::vector<std::string>& values, const std::string& help);
    /// An option with a value; `names` such as "-o,--output", `value_name` such as "FILE".
    void option(const std::string& names, std::string& value, const std::string& value_name,
                const std::string& help);
    void option(const std::string& names, std::uint64_t& value, const std::string& value_name,
                const std::string& help);
    void option(const std::string& names, std::optional<std::size_t>& value, const std::string& value_name,
                const std::string& help);
    void flag(const std::string& names, bool& value, const std::string& help);
    /// A flag that may have a value, `name=VALUE`; without one it is `usual`.
    void flag(const std::string& name, std::optional<std::string>& value, const std::string& usual,
              const std::string& value_name, const std::string& help);
    void json_flag(bool& value) { flag("--json", value, "print one JSON object on standard output"); }

    /// `name` must be given.
    void require(const std::string& name);
    /// `name` means something only together with `other`.
    void needs(const std::string& name, const std::string& other);
    /// What the help text ends with.
    void explain(const std::string& text);

    /// Reads the command line; false if it asks for the help text. Throws bad_input on bad usage.
    [[nodiscard]] bool read(std::vector<std::string> arguments);
    [[nodiscard]] std::string help() const;

  private:
    std::string verb_;
    std::vector<std::string> usual_values_;  // of flags, with their names, as CLI11 shows them
    std::unique_ptr<CLI::App> app_;
};

}  // namespace linac::cli
