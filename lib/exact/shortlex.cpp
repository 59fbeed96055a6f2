#include "exact/shortlex.hpp"

#include <algorithm>

namespace linac {

namespace {

class Searcher {
  public:
    Searcher(const ModularSystem& system, const SearchOptions& options)
        : system_(system),
          options_(options),
          engine_(options.seed),
          found_{EchelonBasis(system.field, system.size), {}, {}},
          vector_(system.size, 0),
          row_(system.size, 0),
          sum_(system.field, system.size) {
        for (const ModularMatrix& matrix : system.operators) operator_nonzeros_ += matrix.nonzeros();
    }

    Search run() {
        for (std::size_t g = 0; g < system_.generators.size() && !done(); ++g)
            try_generator({no_parent, g, 0});
        for (std::size_t row = 0; row < found_.links.size() && !done(); ++row) {
            if (found_.links[row].length >= options_.max_length) break;
            for (std::size_t symbol = 0; symbol < system_.operators.size() && !done(); ++symbol) {
                try_product({row, symbol, found_.links[row].length + 1});
                if (options_.closure == Closure::sampled && seems_closed()) return std::move(found_);
            }
        }
        return std::move(found_);
    }

    std::optional<Search> run_again(const std::vector<Link>& links) {
        for (const Link& link : links)
            if (!(link.parent == no_parent ? try_generator(link) : try_product(link))) return std::nullopt;
        const bool is_whole = found_.basis.rank() == system_.size;
        if (found_.nonzero || (!is_whole && !product_of_all_is_dependent())) return std::nullopt;
        return std::move(found_);
    }

  private:
    [[nodiscard]] bool done() const {
        return found_.nonzero.has_value() || found_.basis.rank() == system_.size;
    }

    bool try_generator(const Link& link) {
        const ResidueRows& generators = system_.generators;
        for (const ResidueEntry* e = generators.begin(link.symbol); e != generators.end(link.symbol); ++e)
            vector_[e->index] = e->value;
        return insert(link);
    }

    bool try_product(const Link& link) {
        found_.basis.get_row(link.parent, entries_);
        multiply(entries_, system_.operators[link.symbol]);
        return insert(link);
    }

    /// vector_ = row · matrix.
    void multiply(const std::vector<ResidueEntry>& row, const ModularMatrix& matrix) {
        std::size_t work = 0;
        for (const ResidueEntry& e : row) work += matrix.length(e.index);
        idle_work_ += work;
        if (work < system_.size) {
            const PrimeField& field = system_.field;
            for (const ResidueEntry& e : row)
                matrix.for_each(e.index, [&](std::size_t column, Residue value) {
                    vector_[column] = field.add(vector_[column], field.multiply(e.value, value));
                });
            return;
        }
        for (const ResidueEntry& e : row) row_[e.index] = e.value;
        matrix.add_product(row_, sum_);
        for (const ResidueEntry& e : row) row_[e.index] = 0;
        for (std::size_t j = 0; j < vector_.size(); ++j) vector_[j] = sum_.take(j);
    }

    bool insert(const Link& link) {
        const std::size_t before = found_.basis.work();
        if (!found_.basis.insert(vector_)) {
            idle_work_ += found_.basis.work() - before;
            return false;
        }
        idle_work_ = 0;
        patience_ = 1;
        found_.links.push_back(link);
        const std::size_t row = found_.basis.rank() - 1;
        found_.basis.get_row(row, entries_);
        Residue value = 0;
        for (const ResidueEntry& e : entries_)
            value = system_.field.add(value, system_.field.multiply(e.value, system_.functional[e.index]));
        if (value != 0 && !found_.nonzero) found_.nonzero = row;
        return true;
    }

    /// Asks product_of_all_is_dependent() once as much work went into dependent vectors as that takes.
    bool seems_closed() {
        const std::size_t cost =
            patience_ * (2 * found_.basis.extent() + operator_nonzeros_ + 8 * system_.size);
        if (idle_work_ < cost) return false;
        patience_ *= 2;
        idle_work_ = 0;
        return product_of_all_is_dependent();
    }

    /// Whether (Σ c_i b_i)(Σ d_σ M_σ) is dependent on the rows b_i for random c, d, which it is if all b_i M_σ
    /// are, and otherwise with probability at most 2/p.
    bool product_of_all_is_dependent() {
        const PrimeField& field = system_.field;
        std::uniform_int_distribution<Residue> coefficients(0, field.prime() - 1);
        for (std::size_t i = 0; i < found_.basis.rank(); ++i) {
            const Multiplier coefficient(coefficients(engine_), field);
            found_.basis.get_row(i, entries_);
            for (const ResidueEntry& e : entries_)
                row_[e.index] = field.add(row_[e.index], coefficient.times(e.value, field.prime()));
        }
        entries_.clear();
        for (std::size_t j = 0; j < row_.size(); ++j)
            if (row_[j] != 0) entries_.push_back({static_cast<std::uint32_t>(j), row_[j]});
        std::fill(row_.begin(), row_.end(), 0);
        std::vector<Residue> total(system_.size, 0);
        for (const ModularMatrix& matrix : system_.operators) {
            const Multiplier coefficient(coefficients(engine_), field);
            multiply(entries_, matrix);
            for (std::size_t j = 0; j < total.size(); ++j) {
                total[j] = field.add(total[j], coefficient.times(vector_[j], field.prime()));
                vector_[j] = 0;
            }
        }
        return found_.basis.contains(total);
    }

    const ModularSystem& system_;
    SearchOptions options_;
    std::mt19937_64 engine_;
    Search found_;
    std::vector<Residue> vector_;  // zero between steps, as are
    std::vector<Residue> row_;     // this
    RowSum sum_;                   // and this
    std::vector<ResidueEntry> entries_;
    std::size_t operator_nonzeros_ = 0;
    std::size_t idle_work_ = 0;  // since the last independent vector
    std::size_t patience_ = 1;
};

}  // namespace

Search shortlex_search(const ModularSystem& system, const SearchOptions& options) {
    return Searcher(system, options).run();
}

std::optional<Search> replay(const ModularSystem& system, const std::vector<Link>& links) {
    return Searcher(system, {}).run_again(links);
}

std::vector<std::size_t> word_of(const std::vector<Link>& links, std::size_t row) {
    std::vector<std::size_t> word;
    for (; links[row].parent != no_parent; row = links[row].parent) word.push_back(links[row].symbol);
    std::reverse(word.begin(), word.end());
    return word;
}

}  // namespace linac
