#include "compile/two_layer.hpp"

#include "compile/affine_system.hpp"
#include "compile/blocked.hpp"

namespace linac {
namespace {

/// Coefficients of Q = Π (z − x_k), from z⁰ on.
Vector with_roots(const Vector& points) {
    Vector result{1};
    for (const Rational& x : points) {
        result.insert(result.begin(), 0);
        for (std::size_t i = 0; i + 1 < result.size(); ++i) result[i] -= x * result[i + 1];
    }
    return result;
}

/// The first 2P coefficients of v(z) / p(z) in 1/z, with p = z^P − c and v Q' = 1 modulo p.
Vector expansion(const Vector& q, const Rational& c) {
    const std::size_t period = q.size() - 1;
    SparseMatrix product(period, period);  // column l: z^l Q' modulo p
    for (std::size_t l = 0; l < period; ++l)
        for (std::size_t i = 0; i < period; ++i) {
            const Rational derived = Rational(static_cast<std::int64_t>(i + 1)) * q[i + 1];
            if (i + l < period)
                product.add(i + l, l, derived);
            else
                product.add(i + l - period, l, c * derived);
        }
    SparseMatrix one(period, 1);
    one.add(0, 0, 1);
    const SparseMatrix v = solve(product, one).value();
    Vector result(2 * period);
    for (std::size_t i = 0; i < period; ++i) {
        result[i] = v.at(period - 1 - i, 0);
        result[i + period] = c * result[i];
    }
    return result;
}

/// diag(x) − a 1ᵀ of size P with characteristic polynomial p = z^P − c, the key (1, …, 1)ᵀ, and reads dual to
/// the key's orbit: read(j) Aⁱ key = 1 if i = j, else 0, for i, j < P.
///
/// (z − A)⁻¹ key has the coordinates B(z, x_k) / (Q'(x_k) p(z)), where B is the Bezoutian of p and Q'. So the
/// reads, as combinations of powers of the x_k, are the columns of the inverse of B, which is the Hankel matrix
/// of v/p (Lander 1974):
///
///     read(j)_k = Σ_l q_{k,l} h_{l+P−1−j}    with q_k = Q / (z − x_k), h the coefficients of v/p.
///
/// It exists: the roots of Q' are real and none is an integer, those of p that are real are −1, 0 or 1.
class Cell {
  public:
    Cell(std::size_t period, const Rational& c) : points_(interpolation_points(period)) {
        const Vector q = with_roots(points_);
        check_size(q);
        Vector coefficients(period);
        coefficients[0] = -c;
        rank_one_ = rank_one_part(points_, coefficients);
        Vector h = expansion(q, c);
        for (const Rational& value : h) denominator_ = lcm(denominator_, value.denominator());
        for (Rational& value : h) value *= denominator_;
        Vector sums(period);  // Σ_l Q_l h_{l+s}
        for (std::size_t s = 0; s + 1 < period; ++s)
            for (std::size_t l = 0; l <= period; ++l) sums[s].add_product(q[l], h[l + s]);
        reads_.assign(period, Vector(period));
        for (std::size_t k = 0; k < period; ++k) {
            Rational quotient;  // q_{k,l}, by synthetic division
            Rational value;     // Σ_l q_{k,l} h_{l+s}, from each s to the next by q_k (z − x_k) = Q
            for (std::size_t l = period; l-- > 0;) {
                quotient = quotient * points_[k] + q[l + 1];
                value.add_product(quotient, h[l]);
            }
            for (std::size_t s = 0; s < period; ++s) {
                reads_[period - 1 - s][k] = value;
                value = value * points_[k] + sums[s];
            }
        }
    }

    [[nodiscard]] ConstantHead head(std::string label, std::size_t age, std::vector<Form> values,
                                    std::vector<std::size_t> outputs) const {
        const Vector ones(points_.size(), Rational(1));
        return {std::move(label), points_,           ones, rank_one_, ones, std::move(values), reads_[age],
                1 / denominator_, std::move(outputs)};
    }

  private:
    /// The denominator divides the resultant of Q' and p, at most ‖Q'‖^P, and the P² reads are about as large.
    static void check_size(const Vector& q) {
        const std::size_t period = q.size() - 1;
        Rational norm;
        for (std::size_t i = 1; i <= period; ++i) norm += Rational(static_cast<std::int64_t>(i)) * abs(q[i]);
        const std::size_t words = period * norm.numerator_bits() / 64 + 1;
        if (period * period > max_router_words / 2 / words)
            throw Error::impossible("the numbers of the router of two layers may take more than 256 MiB",
                                    "--scheme blocked has small ones");
    }

    Vector points_;
    Vector rank_one_;
    std::vector<Vector> reads_;  // times denominator_
    Rational denominator_ = 1;
};

Window add_cells(Assembly& assembly, std::size_t period) {
    Window window;
    window.period = period;
    std::vector<Assembly::HeadPlan> heads;
    const Cell cycle(period, 1);
    for (std::size_t q = 0; q < period; ++q) {
        const std::size_t dimension = assembly.add_dimension(roles::Position{q, period});
        heads.emplace_back(
            cycle.head("router/position " + std::to_string(q), q, {assembly.bos()}, {dimension}));
        window.driver.push_back(Form::variable(dimension));
    }
    window.driver[0] = window.driver[0] - assembly.bos();

    const Cell shift(period, 0);
    std::vector<Form> tokens;
    for (Symbol s = 0; s < assembly.alphabet().size(); ++s) tokens.push_back(assembly.token(s));
    std::vector<std::size_t> places;
    for (std::size_t age = 0; age < period; ++age) {
        std::vector<std::size_t> dimensions;
        for (Symbol s = 0; s < assembly.alphabet().size(); ++s)
            dimensions.push_back(assembly.add_dimension(roles::WindowToken{age, s}));
        const std::string place = place_of(roles::WindowToken{age});
        heads.emplace_back(shift.head("router/" + place, age, tokens, dimensions));
        window.content.push_back(std::move(dimensions));
        places.push_back(age);
    }
    window.place_of_age.assign(period, places);
    assembly.add_layer("router", std::move(heads));
    return window;
}

}  // namespace

Compilation two_layer_network(const WeightedAutomaton& minimal, std::size_t max_nonzeros) {
    std::size_t block = 1;
    BlockCarries carries(minimal);
    SparseMatrix carry = carries.carry(block);
    while (least_block(Route::overwrite, carry.rows()) > block) carry = carries.carry(++block);
    Assembly assembly(minimal.alphabet, Target::rwkv7, Scheme::two_layer);
    const Window window = add_cells(assembly, 2 * block);
    return with_arithmetic(assembly, window, {&minimal, Route::overwrite, std::move(carry)}, max_nonzeros);
}

}  // namespace linac
