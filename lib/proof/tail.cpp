#include "proof/tail.hpp"

#include <algorithm>
#include <utility>

namespace linac {
namespace {

using Functions = TailPosition::Functions;
using Action = StateStep::Action;

/// map(x), x and the result without zeros.
Functions applied(const AffineMap& map, const Functions& x, WindowFunctions& functions) {
    Functions y;
    for (const Entry& e : map.bias()) functions.add(y[e.index], e.value, window_number(1));
    for (const auto& [index, value] : x)
        for (const Entry& e : map.column(index)) functions.add(y[e.index], e.value, value);
    std::erase_if(y, [](const auto& entry) { return entry.second.is_zero(); });
    for (auto& [index, value] : y) value = functions.lowered(std::move(value));
    return y;
}

/// The same form with what had the age `from` at the age `to`, and all else moved with it.
RowForm aged(RowForm form, std::size_t from, std::size_t to) {
    form.age = form.age + to - from;
    for (WindowFunction& weight : form.weights)
        if (weight.level > 0) weight.newest = weight.newest + to - from;
    return form;
}

/// The age of the newest token that a form's weights depend on, or that of its base if they depend on none.
std::size_t newest_of(const RowForm& form) {
    std::size_t newest = form.age;
    for (const WindowFunction& weight : form.weights)
        if (weight.level > 0) newest = std::min(newest, weight.newest);
    return newest;
}

WindowFunction at(const Functions& functions, std::size_t index) {
    const auto found = functions.find(index);
    return found == functions.end() ? WindowFunction() : found->second;
}

}  // namespace

std::size_t BaseMoves::Hash::operator()(const Move& move) const {
    std::size_t hash = move.form.age;
    for (const WindowFunction& weight : move.form.weights) hash = mixed(hash, hash_of(weight));
    return hash;
}

/// Σ row[i] · functions[i].
WindowFunction BaseMoves::combination(const SparseVector& row, const Weights& functions) {
    WindowFunction sum;
    for (const Entry& e : row) functions_.add(sum, e.value, functions[e.index]);
    return sum;
}

RowForm BaseMoves::earlier(const SpaceStep& step, RowForm form) {
    const std::size_t newest = newest_of(form);
    const std::size_t age = form.age - newest + 1;
    const auto [known, is_new] = earlier_.try_emplace({&step, aged(std::move(form), newest, 0)});
    if (is_new) known->second = made_earlier(step, known->first.form);
    return aged({age, known->second}, 0, newest);
}

std::vector<WindowFunction> BaseMoves::made_earlier(const SpaceStep& step, const RowForm& form) {
    std::vector<WindowFunction> weights;
    for (std::size_t k = 0; k < step.letters[0].size(); ++k) {
        std::vector<WindowFunction> parts;
        for (const auto& letter : step.letters) parts.push_back(combination(letter[k], form.weights));
        weights.push_back(functions_.choice(form.age, parts));
    }
    return weights;
}

std::optional<RowForm> BaseMoves::later(const SpaceStep& step, const RowForm& form) {
    const std::size_t newest = std::min(newest_of(form), form.age - 1);
    const auto [known, is_new] = later_.try_emplace({&step, aged(form, newest, 0)});
    if (is_new) known->second = made_later(step, known->first.form);
    if (known->second.empty()) return std::nullopt;
    return aged({form.age - newest - 1, known->second}, 0, newest);
}

std::vector<WindowFunction> BaseMoves::made_later(const SpaceStep& step, const RowForm& form) {
    const std::size_t rows = form.weights.size();
    std::vector<WindowFunction> stacked;  // by letter and row
    for (Symbol s = 0; s < step.letters.size(); ++s)
        for (const WindowFunction& weight : form.weights)
            stacked.push_back(functions_.restricted(weight, form.age - 1, s));
    std::vector<WindowFunction> weights;
    for (const SparseVector& row : step.left_inverse) weights.push_back(combination(row, stacked));
    for (Symbol s = 0; s < step.letters.size(); ++s)
        for (std::size_t k = 0; k < rows; ++k)
            if (!functions_.equal(combination(step.letters[s][k], weights), stacked[s * rows + k])) return {};
    return weights;
}

TailPositions::TailPositions(const Network& network, const TokenWindow& window, Effort& effort)
    : network_(network),
      window_(window),
      functions_(network.alphabet.size(), effort),
      values_(functions_),
      moves_(functions_) {
    for (const Head& head : heads()) {
        if (!head.info().is_linear()) throw NotSettled("the last layer is not linear in its state");
        read_out_.emplace_back(head.value_dimension);
        for (std::size_t v = 0; v < head.value_dimension; ++v)
            for (const Entry& into : head.output.column(v))
                for (const Entry& out : network.readout.column(into.index))
                    read_out_.back()[v].add_product(into.value, out.value);
    }
    if (!network.layers.back().feed_forward.stages.empty())
        throw NotSettled("a feed-forward block follows the last layer's heads");
}

const TailPosition& TailPositions::at(std::size_t t) {
    const std::size_t time = window_.representative(t);
    if (positions_.size() <= time) positions_.resize(time + 1);
    if (positions_[time]) return *positions_[time];
    auto position = std::make_unique<TailPosition>();
    WindowVector residual;
    for (const auto& [index, form] : window_.residual(time))
        residual.emplace_back(index, values_.value_of(form, time));
    Functions x;
    const auto add = [&](const WindowVector& part) {
        for (const auto& [index, value] : part) functions_.add(x[index], 1, WindowValues::function_of(value));
    };
    add(residual);
    add(values_.evaluated(network_.layers[network_.layers.size() - 2].feed_forward, residual));
    std::erase_if(x, [](const auto& entry) { return entry.second.is_zero(); });
    for (const Head& head : heads()) {
        position->parameters.emplace_back();
        for (const AffineMap& map : head.parameters)
            position->parameters.back().push_back(applied(map, x, functions_));
        position->receptance.push_back(applied(head.receptance, x, functions_));
    }
    position->direct = linac::at(applied(network_.readout, x, functions_), 0);
    positions_[time] = std::move(position);
    return *positions_[time];
}

/// One token at one head, backwards: what an entry after some of the steps is made of.
class Tail::Step {
  public:
    Step(const Head& head, WindowFunctions& functions, const std::vector<Functions>& parameters,
         std::size_t value)
        : steps_(head.info().steps),
          rounds_(head.rounds()),
          functions_(functions),
          parameters_(parameters),
          value_(value),
          keys_(head.key_dimension),
          values_(head.value_dimension) {}

