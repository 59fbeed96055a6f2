#include "compile/stratified.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "analysis/partial_view.hpp"
#include "automata/dfa.hpp"
#include "compile/cascade.hpp"
#include "compile/conditions.hpp"
#include "compile/zero_tests.hpp"
#include "text.hpp"

namespace linac {
namespace {

/// What is to be known after each letter of a view, as one of a few codes.
struct Codes {
    std::size_t count = 0;
    std::size_t initial = 0;
    std::vector<std::vector<std::optional<std::size_t>>> after;  // by state, letter; nothing: does not matter
};

/// A deterministic automaton whose letters are sets of those of a view; the output is an index of codes.
struct Coder {
    struct Output {
        std::size_t code = 0;
        std::size_t before = 0;  // the code before the last letter, if it is asked for

        friend bool operator<(const Output& left, const Output& right) {
            return std::tie(left.code, left.before) < std::tie(right.code, right.before);
        }
    };
    std::vector<Output> outputs;
    std::vector<std::size_t> letter_of;  // by letter of the view
    WeightedAutomaton automaton;
};

std::vector<std::string> numbered(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
    return names;
}

/// The deterministic automaton of the codes, minimal, with an output for each state.
Dfa moore_machine(const PartialView& view, const Codes& codes, bool with_before,
                  std::vector<Coder::Output>& outputs) {
    using State = std::pair<std::size_t, Coder::Output>;  // of the view, and what is put out there
    const std::size_t letters = view.letters().size();
    std::map<State, std::size_t> index;
    std::map<Coder::Output, std::size_t> output_index;
    std::vector<State> found;
    Dfa dfa{Alphabet(numbered(letters)), 0, std::vector<std::vector<std::size_t>>(letters), {}};
    const auto add = [&](const State& state) {
        const auto [at, is_new] = index.emplace(state, found.size());
        if (is_new) {
            found.push_back(state);
            const auto [output, is_new_output] = output_index.emplace(state.second, outputs.size());
            if (is_new_output) outputs.push_back(state.second);
            dfa.output.emplace_back(static_cast<std::int64_t>(output->second));
        }
        return at->second;
    };
    add({0, {codes.initial, codes.initial}});
    for (std::size_t at = 0; at < found.size(); ++at)
        for (std::size_t letter = 0; letter < letters; ++letter) {
            const auto [state, output] = found[at];  // `found` grows
            const std::size_t code = codes.after[state][letter].value_or(codes.initial);
            dfa.next[letter].push_back(
                add({view.move(letter, state).to, {code, with_before ? output.code : codes.initial}}));
        }
    return minimized(dfa);
}

/// `names` of the letters.
Coder coder(const PartialView& view, const Codes& codes, bool with_before,
            const std::vector<std::string>& names) {
    Coder result;
    const Dfa dfa = moore_machine(view, codes, with_before, result.outputs);
    std::map<std::vector<std::size_t>, std::size_t> moves;  // letters that act alike are one
    std::vector<std::string> merged_names;
    for (std::size_t letter = 0; letter < names.size(); ++letter) {
        const auto [at, is_new] = moves.emplace(dfa.next[letter], moves.size());
        result.letter_of.push_back(at->second);
        if (is_new)
            merged_names.push_back(names[letter]);
        else
            merged_names[at->second] += " or " + names[letter];
    }
    result.automaton = WeightedAutomaton(Alphabet(std::move(merged_names)), dfa.size());
    result.automaton.initial = unit(dfa.initial);
    for (std::size_t q = 0; q < dfa.size(); ++q) add_entry(result.automaton.final, q, dfa.output[q]);
    for (const auto& [next, letter] : moves)
        for (std::size_t q = 0; q < dfa.size(); ++q) result.automaton.transition[letter].add(q, next[q], 1);
    return result;
}

/// By letter: the code after it, if that depends on the letter alone.
std::optional<std::vector<std::size_t>> table(const Codes& codes, std::size_t letters) {
    std::vector<std::size_t> result;
    for (std::size_t letter = 0; letter < letters; ++letter) {
        std::optional<std::size_t> code;
        for (const auto& after : codes.after) {
            if (!after[letter]) continue;
            if (code && code != after[letter]) return std::nullopt;
            code = after[letter];
        }
        result.push_back(code.value_or(codes.initial));
    }
    return result;
}

class Builder {
  public:
    Builder(const CounterMachine& machine, const CompileOptions& options)
        : machine_(machine),
          options_(options),
          cascade_(machine.alphabet, options.target, options.max_nonzeros, machine.counters),
          counters_(machine.counters.size()),
          is_known_(machine.counters.size(), false) {
        for (const CounterRule& rule : machine.rules)
            for (std::size_t c = 0; c < counters_.size(); ++c) {
                if (rule.updates[c].is_reset) counters_[c].is_reset = true;
                if (rule.tests[c] != ZeroTest::any) counters_[c].is_tested = true;
            }
    }

