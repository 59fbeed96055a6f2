#include "options.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <utility>

#include "formats/lexer.hpp"
#include "text.hpp"

namespace linac::cli {
namespace {

// CLI11 takes an argument such as [a,b] for a list of two; a mark at its end prevents that. Options remove
// it.
constexpr char mark = '\x01';

std::vector<std::string> marked(std::vector<std::string> arguments) {
    for (std::string& argument : arguments)
        if (!argument.empty() && argument.front() == '[' && argument.back() == ']') argument += mark;
    return arguments;
}

std::string unmark(std::string& argument) {
    if (!argument.empty() && argument.back() == mark) argument.pop_back();
    return {};  // CLI11: no complaint
}

const CLI::Validator unmarks(unmark, "", "unmark");

// CLI11 would take -1 for the largest count there is.
std::string check_count(const std::string& argument) {
    constexpr std::size_t most_digits = 18;
    const bool digits = argument.find_first_not_of("0123456789") == std::string::npos;
    if (digits && !argument.empty() && argument.size() <= most_digits) return {};
    return printable(argument) + " is not a whole number below 10^18";
}

const CLI::Validator counts(check_count, "", "count");

/// What stands between the commas.
std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

}  // namespace

Error usage_error(const std::string& verb, const std::string& message, const std::string& hint) {
    return Error::bad_input(message, Place{"linac " + verb, 0, 0, {}},
                            hint.empty() ? "see linac " + verb + " --help" : hint);
}

Vector read_numbers(const std::string& verb, const std::string& option, const std::string& list,
                    const std::string& such_as) {
    Vector numbers;
    for (const std::string& text : split(list)) {
        const auto value = parse_rational(text);
        if (!value)
            throw usage_error(verb, option + ": " + printable(text) + " is not a number",
                              "numbers separated by commas, such as " + such_as);
        numbers.push_back(*value);
    }
    return numbers;
}

Alphabet read_symbols(const std::string& verb, const std::string& option, const std::string& list) {
    std::vector<std::string> symbols;
    for (const std::string_view content : split_lines(list, option)) {
        Line line(option, 1, content);
        while (!line.at_end())
            symbols.push_back(line.expect(Token::Kind::name, "a symbol", "such as \"a b\"").text);
    }
    if (symbols.empty()) throw usage_error(verb, option + ": there is no symbol", "such as \"a b\"");
    auto alphabet = capture([&] { return Alphabet(std::move(symbols)); });
    if (!alphabet) throw alphabet.error().in(option);
    return std::move(alphabet).value();
}

void expect_apart(const std::string& verb, const std::string& result, const std::string& output, bool json) {
    if (json && output == "-")
        throw usage_error(verb, "--json needs -o FILE: standard output holds the " + result + " otherwise");
}

bool Parameter::takes_file() const {
    const bool is_option = names.front().starts_with('-');
    const bool has_name_of_file =
        value_name == "FILE" || value_name == "AUTOMATON" || value_name == "NETWORK";
    return choices.empty() && !takes_folder() && (!is_option || has_name_of_file);
}

Command::Command(const std::string& verb, const std::string& summary)
    : usage_{verb, summary, {}, {}, {}}, app_(std::make_unique<CLI::App>(summary, "linac " + verb)) {
    const std::string help_names = "-h,--help";
    const std::string help = "this text";
    app_->set_help_flag(help_names, help);
    add_option(help_names, {}, help);
    app_->get_formatter()->label("Positionals", "Arguments");
    app_->get_formatter()->column_width(22);
}

Command::~Command() = default;

void Command::add_option(const std::string& names, const std::string& value_name, const std::string& help,
                         bool is_value_optional) {
    usage_.options.push_back({.names = split(names),
                              .value_name = value_name,
                              .help = help,
                              .is_value_optional = is_value_optional});
}

void Command::argument(const std::string& name, std::string& value, const std::string& help) {
    app_->add_option(name, value, help)->required()->option_text(" ")->transform(unmarks);
    usage_.arguments.push_back({.names = {name}, .value_name = name, .help = help});
}

void Command::argument(const std::string& name, std::optional<std::string>& value, const std::string& help) {
    app_->add_option(name, value, help)->option_text(" ")->transform(unmarks);
    usage_.arguments.push_back({.names = {name}, .value_name = name, .help = help, .is_optional = true});
}

void Command::arguments(const std::string& name, std::vector<std::string>& values, const std::string& help) {
    app_->add_option(name, values, help)->option_text("...")->transform(unmarks);
    usage_.arguments.push_back(
        {.names = {name}, .value_name = name, .help = help, .is_optional = true, .is_repeated = true});
}

void Command::option(const std::string& names, std::string& value, const std::string& value_name,
                     const std::string& help) {
    app_->add_option(names, value, help)->type_name(value_name)->option_text(value_name)->transform(unmarks);
    add_option(names, value_name, help);
}

void Command::option(const std::string& names, std::uint64_t& value, const std::string& value_name,
                     const std::string& help) {
    app_->add_option(names, value, help)->type_name(value_name)->option_text(value_name)->check(counts);
    add_option(names, value_name, help);
}

void Command::option(const std::string& names, std::optional<std::size_t>& value,
                     const std::string& value_name, const std::string& help) {
    app_->add_option(names, value, help)->type_name(value_name)->option_text(value_name)->check(counts);
    add_option(names, value_name, help);
}

void Command::flag(const std::string& name, std::optional<std::string>& value, const std::string& usual,
                   const std::string& value_name, const std::string& help) {
    // CLI11 shows the usual value behind the name; the help text says what it means.
    const std::string usual_value = "{" + usual + "}";
    app_->add_flag(name + usual_value, value, help)->option_text("[=" + value_name + "]");
    usual_values_.push_back(name + usual_value + " ");
    add_option(name, value_name, help, true);
}

void Command::flag(const std::string& names, bool& value, const std::string& help) {
    app_->add_flag(names, value, help);
    add_option(names, {}, help);
}

void Command::choices(const std::string& name, const std::vector<std::string>& choices) {
    (void)app_->get_option(name);  // throws if there is none
    for (std::vector<Parameter>* parameters : {&usage_.arguments, &usage_.options})
        for (Parameter& parameter : *parameters)
            if (std::count(parameter.names.begin(), parameter.names.end(), name) > 0)
                parameter.choices = choices;
}

void Command::require(const std::string& name) {
    app_->get_option(name)->required();
}

void Command::needs(const std::string& name, const std::string& other) {
    app_->get_option(name)->needs(app_->get_option(other));
}

void Command::explain(const std::string& text) {
    app_->footer(text);
    usage_.explanation = text;
}

bool Command::read(std::vector<std::string> arguments) {
    arguments = marked(std::move(arguments));
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    try {
        app_->parse(std::move(arguments));
        return true;
    } catch (const CLI::CallForHelp&) {
        return false;
    } catch (const CLI::ParseError& error) {
        throw usage_error(usage_.verb, error.what());
    }
}

std::string Command::help() const {
    std::string text = app_->help();
    for (const std::string& shown : usual_values_)
        if (const std::size_t at = text.find(shown); at != std::string::npos)
            text.replace(at, shown.size(), shown.substr(0, shown.find('{')));
    return text;
}

}  // namespace linac::cli
