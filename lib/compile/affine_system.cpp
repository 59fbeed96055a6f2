#include "compile/affine_system.hpp"

#include <algorithm>
#include <numeric>

#include "text.hpp"

namespace linac {

bool AffineSystem::is_linear() const noexcept {
    return std::all_of(offset.begin(), offset.end(), [](const SparseVector& b) { return b.empty(); });
}

AffineSystem system_of(const WeightedAutomaton& automaton, std::string description) {
    AffineSystem system;
    system.description = std::move(description);
    system.coordinates = automaton.states;
    system.initial = automaton.initial;
    for (const SparseMatrix& matrix : automaton.transition) system.matrix.push_back(matrix.transposed());
    system.offset.resize(automaton.alphabet.size());
    system.read = automaton.final;
    return system;
}

ConstantFunctional::ConstantFunctional(const WeightedAutomaton& minimal) : automaton_(minimal) {
    const std::size_t size = minimal.size();
    SparseMatrix fixed(size * minimal.alphabet.size(), size);  // the rows of all M_σ − I
    for (Symbol s = 0; s < minimal.alphabet.size(); ++s)
        for (std::size_t i = 0; i < size; ++i)
            fixed.set_row(s * size + i, sum(minimal.transition[s].row(i), unit(i, -1)));
    const SparseMatrix solutions = null_space(fixed);
    // In a minimal automaton the functionals αM_w span everything, so a fixed c ≠ 0 has α c ≠ 0 and is
    // unique.
    if (solutions.rows() == 0) return;
    const Rational value = dot(minimal.initial, solutions.row(0));
    if (!value.is_zero()) functional_ = scaled(solutions.row(0), 1 / value);
}

AffineSystem ConstantFunctional::without(std::size_t left_out) const {
    const std::size_t size = automaton_.size();
    const Rational pivot = entry(functional_, left_out);
    const auto renamed = [&](std::size_t i) { return i < left_out ? i : i - 1; };
    // s_left_out = (1 − Σ s_i c_i) / c_left_out turns a linear form in s into an affine one in the others.
    const auto eliminate = [&](const SparseVector& form, Rational& constant) {
        const Rational factor = entry(form, left_out) / pivot;
        constant = factor;
        SparseVector rest;
        for (const Entry& e : sum(form, scaled(functional_, -factor)))
            if (e.index != left_out) rest.push_back({renamed(e.index), e.value});
        return rest;
    };

    AffineSystem system;
    system.description = "minimal automaton of dimension " + std::to_string(size) +
                         ", its constant functional kept out of the state";
    for (std::size_t i = 0; i < size; ++i)
        if (i != left_out) system.coordinates.push_back(automaton_.states[i]);
    for (const Entry& e : automaton_.initial)
        if (e.index != left_out) system.initial.push_back({renamed(e.index), e.value});
    for (const SparseMatrix& transition : automaton_.transition) {
        const SparseMatrix transposed = transition.transposed();
        SparseMatrix matrix(size - 1, size - 1);
        SparseVector offset;
        for (std::size_t i = 0; i < size; ++i) {
            if (i == left_out) continue;
            Rational constant;
            matrix.set_row(renamed(i), eliminate(transposed.row(i), constant));
            add_entry(offset, renamed(i), constant);
        }
        system.matrix.push_back(std::move(matrix));
        system.offset.push_back(std::move(offset));
    }
    system.read = eliminate(automaton_.final, system.constant);
    return system;
}

Vector interpolation_points(std::size_t count) {
    Vector points;
    for (std::size_t i = 0; i < count; ++i) {
        const auto magnitude = static_cast<std::int64_t>((i + 1) / 2);
        points.emplace_back(i % 2 == 1 ? magnitude : -magnitude);
    }
    return points;
}

Vector rank_one_part(const Vector& points, const Vector& coefficients) {
    Vector values;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Rational value(1);  // p(x_i) by Horner's rule
        for (std::size_t k = points.size(); k-- > 0;) value = value * points[i] + coefficients[k];
        for (std::size_t j = 0; j < points.size(); ++j)
            if (j != i) value /= points[i] - points[j];
        values.push_back(std::move(value));
    }
    return values;
}

