#include "trace/transition.hpp"

#include <optional>

#include "error.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// vectorᵀ · matrix.
SparseVector combination(const SparseVector& vector, const SparseMatrix& matrix) {
    SparseVector total;
    for (const Entry& e : vector) total = sum(total, scaled(matrix.row(e.index), e.value));
    return total;
}

/// matrix += column · rowᵀ.
void add_outer(SparseMatrix& matrix, const SparseVector& column, const SparseVector& row) {
    if (row.empty()) return;
    for (const Entry& e : column) matrix.set_row(e.index, sum(matrix.row(e.index), scaled(row, e.value)));
}

/// Carries out the steps of a head's kind on the map S ↦ A S + B.
class Builder {
  public:
    Builder(const Head& head, const std::vector<SparseVector>& values) : head_(head), values_(values) {}

    Transition build() {
        const HeadKindInfo& info = head_.info();
        for (std::size_t round = 0; round < head_.rounds(); ++round)
            for (const StateStep& step : info.steps) {
                const auto parameter = [&](std::size_t index) -> const SparseVector& {
                    return values_[round * info.parameters.size() + index];
                };
                take(step, parameter);
            }
        return std::move(map_);
    }

  private:
    using Action = StateStep::Action;

    template <class Parameter>
    void take(const StateStep& step, const Parameter& parameter) {
        switch (step.action) {
            case Action::read:
                y_ = {combination(parameter(step.first), map_.a), combination(parameter(step.first), map_.b)};
                break;
            case Action::correct: {
                const Rational factor = entry(parameter(step.second), 0);
                y_ = {scaled(y_.a, -factor), scaled(sum(parameter(step.first), scaled(y_.b, -1)), factor)};
                break;
            }
            case Action::write:
                add_read(parameter(step.first));
                break;
            case Action::erase: {
                SparseVector removal;
                for (const Entry& e : parameter(step.first))
                    add_entry(removal, e.index, -(e.value * entry(parameter(step.second), e.index)));
                add_read(removal);
                break;
            }
            case Action::insert:
                add_outer(map_.b, parameter(step.first), parameter(step.second));
                break;
            case Action::scale:
            case Action::multiply:
                for (std::size_t i = 0; i < keys_; ++i) {
                    const Rational factor =
                        entry(parameter(step.first), step.action == Action::scale ? i : 0);
                    map_.a.set_row(i, scaled(map_.a.row(i), factor));
                    map_.b.set_row(i, scaled(map_.b.row(i), factor));
                }
                break;
            case Action::permute:
                permute(parameter(step.first));
                break;
            case Action::add:
                for (const Entry& e : parameter(step.first))
                    map_.b.add(e.index / columns_, e.index % columns_, e.value);
                break;
            case Action::update:
                throw Error::impossible("an MLP-RNN is not linear in its state");
        }
    }

    /// S += column yᵀ.
    void add_read(const SparseVector& column) {
        add_outer(map_.a, column, y_.a);
        add_outer(map_.b, column, y_.b);
    }

    void permute(const SparseVector& permutation) {
        std::vector<std::optional<std::size_t>> target(keys_);
        const auto refuse = [&](std::size_t column) {
            return Error::bad_input("head " + printable(head_.label) + ": column " + std::to_string(column) +
                                    " of P is not one-hot");
        };
        for (const Entry& e : permutation) {
            const std::size_t column = e.index % keys_;
            if (!e.value.is_one() || target[column]) throw refuse(column);
            target[column] = e.index / keys_;
        }
        Transition moved{SparseMatrix(keys_, keys_), SparseMatrix(keys_, columns_)};
        for (std::size_t j = 0; j < keys_; ++j) {
            if (!target[j]) throw refuse(j);
            moved.a.set_row(*target[j], sum(moved.a.row(*target[j]), map_.a.row(j)));
            moved.b.set_row(*target[j], sum(moved.b.row(*target[j]), map_.b.row(j)));
        }
        map_ = std::move(moved);
    }

    /// y as a function of S: a S + b, both rows.
    struct Read {
        SparseVector a;
        SparseVector b;
    };

    const Head& head_;
    const std::vector<SparseVector>& values_;
    std::size_t keys_ = head_.key_dimension;
    std::size_t columns_ = head_.value_dimension;
    Transition map_{SparseMatrix::identity(keys_), SparseMatrix(keys_, columns_)};
    Read y_;
};

}  // namespace

Transition transition(const Head& head, const std::vector<SparseVector>& values) {
    return Builder(head, values).build();
}

Vector after(const Transition& transition, const Vector& state) {
    const std::size_t columns = transition.b.columns();
    Vector result(state.size());
    for (std::size_t i = 0; i < transition.a.rows(); ++i) {
        for (const Entry& e : transition.a.row(i))
            for (std::size_t j = 0; j < columns; ++j)
                result[i * columns + j].add_product(e.value, state[e.index * columns + j]);
        for (const Entry& e : transition.b.row(i)) result[i * columns + e.index] += e.value;
    }
    return result;
}

}  // namespace linac
