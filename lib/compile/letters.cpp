#include "compile/letters.hpp"

#include <algorithm>
#include <optional>

#include "exact/characteristic.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// I − A.
SparseMatrix change(const SparseMatrix& matrix) {
    SparseMatrix result(matrix.rows(), matrix.columns());
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        result.set_row(i, sum(unit(i), scaled(matrix.row(i), -1)));
    return result;
}

/// The multiple of a non-zero vector by coprime integers, the first of them positive.
SparseVector primitive(const SparseVector& vector) {
    Rational common(1);
    for (const Entry& e : vector) common = lcm(common, e.value.denominator());
    Rational divisor;
    for (const Entry& e : vector) divisor = gcd(divisor, (e.value * common).numerator());
    if (vector.front().value.sign() < 0) divisor.negate();
    return scaled(vector, common / divisor);
}

Rational squared_norm(const SparseVector& vector) {
    return dot(vector, vector);
}

/// k with A = I − β k kᵀ for some β ≠ 0, given I − A ≠ 0, if the matrix has that form.
std::optional<SparseVector> reflection_key(const SparseMatrix& difference) {
    std::size_t first = 0;
    while (difference.row(first).empty()) ++first;
    SparseVector key = primitive(difference.row(first));
    const Rational lead = entry(key, first);
    if (lead.is_zero()) return std::nullopt;  // k kᵀ has k_first² there
    const Rational beta = difference.at(first, first) / (lead * lead);
    for (std::size_t i = 0; i < difference.rows(); ++i)
        if (difference.row(i) != scaled(key, beta * entry(key, i))) return std::nullopt;
    return key;
}

}  // namespace

std::size_t rank_of_change(const SparseMatrix& matrix) {
    return matrix.columns() - null_space(change(matrix)).rows();
}

Factored<Reflection> delta_step(const SparseMatrix& matrix, const SparseVector& offset) {
    const SparseMatrix difference = change(matrix);
    if (difference.nonzeros() == 0) {
        if (offset.empty()) return Reflection{unit(0), 0, 0};
        return Refusal{"A is the identity, but a constant is added, which a delta step cannot do",
                       offset[0].index};
    }
    const std::size_t rank = rank_of_change(matrix);
    std::size_t row = 0;
    while (difference.row(row).empty()) ++row;
    if (rank > 1) return Refusal{"I − A has rank " + std::to_string(rank) + ", not at most 1", row};
    const auto key = reflection_key(difference);
    if (!key) return Refusal{"I − A has rank 1 but is no multiple of any k kᵀ", row};
    const std::size_t lead = key->front().index;
    const Rational square = key->front().value * key->front().value;
    Reflection step{*key, difference.at(lead, lead) / square, 0};
    step.value = entry(offset, lead) / (step.beta * key->front().value);
    if (offset != scaled(*key, step.beta * step.value))
        return Refusal{"the constant that is added does not lie along k", row};
    return step;
}

namespace {

/// (1 − β) α = a with β in [0, 2], as a trained layer has it, and α of size |2a| at most: of a number that is written to as it
/// decays. Where a is 0, β = 1 will do with every α.
struct SplitDecay {
    Rational decay;
    Rational beta;

    explicit SplitDecay(const Rational& number)
        : decay(number.sign() > 0 ? 2 * number : -number),
          beta(number.sign() > 0   ? Rational(1, 2)
               : number.sign() < 0 ? Rational(2)
                                   : Rational(1)) {}
};

/// Every α ≠ 0 for which α (I − β k kᵀ) can be the matrix, and perhaps others. All but one of its eigenvalues are α.
std::vector<Rational> possible_decays(const SparseMatrix& matrix) {
    const std::size_t size = matrix.rows();
    const auto is_diagonal_row = [&](std::size_t i) {
        const SparseVector& row = matrix.row(i);
        return row.empty() || (row.size() == 1 && row[0].index == i);
    };
    // A row outside the support of k is α times the identity's; of two diagonal rows, one is.
    std::vector<Rational> decays;
    for (std::size_t i = 0; i < size && decays.size() < 2; ++i)
        if (is_diagonal_row(i)) decays.push_back(matrix.at(i, i));
    if (!decays.empty()) return decays;
    if (size == 2) {
        for (const PolynomialFactor& factor : characteristic_factors(matrix))
            if (const auto root = factor.root()) decays.push_back(*root);
        return decays;
    }
    // No entry of k is 0: A₀₁ A₀₂ / A₁₂ = −α β k₀².
    if (matrix.at(1, 2).is_zero()) return {};
    return {matrix.at(0, 0) - matrix.at(0, 1) * matrix.at(0, 2) / matrix.at(1, 2)};
}

SparseMatrix multiple(const SparseMatrix& matrix, const Rational& factor) {
    SparseMatrix result(matrix.rows(), matrix.columns());
    for (std::size_t i = 0; i < matrix.rows(); ++i) result.set_row(i, scaled(matrix.row(i), factor));
    return result;
}

}  // namespace

