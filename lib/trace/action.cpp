#include "trace/action.hpp"

#include <algorithm>
#include <optional>

#include "text.hpp"
#include "trace/decimal_size.hpp"

namespace linac {
namespace {

constexpr std::size_t most_rows = 3;      // of a short sentence
constexpr std::size_t most_terms = 9;     // of all its rows
constexpr std::size_t most_changes = 6;   // of an MLP head's entries
constexpr std::size_t most_numbers = 12;  // of a vector in a formula
constexpr std::size_t most_moved = 24;    // rows of a permutation
constexpr std::size_t longest_formula = 120;

bool is_kept(const Transition& step, std::size_t row) {
    const SparseVector& a = step.a.row(row);
    return step.b.row(row).empty() && a.size() == 1 && a[0].index == row && a[0].value.is_one();
}

std::vector<std::size_t> changed_rows(const Transition& step) {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < step.a.rows(); ++i)
        if (!is_kept(step, i)) rows.push_back(i);
    return rows;
}

/// Where each row goes, if A is a permutation matrix.
std::optional<std::vector<std::size_t>> permutation(const SparseMatrix& a) {
    std::vector<std::size_t> target(a.rows(), a.rows());
    for (std::size_t i = 0; i < a.rows(); ++i) {
        const SparseVector& row = a.row(i);
        if (row.size() != 1 || !row[0].value.is_one() || target[row[0].index] != a.rows())
            return std::nullopt;
        target[row[0].index] = i;
    }
    return target;
}

std::vector<std::vector<std::size_t>> cycles_of(const std::vector<std::size_t>& target) {
    std::vector<std::vector<std::size_t>> cycles;
    std::vector<bool> seen(target.size(), false);
    for (std::size_t i = 0; i < target.size(); ++i) {
        if (seen[i] || target[i] == i) continue;
        std::vector<std::size_t> cycle;
        for (std::size_t j = i; !seen[j]; j = target[j]) {
            seen[j] = true;
            cycle.push_back(j);
        }
        cycles.push_back(std::move(cycle));
    }
    return cycles;
}

/// The factor c of A = c I.
std::optional<Rational> multiple_of_identity(const SparseMatrix& a) {
    std::optional<Rational> factor;
    for (std::size_t i = 0; i < a.rows(); ++i) {
        const SparseVector& row = a.row(i);
        if (row.size() != 1 || row[0].index != i || (factor && row[0].value != *factor)) return std::nullopt;
        factor = row[0].value;
    }
    return factor;
}

bool is_short(const Transition& step, const std::vector<std::size_t>& rows) {
    std::size_t terms = 0;
    for (const std::size_t i : rows) terms += step.a.row(i).size() + step.b.row(i).size();
    return rows.size() <= most_rows && terms <= most_terms;
}

bool is_zero(const SparseMatrix& matrix) {
    return matrix.nonzeros() == 0;
}

/// A sum such as "2·slot 0 - slot 1 + 1".
class Sum {
  public:
    void add(const Rational& coefficient, const std::string& thing) {
        const Rational size = abs(coefficient);
        add_sign(coefficient.sign());
        text_ += size.is_one() ? thing : brief(size) + "·" + thing;
    }
    void add(const Rational& constant) {
        add_sign(constant.sign());
        text_ += brief(abs(constant));
    }
    [[nodiscard]] const std::string& text() const noexcept { return text_; }

  private:
    void add_sign(int sign) {
        if (!text_.empty())
            text_ += sign < 0 ? " - " : " + ";
        else if (sign < 0)
            text_ += "-";
    }
    std::string text_;
};

class Writer {
  public:
    Writer(const Transition& step, const HeadNames& names, std::string formula)
        : step_(step), names_(names), formula_(std::move(formula)) {}

    std::string operator()(const Keep& /*action*/) const { return "keep"; }
    std::string operator()(const Reset& /*action*/) const { return "reset"; }
    std::string operator()(const Permute& action) const {
        const auto& cycles = action.cycles;
        std::size_t moved = 0;
        for (const auto& cycle : cycles) moved += cycle.size();
        if (moved > most_moved)
            return "permute " + std::to_string(moved) + " " + names_.noun + "s in " +
                   count_of(cycles.size(), "cycle");
        std::vector<std::string> parts;
        parts.reserve(cycles.size());
        if (std::all_of(cycles.begin(), cycles.end(), [](const auto& c) { return c.size() == 2; })) {
            for (const auto& cycle : cycles)
                parts.push_back(names_.rows[cycle[0]] + " and " + names_.rows[cycle[1]]);
            return "swap " + names_.noun + "s " + join(parts, ", ");
        }
        for (const auto& cycle : cycles) {
            std::vector<std::string> stations;
            stations.reserve(cycle.size() + 1);
            for (const std::size_t row : cycle) stations.push_back(names_.rows[row]);
            stations.push_back(names_.rows[cycle[0]]);
            parts.push_back(join(stations, " → "));
        }
        return "rotate " + names_.noun + "s " + join(parts, ", ");
    }
    std::string operator()(const MultiplyAll& action) const {
        return "multiply all " + names_.noun + "s by " + brief(action.factor);
    }
    std::string operator()(const ResetAndWrite& action) const {
        return "reset, then " + written(action.rows);
    }
    std::string operator()(const WriteRows& action) const { return written(action.rows); }
    std::string operator()(const Change& action) const {
        const std::string formula = formula_.empty() || formula_.size() > longest_formula
                                        ? "S ← A S + B, A with " + count_of(step_.a.nonzeros(), "non-zero") +
                                              ", B with " + std::to_string(step_.b.nonzeros())
                                        : formula_;
        return "change " + std::to_string(action.rows.size()) + " of " +
               count_of(step_.a.rows(), names_.noun) + ": " + formula;
    }