    [[nodiscard]] Row after_token(std::size_t row) {
        Row result = entry(rounds_ * steps_.size(), row);
        std::erase_if(result.factors, [](const auto& factor) { return factor.second.is_zero(); });
        for (auto& [index, factor] : result.factors) factor = functions_.lowered(std::move(factor));
        result.added = functions_.lowered(std::move(result.added));
        return result;
    }

  private:
    /// S[row] after so many steps, of all rounds.
    Row entry(std::size_t done, std::size_t row) {
        if (done == 0) return {{{row, window_number(1)}}, {}};
        const auto [known, is_new] = entries_.try_emplace({done, row});
        if (is_new) {
            Row made = made_by(done - 1, row);
            known->second = std::move(made);
        }
        return known->second;
    }

    Row made_by(std::size_t place, std::size_t row) {
        const StateStep& step = steps_[place % steps_.size()];
        Row result;
        switch (step.action) {
            case Action::read:
            case Action::correct:
                return entry(place, row);
            case Action::write:
                result = entry(place, row);
                add(result, at(first(place), row), [&] { return y(place); });
                return result;
            case Action::erase: {
                result = entry(place, row);
                WindowFunction removal = functions_.product(at(first(place), row), at(second(place), row));
                for (Entry& e : removal.terms) e.value.negate();
                add(result, removal, [&] { return y(place); });
                return result;
            }
            case Action::insert:
                result = entry(place, row);
                functions_.add(result.added, 1,
                               functions_.product(at(first(place), row), at(second(place), value_)));
                return result;
            case Action::scale:
                add(result, at(first(place), row), [&] { return entry(place, row); });
                return result;
            case Action::multiply:
                add(result, at(first(place), 0), [&] { return entry(place, row); });
                return result;
            case Action::permute:
                for (std::size_t j = 0; j < keys_; ++j)
                    add(result, at(first(place), row * keys_ + j), [&] { return entry(place, j); });
                return result;
            case Action::add:
                result = entry(place, row);
                functions_.add(result.added, 1, at(first(place), row * values_ + value_));
                return result;
            case Action::update:
                break;
        }
        throw NotSettled("the last layer is not linear in its state");
    }

