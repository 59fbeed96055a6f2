#include "analysis/brute_force.hpp"

namespace linac::tests {

PlainVector to_plain(const SparseVector& vector, std::size_t size) {
    PlainVector result(size);
    for (const Entry& e : vector) result[e.index] = Plain(to_string(e.value));
    return result;
}

void for_all_words(const WeightedAutomaton& automaton, std::size_t max_length,
                   const std::function<bool(const Word&, const Plain&)>& visit) {
    const PlainAutomaton plain(automaton);
    struct Node {
        Word word;
        PlainVector row;
    };
    std::vector<Node> level = {{{}, plain.initial}};
    for (std::size_t length = 0;; ++length) {
        for (const Node& node : level)
            if (!visit(node.word, plain.value(node.row))) return;
        if (length == max_length) return;
        std::vector<Node> next;
        for (const Node& node : level) {
            for (Symbol s = 0; s < automaton.alphabet.size(); ++s) {
                next.push_back({node.word, plain.step(node.row, s)});
                next.back().word.push_back(s);
            }
        }
        level = std::move(next);
    }
}

PlainVector all_weights(const WeightedAutomaton& automaton, std::size_t max_length) {
    PlainVector weights;
    for_all_words(automaton, max_length, [&](const Word&, const Plain& weight) {
        weights.push_back(weight);
        return true;
    });
    return weights;
}

std::optional<Word> first_difference(const WeightedAutomaton& left, const WeightedAutomaton& right,
                                     std::size_t max_length) {
    const PlainVector of_right = all_weights(right, max_length);
    std::optional<Word> found;
    std::size_t at = 0;
    for_all_words(left, max_length, [&](const Word& word, const Plain& weight) {
        if (weight != of_right[at++]) found = word;
        return !found;
    });
    return found;
}

std::size_t rank(std::vector<PlainVector> rows) {
    std::size_t rank = 0;
    const std::size_t columns = rows.empty() ? 0 : rows[0].size();
    for (std::size_t j = 0; j < columns && rank < rows.size(); ++j) {
        std::size_t pivot = rank;
        while (pivot < rows.size() && rows[pivot][j] == 0) ++pivot;
        if (pivot == rows.size()) continue;
        std::swap(rows[rank], rows[pivot]);
        for (std::size_t i = rank + 1; i < rows.size(); ++i) {
            if (rows[i][j] == 0) continue;
            const Plain factor = rows[i][j] / rows[rank][j];
            for (std::size_t k = j; k < columns; ++k) rows[i][k] -= factor * rows[rank][k];
        }
        ++rank;
    }
    return rank;
}

std::size_t hankel_rank(const WeightedAutomaton& automaton) {
    if (automaton.size() == 0) return 0;
    const std::size_t letters = automaton.alphabet.size();
    const std::size_t length = automaton.size() - 1;
    const PlainVector weights = all_weights(automaton, 2 * length);
    std::vector<Word> words;
    for_all_words(automaton, length, [&](const Word& word, const Plain&) {
        words.push_back(word);
        return true;
    });
    // The words before those of length ℓ number 1 + k + … + k^{ℓ−1}; among themselves they count in base k.
    const auto position = [&](const Word& left, const Word& right) {
        std::size_t before = 0;
        std::size_t power = 1;
        std::size_t value = 0;
        for (const Word* part : {&left, &right}) {
            for (const Symbol symbol : *part) {
                before += power;
                power *= letters;
                value = value * letters + symbol;
            }
        }
        return before + value;
    };
    std::vector<PlainVector> rows;
    for (const Word& prefix : words) {
        rows.emplace_back();
        for (const Word& suffix : words) rows.back().push_back(weights[position(prefix, suffix)]);
    }
    return rank(std::move(rows));
}

}  // namespace linac::tests