  private:
    [[nodiscard]] std::string written(const std::vector<std::size_t>& rows) const {
        std::vector<std::string> parts;
        parts.reserve(rows.size());
        for (const std::size_t row : rows) parts.push_back(written(row));
        return (parts.size() > 1 ? "at once: " : "") + join(parts, "; ");
    }
    [[nodiscard]] std::string written(std::size_t row) const {
        const SparseVector& a = step_.a.row(row);
        const SparseVector& b = step_.b.row(row);
        const std::string name = names_.row(row);
        const Rational own = entry(a, row);
        if (a.empty() && b.empty()) return "clear " + name;
        if (b.empty() && a.size() == 1 && !own.is_zero()) return "multiply " + name + " by " + brief(own);
        if (b.empty() && a.size() == 1 && a[0].value.is_one())
            return "copy " + names_.row(a[0].index) + " into " + name;
        const bool is_added = own.is_one();
        Sum sum;
        for (const Entry& e : a)
            if (!is_added || e.index != row) sum.add(e.value, names_.row(e.index));
        for (const Entry& e : b)
            if (step_.b.columns() == 1)
                sum.add(e.value);
            else
                sum.add(e.value, "[" + names_.columns[e.index] + "]");
        return (is_added ? "add " + sum.text() + " to " : "write " + sum.text() + " into ") + name;
    }

    const Transition& step_;
    const HeadNames& names_;
    std::string formula_;
};

/// "k = (1, -1, 0)"; of a long vector, its size.
std::string assigned(const std::string& name, const SparseVector& vector, std::size_t size) {
    if (size == 1) return name + " = " + brief(entry(vector, 0));
    if (size > most_numbers)
        return name + " = (" + count_of(size, "number") + ", " + count_of(vector.size(), "non-zero") + ")";
    std::vector<std::string> numbers;
    for (const Rational& value : dense(vector, size)) numbers.push_back(brief(value));
    return name + " = (" + join(numbers, ", ") + ")";
}

/// The update of the head with its numbers, if it is one formula of numbers and vectors; otherwise nothing.
std::string formula_of(const Head& head, const std::vector<SparseVector>& values) {
    const HeadKindInfo& info = head.info();
    if (info.is_repeated || !info.is_linear() || info.has(StateStep::Action::permute)) return {};
    std::string text(info.formula);
    for (const bool are_numbers : {true, false})
        for (std::size_t p = 0; p < info.parameters.size(); ++p) {
            const ParameterInfo& parameter = info.parameters[p];
            if ((parameter.shape == ParameterShape::one) == are_numbers)
                text +=
                    ", " + assigned(std::string(parameter.symbol), values[p],
                                    outputs_of(parameter.shape, head.key_dimension, head.value_dimension));
        }
    return text;
}

}  // namespace

Action recognised(const Transition& step) {
    std::vector<std::size_t> rows = changed_rows(step);
    if (rows.empty()) return Keep{};
    if (is_zero(step.a)) {
        if (is_zero(step.b)) return Reset{};
        rows.erase(
            std::remove_if(rows.begin(), rows.end(), [&](std::size_t i) { return step.b.row(i).empty(); }),
            rows.end());
        if (!is_short(step, rows)) return Change{changed_rows(step)};
        if (rows.size() == step.a.rows()) return WriteRows{std::move(rows)};
        return ResetAndWrite{std::move(rows)};
    }
    if (is_zero(step.b)) {
        if (const auto target = permutation(step.a)) return Permute{cycles_of(*target)};
        if (step.a.rows() == 1) return WriteRows{std::move(rows)};
        if (auto factor = multiple_of_identity(step.a)) return MultiplyAll{*std::move(factor)};
    }
    if (is_short(step, rows)) return WriteRows{std::move(rows)};
    return Change{std::move(rows)};
}

std::string sentence(const Transition& step, const HeadNames& names) {
    return std::visit(Writer(step, names, {}), recognised(step));
}

std::string sentence(const Transition& step, const HeadNames& names, const Head& head,
                     const std::vector<SparseVector>& values) {
    return std::visit(Writer(step, names, formula_of(head, values)), recognised(step));
}

std::string sentence_of_change(const Vector& before, const Vector& after, const HeadNames& names) {
    std::vector<std::string> parts;
    std::size_t changes = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == after[i]) continue;
        if (++changes <= most_changes)
            parts.push_back(names.entries[i] + " " + brief(before[i]) + " → " + brief(after[i]));
    }
    if (changes > most_changes) parts.push_back(std::to_string(changes - most_changes) + " more");
    return parts.empty() ? "keep" : join(parts, ", ");
}

}  // namespace linac
