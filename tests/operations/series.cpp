#include "operations/series.hpp"

#include "formats/native.hpp"

namespace linac::tests {

void add_to(Series& series, const std::string& word, const Plain& value) {
    if (word.size() > series_length || value == 0) return;
    Plain& at = series[word];
    at += value;
    if (at == 0) series.erase(word);
}

Plain at(const Series& series, const std::string& word) {
    const auto found = series.find(word);
    return found == series.end() ? Plain(0) : found->second;
}

Series series_of(const WeightedAutomaton& automaton) {
    Series series;
    for_all_words(automaton, series_length, [&](const Word& word, const Plain& weight) {
        std::string text;
        for (const Symbol symbol : word) text += automaton.alphabet.name(symbol);
        add_to(series, text, weight);
        return true;
    });
    return series;
}

Series sum_of(const Series& left, const Series& right, const Plain& factor) {
    Series result = left;
    for (const auto& [word, value] : right) add_to(result, word, factor * value);
    return result;
}

Series product_of(const Series& left, const Series& right) {
    Series result;
    for (const auto& [u, l] : left)
        for (const auto& [v, r] : right)
            if (u.size() + v.size() <= series_length) add_to(result, u + v, l * r);
    return result;
}

Series star_of(const Series& series) {
    const Plain factor = 1 / (1 - at(series, ""));
    Series proper = series;
    proper.erase("");
    Series result = {{"", factor}};
    Series last = result;  // words of one factor more in each round
    for (std::size_t k = 0; k < series_length; ++k) {
        Series next;
        for (const auto& [word, value] : product_of(proper, last)) add_to(next, word, factor * value);
        result = sum_of(result, next);
        last = next;
    }
    return result;
}

Series shuffle_of(const Series& left, const Series& right, const std::string& letters, std::size_t length) {
    Series result;
    for_all_texts(letters, length, [&](const std::string& word) {
        for (unsigned mask = 0; mask < 1U << word.size(); ++mask) {
            std::string u;
            std::string v;
            for (std::size_t i = 0; i < word.size(); ++i) ((mask >> i & 1U) != 0 ? u : v) += word[i];
            add_to(result, word, at(left, u) * at(right, v));
        }
    });
    return result;
}

Series shortened(const Series& series, std::size_t length) {
    Series result;
    for (const auto& [word, value] : series)
        if (word.size() <= length) result.emplace(word, value);
    return result;
}

std::string text_of(const Alphabet& alphabet) {
    return join(alphabet.symbols(), "");
}

WeightedAutomaton draw_operand(std::size_t max_states) {
    const std::vector<std::vector<std::string>> alphabets = {{"a"},      {"b"},      {"a", "b"},
                                                             {"b", "a"}, {"b", "c"}, {}};
    const std::vector<std::string> prefixes = {"p", "é ü", "1,0", "start", "\"", "$"};
    const auto alphabet = *rc::gen::elementOf(alphabets);
    const auto size = *between(0, max_states);
    WeightedAutomaton automaton =
        draw_weighted_automaton(Alphabet(alphabet), size, *rc::gen::element(0, 20, 40, 80));
    if (*rc::gen::arbitrary<bool>()) {
        const auto made_unit = [](SparseVector vector) {
            for (Entry& e : vector) e.value = e.value.sign();
            return vector;
        };
        automaton.initial = made_unit(automaton.initial);
        automaton.final = made_unit(automaton.final);
        for (SparseMatrix& matrix : automaton.transition)
            for (std::size_t i = 0; i < size; ++i) matrix.set_row(i, made_unit(matrix.row(i)));
    }
    if (*rc::gen::arbitrary<bool>())
        for (std::string& state : automaton.states) state = *rc::gen::elementOf(prefixes) + state;
    return automaton;
}

bool equal_everywhere(const WeightedAutomaton& left, const WeightedAutomaton& right) {
    std::vector<WeightedAutomaton> both = {left, right};
    share_alphabet(both);
    return compare(both[0], both[1]).equal();
}

bool is_sound(WeightedAutomaton automaton) {
    if (automaton.alphabet.size() == 0) {
        automaton.alphabet = letters(1);
        automaton.transition.emplace_back(automaton.size(), automaton.size());
    }
    const auto read = read_automaton(write_automaton(automaton), "written");
    return read && std::get<WeightedAutomaton>(read.value()) == automaton;
}

}  // namespace linac::tests