    Compilation build(const Stratification& stratification) {
        if (alternates()) add_parity();
        for (const std::vector<std::size_t>& stratum : stratification.strata) add_stratum(stratum);
        const Form accepts = add_control();
        Network network = cascade_.finished(accepts, "stratified");
        if (size_report(network).nonzeros > options_.max_nonzeros) refuse_size(options_.max_nonzeros);
        std::string explanation =
            "counter machine of " + count_of(machine_.states.size(), "state") + ", " +
            count_of(counters_.size(), "counter") + " in " +
            (stratification.strata.size() == 1 ? "one stratum"
                                               : std::to_string(stratification.strata.size()) + " strata") +
            ", " + count_of(network.layers.size(), "layer");
        Compilation done{std::move(network), std::move(explanation)};
        decided_.states = machine_.states.size();
        for (const std::vector<std::size_t>& stratum : stratification.strata) {
            decided_.strata.emplace_back();
            for (const std::size_t c : stratum) decided_.strata.back().push_back(machine_.counters[c]);
        }
        done.decisions.strata = std::move(decided_);
        return done;
    }

  private:
    using Action = StateStep::Action;

    struct Counter {
        bool is_reset = false;   // by some rule
        bool is_tested = false;  // by some rule
        // Over the residual stream: after and before the symbol.
        Form now;
        Form before;
    };

    /// 1 at every code as a form over what is open: the one that holds after the symbol, and the one before.
    struct Bits {
        std::vector<Form> now;
        std::vector<Form> before;
    };

    /// The network of a finite automaton; `name` for messages.
    Network compiled(const WeightedAutomaton& automaton, const std::string& name) {
        auto done = linac::compile(automaton, options_);
        if (!done)
            throw Error::impossible("the finite automaton of the " + name + ": " + done.error().message(),
                                    options_.scheme == Scheme::direct
                                        ? "--scheme auto takes every stratified machine"
                                        : done.error().hint());
        Compilation part = std::move(done).value();
        decided_.parts.push_back(
            {name, automaton.alphabet.size(), std::move(part.explanation), std::move(part.decisions)});
        return std::move(part.network);
    }

    /// (−1)^t.
    void add_parity() {
        WeightedAutomaton even(Alphabet({"t"}), 2);
        even.initial = unit(0);
        even.final = unit(0);
        even.transition[0].add(0, 1, 1);
        even.transition[0].add(1, 0, 1);
        const std::string name = "parity of the position";
        even_ = cascade_.append(compiled(even, name), name, {Form(Rational(1)) - Cascade::bos()});
    }

    /// [c = 0] before the symbol, for the counters that some letter tests.
    std::vector<Form> tests_before(const std::vector<PartialView::Letter>& letters) {
        std::vector<Form> zero(counters_.size());
        for (std::size_t c = 0; c < counters_.size(); ++c)
            if (std::any_of(letters.begin(), letters.end(), [&](const PartialView::Letter& letter) {
                    return letter.tests[c] != ZeroTest::any;
                }))
                zero[c] = zero_tested(cascade_.open(), cascade_.read(counters_[c].before), 1,
                                      machine_.counters[c] + " before")
                              .zero;
        return zero;
    }

