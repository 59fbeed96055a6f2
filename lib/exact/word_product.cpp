#include "exact/word_product.hpp"

#include <flint/fmpz_mat.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <unordered_map>

#include "exact/integer.hpp"

namespace linac {
namespace {

/// An n×n matrix of integers.
class Matrix {
  public:
    explicit Matrix(std::size_t size) {
        fmpz_mat_init(entries_, static_cast<slong>(size), static_cast<slong>(size));
    }
    Matrix(Matrix&& other) noexcept {
        fmpz_mat_init(entries_, 0, 0);
        fmpz_mat_swap(entries_, other.entries_);
    }
    Matrix& operator=(Matrix&& other) noexcept {
        fmpz_mat_swap(entries_, other.entries_);
        return *this;
    }
    Matrix(const Matrix&) = delete;
    Matrix& operator=(const Matrix&) = delete;
    ~Matrix() { fmpz_mat_clear(entries_); }

    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::size_t>(entries_->r); }
    [[nodiscard]] fmpz* at(std::size_t row, std::size_t column) { return entries_->rows[row] + column; }
    [[nodiscard]] const fmpz* at(std::size_t row, std::size_t column) const {
        return entries_->rows[row] + column;
    }
    [[nodiscard]] std::size_t bits() const {
        return static_cast<std::size_t>(std::labs(fmpz_mat_max_bits(entries_)));
    }
    [[nodiscard]] const fmpz_mat_struct* flint() const noexcept { return entries_; }
    [[nodiscard]] fmpz_mat_struct* flint() noexcept { return entries_; }

  private:
    fmpz_mat_t entries_;
};

constexpr std::size_t winograd_bits = 1000;  // where a multiplication begins to cost more than two additions
constexpr std::size_t winograd_size = 40;    // where FLINT's Strassen and multi-modular products begin to win
constexpr std::size_t parallel_bits = 20'000;  // where a task is worth its start

/// Row i of left · right, by half the multiplications: Σ (a_{2k} + b_{2k+1}) (a_{2k+1} + b_{2k}) less products
/// within a row or a column alone, which are made once (Winograd 1968).
class WinogradProduct {
  public:
    WinogradProduct(const Matrix& left, const Matrix& right)
        : left_(left), right_(right), within_row_(left.size()), within_column_(left.size()) {
        for (std::size_t i = 0; i < left.size(); ++i)
            for (std::size_t k = 0; k + 1 < left.size(); k += 2) {
                fmpz_addmul(numerator(within_row_[i]), left.at(i, k), left.at(i, k + 1));
                fmpz_addmul(numerator(within_column_[i]), right.at(k, i), right.at(k + 1, i));
            }
    }
    void row(std::size_t i, Matrix& product) const {
        const std::size_t size = left_.size();
        Integer first;
        Integer second;
        for (std::size_t j = 0; j < size; ++j) {
            fmpz* entry = product.at(i, j);
            fmpz_add(entry, numerator(within_row_[i]), numerator(within_column_[j]));
            fmpz_neg(entry, entry);
            for (std::size_t k = 0; k + 1 < size; k += 2) {
                fmpz_add(first, left_.at(i, k), right_.at(k + 1, j));
                fmpz_add(second, left_.at(i, k + 1), right_.at(k, j));
                fmpz_addmul(entry, first, second);
            }
            if (size % 2 == 1) fmpz_addmul(entry, left_.at(i, size - 1), right_.at(size - 1, j));
        }
    }

  private:
    static fmpz* numerator(Rational& value) { return fmpq_numref(value.flint()); }
    static const fmpz* numerator(const Rational& value) { return fmpq_numref(value.flint()); }

