#include "exact/modular_matrix.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <unordered_map>

namespace linac {

std::size_t log_ceiling(std::size_t n) noexcept {
    return n <= 1 ? 0 : static_cast<std::size_t>(std::bit_width(n - 1));
}

ModularMatrix::ModularMatrix(const ResidueRows& rows, std::size_t columns)
    : nonzeros_(rows.nonzeros()), lengths_(rows.size()) {
    // A product in two words costs about a quarter of one with a division and a scattered access.
    constexpr std::size_t advantage = 4;
    for (std::size_t start = 0; start < rows.size(); start += group_rows) {
        const std::size_t end = std::min(start + group_rows, rows.size());
        Group group{columns, 0, sparse};
        std::size_t count = 0;
        for (std::size_t i = start; i < end; ++i) {
            if (rows.length(i) == 0) continue;
            group.first = std::min<std::size_t>(group.first, rows.begin(i)->index);
            group.last = std::max<std::size_t>(group.last, (rows.end(i) - 1)->index + 1);
            count += rows.length(i);
        }
        const std::size_t width = group.last > group.first ? group.last - group.first : 0;
        if (count > 0 && advantage * count >= (end - start) * width) {
            group.offset = dense_.size();
            dense_.resize(dense_.size() + (end - start) * width, 0);
        }
        for (std::size_t i = start; i < end; ++i) {
            lengths_[i] = group.offset == sparse ? rows.length(i) : width;
            for (const ResidueEntry* e = rows.begin(i); e != rows.end(i); ++e) {
                if (group.offset == sparse)
                    sparse_.append(*e);
                else
                    dense_[group.offset + (i - start) * width + e->index - group.first] = e->value;
            }
            sparse_.end_row();
        }
        groups_.push_back(group);
    }
}

void ModularMatrix::add_product(const std::vector<Residue>& row, RowSum& sum) const {
    std::array<RowSum::Term, group_rows> terms{};
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Group& group = groups_[g];
        std::size_t count = 0;
        for (std::size_t i = g * group_rows; i < std::min((g + 1) * group_rows, rows()); ++i) {
            if (row[i] == 0) continue;
            if (group.offset == sparse) {
                for (const ResidueEntry* e = sparse_.begin(i); e != sparse_.end(i); ++e)
                    sum.add_product(e->index, row[i], e->value);
            } else {
                terms[count++] = {dense_row(group, i), row[i]};
            }
        }
        sum.add_rows({terms.data(), count}, group.first, group.last);
    }
}

void ReducibleRows::prepare() {
    std::unordered_map<const fmpz*, std::uint32_t, Hash, Equal> places;
    std::size_t longest = 0;
    for (const Row& row : rows_) {
        longest = std::max(longest, row.entries->size());
        for (const Entry& e : *row.entries) {
            const fmpz* denominator = fmpq_denref(e.value.flint());
            std::uint32_t place = 0;
            if (!e.value.is_integer()) {
                const auto [at, is_new] =
                    places.try_emplace(denominator, static_cast<std::uint32_t>(denominators_.size() + 1));
                if (is_new) denominators_.push_back(denominator);
                place = at->second;
            }
            denominator_of_.push_back(place);
            // |n/d| < 2^b / 2^(c−1) for n of b bits and d of c.
            const std::size_t above = e.value.numerator_bits() + 1;
            entry_bits_ = std::max(entry_bits_, above - std::min(above, e.value.denominator_bits()));
        }
    }
    row_bits_ = entry_bits_ + log_ceiling(longest);
    for (const fmpz* denominator : denominators_)
        fmpz_lcm(fmpq_numref(common_.flint()), fmpq_numref(common_.flint()), denominator);
}

std::optional<ResidueRows> ReducibleRows::modulo(const PrimeField& field) const {
    std::vector<Residue> inverse = {1};
    for (const fmpz* denominator : denominators_) {
        const Residue residue = field.reduce_integer(denominator);
        if (residue == 0) return std::nullopt;
        inverse.push_back(field.inverse(residue));
    }
    ResidueRows images;
    auto place = denominator_of_.begin();
    for (const Row& row : rows_) {
        for (const Entry& e : *row.entries) {
            Residue value = field.reduce_integer(fmpq_numref(e.value.flint()));
            if (*place != 0) value = field.multiply(value, inverse[*place]);
            ++place;
            if (value != 0) images.append({static_cast<std::uint32_t>(row.first + e.index), value});
        }
        images.end_row();
    }
    return images;
}

}  // namespace linac
