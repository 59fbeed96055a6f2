#include "compile/two_layer.hpp"

#include "compile/affine_system.hpp"
#include "compile/blocked.hpp"

namespace linac {
namespace {

/// diag(x) − a 1ᵀ of size P with characteristic polynomial λ^P − `constant`, the key (1, …, 1)ᵀ, and reads
/// dual to the key's orbit: read(j) Aⁱ key = 1 if i = j, else 0, for i, j < P.
class Cell {
  public:
    Cell(std::size_t period, const Rational& constant) : points_(interpolation_points(period)) {
        Vector coefficients(period);
        coefficients[0] = -constant;
        rank_one_ = rank_one_part(points_, coefficients);
        // Row i is (Aⁱ key)ᵀ; the reads are the columns of its inverse. The key is cyclic because no a_i is 0
        // where the points are no roots; for the shift, 0 is a point and a root of λ^P, and its coordinate is
        // driven by none.
        SparseMatrix orbit(period, period);
        Vector state(period, Rational(1));
        for (std::size_t i = 0; i < period; ++i) {
            orbit.set_row(i, sparse(state));
            Rational total;
            for (const Rational& s : state) total += s;
            for (std::size_t k = 0; k < period; ++k) state[k] = points_[k] * state[k] - rank_one_[k] * total;
        }
        reads_ = solve(orbit, SparseMatrix::identity(period)).value().transposed();
    }

    [[nodiscard]] ConstantHead head(std::string label, std::size_t age, std::vector<Form> values,
                                    std::vector<std::size_t> outputs) const {
        const Vector ones(points_.size(), Rational(1));
        return {std::move(label),
                points_,
                ones,
                rank_one_,
                ones,
                std::move(values),
                dense(reads_.row(age), points_.size()),
                std::move(outputs)};
    }

  private:
    Vector points_;
    Vector rank_one_;
    SparseMatrix reads_;
};

Window add_cells(Assembly& assembly, std::size_t period) {
    Window window;
    window.period = period;
    std::vector<Assembly::HeadPlan> heads;
    const Cell cycle(period, 1);
    for (std::size_t q = 0; q < period; ++q) {
        const std::size_t dimension = assembly.add_dimension("position " + std::to_string(q));
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
        const std::string label = "window age " + std::to_string(age);
        const std::string prefix = label + " symbol ";
        std::vector<std::size_t> dimensions;
        for (const std::string& symbol : assembly.alphabet().symbols())
            dimensions.push_back(assembly.add_dimension(prefix + symbol));
        heads.emplace_back(shift.head("router/" + label, age, tokens, dimensions));
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