    const Matrix& left_;
    const Matrix& right_;
    std::vector<Rational> within_row_;
    std::vector<Rational> within_column_;
};

Matrix product(const Matrix& left, const Matrix& right) {
    const std::size_t size = left.size();
    Matrix result(size);
    const std::size_t bits = std::min(left.bits(), right.bits());
    if (bits < winograd_bits || size > winograd_size) {
        fmpz_mat_mul(result.flint(), left.flint(), right.flint());
        return result;
    }
    const WinogradProduct rows(left, right);
    if (bits < parallel_bits)
        for (std::size_t i = 0; i < size; ++i) rows.row(i, result);
    else
        tbb::parallel_for(std::size_t{0}, size, [&](std::size_t i) { rows.row(i, result); });
    return result;
}

/// Calls `compute` for 0 … count − 1, in parallel if numbers of so many bits make that worth it.
template <class Compute>
void for_each_index(std::size_t count, std::size_t bits, const Compute& compute) {
    if (bits < parallel_bits)
        for (std::size_t i = 0; i < count; ++i) compute(i);
    else
        tbb::parallel_for(std::size_t{0}, count, compute);
}

std::size_t bits_of(const Vector& vector) {
    std::size_t bits = 0;
    for (const Rational& value : vector) bits = std::max(bits, value.numerator_bits());
    return bits;
}

void multiply_row(Vector& row, const Matrix& matrix) {
    Vector next(row.size());
    for_each_index(row.size(), bits_of(row), [&](std::size_t j) {
        fmpz* sum = fmpq_numref(next[j].flint());
        for (std::size_t i = 0; i < row.size(); ++i)
            fmpz_addmul(sum, fmpq_numref(row[i].flint()), matrix.at(i, j));
    });
    row.swap(next);
}

void multiply_column(const Matrix& matrix, Vector& column) {
    Vector next(column.size());
    for_each_index(column.size(), bits_of(column), [&](std::size_t i) {
        fmpz* sum = fmpq_numref(next[i].flint());
        for (std::size_t j = 0; j < column.size(); ++j)
            fmpz_addmul(sum, matrix.at(i, j), fmpq_numref(column[j].flint()));
    });
    column.swap(next);
}

}  // namespace

struct WordProduct::Matrices {
    std::vector<Matrix> matrix;         // integers
    std::vector<Rational> denominator;  // of each

    [[nodiscard]] std::size_t size() const { return matrix.front().size(); }

    /// Π of the denominators along a word.
    [[nodiscard]] Rational denominator_of(std::span<const std::size_t> word) const {
        std::vector<std::uint64_t> count(matrix.size());
        for (const std::size_t symbol : word) ++count[symbol];
        Rational result = 1;
        for (std::size_t s = 0; s < count.size(); ++s)
            if (!denominator[s].is_one()) result *= power(denominator[s], count[s]);
        return result;
    }
};

namespace {

/// The matrices of the blocks of a word, 2^levels symbols each.
class Blocks {
  public:
    Blocks(const std::vector<Matrix>& symbols, std::span<const std::size_t> word, std::size_t levels)
        : symbols_(symbols), word_(word), levels_(levels) {
        share();
    }

    [[nodiscard]] std::size_t count() const noexcept { return word_.size() >> levels_; }
    [[nodiscard]] Matrix block(std::size_t index) const { return node(levels_, index); }

  private:
    /// Different products of 2^level symbols, and which of them stands where in the word.
    struct Level {
        std::vector<Matrix> products;
        std::vector<std::uint32_t> at;
    };

    /// Level after level, as long as most products occur again and all take less than 64 MiB.
    void share() {
        constexpr std::size_t most_entries = std::size_t{1} << 22U;
        const std::size_t size = symbols_.front().size();
        while (shared_.size() < levels_) {
            const std::size_t level = shared_.size() + 1;
            Level next;
            std::vector<std::pair<std::size_t, std::size_t>> pairs;
            std::unordered_map<std::uint64_t, std::uint32_t> known;
            const std::size_t count = word_.size() >> level;
            for (std::size_t i = 0; i < count; ++i) {
                const std::size_t left = id(level - 1, 2 * i);
                const std::size_t right = id(level - 1, 2 * i + 1);
                const auto [at, is_new] = known.emplace((std::uint64_t{left} << 32U) | right,
                                                        static_cast<std::uint32_t>(pairs.size()));
                if (is_new) pairs.emplace_back(left, right);
                if (2 * pairs.size() > count || pairs.size() * size * size > most_entries) return;
                next.at.push_back(at->second);
            }
            for (std::size_t i = 0; i < pairs.size(); ++i) next.products.emplace_back(size);
            tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
                next.products[i] =
                    product(shared(level - 1, pairs[i].first), shared(level - 1, pairs[i].second));
            });
            shared_.push_back(std::move(next));
        }
    }

    [[nodiscard]] std::size_t id(std::size_t level, std::size_t index) const {
        return level == 0 ? word_[index] : shared_[level - 1].at[index];
    }
    [[nodiscard]] const Matrix& shared(std::size_t level, std::size_t number) const {
        return level == 0 ? symbols_[number] : shared_[level - 1].products[number];
    }

    [[nodiscard]] Matrix node(std::size_t level, std::size_t index) const {
        if (level <= shared_.size()) {
            Matrix copy(symbols_.front().size());
            fmpz_mat_set(copy.flint(), shared(level, id(level, index)).flint());
            return copy;
        }
        if (level == shared_.size() + 1)
            return product(shared(level - 1, id(level - 1, 2 * index)),
                           shared(level - 1, id(level - 1, 2 * index + 1)));
        Matrix left(0);
        Matrix right(0);
        constexpr std::size_t parallel_levels = 6;
        if (level < shared_.size() + parallel_levels) {
            left = node(level - 1, 2 * index);
            right = node(level - 1, 2 * index + 1);
        } else {
            tbb::parallel_invoke([&] { left = node(level - 1, 2 * index); },
                                 [&] { right = node(level - 1, 2 * index + 1); });
        }
        return product(left, right);
    }

    const std::vector<Matrix>& symbols_;
    std::span<const std::size_t> word_;
    std::size_t levels_;
    std::vector<Level> shared_;  // from level 1
};

