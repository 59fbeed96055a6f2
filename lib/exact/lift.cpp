#include "exact/lift.hpp"

#include <flint/fmpq.h>
#include <flint/fmpz.h>

#include <algorithm>
#include <memory>

#include "exact/integer.hpp"
#include "exact/limits.hpp"

namespace linac {

bool Lift::add(const PrimeField& field, ReducedResidues image) {
    if (!images_.empty()) {
        const std::vector<std::size_t>& known = images_[0].pivots;
        const std::size_t rank = image.pivots.size();
        if (rank < known.size() || (rank == known.size() && image.pivots > known)) return false;
        if (image.pivots != known) {
            primes_.clear();
            images_.clear();
        }
    }
    check_words(2 * image.rows.nonzeros() * (images_.size() + 1));
    primes_.push_back(field.prime());
    images_.push_back(std::move(image));
    return true;
}

namespace {

/// Joins residues modulo several primes into one modulo their product, and that into a rational.
class Reconstruction {
  public:
    explicit Reconstruction(const std::vector<Residue>& primes) : residues(primes.size()), primes_(primes) {
        fmpz_comb_init(comb_, primes.data(), static_cast<slong>(primes.size()));
        fmpz_comb_temp_init(temporary_, comb_);
        fmpz_one(modulus_);
        for (const Residue prime : primes) fmpz_mul_ui(modulus_, modulus_, prime);
        bits_ = static_cast<std::size_t>(fmpz_bits(modulus_));
        // Entries are wanted with numerator and denominator below 2^h, 2h + 2 + guard ≤ bits.
        const std::size_t half = bits_ > guard_bits + 4 ? (bits_ - guard_bits - 2) / 2 : 1;
        fmpz_one(bound_);
        fmpz_mul_2exp(bound_, bound_, half);
    }
    Reconstruction(const Reconstruction&) = delete;
    Reconstruction& operator=(const Reconstruction&) = delete;
    ~Reconstruction() {
        fmpz_comb_temp_clear(temporary_);
        fmpz_comb_clear(comb_);
    }

    /// Finds the rational with the given residues. Multiplies `denominator` by what it lacks and sets
    /// `numerator`, so that the rational is numerator / denominator; false if there is none.
    bool solve(Rational& numerator, Rational& denominator) {
        if (bits_ < guard_bits + 6) return false;
        fmpz* joint = fmpq_numref(numerator.flint());
        fmpz* common = fmpq_numref(denominator.flint());
        if (residues.size() == 1 && solve_in_words(joint, *common)) return true;
        fmpz_multi_CRT_ui(joint, residues.data(), comb_, temporary_, 1);
        if (!fmpz_is_one(common)) {
            fmpz_mul(joint, joint, common);
            fmpz_smod(joint, joint, modulus_);
        }
        if (fits(joint, common)) return true;
        fmpz_mod(joint, joint, modulus_);
        if (_fmpq_reconstruct_fmpz_2(above_, below_, joint, modulus_, bound_, bound_) == 0) return false;
        fmpz_swap(joint, above_);
        fmpz_mul(common, common, below_);
        return fits(joint, common);
    }

    std::vector<Residue> residues;  ///< of the entry wanted, by prime

  private:
    static constexpr std::size_t guard_bits = 16;  // a wrong entry passes once in 2^16 times

    /// Whether residue · denominator, for one prime, is a small integer; then `numerator` is that.
    [[nodiscard]] bool solve_in_words(fmpz* numerator, fmpz denominator) const {
        if (COEFF_IS_MPZ(denominator)) return false;
        const Residue prime = primes_[0];
        const Residue value = n_mulmod2(residues[0], static_cast<Residue>(denominator) % prime, prime);
        if (value <= prime / 2)
            fmpz_set_ui(numerator, value);
        else
            fmpz_neg_ui(numerator, prime - value);
        return fits(numerator, &denominator);
    }

    [[nodiscard]] bool fits(const fmpz* numerator, const fmpz* denominator) const {
        return fmpz_bits(numerator) + fmpz_bits(denominator) + 1 + guard_bits <= bits_;
    }

    const std::vector<Residue>& primes_;
    fmpz_comb_t comb_;
    fmpz_comb_temp_t temporary_;
    Integer modulus_;
    Integer bound_;
    Integer above_;
    Integer below_;
    std::size_t bits_ = 0;
};

/// Divides a row and its denominator by their greatest common divisor.
void cancel(IntegerRow& row) {
    if (row.denominator.is_one()) return;
    Rational divisor = row.denominator;
    for (const Entry& e : row.numerators) {
        divisor = gcd(divisor, e.value);
        if (divisor.is_one()) return;
    }
    for (Entry& e : row.numerators) e.value = exact_quotient(e.value, divisor);
    row.denominator = exact_quotient(row.denominator, divisor);
}

/// Row `index` from its images, trying `denominator` first; nothing if some entry has no small rational.
std::optional<IntegerRow> reconstruct_row(const std::vector<ReducedResidues>& images, std::size_t index,
                                          Rational denominator, Reconstruction& reconstruction) {
    const std::size_t pivot = images[0].pivots[index];
    std::vector<const ResidueEntry*> cursor;
    cursor.reserve(images.size());
    for (const ReducedResidues& image : images)
        cursor.push_back(image.rows.begin(index) + 1);  // after the pivot

    IntegerRow row{{{pivot, denominator}}, denominator};
    std::vector<Rational> denominator_at = {denominator};
    for (;;) {
        // An entry may vanish modulo some of the primes and then be missing in their images.
        constexpr std::uint32_t end = static_cast<std::uint32_t>(-1);
        std::uint32_t column = end;
        for (std::size_t k = 0; k < images.size(); ++k)
            if (cursor[k] != images[k].rows.end(index)) column = std::min(column, cursor[k]->index);
        if (column == end) break;
        for (std::size_t k = 0; k < images.size(); ++k) {
            const bool here = cursor[k] != images[k].rows.end(index) && cursor[k]->index == column;
            reconstruction.residues[k] = here ? (cursor[k]++)->value : 0;
        }
        Rational numerator;
        if (!reconstruction.solve(numerator, row.denominator)) return std::nullopt;
        row.numerators.push_back({column, std::move(numerator)});
        denominator_at.push_back(row.denominator);
    }
    for (std::size_t i = 0; i < row.numerators.size(); ++i)
        if (denominator_at[i] != row.denominator)
            row.numerators[i].value *= exact_quotient(row.denominator, denominator_at[i]);
    cancel(row);
    return row;
}

}  // namespace

std::optional<LiftedRows> Lift::reconstruct() const {
    LiftedRows lifted;
    if (images_.empty()) return std::nullopt;
    lifted.pivots = images_[0].pivots;
    Reconstruction reconstruction(primes_);
    Rational last(1);
    for (std::size_t i = 0; i < lifted.pivots.size(); ++i) {
        std::optional<IntegerRow> row = reconstruct_row(images_, i, last, reconstruction);
        if (!row && !last.is_one()) row = reconstruct_row(images_, i, 1, reconstruction);
        if (!row) return std::nullopt;
        last = row->denominator;
        lifted.rows.push_back(std::move(*row));
    }
    return lifted;
}

}  // namespace linac
