// Regular expressions, as languages and as numbers of ways to match.
#include "expressions/derived_terms.hpp"
#include "expressions/regex_reader.hpp"
#include "fuzz.hpp"

LINAC_FUZZ_TARGET(regex, text) {
    using namespace linac;
    const auto language = read_regex(text, "regex", RegexMeaning::language);
    if (!language) return fuzz::demand_placed(language.error(), text);
    (void)capture([&] { return deterministic_automaton(language.value(), 50); });
    const auto count = read_regex(text, "regex", RegexMeaning::count);
    if (!count) return fuzz::demand_placed(count.error(), text);
    (void)capture([&] { return derived_term_automaton(count.value(), 50); });
}
