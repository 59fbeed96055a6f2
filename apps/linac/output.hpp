// What the verbs print: results to standard output, everything else to standard error.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analysis/stratification.hpp"
#include "exact/rational.hpp"
#include "network/network.hpp"

namespace linac::cli {

/// Writes to standard output; throws bad_input if that fails (a full disk, a closed pipe).
void print(std::string_view text);
void print_line(std::string_view text);
/// Hands over what is buffered; throws as print does.
void flush();
/// Writes to standard error.
void note(std::string_view text);

/// Named values in the order in which they are shown; the text and the JSON form say the same.
class Report {
  public:
    /// Something in a file, by its place there.
    struct Part {
        std::string place;
        std::string label;
    };
    /// Nothing, a word, yes or no, a count, a list, or a report within this one.
    using Value = std::variant<std::monostate, std::string, bool, std::size_t, std::vector<std::string>,
                               std::vector<Part>, std::vector<Report>, std::shared_ptr<const Report>>;

    void add(const std::string& name, const Value& value);
    /// `text` says the value in words.
    void add(const std::string& name, Value value, std::string text);
    /// An exact number, in JSON a string; the text shows the first digits only, if there are many.
    void add_number(const std::string& name, const Rational& value);
    /// Places and labels, in the text one a line.
    void add_parts(const std::string& name, std::vector<Part> parts);
    /// Things of which each has a report, in the text one a line.
    void add_list(const std::string& name, std::vector<Report> items, const std::vector<Part>& lines);
    /// An object in JSON; the text shows it as JSON too.
    void add_report(const std::string& name, const Report& report);
    /// An empty line in the text.
    void gap() { rows_.emplace_back(); }

    /// One value a line, aligned. Ends with a line feed.
    [[nodiscard]] std::string text() const;
    /// One object on one line, without a line feed. Members are named as in the text, in small letters with
    /// "_" for what is not a letter.
    [[nodiscard]] std::string json() const;

  private:
    struct Row {
        std::string name;
        std::string text;
        Value value;
    };
    std::vector<Row> rows_;
};

/// Prints the report of a verb that has no other result.
void print_report(const Report& report, bool json);
/// Prints the report of a verb whose result went to `output`: to standard error if standard output holds the result.
void print_beside(const std::string& output, const Report& report, bool json);

/// The list in JSON.
[[nodiscard]] std::string json_text(const std::vector<std::string>& list);

/// The symbols, separated by blanks, quoted where the files would.
[[nodiscard]] std::string alphabet_text(const Alphabet& alphabet);

/// Adds what a network is made of and how large it is.
void add_network(Report& report, const Network& network);
/// Adds the labels of its residual dimensions, layers, heads and units.
void add_parts(Report& report, const Network& network);

/// Adds the strata of the machine's counters, or what keeps them from having any.
void add_stratification(Report& report, const Stratification& found, const CounterMachine& machine);

/// The number for people: the first digits and how many there are, if there are many.
[[nodiscard]] std::string shown(const Rational& value);

/// A line on standard error that counts, if that is a terminal.
class Progress {
  public:
    Progress();
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// The total is 0 where it is not known.
    void operator()(std::size_t done, std::size_t total);
    void clear();

  private:
    bool visible_;
    bool drawn_ = false;
};

}  // namespace linac::cli
