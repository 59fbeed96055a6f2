#include "exact/invariance.hpp"

#include <algorithm>
#include <bit>

namespace linac {

InvarianceProof::InvarianceProof(const ReducibleSystem& system, const LiftedRows& lifted)
    : lifted_(lifted), size_(system.system().size), place_(size_, 0) {
    const std::size_t rank = lifted.rows.size();
    std::vector<bool> is_pivot(size_, false);
    for (const std::size_t pivot : lifted.pivots) is_pivot[pivot] = true;
    for (std::size_t j = 0; j < size_; ++j) {
        if (is_pivot[j]) continue;
        place_[j] = static_cast<std::uint32_t>(others_.size());
        others_.push_back(j);
    }

    std::size_t entries = 1;          // v
    std::size_t row_denominator = 1;  // of e_i
    Rational common(1);               // E
    for (const IntegerRow& row : lifted.rows) {
        const std::size_t below = row.denominator.numerator_bits();
        for (const Entry& e : row.numerators) {
            const std::size_t above = e.value.numerator_bits() + 1;
            entries = std::max(entries, above - std::min(above, below));
        }
        row_denominator = std::max(row_denominator, below);
        if (row.denominator != common) common = lcm(common, row.denominator);
    }
    const std::size_t basis = row_denominator + common.numerator_bits();
    const std::size_t terms = log_ceiling(size_) + log_ceiling(rank) + 1;
    const auto need = [&](std::size_t bits) { needed_bits_ = std::max(needed_bits_, bits); };
    for (const ReducibleRows& generator : system.generators())
        need(generator.entry_bits() + entries + terms + generator.denominator_bits() + basis);
    for (const ReducibleRows& matrix : system.operators())
        need(2 * entries + matrix.entry_bits() + terms + matrix.denominator_bits() + basis);
    need(entries + system.functional().entry_bits() + terms + system.functional().denominator_bits() + basis);
}

std::optional<ResidueRows> InvarianceProof::others_modulo(const PrimeField& field) const {
    ResidueRows rows;
    for (std::size_t i = 0; i < lifted_.rows.size(); ++i) {
        const IntegerRow& row = lifted_.rows[i];
        const Residue denominator = field.reduce_integer(fmpq_numref(row.denominator.flint()));
        if (denominator == 0) return std::nullopt;
        const Multiplier inverse(field.inverse(denominator), field);
        for (const Entry& e : row.numerators) {
            if (e.index == lifted_.pivots[i]) continue;  // 1
            const Residue value =
                inverse.times(field.reduce_integer(fmpq_numref(e.value.flint())), field.prime());
            if (value != 0) rows.append({place_[e.index], value});
        }
        rows.end_row();
    }
    return rows;
}

namespace {

/// Whether rows y lie in the span of V modulo a prime: y = y_π V, which has to hold outside the pivots only.
class SpanTest {
  public:
    SpanTest(const PrimeField& field, std::size_t size, const std::vector<std::size_t>& pivots,
             const std::vector<std::size_t>& others, const ResidueRows& basis)
        : field_(field),
          pivots_(pivots),
          others_(others),
          basis_(basis, others.size()),
          place_(size),
          row_(size, 0),
          rest_(others.size(), 0),
          product_(field, size),
          combination_(field, others.size()) {
        for (std::size_t i = 0; i < pivots.size(); ++i) place_[pivots[i]] = {i, true};
        for (std::size_t j = 0; j < others.size(); ++j) place_[others[j]] = {j, false};
    }

    /// y = Σ x_k e_k M for the entries x_k, with M = I if there is no matrix.
    [[nodiscard]] bool contains(const std::vector<ResidueEntry>& entries, const ModularMatrix* matrix) {
        std::size_t work = 0;
        for (const ResidueEntry& e : entries) work += matrix == nullptr ? 1 : matrix->length(e.index);
        if (matrix != nullptr && work >= row_.size()) return contains_product(entries, *matrix);
        for (const ResidueEntry& e : entries) {
            if (matrix == nullptr)
                subtract(e.index, e.value);
            else
                matrix->for_each(e.index, [&](std::size_t column, Residue value) {
                    subtract(column, field_.multiply(e.value, value));
                });
        }
        bool is_zero = true;
        for (const std::size_t j : touched_) {
            is_zero = is_zero && rest_[j] == 0;
            rest_[j] = 0;
        }
        touched_.clear();
        return is_zero;
    }

  private:
    struct ColumnPlace {
        std::size_t index;  // among the pivots or among the others
        bool is_pivot;
    };

    /// For products with few terms: takes `value` off y at a column, and keeps account of y_π V − y.
    void subtract(std::size_t column, Residue value) {
        if (value == 0) return;
        const ColumnPlace place = place_[column];
        const auto add = [&](std::size_t j, Residue term) {
            rest_[j] = field_.add(rest_[j], term);
            touched_.push_back(j);
        };
        if (!place.is_pivot) return add(place.index, field_.negate(value));
        basis_.for_each(place.index,
                        [&](std::size_t j, Residue factor) { add(j, field_.multiply(value, factor)); });
    }

    [[nodiscard]] bool contains_product(const std::vector<ResidueEntry>& entries,
                                        const ModularMatrix& matrix) {
        for (const ResidueEntry& e : entries) row_[e.index] = e.value;
        matrix.add_product(row_, product_);
        for (const ResidueEntry& e : entries) row_[e.index] = 0;
        coordinates_.clear();
        for (const std::size_t pivot : pivots_) coordinates_.push_back(product_.take(pivot));
        basis_.add_product(coordinates_, combination_);
        bool equal = true;
        for (std::size_t j = 0; j < others_.size(); ++j)
            equal = (combination_.take(j) == product_.take(others_[j])) && equal;
        return equal;
    }

    PrimeField field_;
    const std::vector<std::size_t>& pivots_;
    const std::vector<std::size_t>& others_;
    ModularMatrix basis_;  // V outside the pivots
    std::vector<ColumnPlace> place_;
    std::vector<Residue> row_;  // zero between steps, as are
    std::vector<Residue> rest_;
    RowSum product_;
    RowSum combination_;
    std::vector<std::size_t> touched_;
    std::vector<Residue> coordinates_;
};

}  // namespace

bool InvarianceProof::holds_modulo(const ModularSystem& image) {
    const PrimeField& field = image.field;
    const std::optional<ResidueRows> basis = others_modulo(field);
    if (!basis) return true;
    SpanTest span(field, size_, lifted_.pivots, others_, *basis);

    std::vector<ResidueEntry> row;
    for (std::size_t g = 0; g < image.generators.size(); ++g) {
        row.assign(image.generators.begin(g), image.generators.end(g));
        if (!span.contains(row, nullptr)) return false;
    }
    for (std::size_t i = 0; i < basis->size(); ++i) {
        row = {{static_cast<std::uint32_t>(lifted_.pivots[i]), 1}};
        for (const ResidueEntry* e = basis->begin(i); e != basis->end(i); ++e)
            row.push_back({static_cast<std::uint32_t>(others_[e->index]), e->value});
        Residue value = 0;
        for (const ResidueEntry& e : row)
            value = field.add(value, field.multiply(e.value, image.functional[e.index]));
        if (value != 0) return false;
        for (const ModularMatrix& matrix : image.operators)
            if (!span.contains(row, &matrix)) return false;
    }
    checked_bits_ += static_cast<std::size_t>(std::bit_width(field.prime())) - 1;
    return true;
}

}  // namespace linac
