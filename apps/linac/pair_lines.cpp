#include "pair_lines.hpp"

#include <chrono>
#include <filesystem>
#include <new>
#include <nlohmann/json.hpp>
#include <utility>

#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "verbs.hpp"
#include "verdicts.hpp"

namespace linac::cli {
namespace {

constexpr std::size_t max_cached_bytes = std::size_t{64} << 20U;  // of text; it takes more once it is read

using UnorderedJson = nlohmann::json;

int status_of(const Error& error) {
    return error.kind() == Error::Kind::impossible ? status::impossible : status::bad_input;
}

PairResult::Kind kind_of(const Error& error) {
    return error.kind() == Error::Kind::impossible ? PairResult::Kind::impossible
                                                   : PairResult::Kind::bad_input;
}

void add_error(Report& report, const Error& error) {
    Report details;
    const Place& place = error.place();
    details.add("message", error.message());
    if (!place.source.empty()) details.add("source", place.source);
    if (place.line > 0) details.add("line", place.line);
    if (place.column > 0) details.add("column", place.column);
    if (!error.hint().empty()) details.add("hint", error.hint());
    details.add("status", static_cast<std::size_t>(status_of(error)));
    report.add_report("error", details);
}

/// What the line says of the pair itself. `mode` is what was done, or what the manifest asks for.
Report begin_line(std::size_t index) {
    Report report;
    report.add("index", index);
    return report;
}
Report begin_line(std::size_t index, const ManifestPair& pair, PairMode mode) {
    Report report = begin_line(index);
    report.add("left file", pair.left);
    report.add("right file", pair.right);
    if (mode != PairMode::automatic) report.add("mode", name_of(mode));
    if (pair.limits == PairLimits{}) return report;
    Report limits;
    if (pair.limits.words) limits.add("words", *pair.limits.words);
    for (const CountLimit& limit : count_limits)
        if (const auto& value = pair.limits.*limit.value) limits.add(limit.name, *value);
    report.add_report("limits", limits);
    return report;
}

std::string path_in(const std::string& root, const std::string& name) {
    return (std::filesystem::path(root) / name).string();
}

/// The error, said of `name` where it is said of `path`.
Error renamed(const Error& error, const std::string& path, const std::string& name) {
    Place place = error.place();
    if (place.source == path) place.source = name;
    return {error.kind(), error.message(), place, error.hint()};
}

PairResult failed(Report line, const Error& error) {
    add_error(line, error);
    return {kind_of(error), line.json()};
}

}  // namespace

template <class Load>
auto PairLines::load_as(const std::string& name, const Load& load) const {
    const std::string path = path_in(root_, name);
    auto loaded = capture([&] { return load(path); });
    if (!loaded) throw renamed(loaded.error(), path, name);
    return std::move(loaded).value();
}

PairLines::PairLines(std::string root, bool times)
    : root_(std::move(root)),
      times_(times),
      sides_(
          [this](const std::string& name) {
              return load_as(name, [](const std::string& path) {
                  Side side = load(path);
                  std::error_code none;  // the size is only a measure of what to keep
                  const auto size = std::filesystem::file_size(path, none);
                  return Cache<Side>::Made{std::move(side), none ? 0 : static_cast<std::size_t>(size)};
              });
          },
          max_cached_bytes),
      files_{[this](const std::string& name) { return sides_.get(name); },
             [this](const std::string& name, const Alphabet& alphabet) {
                 return load_as(name, [&](const std::string& path) { return load_words(path, alphabet); });
             }} {}

PairResult PairLines::compare(std::size_t index, const Result<ManifestPair>& entry) {
    if (!entry) return failed(begin_line(index), entry.error());
    const ManifestPair& pair = entry.value();
    const auto start = std::chrono::steady_clock::now();
    const auto result = [&]() -> Result<PairAnswer> {
        try {
            return compare_pair(pair, files_);
        } catch (const Error& error) {
            return error;
        } catch (const std::bad_alloc&) {
            return Error::impossible("not enough memory");
        }
    }();
    if (!result) return failed(begin_line(index, pair, pair.mode), result.error());
    const PairAnswer& answer = result.value();
    Report report = begin_line(index, pair, answer.mode());
    if (const auto* comparison = std::get_if<Comparison>(&answer.answer))
        add_comparison(report, *comparison, answer.alphabet);
    else
        add_verdict(report, std::get<Verdict>(answer.answer), answer.alphabet);
    if (times_) {
        const auto time = std::chrono::steady_clock::now() - start;
        report.add("microseconds", static_cast<std::size_t>(
                                       std::chrono::duration_cast<std::chrono::microseconds>(time).count()));
    }
    return {answer.equal() ? PairResult::Kind::equal : PairResult::Kind::different, report.json()};
}

namespace {

UnorderedJson parse_line(const std::string& line) {
    UnorderedJson json = UnorderedJson::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("index") || !json["index"].is_number_unsigned())
        throw Error::bad_input("is not a result of linac batch");
    return json;
}

/// The kind that the line tells, if it is the result of a pair at all.
std::optional<PairResult::Kind> kind_in(const UnorderedJson& line) {
    if (line.contains("verdict"))
        return line["verdict"] == "equal" ? PairResult::Kind::equal : PairResult::Kind::different;
    if (!line.contains("error") || !line["error"].is_object() || !line["error"].contains("status"))
        return std::nullopt;
    return line["error"]["status"] == status::impossible ? PairResult::Kind::impossible
                                                         : PairResult::Kind::bad_input;
}

}  // namespace

PairResult read_back(const std::string& line, std::size_t index, const Result<ManifestPair>& pair) {
    const UnorderedJson found = parse_line(line);
    const Report beginning = pair ? begin_line(index, pair.value(), pair.value().mode) : begin_line(index);
    const UnorderedJson expected = UnorderedJson::parse(beginning.json());
    bool is_same = pair || !found.contains("left_file");
    for (const char* name : {"index", "left_file", "right_file", "limits"})
        is_same = is_same && found.value(name, UnorderedJson()) == expected.value(name, UnorderedJson());
    if (expected.contains("mode"))
        is_same = is_same && found.value("mode", UnorderedJson()) == expected["mode"];
    const auto kind = kind_in(found);
    if (!is_same || !kind)
        throw Error::bad_input("is not the result of pair " + std::to_string(index) + " of this manifest", {},
                               "--resume goes on with the results of the same manifest and --shard");
    return {*kind, line};
}

std::size_t index_of(const std::string& line) {
    return parse_line(line)["index"].get<std::size_t>();
}

}  // namespace linac::cli