    /// y[value] in front of the step.
    Row y(std::size_t place) {
        const std::size_t before = place - 1;
        const StateStep& step = steps_[before % steps_.size()];
        Row result;
        if (step.action == Action::read) {
            for (const auto& [j, factor] : first(before))
                add(result, factor, [&, j = j] { return entry(before, j); });
            return result;
        }
        if (step.action != Action::correct) return y(before);
        const WindowFunction q = at(second(before), 0);
        if (q.is_zero()) return result;
        result.added = at(first(before), value_);
        add(result, window_number(-1), [&] { return y(before); });
        Row scaled;
        add(scaled, q, [&] { return result; });
        return scaled;
    }

    /// row += factor · other().
    template <class Other>
    void add(Row& row, const WindowFunction& factor, const Other& other) {
        if (factor.is_zero()) return;
        const Row more = other();
        for (const auto& [index, value] : more.factors)
            functions_.add(row.factors[index], 1, functions_.product(factor, value));
        functions_.add(row.added, 1, functions_.product(factor, more.added));
    }

    [[nodiscard]] const Functions& parameter(std::size_t place, std::size_t index) const {
        const std::size_t a_round = parameters_.size() / rounds_;
        return parameters_[place / steps_.size() * a_round + index];
    }
    [[nodiscard]] const Functions& first(std::size_t place) const {
        return parameter(place, steps_[place % steps_.size()].first);
    }
    [[nodiscard]] const Functions& second(std::size_t place) const {
        return parameter(place, steps_[place % steps_.size()].second);
    }

