#include "exact/shortlex.hpp"

#include <algorithm>

namespace linac {

std::optional<ModularSystem> ModularSystem::reduce(const RowSystem& system, Residue prime) {
    ModularSystem result{PrimeField(prime), system.size, {}, {}};
    for (const SparseVector& generator : system.generators) {
        auto image = linac::reduce(generator, result.field);
        if (!image) return std::nullopt;
        result.generators.push_back(std::move(*image));
    }
    for (const SparseMatrix& matrix : system.operators) {
        auto image = ModularMatrix::reduce(matrix, result.field);
        if (!image) return std::nullopt;
        result.operators.push_back(std::move(*image));
    }
    return result;
}

namespace {

void scatter(const std::vector<ResidueEntry>& entries, std::vector<Residue>& vector) {
    for (const ResidueEntry& e : entries) vector[e.index] = e.value;
}

/// target += (row `row` of `rows`) · matrix; returns the number of multiplications.
std::size_t multiply_row(const ResidueRows& rows, std::size_t row, const ModularMatrix& matrix,
                         const PrimeField& field, std::vector<Residue>& target) {
    std::size_t work = 0;
    for (const ResidueEntry* e = rows.begin(row); e != rows.end(row); ++e) {
        matrix.add_row(e->index, e->value, field, target);
        work += matrix.length(e->index);
    }
    return work;
}

/// The splitmix64 sequence: repeatable coefficients without structure.
class Coefficients {
  public:
    explicit Coefficients(const PrimeField& field) : prime_(field.prime()) {}
    Residue next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return (z ^ (z >> 31U)) % prime_;
    }

  private:
    Residue prime_;
    std::uint64_t state_ = 0;
};

class Searcher {
  public:
    Searcher(const ModularSystem& system, const std::vector<Residue>& functional, std::size_t max_length)
        : system_(system),
          functional_(functional),
          max_length_(max_length),
          coefficients_(system.field),
          found_{EchelonBasis(system.field, system.size), {}, {}},
          vector_(system.size, 0),
          combination_(system.size, 0) {
        for (const ModularMatrix& matrix : system.operators) operator_nonzeros_ += matrix.nonzeros();
    }

    Search run(Closure closure) {
        for (std::size_t g = 0; g < system_.generators.size() && !done(); ++g) {
            scatter(system_.generators[g], vector_);
            insert({no_parent, g, 0});
        }
        for (std::size_t row = 0; row < found_.links.size() && !done(); ++row) {
            if (found_.links[row].length >= max_length_) break;
            for (std::size_t symbol = 0; symbol < system_.operators.size() && !done(); ++symbol) {
                idle_work_ +=
                    multiply_row(found_.basis.rows(), row, system_.operators[symbol], system_.field, vector_);
                insert({row, symbol, found_.links[row].length + 1});
                if (closure == Closure::sampled && seems_closed()) return std::move(found_);
            }
        }
        return std::move(found_);
    }

  private:
    [[nodiscard]] bool done() const {
        return found_.nonzero.has_value() || found_.basis.rank() == system_.size;
    }

    void insert(const Link& link) {
        const std::size_t before = found_.basis.work();
        if (!found_.basis.insert(vector_)) {
            idle_work_ += found_.basis.work() - before;
            return;
        }
        idle_work_ = 0;
        patience_ = 1;
        found_.links.push_back(link);
        if (functional_.empty()) return;
        const std::size_t row = found_.basis.rank() - 1;
        const ResidueRows& rows = found_.basis.rows();
        Residue value = 0;
        for (const ResidueEntry* e = rows.begin(row); e != rows.end(row); ++e)
            value = system_.field.add(value, system_.field.multiply(e->value, functional_[e->index]));
        if (value != 0) found_.nonzero = row;
    }

    /// Once as much work went into dependent vectors as this takes: whether (Σ c_i b_i)(Σ d_σ M_σ) is
    /// dependent for random c, d, which it is if all b_i M_σ are, and otherwise with probability at most 2/p.
    bool seems_closed() {
        const std::size_t cost =
            patience_ * (2 * found_.basis.rows().nonzeros() + operator_nonzeros_ + 8 * system_.size);
        if (idle_work_ < cost) return false;
        const ResidueRows& rows = found_.basis.rows();
        const PrimeField& field = system_.field;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const Multiplier coefficient(coefficients_.next(), field);
            for (const ResidueEntry* e = rows.begin(i); e != rows.end(i); ++e)
                combination_[e->index] =
                    field.add(combination_[e->index], coefficient.times(e->value, field.prime()));
        }
        for (const ModularMatrix& matrix : system_.operators) {
            const Multiplier coefficient(coefficients_.next(), field);
            for (std::size_t j = 0; j < combination_.size(); ++j)
                if (combination_[j] != 0)
                    matrix.add_row(j, coefficient.times(combination_[j], field.prime()), field, vector_);
        }
        std::fill(combination_.begin(), combination_.end(), 0);
        patience_ *= 2;
        idle_work_ = 0;
        return found_.basis.contains(vector_);
    }

    const ModularSystem& system_;
    const std::vector<Residue>& functional_;
    std::size_t max_length_;
    Coefficients coefficients_;
    Search found_;
    std::vector<Residue> vector_;  // zero between steps
    std::vector<Residue> combination_;
    std::size_t operator_nonzeros_ = 0;
    std::size_t idle_work_ = 0;  // since the last independent vector
    std::size_t patience_ = 1;
};

}  // namespace

Search shortlex_search(const ModularSystem& system, const std::vector<Residue>& functional, Closure closure,
                       std::size_t max_length) {
    return Searcher(system, functional, max_length).run(closure);
}

std::optional<EchelonBasis> replay(const ModularSystem& system, const std::vector<Link>& links) {
    EchelonBasis basis(system.field, system.size);
    std::vector<Residue> vector(system.size, 0);
    for (const Link& link : links) {
        if (link.parent == no_parent)
            scatter(system.generators[link.symbol], vector);
        else
            multiply_row(basis.rows(), link.parent, system.operators[link.symbol], system.field, vector);
        if (!basis.insert(vector)) return std::nullopt;
    }
    return basis;
}

std::vector<std::size_t> word_of(const std::vector<Link>& links, std::size_t row) {
    std::vector<std::size_t> word;
    for (; links[row].parent != no_parent; row = links[row].parent) word.push_back(links[row].symbol);
    std::reverse(word.begin(), word.end());
    return word;
}

}  // namespace linac