/// How often blocks are doubled: a tree's product costs n³ multiplications, a vector's by twice as many blocks
/// n² of numbers as long as the word, so that about 2n blocks a side are best.
std::size_t levels_for(std::size_t length, std::size_t size, std::size_t sides) {
    std::size_t levels = 0;
    while ((length >> (levels + 1)) >= sides * 2 * size) ++levels;
    return levels;
}

}  // namespace

WordProduct::WordProduct(std::span<const SparseMatrix> matrices) {
    auto built = std::make_unique<Matrices>();
    for (const SparseMatrix& matrix : matrices) {
        Rational denominator = 1;
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            for (const Entry& e : matrix.row(i)) denominator = lcm(denominator, e.value.denominator());
        Matrix& integers = built->matrix.emplace_back(matrix.rows());
        for (std::size_t i = 0; i < matrix.rows(); ++i)
            for (const Entry& e : matrix.row(i))
                fmpz_set(integers.at(i, e.index), fmpq_numref((e.value * denominator).flint()));
        built->denominator.push_back(std::move(denominator));
    }
    matrices_ = std::move(built);
}

WordProduct::~WordProduct() = default;
WordProduct::WordProduct(WordProduct&&) noexcept = default;
WordProduct& WordProduct::operator=(WordProduct&&) noexcept = default;

Rational WordProduct::value(const Integers& row, std::span<const std::size_t> word,
                            const Integers& column) const {
    const std::size_t levels = levels_for(word.size(), matrices_->size(), 2);
    const std::size_t rest = word.size() % (std::size_t{1} << levels);  // read first, while numbers are short
    Vector left = row.numerators;
    Vector right = column.numerators;
    for (const std::size_t symbol : word.first(rest)) multiply_row(left, matrices_->matrix[symbol]);
    const Blocks blocks(matrices_->matrix, word.subspan(rest), levels);
    const std::size_t middle = blocks.count() / 2;
    tbb::parallel_invoke(
        [&] {
            for (std::size_t i = 0; i < middle; ++i) multiply_row(left, blocks.block(i));
        },
        [&] {
            for (std::size_t i = blocks.count(); i > middle; --i) multiply_column(blocks.block(i - 1), right);
        });
    return dot(left, right) / (row.denominator * column.denominator * matrices_->denominator_of(word));
}

void WordProduct::advance(Integers& row, std::span<const std::size_t> word) const {
    const std::size_t levels = levels_for(word.size(), matrices_->size(), 1);
    const std::size_t rest = word.size() % (std::size_t{1} << levels);
    for (const std::size_t symbol : word.first(rest)) multiply_row(row.numerators, matrices_->matrix[symbol]);
    const Blocks blocks(matrices_->matrix, word.subspan(rest), levels);
    for (std::size_t i = 0; i < blocks.count(); ++i) multiply_row(row.numerators, blocks.block(i));
    row.denominator *= matrices_->denominator_of(word);
}

std::uint64_t WordProduct::estimate(std::size_t length, std::uint64_t bits) const {
    // As measured: in proportion to the bits b at first, later like b^1.5.
    const auto multiplication = [](std::uint64_t b) {
        constexpr std::uint64_t long_bits = 1024;
        const auto doublings = static_cast<unsigned>(std::bit_width(b / long_bits | 1U) - 1);
        return 10 + b * 3 / 10 * (std::uint64_t{1} << (doublings / 2));
    };
    const std::uint64_t size = matrices_->size();
    constexpr std::uint64_t most_different = std::uint64_t{1} << 31U;
    std::uint64_t total = 0;
    std::uint64_t nodes = length;
    std::uint64_t different = matrices_->matrix.size();
    for (std::size_t level = levels_for(length, size, 2); level > 0; --level) {
        nodes /= 2;
        different = std::min(different, most_different) * std::min(different, most_different);
        total += std::min(nodes, different) * size * size * size * multiplication(bits);
        bits *= 2;
    }
    return total + nodes * nodes / 4 * size * size * multiplication(bits);
}

WordProduct::Integers to_integers(const SparseVector& vector, std::size_t size) {
    WordProduct::Integers result;
    for (const Entry& e : vector) result.denominator = lcm(result.denominator, e.value.denominator());
    result.numerators = dense(scaled(vector, result.denominator), size);
    return result;
}

}  // namespace linac
