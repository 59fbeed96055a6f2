#include "exact/row_sum.hpp"

#include <algorithm>
#include <array>

namespace linac {

template <std::size_t count>
void RowSum::add_exactly(const Term* terms, std::size_t first, std::size_t last) {
    std::array<Term, count> term;
    std::copy(terms, terms + count, term.begin());
    const Residue prime = field_.prime();
    Wide* target = columns_.data() + first;
    for (std::size_t j = 0; j < last - first; ++j) {
        Wide sum = target[j];
        for (const Term& t : term) sum += Wide{t.factor} * t.row[j];
        auto high = static_cast<Residue>(sum >> 64U);
        // Without branches: which way they would go is random.
        if (count > 4) high -= 2 * prime & (Residue{0} - Residue{high >= 2 * prime});
        high -= prime & (Residue{0} - Residue{high >= prime});
        target[j] = (Wide{high} << 64U) | static_cast<Residue>(sum);
    }
}

void RowSum::add_rows(std::span<const Term> terms, std::size_t first, std::size_t last) {
    if (terms.empty()) return;
    if (terms.size() == 1) return add_exactly<1>(terms.data(), first, last);
    if (terms.size() == 2) return add_exactly<2>(terms.data(), first, last);
    std::array<Term, most_terms> padded;
    const auto end = std::copy(terms.begin(), terms.end(), padded.begin());
    std::fill(end, padded.end(), Term{terms[0].row, 0});
    if (terms.size() <= 4)
        add_exactly<4>(padded.data(), first, last);
    else
        add_exactly<most_terms>(padded.data(), first, last);
}

}  // namespace linac
