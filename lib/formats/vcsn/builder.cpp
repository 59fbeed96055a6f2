#include "formats/vcsn/builder.hpp"

#include <algorithm>
#include <tuple>

namespace linac {
namespace {

/// 1 for every other number but 0: sums in b.
void make_boolean(SparseVector& vector) {
    for (Entry& e : vector) e.value = 1;
}

void make_boolean(SparseMatrix& matrix) {
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        if (matrix.row(i).empty()) continue;
        SparseVector row = matrix.row(i);
        make_boolean(row);
        matrix.set_row(i, std::move(row));
    }
}

}  // namespace

void VcsnBuilder::check_size(const Refuse& refuse) const {
    if (const auto over = over_size_limit(states_.size() + path_states_, context_.letters.size()))
        throw refuse(*over);
    if (transitions_ > max_vcsn_transitions)
        throw refuse("more than " + std::to_string(max_vcsn_transitions) + " transitions");
}

std::size_t VcsnBuilder::state(const std::string& name, const Refuse& refuse) {
    const std::size_t index = states_.add(name).first;
    check_size(refuse);
    return index;
}

void VcsnBuilder::add(std::size_t from, std::size_t to, const VcsnEntry& entry, const Refuse& refuse) {
    // An entry without a term is work too, where many edges have it.
    transitions_ += std::max<std::size_t>(1, entry.monomials.size());
    check_size(refuse);
    for (const VcsnEntry::Monomial& monomial : entry.monomials) {
        if (monomial.count > 1) {
            const auto first = entry.letters.begin() + static_cast<std::ptrdiff_t>(monomial.first);
            path_states_ += monomial.count - 1;
            check_size(refuse);
            paths_.push_back({from, to, Word(first, first + static_cast<std::ptrdiff_t>(monomial.count)),
                              monomial.weight});
        } else if (monomial.count == 1) {
            arcs_.add(from, to, entry.letters[monomial.first], monomial.weight);
        } else {
            arcs_.add_epsilon(from, to, monomial.weight);
        }
    }
}

void VcsnBuilder::expand_paths(std::vector<std::string>& names) {
    const auto key = [](const Path& path) { return std::tie(path.from, path.to, path.word); };
    std::stable_sort(paths_.begin(), paths_.end(),
                     [&](const Path& left, const Path& right) { return key(left) < key(right); });
    native::NameTable taken;
    if (!paths_.empty())
        for (const std::string& name : names) taken.add(name);
    std::size_t number = 0;
    const auto new_state = [&] {
        std::string name;
        do name = "word" + std::to_string(++number);
        while (!taken.add(name).second);
        names.push_back(std::move(name));
        return names.size() - 1;
    };
    for (std::size_t i = 0; i < paths_.size();) {
        const Path& path = paths_[i];
        Rational weight = 0;
        for (; i < paths_.size() && key(paths_[i]) == key(path); ++i) weight += paths_[i].weight;
        if (weight.is_zero()) continue;
        std::size_t from = path.from;
        for (std::size_t k = 0; k < path.word.size(); ++k) {
            const std::size_t to = k + 1 < path.word.size() ? new_state() : path.to;
            arcs_.add(from, to, path.word[k], k == 0 ? weight : Rational(1));
            from = to;
        }
    }
}

ForeignAutomaton VcsnBuilder::automaton(std::vector<std::string> names) && {
    expand_paths(names);
    ForeignAutomaton result;
    result.content = std::move(arcs_).automaton(Alphabet(context_.letters.names()), std::move(names));
    result.content.automaton.initial = native::collected(std::move(initial_));
    result.content.automaton.final = native::collected(std::move(final_));
    result.is_weight_free = context_.weights == VcsnContext::Weights::b;
    if (result.is_weight_free) {
        make_boolean(result.content.automaton.initial);
        make_boolean(result.content.automaton.final);
        for (SparseMatrix& matrix : result.content.automaton.transition) make_boolean(matrix);
        make_boolean(result.content.epsilon);
    }
    return result;
}

}  // namespace linac
