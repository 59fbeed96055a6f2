// Weighted rational expressions: one that is read is written so that it is read again, and becomes an automaton.
#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/expression_text.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(text) {
    using namespace linac;
    const auto expression = read_expression(text, "expression");
    if (!expression) return fuzz::demand_placed(expression.error(), text);
    (void)capture([&] { return derived_term_automaton(expression.value(), 50); });
    const auto written = capture([&] { return expression_text(expression.value()); });
    if (!written)
        return fuzz::demand(written.error().kind() == Error::Kind::impossible,
                            "only limits keep it from being written");
    const auto copy = read_expression(written.value(), "copy", &expression.value().alphabet);
    fuzz::demand(bool(copy), "what was written is read");
    fuzz::demand(expression_text(copy.value()) == written.value(), "what was written is read as the same");
}