Factored<ScaledReflection> scaled_delta_step(const SparseMatrix& matrix, const SparseVector& offset) {
    const Reflection write = offset.empty() ? Reflection{unit(0), 0, 0} : Reflection{offset, 1, 1};
    if (matrix.nonzeros() == 0) return ScaledReflection{0, write};
    if (matrix.rows() == 1 && !offset.empty()) {
        const SplitDecay split(matrix.at(0, 0));
        return ScaledReflection{split.decay, {unit(0), split.beta, offset[0].value / split.beta}};
    }
    Refusal refusal{"A is no multiple α (I − β k kᵀ)"};
    for (const Rational& decay : possible_decays(matrix)) {
        if (decay.is_zero()) continue;
        auto step = delta_step(multiple(matrix, 1 / decay), offset);
        if (auto* found = std::get_if<Reflection>(&step)) return ScaledReflection{decay, std::move(*found)};
        refusal = std::get<Refusal>(std::move(step));
        refusal.reason = "A is no multiple α (I − β k kᵀ): with A/α for A, α = " + to_string(decay) + ", " +
                         refusal.reason;
    }
    return refusal;
}

namespace {

/// The factors of (I − β k kᵀ) diag(w) that is not diagonal. Column j is w_j (e_j − β k_j k): off the diagonal it is a multiple of
/// k, and 0 only if w_j k_j is 0. So the columns with something off the diagonal tell k, but for its entry in the first of them.
class DecayedStep {
  public:
    DecayedStep(const SparseMatrix& matrix, const SparseVector& offset)
        : matrix_(matrix), columns_(matrix.transposed()), offset_(offset) {
        SparseVector support;
        for (std::size_t j = 0; j < matrix.rows(); ++j)
            for (const Entry& e : columns_.row(j)) {
                if (e.index == j) continue;
                if (used_.empty() || used_.back() != j) used_.push_back(j);
                support = sum(support, sum(unit(e.index), unit(j)));
            }
        for (const Entry& e : support) support_.push_back(e.index);
    }
    [[nodiscard]] bool is_diagonal() const { return used_.empty(); }
    [[nodiscard]] std::size_t base() const { return used_[0]; }

    /// Those keys k, up to multiples, among which is every one that fits.
    [[nodiscard]] std::vector<SparseVector> possible_keys() const {
        SparseVector key;
        for (const Entry& e : columns_.row(base()))
            if (e.index != base()) key.push_back(e);
        std::vector<SparseVector> keys;
        for (const Rational& at_base : possible_entries(key)) {
            keys.push_back(key);
            add_entry(keys.back(), base(), at_base);
        }
        return keys;
    }

    /// w, β and v for a given k.
    [[nodiscard]] std::optional<DecayedReflection> with(const SparseVector& key) const {
        const std::size_t j = base();
        const std::size_t i = columns_.row(j)[columns_.row(j)[0].index == j ? 1 : 0].index;
        const Rational at_i = entry(key, i);
        const Rational at_j = entry(key, j);
        if (at_i.is_zero() || at_j.is_zero()) return std::nullopt;
        const Rational decay = matrix_.at(j, j) - matrix_.at(i, j) * at_j / at_i;
        if (decay.is_zero()) return std::nullopt;
        const Rational beta = -matrix_.at(i, j) / (at_i * at_j * decay);
        DecayedReflection factors{{}, {primitive(key), {}, {}}};
        for (std::size_t l = 0; l < matrix_.rows(); ++l) add_entry(factors.decay, l, decay_of(l, key, beta));
        const Rational scale = key[0].value / factors.step.key[0].value;
        factors.step.beta = beta * scale * scale;
        for (std::size_t l = 0; l < matrix_.rows(); ++l) {
            const Rational& at_l = entry(factors.decay, l);
            const SparseVector expected =
                sum(unit(l, at_l),
                    scaled(factors.step.key, -at_l * factors.step.beta * entry(factors.step.key, l)));
            if (without_zeros(expected) != columns_.row(l)) return std::nullopt;
        }
        if (offset_.empty()) return factors;
        const Entry& lead = factors.step.key[0];
        factors.step.value = entry(offset_, lead.index) / (factors.step.beta * lead.value);
        if (offset_ != scaled(factors.step.key, factors.step.beta * factors.step.value)) return std::nullopt;
        return factors;
    }

