// linac expression: the automaton of a weighted or regular expression, and an expression of an automaton.
#include <memory>
#include <optional>

#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/expression_text.hpp"
#include "expressions/regex_reader.hpp"
#include "expressions/standard_automaton.hpp"
#include "expressions/state_elimination.hpp"
#include "files.hpp"
#include "loading.hpp"
#include "output.hpp"
#include "text.hpp"
#include "verbs.hpp"

namespace linac::cli {
namespace {

constexpr std::size_t default_language_states = 10'000;

struct ExpressionArguments {
    std::vector<std::string> expressions;
    std::string alphabet;
    bool is_regex = false;
    bool count = false;
    std::string of;
    std::string construction = "derived-term";
    std::optional<std::size_t> max_states;
    std::string output = "-";
    InputOptions input;
    bool json = false;
};

void check(const ExpressionArguments& options) {
    const auto refuse = [](const std::string& message, const std::string& hint = {}) {
        throw usage_error("expression", message, hint);
    };
    expect_apart("expression", "result", options.output, options.json);
    if (!options.of.empty()) {
        if (!options.expressions.empty()) refuse("an expression and --of: one of both is read");
        if (options.is_regex || !options.alphabet.empty() || options.max_states ||
            options.construction != "derived-term")
            refuse("--of is for itself: the expression is a weighted one, over the automaton's alphabet");
        return;
    }
    if (options.expressions.empty()) refuse("an expression is missing");
    if (options.expressions.size() > 1)
        refuse("more than one expression", "in the shell, an expression is put in single quotes");
    if (options.construction != "derived-term" && options.construction != "standard")
        refuse("no construction " + printable(options.construction), "derived-term or standard");
    if (options.construction == "standard" && options.is_regex && !options.count)
        refuse("--construction standard counts the ways of matching",
               "with --count too; without it the automaton is the minimal deterministic one");
}

/// The automaton, or an error that says where it was read if the error itself does not.
WeightedAutomaton automaton_of(const ExpressionArguments& options) {
    const bool is_input = options.expressions[0] == "-";
    std::string text = is_input ? load_text("-", max_expression_bytes) : options.expressions[0];
    if (is_input && text.ends_with('\n')) text.pop_back();
    if (is_input && text.ends_with('\r')) text.pop_back();
    const std::string source = is_input ? "-" : "expression";
    std::optional<Alphabet> alphabet;
    if (!options.alphabet.empty()) alphabet = read_symbols("expression", "--alphabet", options.alphabet);
    const Alphabet* const symbols = alphabet ? &*alphabet : nullptr;
    const auto automaton = capture([&] {
        if (options.is_regex && !options.count) {
            const auto regex = read_regex(text, source, RegexMeaning::language, symbols).value();
            const std::size_t limit = options.max_states.value_or(default_language_states);
            return weighted_language(minimized(deterministic_automaton(regex, limit)));
        }
        const std::size_t limit = options.max_states.value_or(default_expression_states);
        const auto expression = options.is_regex
                                    ? read_regex(text, source, RegexMeaning::count, symbols).value()
                                    : read_expression(text, source, symbols).value();
        return options.construction == "standard" ? standard_automaton(expression, limit)
                                                  : derived_term_automaton(expression, limit);
    });
    if (!automaton) throw automaton.error().in(source);
    return automaton.value();
}

int write_automaton_of(const ExpressionArguments& options) {
    const WeightedAutomaton automaton = automaton_of(options);
    save(options.output, automaton);
    Report report;
    report.add("states", automaton.size());
    report.add("transitions", automaton.transition_count());
    report.add("alphabet", automaton.alphabet.symbols(), alphabet_text(automaton.alphabet));
    print_beside(options.output, report, options.json);
    return status::yes;
}

int write_expression_of(const ExpressionArguments& options) {
    const WeightedAutomaton automaton = load_weighted(options.of, options.input);
    const auto written = capture([&] {
        const RationalExpression expression = expression_of(automaton);
        return std::pair(expression_text(expression), expression.set->length(expression.term));
    });
    if (!written) throw written.error().in(options.of);
    const auto& [text, length] = written.value();
    save(options.output, text + "\n");
    if (options.output == "-") return status::yes;
    Report report;
    report.add("states", automaton.size());
    report.add("length", length);
    print_beside(options.output, report, options.json);
    return status::yes;
}

}  // namespace

Action expression(Command& command) {
    const auto options = std::make_shared<ExpressionArguments>();
    command.arguments("EXPRESSION", options->expressions, "in quotes; - is standard input");
    command.option("--alphabet", options->alphabet, "SYMBOLS",
                   "separated by blanks; without it the letters that appear, in order");
    command.flag("--regex", options->is_regex,
                 "a regular expression: weight 1 on the words that match, else 0");
    command.flag("--count", options->count, "with --regex: in how many ways a word matches");
    command.option("--construction", options->construction, "NAME", "derived-term or standard");
    command.choices("--construction", {"derived-term", "standard"});
    command.option("--max-states", options->max_states, "N",
                   "give up at more; without it 100000, for the language of --regex 10000");
    command.option("--of", options->of, "AUTOMATON", "the other way: an expression of this automaton");
    command.option("-o,--output", options->output, "FILE", "the result; - is standard output, as without");
    command.needs("--count", "--regex");
    input_options(command, options->input);
    command.json_flag(options->json);
    command.explain(
        "Weighted rational expressions as Vcsn writes them: + sum, ab or a.b product,\n"
        "<1/2>a or a<1/2> weights, a* star, a? a{3} a{2,4} a{2,} repeats, \\e the empty word,\n"
        "\\z zero, [abc] [a-z] [^a] classes, 'if' or \\+ symbols that are not one letter,\n"
        "& Hadamard product, : shuffle, &: infiltration. A star must converge.\n"
        "\n"
        "Regular expressions: . [a-z] [^a] \\d \\w \\s | * + ? {2,4} ( ), and match whole words.\n"
        "\n"
        "Examples:\n"
        "  linac expression '(<1/2>a + b)*<3>'\n"
        "  linac expression --regex '(a|b)*abb' -o abb.linac\n"
        "  linac expression --regex --count 'a*[^b]a*' --alphabet 'a b c'\n"
        "  linac expression --of automata/weighted/tomita-2.linac");
    return [options] {
        check(*options);
        return options->of.empty() ? write_automaton_of(*options) : write_expression_of(*options);
    };
}

}  // namespace linac::cli
