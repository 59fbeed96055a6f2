#include "formats/certificate_file.hpp"

#include "formats/json_document.hpp"
#include "text.hpp"

namespace linac {
namespace {

using json::in_quotes;
using json::Object;
using json::quoted;
using json::Value;

constexpr auto certificate_name = "linac certificate";
constexpr std::uint32_t certificate_version = 1;
constexpr std::size_t max_certificate_states = 100'000'000;  // more than automata and networks have
constexpr auto equal_scope = "all words";
constexpr auto different_scope = "this word";  // and no other: a shorter word may differ too
const std::vector<std::string> common_keys = {"format",       "version", "alphabet", "left_states",
                                              "right_states", "verdict", "scope"};
const json::Format certificate_format{
    "certificate", "a certificate is one JSON object, see certificate_file.md", max_certificate_bytes, 8};

std::vector<std::string> keys_with(const std::vector<std::string>& more) {
    std::vector<std::string> keys = common_keys;
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

std::size_t number_below(const Value& value, std::size_t bound, const std::string& noun) {
    if (value.whole() < bound) return value.whole();
    throw value.error(noun + " " + std::to_string(value.whole()) + " of " + std::to_string(bound),
                      "indices count from 0");
}

/// One of two words; whether it is the second.
bool is_second(const Value& value, const std::string& first, const std::string& second) {
    if (value.string() == first) return false;
    if (value.string() == second) return true;
    throw value.error("expected " + in_quotes(first) + " or " + in_quotes(second) + ", found " +
                      in_quotes(value.string()));
}

void expect(const Value& value, const std::string& text) {
    if (value.string() != text)
        throw value.error("expected " + in_quotes(text) + ", found " + in_quotes(value.string()));
}

SparseVector read_row(const Value& value, std::size_t columns) {
    SparseVector row;
    row.reserve(value.size());
    value.for_each([&](const Value& entry) {
        if (entry.size() != 2)
            throw entry.error("expected [column, number], found " + count_of(entry.size(), "element"));
        const std::size_t column = number_below(entry.first(), columns, "column");
        if (!row.empty() && column <= row.back().index)
            throw entry.error("column " + std::to_string(column) + " after column " +
                              std::to_string(row.back().index));
        Rational number = json::rational(entry.first().next());
        if (number.is_zero()) throw entry.error("an entry of 0", "rows list their non-zero entries only");
        row.push_back({column, std::move(number)});
    });
    return row;
}

EqualityProof read_proof(const Value& root, std::size_t columns) {
    const Object object(root, keys_with({"direction", "columns", "basis"}));
    expect(object["scope"], equal_scope);
    EqualityProof proof;
    proof.mirrored = is_second(object["direction"], "forward", "backward");
    object["columns"].for_each(
        [&](const Value& column) { proof.columns.push_back(number_below(column, columns, "column")); });
    if (object["basis"].size() != proof.columns.size())
        throw object["basis"].error(count_of(object["basis"].size(), "row") + " and " +
                                    count_of(proof.columns.size(), "column"));
    proof.basis = SparseMatrix(proof.columns.size(), columns);
    std::size_t next = 0;
    object["basis"].for_each([&](const Value& row) { proof.basis.set_row(next++, read_row(row, columns)); });
    return proof;
}

Difference read_difference(const Value& root, const Alphabet& alphabet) {
    const Object object(root, keys_with({"word", "left", "right"}));
    expect(object["scope"], different_scope);
    Difference difference;
    object["word"].for_each([&](const Value& name) {
        const auto symbol = alphabet.find(name.string());
        if (!symbol) throw name.error(in_quotes(name.string()) + " is not in the alphabet");
        difference.word.push_back(*symbol);
    });
    difference.left = json::rational(object["left"]);
    difference.right = json::rational(object["right"]);
    return difference;
}

Certificate read(const json::Document& document) {
    const Value root(document, 0);
    expect(root.member("format"), certificate_name);
    const Value version = root.member("version");
    if (version.whole() != certificate_version)
        throw version.error("version " + std::to_string(version.whole()) + " is unknown",
                            "this program reads version " + std::to_string(certificate_version));
    Certificate certificate;
    std::vector<std::string> symbols;
    const Value alphabet = root.member("alphabet");
    alphabet.for_each([&](const Value& name) { symbols.emplace_back(name.string()); });
    auto read_alphabet = capture([&] { return Alphabet(std::move(symbols)); });
    if (!read_alphabet) throw alphabet.error(read_alphabet.error().message());
    certificate.alphabet = std::move(read_alphabet).value();
    certificate.left_states = number_below(root.member("left_states"), max_certificate_states, "state");
    certificate.right_states = number_below(root.member("right_states"), max_certificate_states, "state");
    if (is_second(root.member("verdict"), "equal", "different"))
        certificate.content = read_difference(root, certificate.alphabet);
    else
        certificate.content = read_proof(root, certificate.left_states + certificate.right_states);
    return certificate;
}

std::string list(const std::vector<std::string>& elements, const std::string& separator = ", ") {
    return "[" + join(elements, separator) + "]";
}

std::string names(const std::vector<std::string>& texts) {
    std::vector<std::string> all;
    all.reserve(texts.size());
    for (const std::string& text : texts) all.push_back(quoted(text));
    return list(all);
}

std::string write(const EqualityProof& proof) {
    std::vector<std::string> columns;
    columns.reserve(proof.columns.size());
    for (const std::size_t column : proof.columns) columns.push_back(std::to_string(column));
    std::vector<std::string> rows;
    rows.reserve(proof.basis.rows());
    for (std::size_t i = 0; i < proof.basis.rows(); ++i) {
        std::vector<std::string> entries;
        for (const Entry& e : proof.basis.row(i))
            entries.push_back("[" + std::to_string(e.index) + ", \"" + to_string(e.value) + "\"]");
        rows.push_back("\n" + list(entries));
    }
    return "\"verdict\": \"equal\", \"scope\": " + quoted(equal_scope) +
           ", \"direction\": " + quoted(proof.mirrored ? "backward" : "forward") +
           ",\n\"columns\": " + list(columns) + ",\n\"basis\": " + list(rows, ",");
}

}  // namespace

Result<Certificate> read_certificate(std::string_view text, const std::string& source) {
    auto certificate = capture([&] { return read(json::Document(text, source, certificate_format)); });
    if (!certificate) return certificate.error().in(source);
    return certificate;
}

std::string write_certificate(const Certificate& certificate) {
    const std::string text = "{\"format\": \"linac certificate\", \"version\": 1,\n\"alphabet\": " +
                             names(certificate.alphabet.symbols()) +
                             ", \"left_states\": " + std::to_string(certificate.left_states) +
                             ", \"right_states\": " + std::to_string(certificate.right_states) + ",\n";
    if (const auto* proof = std::get_if<EqualityProof>(&certificate.content))
        return text + write(*proof) + "}\n";
    const auto& difference = std::get<Difference>(certificate.content);
    return text + "\"verdict\": \"different\", \"scope\": " + quoted(different_scope) +
           ", \"word\": " + names(symbol_names(difference.word, certificate.alphabet)) + ", \"left\": \"" +
           to_string(difference.left) + "\", \"right\": \"" + to_string(difference.right) + "\"}\n";
}

}  // namespace linac