  private:
    static SparseVector without_zeros(SparseVector vector) {
        std::erase_if(vector, [](const Entry& e) { return e.value.is_zero(); });
        return vector;
    }

    /// What k may be at the base, given the rest of it.
    [[nodiscard]] std::vector<Rational> possible_entries(const SparseVector& key) const {
        const std::size_t base_column = base();
        // Another column with an entry at the base and elsewhere fixes it.
        for (const std::size_t j : used_)
            for (const std::size_t i : support_)
                if (j != base_column && i != base_column && i != j && !matrix_.at(i, j).is_zero())
                    return {entry(key, i) * matrix_.at(base_column, j) / matrix_.at(i, j)};
        // So does a constant that is added along k.
        for (const Entry& e : offset_)
            if (e.index != base_column && !entry(key, e.index).is_zero())
                return {entry(offset_, base_column) * entry(key, e.index) / e.value};
        if (used_.size() == 1) return {1, -1, 2};  // all but 0 and the entry on the diagonal will do
        // Two coordinates: with t = k₀/k₁, A₀₁ A₁₀ t² + (A₁₀ A₁₁ − A₀₁ A₀₀) t − A₀₁ A₁₀ = 0.
        const std::size_t other = used_[1];
        const Rational product = matrix_.at(base_column, other) * matrix_.at(other, base_column);
        if (product.is_zero()) return {};
        const Rational linear = matrix_.at(other, base_column) * matrix_.at(other, other) -
                                matrix_.at(base_column, other) * matrix_.at(base_column, base_column);
        SparseMatrix companion(2, 2);
        companion.add(0, 1, 1);
        companion.add(1, 0, 1);
        companion.add(1, 1, -linear / product);
        std::vector<Rational> entries;
        for (const PolynomialFactor& factor : characteristic_factors(companion))
            if (const auto root = factor.root()) entries.push_back(*root * entry(key, other));
        return entries;
    }

    [[nodiscard]] Rational decay_of(std::size_t column, const SparseVector& key, const Rational& beta) const {
        const Rational at_column = entry(key, column);
        const Rational kept = Rational(1) - beta * at_column * at_column;
        if (!kept.is_zero()) return matrix_.at(column, column) / kept;
        for (const Entry& e : columns_.row(column))
            if (e.index != column && !entry(key, e.index).is_zero())
                return -e.value / (beta * entry(key, e.index) * at_column);
        return {};
    }

    const SparseMatrix& matrix_;
    SparseMatrix columns_;
    const SparseVector& offset_;
    std::vector<std::size_t> used_;     // columns with an entry off the diagonal
    std::vector<std::size_t> support_;  // rows and columns with one
};

/// A diagonal matrix: k has one entry if its w is not 0.
Factored<DecayedReflection> decayed_write(const SparseMatrix& matrix, const SparseVector& offset) {
    DecayedReflection factors{{}, {unit(0), 0, 0}};
    for (std::size_t i = 0; i < matrix.rows(); ++i) add_entry(factors.decay, i, matrix.at(i, i));
    if (offset.empty()) return factors;
    const auto lasting = std::find_if(offset.begin(), offset.end(), [&](const Entry& e) {
        return !entry(factors.decay, e.index).is_zero();
    });
    if (lasting == offset.end()) {
        factors.step = {offset, 1, 1};
        return factors;
    }
    if (offset.size() > 1)
        return Refusal{"A is diagonal, but the constant that is added has several entries", lasting->index};
    const SplitDecay split(entry(factors.decay, lasting->index));
    add_entry(factors.decay, lasting->index, split.decay - entry(factors.decay, lasting->index));
    factors.step = {unit(lasting->index), split.beta, lasting->value / split.beta};
    return factors;
}

}  // namespace

