#include "automata/iterated_product.hpp"

#include <algorithm>
#include <string>

namespace linac {
namespace {

/// The states by what they hold, numbered in the order in which entries are read.
class States {
  public:
    explicit States(std::size_t size) : size_(size) {
        for (std::size_t at = 0; at < size * size; ++at) {
            const std::string place = std::to_string(at / size) + "." + std::to_string(at % size);
            first_.push_back(names_.size());
            for (std::size_t i = at / size; i < size; ++i) names_.push_back(place + ".p" + std::to_string(i));
            for (std::size_t j = 0; j < begun(at); ++j) names_.push_back(place + ".q" + std::to_string(j));
        }
    }

    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    /// Entry i of the row before the matrix; it is needed as long as row i of the matrix is not read.
    [[nodiscard]] std::size_t before(std::size_t at, std::size_t i) const {
        return first_[at] + i - at / size_;
    }
    /// Entry j of the row after the matrix, which is the row before the next.
    [[nodiscard]] std::size_t after(std::size_t at, std::size_t j) const {
        return at == size_ * size_ ? before(0, j) : first_[at] + size_ - at / size_ + j;
    }
    /// How many entries of the row after the matrix have a part before the matrix's entry number `at` is
    /// read.
    [[nodiscard]] std::size_t begun(std::size_t at) const { return std::min(at, size_); }

    /// States of a product of this size, without making them.
    [[nodiscard]] static std::size_t count(std::size_t size) {
        return size * (size * (size + 1) / 2) + size * (size - 1) / 2 + size * size * (size - 1);
    }

  private:
    std::size_t size_;
    std::vector<std::size_t> first_;  // by number of entries of the matrix that have been read
    std::vector<std::string> names_;
};

void check(const IteratedProduct& product) {
    if (product.size == 0) throw Error::bad_input("a product of matrices without rows");
    if (product.values.empty()) throw Error::bad_input("a matrix without values for its entries");
    if (product.row >= product.size || product.column >= product.size)
        throw Error::bad_input("entry (" + std::to_string(product.row) + ", " +
                                   std::to_string(product.column) + ") of a product of size " +
                                   std::to_string(product.size),
                               {}, "rows and columns count from 0");
    // A size beyond the limit by itself could overflow the count.
    if (product.size > max_iterated_product_rows || product.size * product.size > max_iterated_product_rows ||
        States::count(product.size) > max_iterated_product_rows / product.values.size())
        throw Error::impossible("the automaton would have more than " +
                                std::to_string(max_iterated_product_rows) + " states times symbols");
}

std::vector<std::string> symbols(const Vector& values) {
    std::vector<std::string> names;
    for (const Rational& value : values) names.push_back(to_string(value));
    return names;
}

}  // namespace

WeightedAutomaton iterated_product(const IteratedProduct& product) {
    check(product);
    const std::size_t k = product.size;
    const States states(k);
    WeightedAutomaton automaton(Alphabet(symbols(product.values)), states.names().size());
    automaton.states = states.names();
    automaton.initial = unit(states.before(0, product.row));
    automaton.final = unit(states.before(0, product.column));
    for (Symbol s = 0; s < product.values.size(); ++s) {
        SparseMatrix& matrix = automaton.transition[s];
        for (std::size_t at = 0; at < k * k; ++at) {
            const std::size_t row = at / k;
            const std::size_t column = at % k;
            const bool row_ends = column + 1 == k;
            for (std::size_t i = row_ends ? row + 1 : row; i < k; ++i)
                matrix.add(states.before(at, i), states.before(at + 1, i), 1);
            for (std::size_t j = 0; j < states.begun(at); ++j)
                matrix.add(states.after(at, j), states.after(at + 1, j), 1);
            matrix.add(states.before(at, row), states.after(at + 1, column), product.values[s]);
        }
    }
    return automaton;
}

}  // namespace linac
