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

/// An argument or an option, as the man page and the shells' completions tell it.
struct Parameter {
    std::vector<std::string> names;  ///< "-o", "--output"; an argument has one, "AUTOMATON"
    std::string value_name;          ///< "FILE"; empty if it takes no value
    std::string help;
    bool is_optional = false;               ///< of an argument: it may be left out
    bool is_repeated = false;               ///< any number of arguments
    bool is_value_optional = false;         ///< the value may be left out, and follows an = otherwise
    std::vector<std::string> choices = {};  ///< what the value may be, where that is a list

    /// Whether the value names a folder, as one called DIR does.
    [[nodiscard]] bool takes_folder() const { return value_name == "DIR"; }
    /// Whether the value names a file: FILE, AUTOMATON and NETWORK do, and arguments for which there is no list.
    [[nodiscard]] bool takes_file() const;
};

/// What a verb takes.
struct Usage {
    std::string verb;
    std::string summary;
    std::vector<Parameter> arguments;
    std::vector<Parameter> options;
    std::string explanation;  ///< what the help text ends with
};

/// Declares what a verb takes; each value is set when the command line is read.
class Command {
  public:
    Command(const std::string& verb, const std::string& summary);
    ~Command();
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;

    /// One argument that must be there.
    void argument(const std::string& name, std::string& value, const std::string& help);
    /// One argument that may be left out.
    void argument(const std::string& name, std::optional<std::string>& value, const std::string& help);
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

    /// What the value of `name` can be.
    void choices(const std::string& name, const std::vector<std::string>& choices);
    /// `name` must be given.
    void require(const std::string& name);
    /// `name` means something only together with `other`.
    void needs(const std::string& name, const std::string& other);
    /// What the help text ends with.
    void explain(const std::string& text);

    /// Reads the command line; false if it asks for the help text. Throws bad_input on bad usage.
    [[nodiscard]] bool read(std::vector<std::string> arguments);
    [[nodiscard]] std::string help() const;
    [[nodiscard]] const Usage& usage() const { return usage_; }

  private:
    void add_option(const std::string& names, const std::string& value_name, const std::string& help,
                    bool is_value_optional = false);

    Usage usage_;
    std::vector<std::string> usual_values_;  // of flags, with their names, as CLI11 shows them
    std::unique_ptr<CLI::App> app_;
};

}  // namespace linac::cli
