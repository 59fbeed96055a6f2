#include "formats/manifest.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "formats/csv.hpp"
#include "formats/json_document.hpp"
#include "formats/json_tree.hpp"
#include "text.hpp"

namespace linac {
namespace {

constexpr auto text_hint = "manifests are UTF-8 text";

std::vector<std::string> limit_names() {
    std::vector<std::string> names{"words"};
    for (const CountLimit& limit : count_limits) names.emplace_back(limit.name);
    return names;
}

std::vector<std::string> column_names() {
    std::vector<std::string> names{"left", "right", "mode"};
    const std::vector<std::string> limits = limit_names();
    names.insert(names.end(), limits.begin(), limits.end());
    return names;
}

PairMode mode_named(std::string_view name) {
    for (const PairMode mode : {PairMode::automatic, PairMode::equal, PairMode::verify})
        if (name == name_of(mode)) return mode;
    throw Error::bad_input(json::in_quotes(name) + " is not a mode", {},
                           "the modes are auto, equal and verify");
}

/// As many as JSON takes here, so that the two forms of a manifest say the same.
std::size_t count_in(const csv::Field& field, const std::string& column) {
    constexpr std::size_t most_count_digits = 10;
    constexpr std::size_t most = std::numeric_limits<std::uint32_t>::max();
    const bool digits = field.text.find_first_not_of("0123456789") == std::string::npos;
    if (digits && field.text.size() <= most_count_digits)
        if (const std::size_t count = std::stoull(field.text); count <= most) return count;
    throw Error::bad_input(column + ": " + json::in_quotes(field.text) +
                           " is not a whole number of at most " + std::to_string(most));
}

/// What a pair must keep to in either form.
void check_names(const ManifestPair& pair) {
    const auto check = [](const std::string& side, const std::string& path) {
        if (path.empty()) throw Error::bad_input("no " + side + " file");
        if (path == "-") throw Error::bad_input(side + ": standard input cannot be part of a pair");
        if (path.find('\0') != std::string::npos)
            throw Error::bad_input(side + ": " + json::in_quotes(path) + " is not a file name");
    };
    check("left", pair.left);
    check("right", pair.right);
    if (pair.limits.words) check("words", *pair.limits.words);
}

void check_limits(const ManifestPair& pair) {
    const PairLimits& limits = pair.limits;
    if (limits.random == 0U) throw Error::bad_input("random 0 runs no words");
    if (!limits.random && (limits.length || limits.seed))
        throw Error::bad_input(std::string(limits.length ? "length" : "seed") + " is about random words", {},
                               "say how many with random");
    const auto limit = limit_of_verify(limits);
    if (pair.mode == PairMode::equal && limit)
        throw Error::bad_input(*limit + " is for the mode verify", {}, "equal decides on all words");
}

ManifestPair checked(ManifestPair pair) {
    check_names(pair);
    check_limits(pair);
    return pair;
}

PairLimits limits_in(const json::Value& value) {
    const json::Object object(value, {}, limit_names());
    PairLimits limits;
    if (const json::Value* words = object.find("words")) limits.words = words->string();
    for (const CountLimit& limit : count_limits)
        if (const json::Value* count = object.find(limit.name)) limits.*limit.value = count->whole();
    return limits;
}

ManifestPair pair_in(const std::vector<csv::Field>& fields, const std::vector<std::string>& columns) {
    if (fields.size() != columns.size())
        throw Error::bad_input(count_of(fields.size(), "field") + " for " +
                               count_of(columns.size(), "column"));
    ManifestPair pair;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string& text = fields[i].text;
        const auto limit = std::find_if(count_limits.begin(), count_limits.end(),
                                        [&](const CountLimit& l) { return columns[i] == l.name; });
        if (text.empty()) continue;
        if (columns[i] == "left")
            pair.left = text;
        else if (columns[i] == "right")
            pair.right = text;
        else if (columns[i] == "mode")
            pair.mode = mode_named(text);
        else if (columns[i] == "words")
            pair.limits.words = text;
        else
            pair.limits.*limit->value = count_in(fields[i], columns[i]);
    }
    return checked(std::move(pair));
}

void check_text(std::string_view record) {
    if (record.size() > max_pair_bytes)
        throw Error::bad_input("a pair of more than " + std::to_string(max_pair_bytes) + " bytes");
    if (const auto bad = first_invalid_utf8(record))
        throw Error::bad_input("a byte that is not UTF-8", place_in(record, *bad, {}), text_hint);
    const auto control = std::find_if(record.begin(), record.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    if (control != record.end())
        throw Error::bad_input("a control character",
                               place_in(record, static_cast<std::size_t>(control - record.begin()), {}),
                               text_hint);
}

bool is_blank_record(std::string_view record) {
    return record.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::string name_of(PairMode mode) {
    return mode == PairMode::equal ? "equal" : mode == PairMode::verify ? "verify" : "auto";
}

std::optional<std::string> limit_of_verify(const PairLimits& limits) {
    if (limits.words) return "words";
    for (const CountLimit& limit : count_limits)
        if (limit.value != &PairLimits::max_states && limits.*limit.value) return limit.name;
    return std::nullopt;
}

Manifest::Manifest(std::string text, std::string source)
    : text_(std::move(text)), source_(std::move(source)) {
    if (text_.size() > max_manifest_bytes)
        throw Error::bad_input("a manifest of more than " + std::to_string(max_manifest_bytes) + " bytes", {},
                               "split it; result files can be put together");
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t begin = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::size_t first = text_.find_first_not_of(" \t\r\n", begin);
    is_csv_ = first != std::string::npos && text_[first] != '{';
    if (source_.ends_with(".csv")) is_csv_ = true;
    if (source_.ends_with(".jsonl") || source_.ends_with(".ndjson") || source_.ends_with(".json"))
        is_csv_ = false;
    find_records(begin);
}

void Manifest::find_records(std::size_t at) {
    bool needs_header = is_csv_;
    for (std::size_t line = 1; at < text_.size();) {
        const std::size_t begin = at;
        std::string_view record;
        if (is_csv_) {
            record = csv::take_record(text_, at);
        } else {
            at = std::min(text_.find('\n', begin), text_.size());
            record = std::string_view(text_).substr(begin, at - begin);
            at = std::min(at + 1, text_.size());
        }
        const Record found{begin, record.size(), line};
        line += static_cast<std::size_t>(std::count(record.begin(), record.end(), '\n')) + 1;
        if (is_blank_record(record)) continue;
        if (std::exchange(needs_header, false))
            read_header(found);
        else
            records_.push_back(found);
    }
}

void Manifest::read_header(const Record& header) {
    const auto fields = capture([&] {
        check_text(text_of(header));
        return csv::fields(text_of(header));
    });
    if (!fields) throw placed(fields.error(), header);
    const auto refuse = [&](const std::string& message, std::size_t offset) {
        return placed(Error::bad_input(message, place_in(text_of(header), offset, {}),
                                       "the first line names the columns: " + join(column_names(), ", ")),
                      header);
    };
    const std::vector<std::string> known = column_names();
    for (const csv::Field& field : fields.value()) {
        if (std::find(known.begin(), known.end(), field.text) == known.end())
            throw refuse("unknown column " + json::in_quotes(field.text), field.offset);
        if (std::find(columns_.begin(), columns_.end(), field.text) != columns_.end())
            throw refuse("column " + field.text + " is given twice", field.offset);
        columns_.push_back(field.text);
    }
    for (const std::string name : {"left", "right"})
        if (std::find(columns_.begin(), columns_.end(), name) == columns_.end())
            throw refuse("column " + name + " is missing", 0);
}

std::string_view Manifest::text_of(const Record& record) const {
    return std::string_view(text_).substr(record.offset, record.size);
}

Error Manifest::placed(const Error& error, const Record& record) const {
    Place place = error.place();
    place.source = source_;
    place.line = record.line + std::max<std::size_t>(1, place.line) - 1;
    return {error.kind(), error.message(), place, error.hint()};
}

ManifestPair Manifest::parse(std::string_view record) const {
    check_text(record);
    return is_csv_ ? pair_in(csv::fields(record), columns_) : read_pair(record);
}

Result<ManifestPair> Manifest::pair(std::size_t index) const {
    const Record& record = records_[index - 1];
    auto pair = capture([&] { return parse(text_of(record)); });
    if (!pair) return placed(pair.error(), record);
    return pair;
}

Result<Manifest> read_manifest(std::string text, const std::string& source) {
    auto manifest = capture([&] { return Manifest(std::move(text), source); });
    if (!manifest) return manifest.error().in(source);
    return manifest;
}

std::string write_pair(const ManifestPair& pair) {
    json::Tree limits = json::Tree::object();
    if (pair.limits.words) limits["words"] = *pair.limits.words;
    for (const CountLimit& limit : count_limits)
        if (const auto& value = pair.limits.*limit.value) limits[limit.name] = *value;
    const json::Tree object{
        {"left", pair.left}, {"right", pair.right}, {"mode", name_of(pair.mode)}, {"limits", limits}};
    return object.text();
}

ManifestPair read_pair(std::string_view line) {
    constexpr std::size_t depth = 4;
    const json::Document document(line, {}, {"pair", {}, max_pair_bytes, depth});
    const json::Object object({document, 0}, {"left", "right"}, {"mode", "limits"});
    ManifestPair pair;
    pair.left = object["left"].string();
    pair.right = object["right"].string();
    if (const json::Value* mode = object.find("mode")) pair.mode = mode_named(mode->string());
    if (const json::Value* limits = object.find("limits")) pair.limits = limits_in(*limits);
    return checked(std::move(pair));
}

}  // namespace linac