Factored<DecayedReflection> decayed_delta_step(const SparseMatrix& matrix, const SparseVector& offset) {
    const DecayedStep step(matrix, offset);
    if (step.is_diagonal()) return decayed_write(matrix, offset);
    for (const SparseVector& key : step.possible_keys())
        if (auto factors = step.with(key)) return *std::move(factors);
    if (!offset.empty() && std::holds_alternative<DecayedReflection>(decayed_delta_step(matrix, {})))
        return Refusal{"the constant that is added does not lie along k", step.base()};
    return Refusal{"A is no (I − β k kᵀ) diag(w) over ℚ", step.base()};
}

namespace {

Reflection swap_of(std::size_t i, std::size_t j) {
    return {sum(unit(std::min(i, j)), unit(std::max(i, j), -1)), 1, 0};
}

/// The coordinate becomes `factor` times itself.
Reflection scaling(std::size_t i, const Rational& factor) {
    return {unit(i), 1 - factor, 0};
}

/// For a matrix with at most one non-zero a row and a column: its steps as swaps and scalings.
std::optional<std::vector<Reflection>> monomial_steps(const SparseMatrix& matrix) {
    const std::size_t size = matrix.rows();
    std::vector<std::size_t> source(size, size);  // row i is weight · h[source[i]]
    std::vector<std::size_t> taken_by(size, size);
    for (std::size_t i = 0; i < size; ++i) {
        if (matrix.row(i).size() > 1) return std::nullopt;
        if (matrix.row(i).empty()) continue;
        source[i] = matrix.row(i)[0].index;
        if (taken_by[source[i]] != size) return std::nullopt;
        taken_by[source[i]] = i;
    }
    // A row of zeros starts a path of coordinates; closing each path to a cycle of its own takes the fewest
    // swaps.
    for (std::size_t i = 0; i < size; ++i) {
        if (source[i] != size) continue;
        std::size_t end = i;
        while (taken_by[end] != size) end = taken_by[end];
        source[i] = end;
        taken_by[end] = i;
    }
    std::vector<Reflection> steps;
    std::vector<bool> placed(size, false);
    for (std::size_t first = 0; first < size; ++first) {
        // Swapping i with its source puts row i right; the cycle goes on where the displaced content came
        // from.
        for (std::size_t i = first; !placed[i]; i = source[i]) {
            placed[i] = true;
            if (!placed[source[i]]) steps.push_back(swap_of(i, source[i]));
        }
    }
    for (std::size_t i = 0; i < size; ++i) {
        const Rational weight = matrix.row(i).empty() ? Rational() : matrix.row(i)[0].value;
        if (!weight.is_one()) steps.push_back(scaling(i, weight));
    }
    return steps;
}

/// Any matrix: the changed rows are read into scratch coordinates, then put in place.
ReflectionProduct general_steps(const SparseMatrix& matrix) {
    ReflectionProduct product;
    std::vector<std::size_t> changed;
    std::vector<Reflection> scalings;
    for (std::size_t i = 0; i < matrix.rows(); ++i) {
        const SparseVector& row = matrix.row(i);
        if (row == unit(i)) continue;
        const bool only_scaled = row.empty() || (row.size() == 1 && row[0].index == i);
        if (only_scaled)
            scalings.push_back(scaling(i, entry(row, i)));
        else
            changed.push_back(i);
    }
    for (const std::size_t i : changed) {
        const SparseVector& row = matrix.row(i);
        const std::size_t scratch = matrix.rows() + product.scratch++;
        // h becomes h + (r·h) r and the scratch r·h; the second step takes (r·h) r off again.
        product.steps.push_back({sum(row, unit(scratch)), -1, 0});
        product.steps.push_back({row, 1 / (1 + squared_norm(row)), 0});
    }
    std::size_t scratch = matrix.rows();
    for (const std::size_t i : changed) {
        product.steps.push_back(scaling(i, 0));
        product.steps.push_back(swap_of(i, scratch++));
    }
    product.steps.insert(product.steps.end(), scalings.begin(), scalings.end());
    return product;
}

}  // namespace

ReflectionProduct delta_steps(const SparseMatrix& matrix) {
    if (matrix.is_identity()) return {};
    const auto single = delta_step(matrix, {});
    if (const auto* step = std::get_if<Reflection>(&single)) return {{*step}, 0};
    ReflectionProduct general = general_steps(matrix);
    auto monomial = monomial_steps(matrix);
    if (monomial && monomial->size() <= general.steps.size()) return {std::move(*monomial), 0};
    return general;
}

