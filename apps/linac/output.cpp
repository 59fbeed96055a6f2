#include "output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <system_error>

#include "error.hpp"
#include "formats/json_tree.hpp"
#include "formats/lexer.hpp"
#include "text.hpp"

namespace linac::cli {
namespace {

[[noreturn]] void output_failed() {
    throw Error::bad_input("cannot write to standard output: " + std::generic_category().message(errno));
}

}  // namespace

void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) output_failed();
}

void print_line(std::string_view text) {
    print(text);
    print("\n");
}

void flush() {
    if (std::fflush(stdout) != 0) output_failed();
}

void note(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
}

namespace {

/// Each part on its line, after a line feed.
std::string two_columns(const std::vector<Report::Part>& parts) {
    std::size_t width = 0;
    for (const Report::Part& part : parts) width = std::max(width, character_count(part.place));
    std::string text;
    for (const Report::Part& part : parts)
        text += fmt::format("\n  {:<{}}  {}", part.place, width, part.label);
    return text;
}

struct TextOf {
    std::string operator()(std::monostate /*none*/) const { return "-"; }
    std::string operator()(const std::string& word) const { return word; }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(std::size_t count) const { return std::to_string(count); }
    std::string operator()(const std::vector<std::string>& list) const { return join(list, " "); }
    std::string operator()(const std::vector<Report::Part>& parts) const { return two_columns(parts); }
    std::string operator()(const std::vector<Report>& reports) const {
        return std::to_string(reports.size());
    }
    std::string operator()(const std::shared_ptr<const Report>& report) const { return report->json(); }
};

using Json = json::Tree;

struct JsonOf {
    Json operator()(std::monostate /*none*/) const { return {}; }
    template <class Content>
    Json operator()(const Content& content) const {
        return content;
    }
    Json operator()(const std::vector<Report::Part>& parts) const {
        Json list = Json::array();
        for (const Report::Part& part : parts) list.push_back({{"place", part.place}, {"label", part.label}});
        return list;
    }
    Json operator()(const std::vector<Report>& reports) const {
        Json list = Json::array();
        for (const Report& report : reports) list.push_back(Json::written(report.json()));
        return list;
    }
    Json operator()(const std::shared_ptr<const Report>& report) const {
        return Json::written(report->json());
    }
};

/// "minimal dimension" as scripts write it: minimal_dimension.
std::string member_name(const std::string& name) {
    std::string member;
    for (const char c : name)
        member += std::isalpha(static_cast<unsigned char>(c)) != 0
                      ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                      : '_';
    return member;
}

}  // namespace

void Report::add(const std::string& name, const Value& value) {
    add(name, value, std::visit(TextOf{}, value));
}

void Report::add(const std::string& name, Value value, std::string text) {
    rows_.push_back({name, std::move(text), std::move(value)});
}

void Report::add_number(const std::string& name, const Rational& value) {
    add(name, to_string(value), shown(value));
}

void Report::add_parts(const std::string& name, std::vector<Part> parts) {
    add(name, Value(std::move(parts)));
}

void Report::add_list(const std::string& name, std::vector<Report> items, const std::vector<Part>& lines) {
    add(name, Value(std::move(items)), two_columns(lines));
}

void Report::add_report(const std::string& name, const Report& report) {
    add(name, std::make_shared<const Report>(report));
}

std::string Report::text() const {
    std::size_t width = 0;
    for (const Row& row : rows_) width = std::max(width, row.name.size());
    std::string text;
    for (const Row& row : rows_)
        if (row.name.empty() || row.text.starts_with('\n'))
            text += row.name + row.text + "\n";
        else
            text += fmt::format("{:<{}}  {}\n", row.name, width, row.text);
    return text;
}

std::string Report::json() const {
    Json object = Json::object();
    for (const Row& row : rows_)
        if (!row.name.empty()) object[member_name(row.name)] = std::visit(JsonOf{}, row.value);
    return object.text();
}

void print_report(const Report& report, bool json) {
    print(json ? report.json() + "\n" : report.text());
}

void print_beside(const std::string& output, const Report& report, bool json) {
    if (output == "-" && !json)
        note(report.text());
    else
        print_report(report, json);
}

std::string json_text(const std::vector<std::string>& list) {
    return Json(list).text();
}

std::string alphabet_text(const Alphabet& alphabet) {
    std::vector<std::string> names;
    for (const std::string& symbol : alphabet.symbols()) names.push_back(quoted_if_needed(symbol));
    return join(names, " ");
}

void add_network(Report& report, const Network& network) {
    const SizeReport size = size_report(network);
    report.add("kind", "network");
    report.add("target", network.target);
    report.add("scheme", network.scheme);
    report.add("alphabet", network.alphabet.symbols(), alphabet_text(network.alphabet));
    report.gap();
    report.add("layers", size.layers);
    report.add("heads", size.heads);
    report.add("head shapes", size.head_shapes, join(size.head_shapes, "; "));
    if (size.steps > 0) report.add("delta steps", size.steps);
    const auto permutes = [](const Head& head) { return head.info().has(StateStep::Action::permute); };
    if (std::any_of(network.layers.begin(), network.layers.end(), [&](const Layer& layer) {
            return std::any_of(layer.heads.begin(), layer.heads.end(), permutes);
        }))
        report.add("P matrices", size.one_hot ? "column-one-hot" : "permutations");
    report.add("residual width", size.width);
    report.add("feed-forward depth", size.feed_forward_depth);
    report.add("feed-forward width", size.feed_forward_width);
    report.gap();
    report.add("non-zeros", size.nonzeros);
    report.add_number("largest numerator", size.largest_numerator);
    report.add_number("largest denominator", size.largest_denominator);
    report.add("integer", size.integer);
    report.add("dyadic", size.dyadic);
}

void add_parts(Report& report, const Network& network) {
    std::vector<Report::Part> parts;
    for_each_label(network, [&](const std::string& place, const std::string& label) {
        parts.push_back({place, label});
    });
    report.gap();
    report.add_parts("parts", std::move(parts));
}

void add_stratification(Report& report, const Stratification& found, const CounterMachine& machine) {
    std::vector<std::string> strata;
    for (const auto& stratum : found.strata) {
        std::vector<std::string> names;
        names.reserve(stratum.size());
        for (const std::size_t counter : stratum) names.push_back(machine.counters[counter]);
        strata.push_back(join(names, " "));
    }
    report.add("stratified", found.is_stratified(),
               found.is_stratified() ? "yes" : "no: " + describe(found.cycle, machine));
    report.add("strata", strata, strata.empty() ? "-" : join(strata, "; "));
}

std::string shown(const Rational& value) {
    constexpr std::size_t most = 80;
    constexpr std::size_t first = 20;
    const auto shorten = [](const std::string& digits) {
        if (digits.size() <= most) return digits;
        return digits.substr(0, first) + "… (" + count_of(digits.size(), "digit") + ")";
    };
    const std::string text = to_string(value);
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) return shorten(text);
    return shorten(text.substr(0, slash)) + "/" + shorten(text.substr(slash + 1));
}

Progress::Progress() : visible_(::isatty(STDERR_FILENO) != 0) {}

void Progress::clear() {
    if (drawn_) note("\r\033[K");
    drawn_ = false;
}

void Progress::operator()(std::size_t done, std::size_t total) {
    if (!visible_) return;
    note(total > 0 ? fmt::format("\r{} of {}\033[K", done, total) : fmt::format("\r{}\033[K", done));
    drawn_ = true;
}

}  // namespace linac::cli
