// Weighted rational expressions: one that is read is written so that it is read again, and becomes an automaton.
#include "expressions/derived_terms.hpp"
#include "expressions/expression_reader.hpp"
#include "expressions/expression_text.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(expression, text) {
    using namespace linac;
    const auto expression = read_expression(text, "expression");
    if (!expression) return fuzz::demand_placed(expression.error(), text);
    const auto automaton = capture([&] { return derived_term_automaton(expression.value(), 50); });
    const auto written = capture([&] { return expression_text(expression.value()); });
    if (!written)
        return fuzz::demand(written.error().kind() == Error::Kind::impossible,
                            "only limits keep it from being written");
    const auto copy = read_expression(written.value(), "copy", &expression.value().alphabet);
    fuzz::demand(bool(copy), "what was written is read");
    const auto again = capture([&] { return derived_term_automaton(copy.value(), 50); });
    if (!automaton || !again || expression.value().alphabet.size() > 1000) return;
    // Words of the first letters, the shortest first.
    const std::size_t letters = std::min<std::size_t>(expression.value().alphabet.size(), 3);
    std::vector<Word> words{{}};
    for (std::size_t i = 0; i < words.size() && words.size() < 40; ++i)
        for (Symbol s = 0; s < letters; ++s) {
            words.push_back(words[i]);
            words.back().push_back(s);
        }
    WeightedRun left(automaton.value());
    WeightedRun right(again.value());
    for (const Word& word : words) {
        left.restart();
        right.restart();
        for (const Symbol symbol : word) {
            left.step(symbol);
            right.step(symbol);
        }
        fuzz::demand(left.weight() == right.weight(), "what was written is read as the same");
    }
}