namespace {

/// The off-diagonal part of a matrix that is u κᵀ plus a diagonal: its rows with a non-zero, and κ off the
/// base row.
class OffDiagonal {
  public:
    explicit OffDiagonal(const SparseMatrix& matrix) : matrix_(matrix) {
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            if (!off_diagonal_row(i).empty()) rows_.push_back(i);
    }
    [[nodiscard]] const std::vector<std::size_t>& rows() const noexcept { return rows_; }
    [[nodiscard]] SparseVector off_diagonal_row(std::size_t i) const {
        SparseVector row = matrix_.row(i);
        std::erase_if(row, [&](const Entry& e) { return e.index == i; });
        return row;
    }

    /// κ, up to scale, if rows i ∈ I are to be u_i κ off the diagonal with u_base = 1. What the other rows
    /// leave open is 1.
    [[nodiscard]] SparseVector removal_key() const {
        const std::size_t base = rows_[0];
        SparseVector key = off_diagonal_row(base);
        Rational at_base(1);
        if (rows_.size() > 1) {
            // A second row fixes κ_base = A[i][base] / u_i where it shares a column with the base row.
            const std::size_t i = rows_[1];
            const auto shared =
                std::find_if(key.begin(), key.end(), [&](const Entry& e) { return e.index != i; });
            if (shared != key.end()) {
                const Rational factor = matrix_.at(i, shared->index) / shared->value;
                at_base = factor.is_zero() ? Rational() : matrix_.at(i, base) / factor;
            }
        }
        add_entry(key, base, at_base);
        return primitive(key);
    }

  private:
    const SparseMatrix& matrix_;
    std::vector<std::size_t> rows_;
};

}  // namespace

Factored<DiagonalPlusRankOne> diagonal_plus_rank_one(const SparseMatrix& matrix) {
    const OffDiagonal part(matrix);
    DiagonalPlusRankOne factors;
    if (!part.rows().empty()) factors.removal_key = part.removal_key();
    SparseVector u;
    for (const std::size_t i : part.rows()) {
        // u_i from any column but i where κ is non-zero; then the whole row must agree off the diagonal.
        const auto column = std::find_if(factors.removal_key.begin(), factors.removal_key.end(),
                                         [&](const Entry& e) { return e.index != i; });
        const Rational factor =
            column == factors.removal_key.end() ? Rational() : matrix.at(i, column->index) / column->value;
        SparseVector expected = scaled(factors.removal_key, factor);
        std::erase_if(expected, [&](const Entry& e) { return e.index == i; });
        if (expected != part.off_diagonal_row(i))
            return Refusal{"A is no diagonal matrix plus one of rank 1 (rows " +
                               std::to_string(part.rows()[0]) + " and " + std::to_string(i) +
                               " are not proportional off the diagonal)",
                           i};
        const Rational key = entry(factors.removal_key, i);
        if (key.is_zero())
            return Refusal{"A is a diagonal matrix plus u κᵀ of rank 1, but κ is 0 where u is not", i};
        u.push_back({i, factor});
        factors.learning_rate.push_back({i, -factor / key});
    }
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        add_entry(factors.decay, i, matrix.at(i, i) - entry(u, i) * entry(factors.removal_key, i));
    return factors;
}

Factored<OneHot> one_hot(const SparseMatrix& matrix) {
    const SparseMatrix columns = matrix.transposed();
    const std::size_t size = matrix.rows();
    OneHot factors{std::vector<std::size_t>(size, size), {}};
    std::vector<bool> used(size, false);
    for (std::size_t j = 0; j < size; ++j) {
        const SparseVector& column = columns.row(j);
        if (column.size() > 1) return Refusal{count_of(column.size(), "transition") + " leave", j};
        if (column.empty()) continue;
        factors.target[j] = column[0].index;
        factors.weight.push_back({j, column[0].value});
        used[column[0].index] = true;
    }
    // Columns without a non-zero have weight 0 and go wherever nothing else goes, which keeps P a permutation
    // if it is.
    std::size_t free = 0;
    for (std::size_t j = 0; j < size; ++j) {
        if (factors.target[j] != size) continue;
        if (used[j]) {
            while (free < size && used[free]) ++free;
            factors.target[j] = free < size ? free : j;
        } else {
            factors.target[j] = j;
        }
        used[factors.target[j]] = true;
    }
    return factors;
}

