#include "exact/row_system.hpp"

namespace linac {

ReducibleSystem::ReducibleSystem(const RowSystem& system) : system_(&system), functional_(system.functional) {
    for (const SparseVector& generator : system.generators) generators_.emplace_back(generator);
    for (std::size_t s = 0; s < system.operators.size(); ++s) {
        if (system.second.empty())
            operators_.emplace_back(system.operators[s]);
        else
            operators_.emplace_back(system.operators[s], system.second[s]);
    }
}

std::optional<ModularSystem> ReducibleSystem::modulo(Residue prime) const {
    ModularSystem image{PrimeField(prime), system_->size, {}, {}, std::vector<Residue>(system_->size, 0)};
    for (const ReducibleRows& generator : generators_) {
        const auto row = generator.modulo(image.field);
        if (!row) return std::nullopt;
        for (const ResidueEntry* e = row->begin(0); e != row->end(0); ++e) image.generators.append(*e);
        image.generators.end_row();
    }
    const auto functional = functional_.modulo(image.field);
    if (!functional) return std::nullopt;
    for (const ResidueEntry* e = functional->begin(0); e != functional->end(0); ++e)
        image.functional[e->index] = e->value;
    for (const ReducibleRows& matrix : operators_) {
        const auto rows = matrix.modulo(image.field);
        if (!rows) return std::nullopt;
        image.operators.emplace_back(*rows, system_->size);
    }
    return image;
}

}  // namespace linac
