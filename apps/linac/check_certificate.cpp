// linac check-certificate: checks what linac equal --certificate wrote, without any search.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "analysis/certificate.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

struct CheckCertificateArguments {
    std::string left;
    std::string right;
    std::string certificate;
    InputOptions input;
    bool json = false;
};

std::string as_json(const Certificate& certificate, const std::optional<std::string>& flaw) {
    Report report;
    report.add("valid", !flaw.has_value());
    if (flaw) {
        report.add("flaw", *flaw);
        return report.json();
    }
    const auto* difference = std::get_if<Difference>(&certificate.content);
    report.add("verdict", difference != nullptr ? "different" : "equal");
    report.add("scope", difference != nullptr ? "this word" : "all words");
    if (difference != nullptr) {
        report.add("witness", symbol_names(difference->word, certificate.alphabet));
        report.add_number("left", difference->left);
        report.add_number("right", difference->right);
    }
    return report.json();
}

std::string as_text(const Certificate& certificate, const std::optional<std::string>& flaw) {
    if (flaw) return "not valid: " + *flaw;
    const auto* difference = std::get_if<Difference>(&certificate.content);
    if (difference == nullptr) return "valid: equal on all words";
    return fmt::format("valid: different: word {}: left {}, right {} (a shorter word may differ too)",
                       show_word(difference->word, certificate.alphabet), shown(difference->left),
                       shown(difference->right));
}

int check(const CheckCertificateArguments& options) {
    const std::vector<std::string> paths = {options.left, options.right, options.certificate};
    if (std::count(paths.begin(), paths.end(), "-") > 1)
        throw usage_error("check-certificate", "standard input cannot be more than one of A, B and FILE");
    const WeightedAutomaton left = load_linear(options.left, options.input);
    const WeightedAutomaton right =
        reordered(load_linear(options.right, options.input), left.alphabet, options.right, options.left);
    const Certificate certificate = load_certificate(options.certificate);
    const std::optional<std::string> found = flaw(certificate, left, right);
    print_line(options.json ? as_json(certificate, found) : as_text(certificate, found));
    return found ? status::no : status::yes;
}

}  // namespace

Action check_certificate(Command& command) {
    const auto options = std::make_shared<CheckCertificateArguments>();
    const std::string what = "automaton or network of one layer; - is standard input";
    command.argument("A", options->left, what);
    command.argument("B", options->right, what);
    command.argument("FILE", options->certificate, "what linac equal A B --certificate FILE wrote");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Multiplies matrices over the integers and compares; nothing is searched. Exits\n"
        "with status 0 if the certificate is valid for A and B. If it is not, says which\n"
        "equation of lib/formats/certificate_file.md fails, and where, and exits with\n"
        "status 1.\n"
        "\n"
        "Example:\n"
        "  linac check-certificate a.linac b.linac proof.json");
    return [options] { return check(*options); };
}

}  // namespace linac::cli
