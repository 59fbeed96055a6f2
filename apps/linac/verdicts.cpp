#include "verdicts.hpp"

namespace linac::cli {

void add_comparison(Report& report, const Comparison& comparison, const Alphabet& alphabet) {
    report.add("verdict", comparison.equal() ? "equal" : "different");
    report.add("scope", "all words");
    report.add("words", std::size_t{0});
    if (comparison.equal()) return;
    report.add("witness", symbol_names(comparison.difference->word, alphabet));
    report.add_number("left", comparison.difference->left);
    report.add_number("right", comparison.difference->right);
}

void add_verdict(Report& report, const Verdict& verdict, const Alphabet& alphabet) {
    report.add("verdict", verdict.equal ? "equal" : "different");
    report.add("scope", in_words(verdict.scope));
    report.add("words", verdict.words);
    report.add("method", method_of(verdict));
    if (verdict.words > 0) report.add("state_bits", verdict.state_bits);
    if (verdict.registers && verdict.registers->all > 0) {
        report.add("registers", verdict.registers->all);
        report.add("registers_compared", verdict.registers->compared);
    }
    if (verdict.equal) return;
    report.add("witness", symbol_names(verdict.witness, alphabet));
    report.add("step", verdict.step);
    if (!verdict.counter.empty()) report.add("counter", verdict.counter);
    if (!verdict.stack.empty()) report.add("stack", verdict.stack);
    report.add_number("left", verdict.left);
    report.add_number("right", verdict.right);
}

}  // namespace linac::cli