    /// By letter of a view: 1 where it is read, over what is open.
    std::vector<Form> letters_read(const PartialView& view) {
        const std::vector<Form> zero = tests_before(view.letters());
        std::vector<Form> read;
        for (const PartialView::Letter& letter : view.letters()) {
            std::vector<Form> conditions{cascade_.read(Cascade::token(letter.symbol))};
            add_conditions(conditions, letter.tests, zero);
            read.push_back(has_tests(letter) ? all_hold(cascade_.open(), conditions, name_of(letter))
                                             : conditions[0]);
        }
        return read;
    }

    [[nodiscard]] std::string name_of(const PartialView::Letter& letter) const {
        const std::string& symbol = machine_.alphabet.name(letter.symbol);
        return has_tests(letter) ? symbol + " " + in_words(letter.tests, machine_) : symbol;
    }
    static bool has_tests(const PartialView::Letter& letter) {
        return std::any_of(letter.tests.begin(), letter.tests.end(),
                           [](ZeroTest test) { return test != ZeroTest::any; });
    }

    Bits bits_of(const PartialView& view, const Codes& codes, bool with_before, const std::string& label) {
        if (cascade_.has_layers()) cascade_.open();
        const std::vector<Form> letters = letters_read(view);
        Bits bits{std::vector<Form>(codes.count), std::vector<Form>(codes.count)};
        if (!with_before)
            if (const auto code = table(codes, letters.size())) {
                bits.now[codes.initial] += cascade_.read(Cascade::bos());
                for (std::size_t i = 0; i < letters.size(); ++i) bits.now[(*code)[i]] += letters[i];
                decided_.tables.push_back(label);
                return bits;
            }
        std::vector<std::string> names;
        for (const PartialView::Letter& letter : view.letters()) names.push_back(name_of(letter));
        const Coder machine = coder(view, codes, with_before, names);
        std::vector<Form> read(machine.automaton.alphabet.size());
        for (std::size_t i = 0; i < letters.size(); ++i) read[machine.letter_of[i]] += letters[i];
        for (std::size_t i = 0; i < read.size(); ++i)
            read[i] = cascade_.written(read[i], label + ": " + machine.automaton.alphabet.name(i));
        const Form number = cascade_.append(compiled(machine.automaton, label), label, read);
        cascade_.open();
        // A unit: the number is never negative, but the dimensions that it adds up may be.
        const Form unit = cascade_.open().relu(cascade_.read(number), label);
        const std::vector<Form> outputs = decoded(unit, machine.outputs.size(), label);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            bits.now[machine.outputs[i].code] += outputs[i];
            bits.before[machine.outputs[i].before] += outputs[i];
        }
        return bits;
    }

    /// [y = i] for y ∈ {0, …, count − 1}: ReLU(y − i + 1) − 2 ReLU(y − i) + ReLU(y − i − 1).
    std::vector<Form> decoded(const Form& number, std::size_t count, const std::string& label) {
        std::vector<Form> above{number + Form(Rational(1)), number};  // ReLU(y − j) from j = −1
        for (std::size_t j = 1; j + 1 < count; ++j)
            above.push_back(cascade_.open().relu(number - Form(Rational(static_cast<std::int64_t>(j))),
                                                 label + " > " + std::to_string(j)));
        above.resize(count + 2);
        std::vector<Form> bits;
        for (std::size_t i = 0; i < count; ++i)
            bits.push_back(above[i] - Rational(2) * above[i + 1] + above[i + 2]);
        return bits;
    }

