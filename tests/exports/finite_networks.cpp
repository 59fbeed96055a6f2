#include "exports/finite_networks.hpp"

namespace linac::tests {

Automaton zoo_automaton(const std::string& name) {
    const std::string path = name + ".linac";
    return read_automaton(read_file(source_directory() / "automata" / path), path).value();
}

Network zoo_network(const std::string& name, Target target) {
    return compile(to_weighted(zoo_automaton(name)), {.target = target}).value().network;
}

RandomLetter random_letter(std::size_t size) {
    RandomLetter letter;
    for (std::size_t i = 0; i < size; ++i) {
        letter.source.push_back(i);
        letter.sign.push_back(*rc::gen::weightedElement<int>({{6, 1}, {1, -1}, {1, 0}}));
        letter.offset.push_back(letter.sign.back() == 0 ? *rc::gen::inRange(-2, 3) : 0);
    }
    for (std::size_t i = size; i-- > 1;) std::swap(letter.source[i], letter.source[*between(0, i)]);
    return letter;
}

FiniteNetwork random_finite_network(std::size_t most_states) {
    const std::size_t size = *between(1, 6);
    FiniteNetwork finite;
    finite.alphabet = letters(*between(1, 3));
    finite.labels = {""};
    finite.blocks = {{0, 0, 0, size}};
    finite.next.resize(finite.alphabet.size());
    std::vector<RandomLetter> actions;
    for (Symbol s = 0; s < finite.alphabet.size(); ++s) actions.push_back(random_letter(size));

    std::map<Vector, std::size_t> number;
    const auto visit = [&](const Vector& state) {
        const auto [place, is_new] = number.try_emplace(state, number.size());
        if (is_new) finite.states.push_back(state);
        return place->second;
    };
    Vector initial;
    for (std::size_t i = 0; i < size; ++i) initial.emplace_back(*rc::gen::element(0, 0, 1, 1, -1, 2));
    visit(initial);
    for (std::size_t q = 0; q < finite.states.size(); ++q) {
        RC_PRE(finite.states.size() < most_states);
        for (Symbol s = 0; s < finite.alphabet.size(); ++s) {
            Vector after;
            for (std::size_t i = 0; i < size; ++i)
                after.push_back(Rational(actions[s].offset[i]) +
                                Rational(actions[s].sign[i]) * finite.states[q][actions[s].source[i]]);
            finite.next[s].push_back(visit(after));
        }
    }
    return finite;
}

}  // namespace linac::tests