namespace {

/// The values that make of factors a letter.
template <class Factors, class Values>
Factored<Letter> made(const Factored<Factors>& factored, const Values& values) {
    if (const auto* refusal = std::get_if<Refusal>(&factored)) return *refusal;
    return Letter{values(std::get<Factors>(factored))};
}

SparseVector number(const Rational& value) {
    SparseVector vector;
    add_entry(vector, 0, value);
    return vector;
}

/// k, v, β.
std::vector<SparseVector> values_of(const Reflection& step) {
    if (step.beta.is_zero()) return {{}, {}, {}};
    return {step.key, number(step.value), number(step.beta)};
}

Refusal constant_refused(const SparseVector& offset) {
    return {"a constant is added", offset[0].index};
}

Factored<Letter> pd_letter(const SparseMatrix& matrix, const SparseVector& offset) {
    if (!offset.empty()) return constant_refused(offset);
    return made(one_hot(matrix), [&](const OneHot& factors) {
        SparseVector permutation;
        for (std::size_t j = 0; j < matrix.rows(); ++j)
            permutation.push_back({factors.target[j] * matrix.rows() + j, 1});
        std::sort(permutation.begin(), permutation.end(),
                  [](const Entry& left, const Entry& right) { return left.index < right.index; });
        return std::vector<SparseVector>{std::move(permutation), factors.weight, {}};
    });
}

Factored<Letter> deltaproduct_letter(const SparseMatrix& matrix, const SparseVector& offset) {
    if (!offset.empty()) return constant_refused(offset);
    ReflectionProduct product = delta_steps(matrix);
    Letter letter{{}, product.scratch};
    for (const Reflection& step : product.steps)
        for (SparseVector& value : values_of(step)) letter.values.push_back(std::move(value));
    return letter;
}

Factored<Letter> diagonal_letter(const SparseMatrix& matrix, const SparseVector& offset) {
    SparseVector decay;
    for (std::size_t i = 0; i < matrix.rows(); ++i)
        for (const Entry& e : matrix.row(i)) {
            if (e.index != i) return Refusal{"A is not diagonal", i};
            decay.push_back(e);
        }
    return Letter{{std::move(decay), offset, offset.empty() ? SparseVector() : unit(0)}};
}

Factored<Letter> rwkv7_letter(const SparseMatrix& matrix, const SparseVector& offset) {
    return made(diagonal_plus_rank_one(matrix), [&](const DiagonalPlusRankOne& factors) {
        return std::vector<SparseVector>{factors.decay, factors.removal_key, factors.learning_rate, offset,
                                         offset.empty() ? SparseVector() : unit(0)};
    });
}

}  // namespace

Factored<Letter> letter(HeadKind kind, const SparseMatrix& matrix, const SparseVector& offset) {
    switch (kind) {
        case HeadKind::pd:
            return pd_letter(matrix, offset);
        case HeadKind::deltanet:
            return made(delta_step(matrix, offset), values_of);
        case HeadKind::deltaproduct:
            return deltaproduct_letter(matrix, offset);
        case HeadKind::rwkv7:
            return rwkv7_letter(matrix, offset);
        case HeadKind::gated_deltanet:
            return made(scaled_delta_step(matrix, offset), [](const ScaledReflection& factors) {
                std::vector<SparseVector> values = values_of(factors.step);
                values.insert(values.begin(), number(factors.decay));
                return values;
            });
        case HeadKind::kda:
            return made(decayed_delta_step(matrix, offset), [](const DecayedReflection& factors) {
                std::vector<SparseVector> values = values_of(factors.step);
                values.insert(values.begin(), factors.decay);
                return values;
            });
        case HeadKind::diagonal:
            return diagonal_letter(matrix, offset);
        case HeadKind::mlp_rnn:
            break;
    }
    return Refusal{"an MLP-RNN is not linear"};
}

std::vector<SparseVector> first_letter(HeadKind kind, std::size_t size, const SparseVector& offset) {
    using Action = StateStep::Action;
    const HeadKindInfo& info = kind_info(kind);
    std::vector<SparseVector> values(info.parameters.size());
    for (const StateStep& step : info.steps) {
        if (step.action == Action::permute)
            for (std::size_t i = 0; i < size; ++i) values[step.first].push_back({i * size + i, 1});
        if (offset.empty()) continue;
        if (step.action == Action::correct) values[step.first] = values[step.second] = unit(0);
        if (step.action == Action::insert) values[step.second] = unit(0);
        if (step.action == Action::write || step.action == Action::insert || step.action == Action::add)
            values[step.first] = offset;
    }
    return values;
}

}  // namespace linac