    void add_stratum(const std::vector<std::size_t>& stratum) {
        const PartialView view(machine_, is_known_);
        std::vector<Head> heads;
        std::vector<std::string> names;
        for (const std::size_t c : stratum) {
            add_accumulators(view, c, heads);
            names.push_back(machine_.counters[c]);
        }
        cascade_.add_layer("counters " + join(names, " "), std::move(heads));
        for (const std::size_t c : stratum) is_known_[c] = true;
    }

    void add_accumulators(const PartialView& view, std::size_t c, std::vector<Head>& heads) {
        std::vector<CounterUpdate> updates;
        const auto code_of = [&](const CounterUpdate& update) {
            const auto at = std::find(updates.begin(), updates.end(), update);
            const auto code = static_cast<std::size_t>(at - updates.begin());
            if (at == updates.end()) updates.push_back(update);
            return code;
        };
        Codes codes;
        codes.initial = code_of({});
        codes.after.resize(view.states().size());
        for (std::size_t q = 0; q < view.states().size(); ++q)
            for (std::size_t letter = 0; letter < view.letters().size(); ++letter) {
                const CounterRule* rule = view.move(letter, q).rule;
                codes.after[q].emplace_back();
                if (rule != nullptr) codes.after[q].back() = code_of(rule->updates[c]);
            }
        codes.count = updates.size();

        Counter& counter = counters_[c];
        const std::string& name = machine_.counters[c];
        const bool is_late = counter.is_reset && counter.is_tested;
        const Bits bits = bits_of(view, codes, is_late, "update of " + name);
        const Update update = update_of(updates, bits.now, name);
        const roles::LiveCounter role{c};
        const std::string label = label_of(role, machine_.alphabet, machine_.counters);
        const auto hold = [&](const Update& what, const std::string& called,
                              const std::optional<DimensionRole>& as) {
            const std::size_t dimension = cascade_.add_dimension(called, as);
            heads.push_back(accumulator(what, called, dimension));
            return Form::variable(dimension);
        };
        counter.now = hold(update, label, role);
        counter.before = is_late ? hold(update_of(updates, bits.before, name + " before"),
                                        label + ", before the symbol", {})
                                 : counter.now - update.added;
    }

    /// What is done with a counter at each token, over the residual stream.
    struct Update {
        Form added;        // u
        Form reset;        // r
        Form alternating;  // (−1)^t u/2, if the state alternates
    };

    /// Given, for each of the updates, where it is made, over what is open.
    Update update_of(const std::vector<CounterUpdate>& updates, const std::vector<Form>& made,
                     const std::string& name) {
        Update update;
        for (std::size_t k = 0; k < updates.size(); ++k) {
            if (updates[k].is_reset) update.reset += made[k];
            const Rational added(updates[k].add);
            if (added.is_zero()) continue;
            update.added.add_product(added, made[k]);
            if (!alternates()) continue;
            const Form even = cascade_.open().relu(cascade_.read(even_), "t even");
            const Form when_even =
                all_hold(cascade_.open(), {made[k], even},
                         name + (added.sign() > 0 ? " +" : " ") + to_string(added) + ", t even");
            update.alternating.add_product(added, when_even - Rational(1, 2) * made[k]);
        }
        update.added = cascade_.written(update.added, "added to " + name);
        update.reset = cascade_.written(update.reset, "sets " + name + " to 0");
        if (alternates())
            update.alternating = cascade_.written(update.alternating, "added to " + name + ", signed");
        return update;
    }

    /// Whether the state of a counter changes its sign with every token: one delta step keeps a number in no other way.
    [[nodiscard]] bool alternates() const {
        const HeadKindInfo& info = kind_info(options_.target);
        return info.has(Action::correct) && !info.is_repeated;
    }