    const std::vector<StateStep>& steps_;
    std::size_t rounds_;
    WindowFunctions& functions_;
    const std::vector<Functions>& parameters_;
    std::size_t value_;
    std::size_t keys_;
    std::size_t values_;
    std::map<std::pair<std::size_t, std::size_t>, Row> entries_;
};

Tail::Tail(TailPositions& positions, RowSpaces& spaces, Times& times, std::size_t first,
           const std::map<TailEntry, std::optional<RowForm>>& given)
    : positions_(positions), spaces_(spaces), times_(times), first_(first) {
    for (const auto& [entry, form] : given)
        known_.emplace(Key{first, entry.head, entry.row, entry.value}, form);
}

std::vector<TailEntry> Tail::entries_at(std::size_t t) const {
    std::vector<TailEntry> entries;
    for (const auto& [key, form] : known_)
        if (key[0] == t) entries.push_back({key[1], key[2], key[3]});
    std::sort(entries.begin(), entries.end());
    return entries;
}

const std::optional<RowForm>& Tail::entry(std::size_t t, const TailEntry& asked) {
    const Key key{t, asked.head, asked.row, asked.value};
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    // An entry asks for entries before its token, and so on, perhaps up to the start: a stack of its own.
    struct Open {
        Key key;
        Row row;
    };
    std::vector<Open> open;
    const auto start = [&](const Key& of) {
        if (first_ && of[0] <= *first_) throw MissingEntry{{of[1], of[2], of[3]}};
        const Head& head = positions_.heads()[of[1]];
        Step step(head, positions_.functions(), positions_.at(of[0]).parameters[of[1]], of[3]);
        open.push_back({of, step.after_token(of[2])});
        if (of[0] == 0) open.back().row.factors.clear();  // before BOS, S = 0
    };
    start(key);
    while (!open.empty()) {
        const Key at = open.back().key;
        bool is_ready = true;
        for (const auto& [j, factor] : open.back().row.factors) {
            const Key before{at[0] - 1, at[1], j, at[3]};
            if (known_.count(before) > 0) continue;
            start(before);
            is_ready = false;
            break;
        }
        if (!is_ready) continue;
        std::vector<Term> terms;
        for (auto& [j, factor] : open.back().row.factors)
            if (const auto& before = known_.at({at[0] - 1, at[1], j, at[3]}))
                terms.push_back({std::move(factor), aged(*before, 0, 1)});
        auto form = combined(at[0], std::move(terms), open.back().row.added);
        if (form) form = rebased(at[0], *std::move(form));
        known_.emplace(at, std::move(form));
        open.pop_back();
    }
    return known_.at(key);
}

RowForm Tail::pushed(std::size_t t, RowForm form, std::size_t age) {
    while (form.age < age) {
        const SpaceStep& to_earlier = step(t - form.age - 1);
        form = positions_.moves().earlier(to_earlier, std::move(form));
    }
    return form;
}

RowForm Tail::rebased(std::size_t t, RowForm form) {
    while (form.age > 0) {
        auto later = positions_.moves().later(step(t - form.age), form);
        if (!later) break;
        form = *std::move(later);
    }
    return form;
}

/// Σ factor · form + added, at the least age at which all are; nothing if it is 0.
std::optional<RowForm> Tail::combined(std::size_t t, std::vector<Term> terms, const WindowFunction& added) {
    WindowFunctions& functions = positions_.functions();
    std::map<std::size_t, std::vector<WindowFunction>> by_age;
    std::size_t age = 0;
    for (Term& term : terms) {
        const std::size_t least = std::max(term.form.age, term.factor.reach());
        const RowForm form = pushed(t, std::move(term.form), least);
        auto& sum = by_age[form.age];
        sum.resize(form.weights.size());
        for (std::size_t k = 0; k < sum.size(); ++k)
            functions.add(sum[k], 1, functions.product(term.factor, form.weights[k]));
        age = std::max(age, form.age);
    }
    if (!added.is_zero()) {
        age = std::max(age, added.reach());
        const RowSpace& space = times_.at(t - age);
        auto& sum = by_age[age];
        sum.resize(space.size());
        for (std::size_t k = 0; k < sum.size(); ++k)
            functions.add(sum[k], linac::entry(space.rows[k], 0), added);
    }
    if (by_age.empty()) return std::nullopt;
    RowForm form{by_age.begin()->first, std::move(by_age.begin()->second)};
    for (auto next = std::next(by_age.begin()); next != by_age.end(); ++next) {
        form = pushed(t, std::move(form), next->first);
        for (std::size_t k = 0; k < form.weights.size(); ++k)
            functions.add(form.weights[k], 1, next->second[k]);
    }
    if (std::all_of(form.weights.begin(), form.weights.end(),
                    [](const WindowFunction& weight) { return weight.is_zero(); }))
        return std::nullopt;
    return form;
}

RowForm Tail::output(std::size_t t) {
    const TailPosition& position = positions_.at(t);
    std::vector<Term> terms;
    for (std::size_t h = 0; h < positions_.heads().size(); ++h)
        for (std::size_t v = 0; v < positions_.heads()[h].value_dimension; ++v) {
            const Rational& factor = positions_.read_out(h, v);
            if (factor.is_zero()) continue;
            for (const auto& [i, receptance] : position.receptance[h]) {
                const auto& form = entry(t, {h, i, v});
                if (!form) continue;
                WindowFunction product;
                positions_.functions().add(product, factor, receptance);
                terms.push_back({std::move(product), *form});
            }
        }
    auto form = combined(t, std::move(terms), position.direct);
    if (form) return *std::move(form);
    return {0, std::vector<WindowFunction>(times_.at(t).size())};
}

}  // namespace linac