AffineSystem diagonal_plus_rank_one_system(const WeightedAutomaton& minimal) {
    const std::size_t size = minimal.size();
    Vector weights;  // of the words of length 0 … 2·size − 1
    WeightedRun run(minimal);
    for (std::size_t t = 0; t < 2 * size; ++t) {
        weights.push_back(run.weight());
        run.step(0);
    }
    // The characteristic polynomial λ^d + Σ p_i λ^i is the recurrence of the weights: Σ_i p_i f_{t+i} =
    // −f_{t+d}.
    SparseMatrix hankel(size, size);
    SparseMatrix right(size, 1);
    for (std::size_t t = 0; t < size; ++t) {
        hankel.set_row(t, sparse(Vector(weights.begin() + static_cast<std::ptrdiff_t>(t),
                                        weights.begin() + static_cast<std::ptrdiff_t>(t + size))));
        right.set_row(t, unit(0, -weights[t + size]));
    }
    const SparseMatrix recurrence = solve(hankel, right).value();
    const Vector points = interpolation_points(size);
    Vector coefficients;
    for (std::size_t i = 0; i < size; ++i) coefficients.push_back(recurrence.at(i, 0));
    const Vector rank_one = rank_one_part(points, coefficients);

    AffineSystem system;
    system.description =
        "one-letter automaton of dimension " + std::to_string(size) + " as a diagonal plus rank one";
    system.is_of_states = false;
    SparseMatrix matrix(size, size);
    for (std::size_t i = 0; i < size; ++i) {
        for (std::size_t j = 0; j < size; ++j) matrix.add(i, j, -rank_one[i]);
        matrix.add(i, i, points[i]);
        system.coordinates.push_back("x = " + to_string(points[i]));
        system.read.push_back({i, 1});
    }
    // The start h₀ gives the first weights: 1ᵀ Aᵗ h₀ = f_t for t < d; distinct x_i make this solvable.
    SparseMatrix observations(size, size);
    SparseMatrix first_weights(size, 1);
    Vector row(size, Rational(1));
    for (std::size_t t = 0; t < size; ++t) {
        observations.set_row(t, sparse(row));
        first_weights.set_row(t, unit(0, weights[t]));
        row = multiply(row, matrix);
    }
    const SparseMatrix start = solve(observations, first_weights).value();
    for (std::size_t i = 0; i < size; ++i) add_entry(system.initial, i, start.at(i, 0));
    system.matrix.push_back(std::move(matrix));
    system.offset.emplace_back();
    return system;
}

namespace {

/// For each coordinate the least coordinate of its component.
std::vector<std::size_t> component_roots(const AffineSystem& system) {
    std::vector<std::size_t> parent(system.size());
    std::iota(parent.begin(), parent.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    };
    for (const SparseMatrix& matrix : system.matrix)
        for (std::size_t i = 0; i < system.size(); ++i)
            for (const Entry& e : matrix.row(i)) {
                const auto [low, high] = std::minmax({root(i), root(e.index)});
                parent[high] = low;
            }
    for (std::size_t i = 0; i < system.size(); ++i) parent[i] = root(i);
    return parent;
}

}  // namespace

std::vector<AffineSystem> components(const AffineSystem& system) {
    const std::vector<std::size_t> roots = component_roots(system);
    std::vector<AffineSystem> parts;
    for (std::size_t root = 0; root < system.size(); ++root) {
        if (roots[root] != root) continue;
        std::vector<std::size_t> position(system.size(), system.size());
        AffineSystem part;
        for (std::size_t i = 0; i < system.size(); ++i) {
            if (roots[i] != root) continue;
            position[i] = part.coordinates.size();
            part.coordinates.push_back(system.coordinates[i]);
        }
        const auto keep = [&](const SparseVector& vector) {
            SparseVector kept;
            for (const Entry& e : vector)
                if (roots[e.index] == root) kept.push_back({position[e.index], e.value});
            return kept;
        };
        part.initial = keep(system.initial);
        part.read = keep(system.read);
        for (std::size_t s = 0; s < system.matrix.size(); ++s) {
            SparseMatrix matrix(part.size(), part.size());
            for (std::size_t i = 0; i < system.size(); ++i)
                if (roots[i] == root) matrix.set_row(position[i], keep(system.matrix[s].row(i)));
            part.matrix.push_back(std::move(matrix));
            part.offset.push_back(keep(system.offset[s]));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace linac