    Head accumulator(const Update& update, const std::string& label, std::size_t dimension) const {
        const auto map = [&](const Form& form) { return cascade_.map({form}); };
        const auto constant = [&](std::int64_t value) { return map(Form(Rational(value))); };
        const Form kept = Form(Rational(1)) - update.reset;
        const HeadKindInfo& info = kind_info(options_.target);
        Head head;
        head.label = label;
        head.kind = options_.target;
        head.key_dimension = 1;
        head.value_dimension = 1;
        head.receptance = alternates() ? map(Rational(2) * even_ - Form(Rational(1))) : constant(1);
        for (std::size_t round = 0; round < (info.is_repeated ? 2 : 1); ++round) {
            std::vector<Form> values(info.parameters.size());
            for (const StateStep& step : info.steps) {
                if (step.action == Action::write || step.action == Action::insert ||
                    step.action == Action::permute)
                    values[step.first] = Form(Rational(1));
                if (step.action == Action::scale || step.action == Action::multiply)
                    values[step.first] = info.has(Action::correct) ? Form(Rational(1)) : kept;
                if (step.action == Action::insert) values[step.second] = update.added;
                if (step.action == Action::add) values[step.first] = update.added;
                if (step.action != Action::correct) continue;
                // S ← (1 − β) S + β v changes the sign: twice, or once with v signed by the parity of t.
                values[step.second] = round == 0 ? Form(Rational(2)) - update.reset : Form(Rational(2));
                if (round == 0)
                    values[step.first] = alternates() ? update.alternating : Rational(-1, 2) * update.added;
            }
            for (const Form& value : values) head.parameters.push_back(map(value));
        }
        head.output = AffineMap(1, dimension + 1);
        head.output.add(dimension, 0, 1);
        return head;
    }

    /// 1 where the machine accepts, over the residual stream.
    Form add_control() {
        const PartialView view(machine_, is_known_);
        std::vector<std::vector<std::vector<ZeroTest>>> classes;  // masks at which a state accepts
        const auto code_of = [&](std::size_t state) {
            std::vector<std::vector<ZeroTest>> masks;
            for (const std::size_t q : view.states()[state])
                for (const auto& accepting : machine_.accepting)
                    if (accepting.state == q) masks.push_back(accepting.tests);
            std::sort(masks.begin(), masks.end());
            const auto at = std::find(classes.begin(), classes.end(), masks);
            const auto code = static_cast<std::size_t>(at - classes.begin());
            if (at == classes.end()) classes.push_back(std::move(masks));
            return code;
        };
        Codes codes;
        codes.initial = code_of(0);
        codes.after.resize(view.states().size());
        for (std::size_t q = 0; q < view.states().size(); ++q)
            for (std::size_t letter = 0; letter < view.letters().size(); ++letter)
                codes.after[q].emplace_back(code_of(view.move(letter, q).to));
        codes.count = classes.size();
        const Bits bits = bits_of(view, codes, false, "control");

        std::vector<Conjunction> accepting;
        std::vector<Form> zero(counters_.size());
        bool overlap = false;
        for (std::size_t k = 0; k < classes.size(); ++k)
            for (const auto& tests : classes[k]) {
                overlap = overlap || classes[k].size() > 1;
                for (std::size_t c = 0; c < tests.size(); ++c)
                    if (tests[c] != ZeroTest::any && zero[c].is_zero())
                        zero[c] = zero_tested(cascade_.open(), cascade_.read(counters_[c].now), 1,
                                              machine_.counters[c])
                                      .zero;
                std::vector<Form> conditions{bits.now[k]};
                add_conditions(conditions, tests, zero);
                accepting.push_back({std::move(conditions), "accepts " + in_words(tests, machine_)});
            }
        return cascade_.written(some_hold(cascade_.open(), accepting, overlap), "accepts");
    }

    const CounterMachine& machine_;
    const CompileOptions& options_;
    Cascade cascade_;
    std::vector<Counter> counters_;
    StratifiedDecision decided_;
    std::vector<bool> is_known_;  // by counter: in a stratum before
    Form even_;                   // over the residual stream: whether t is even, if the state alternates
};

}  // namespace

Compilation stratified_network(const CounterMachine& machine, const Stratification& stratification,
                               const CompileOptions& options) {
    return Builder(machine, options).build(stratification);
}

}  // namespace linac
