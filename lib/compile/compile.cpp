#include "compile/compile.hpp"

#include <algorithm>
#include <array>

#include "analysis/minimize.hpp"
#include "analysis/stratification.hpp"
#include "automata/bounded.hpp"
#include "compile/affine_system.hpp"
#include "compile/blocked.hpp"
#include "compile/counter_mlp.hpp"
#include "compile/direct.hpp"
#include "compile/eigenbasis.hpp"
#include "compile/relu_circuit.hpp"
#include "compile/stack_mlp.hpp"
#include "compile/stratified.hpp"
#include "compile/two_layer.hpp"
#include "text.hpp"

namespace linac {
namespace {

using SchemeNames = std::vector<std::pair<Scheme, std::string>>;

const SchemeNames& scheme_names() {
    static const SchemeNames names{{Scheme::automatic, "auto"},
                                   {Scheme::direct, "direct"},
                                   {Scheme::blocked, "blocked"},
                                   {Scheme::two_layer, "two-layer"}};
    return names;
}

/// Equivalent systems of an automaton, from which a target takes the best that it can hold. The first is the
/// one whose states the user knows.
std::vector<AffineSystem> candidates(const WeightedAutomaton& automaton, Reduction& reduction) {
    const WeightedAutomaton merged_states = merged(automaton);
    const WeightedAutomaton minimal = minimized(merged_states);
    reduction = {automaton.size(), merged_states.size(), minimal.size()};
    const auto title = [](const std::string& kind, const WeightedAutomaton& a) {
        return kind + " automaton of dimension " + std::to_string(a.size());
    };
    const bool is_minimal = merged_states.size() == minimal.size();
    std::vector<AffineSystem> systems{
        system_of(merged_states, title(is_minimal ? "minimal" : "merged", merged_states))};
    if (minimal != merged_states) systems.push_back(system_of(minimal, title("minimal", minimal)));
    if (minimal.size() == 0) return systems;
    if (minimal.alphabet.size() == 1) systems.push_back(diagonal_plus_rank_one_system(minimal));
    // Which coordinate the constant functional replaces decides which form the letters take: try each, on a
    // large automaton the first few.
    constexpr std::size_t most_eliminations = 32;
    const ConstantFunctional constant(minimal);
    for (const Entry& e : constant.coordinates()) {
        if (e.index >= most_eliminations) break;
        systems.push_back(constant.without(e.index));
    }
    return systems;
}

/// Of these candidates, what a head of the target may run. That is all of them, but for a diagonal head one of the least
/// dimension in a basis of eigenvectors: it runs that or none (constructions.md §2).
Factored<std::vector<AffineSystem>> systems_for(Target target, const std::vector<AffineSystem>& systems,
                                                const Alphabet& alphabet) {
    if (target != Target::diagonal) return systems;
    const auto least = std::min_element(
        systems.begin(), systems.end(),
        [](const AffineSystem& left, const AffineSystem& right) { return left.size() < right.size(); });
    Factored<AffineSystem> diagonal = in_eigenbasis(*least, alphabet);
    if (auto* refusal = std::get_if<Refusal>(&diagonal)) return std::move(*refusal);
    return std::vector{std::get<AffineSystem>(std::move(diagonal))};
}

/// Nothing, or the negative eigenvalue of a diagonal system.
std::optional<Refusal> negative_eigenvalue(const AffineSystem& diagonal, const Alphabet& alphabet) {
    for (Symbol s = 0; s < alphabet.size(); ++s)
        for (std::size_t i = 0; i < diagonal.size(); ++i)
            if (const Rational value = diagonal.matrix[s].at(i, i); value.sign() < 0)
                return Refusal{"symbol " + printable(alphabet.name(s)) + " has the eigenvalue " +
                                   to_string(value) +
                                   ", and linear RNNs of finite precision whose eigenvalues are non-negative "
                                   "cannot hold parity (Grazzi et al. 2025, arXiv 2411.12537, Theorem 1)",
                               i};
    return std::nullopt;
}

std::size_t state_size(const Network& network) {
    std::size_t size = 0;
    for (const Layer& layer : network.layers)
        for (const Head& head : layer.heads) size += head.key_dimension * head.value_dimension;
    return size;
}

/// What the best network has least of. DeltaProduct holds everything, and a larger state there saves steps,
/// so that non-zeros decide; elsewhere the state comes first.
std::array<std::size_t, 2> cost(const Network& network, Target target) {
    const std::size_t nonzeros = size_report(network).nonzeros;
    if (target == Target::deltaproduct) return {nonzeros, state_size(network)};
    return {state_size(network), nonzeros};
}

/// The best direct network over the candidates, or why the first candidate has none.
Factored<Compilation> direct(const std::vector<AffineSystem>& candidates, const Alphabet& alphabet,
                             const CompileOptions& options) {
    const Target target = options.target;
    const auto systems = systems_for(target, candidates, alphabet);
    if (const auto* reason = std::get_if<Refusal>(&systems)) return *reason;
    std::optional<Compilation> best;
    std::optional<Refusal> refusal;
    DirectDecision decided;
    std::size_t chosen = 0;
    for (const AffineSystem& system : std::get<std::vector<AffineSystem>>(systems)) {
        if (options.eigenvalues == Eigenvalues::non_negative)
            if (auto negative = negative_eigenvalue(system, alphabet)) return *std::move(negative);
        decided.candidates.push_back({system.description});
        Factored<Network> built = direct_network(system, alphabet, target);
        if (auto* reason = std::get_if<Refusal>(&built)) {
            decided.candidates.back().refusal = reason->reason;
            if (!refusal) refusal = std::move(*reason);
            continue;
        }
        Network& network = std::get<Network>(built);
        decided.candidates.back().state = state_size(network);
        decided.candidates.back().nonzeros = size_report(network).nonzeros;
        if (!best || cost(network, target) < cost(best->network, target)) {
            const std::string heads = count_of(network.layers[0].heads.size(), "head");
            best = Compilation{std::move(network), system.description + ", one layer, " + heads};
            decided.system = system;
            chosen = decided.candidates.size() - 1;
        }
    }
    if (best) {
        decided.candidates[chosen].is_chosen = true;
        best->decisions.direct = std::move(decided);
        return std::move(*best);
    }
    return std::move(*refusal);
}

/// Whether the blocked construction is there for the target; it holds every weighted automaton.
bool has_blocked(Target target) {
    return target == Target::deltanet || target == Target::rwkv7;
}

bool holds_directly(const std::vector<AffineSystem>& candidates, const Alphabet& alphabet, Target target) {
    const auto systems = systems_for(target, candidates, alphabet);
    if (std::holds_alternative<Refusal>(systems)) return false;
    const auto& list = std::get<std::vector<AffineSystem>>(systems);
    return std::any_of(list.begin(), list.end(), [&](const AffineSystem& system) {
        return std::holds_alternative<Network>(direct_network(system, alphabet, target));
    });
}

/// The refusal of a direct construction, with the targets that would take the automaton.
Error refused(const std::vector<AffineSystem>& systems, const Alphabet& alphabet,
              const CompileOptions& options, const std::string& reason) {
    std::vector<std::string> names;
    for (const Target target : linear_targets()) {
        if (target == options.target) continue;
        const bool holds = (options.scheme == Scheme::automatic && has_blocked(target)) ||
                           holds_directly(systems, alphabet, target);
        if (holds) names.push_back(name_of(target));
    }
    std::string hint = "targets that take it: " + join(names, ", ");
    if (options.scheme == Scheme::direct && has_blocked(options.target))
        hint += "; --scheme blocked takes every automaton";
    if (options.eigenvalues == Eigenvalues::non_negative)
        hint += "; a diagonal layer with other eigenvalues may";
    return Error::impossible(
        "one " + name_of(options.target) + " layer cannot hold this automaton: " + reason, hint);
}

/// The automaton, or, for the zero function, one of a state that no weight leaves: a block needs
/// something to carry.
WeightedAutomaton block_automaton(WeightedAutomaton automaton) {
    if (automaton.size() > 0) return automaton;
    WeightedAutomaton zero(automaton.alphabet, 1);
    zero.initial = unit(0);
    return zero;
}

Compilation blocked(const WeightedAutomaton& automaton, const CompileOptions& options) {
    const WeightedAutomaton merged_states = merged(automaton);
    const WeightedAutomaton minimal = minimized(automaton);
    Compilation done = blocked_network(block_automaton(minimal), block_automaton(merged_states),
                                       options.target, options.max_nonzeros);
    done.decisions.reduction = {automaton.size(), merged_states.size(), minimal.size()};
    return done;
}

Compilation compiled(const WeightedAutomaton& automaton, const CompileOptions& options) {
    const auto expect = [&](bool offered, const std::string& targets) {
        if (offered) return;
        const std::string scheme = name_of(options.scheme);
        throw Error::bad_input("there is no " + scheme + " scheme for " + name_of(options.target), {},
                               "the " + scheme + " scheme is for " + targets);
    };
    if (options.eigenvalues == Eigenvalues::non_negative && options.target != Target::diagonal)
        throw Error::bad_input("non-negative eigenvalues are asked of " + name_of(options.target), {},
                               "they are a choice of the target diagonal");
    const bool is_one_layer = options.scheme == Scheme::automatic || options.scheme == Scheme::direct;
    if (options.target == Target::mlp_rnn && is_one_layer)
        throw Error::impossible(
            "weights are not for an MLP-RNN, which cannot multiply",
            "counter and stack machines compile to mlp-rnn; weighted automata to the linear targets");
    if (options.scheme == Scheme::blocked) {
        expect(has_blocked(options.target), "deltanet and rwkv7");
        return blocked(automaton, options);
    }
    if (options.scheme == Scheme::two_layer) {
        expect(options.target == Target::rwkv7, "rwkv7");
        const WeightedAutomaton minimal = minimized(automaton);
        Compilation done = two_layer_network(block_automaton(minimal), options.max_nonzeros);
        done.decisions.reduction = {automaton.size(), merged(automaton).size(), minimal.size()};
        return done;
    }
    Reduction reduction;
    const std::vector<AffineSystem> systems = candidates(automaton, reduction);
    Factored<Compilation> result = direct(systems, automaton.alphabet, options);
    if (auto* done = std::get_if<Compilation>(&result)) {
        if (size_report(done->network).nonzeros > options.max_nonzeros) refuse_size(options.max_nonzeros);
        done->decisions.reduction = reduction;
        return std::move(*done);
    }
    if (options.scheme == Scheme::automatic && has_blocked(options.target)) {
        Compilation done = blocked(automaton, options);
        done.decisions.one_layer_refusal = std::get<Refusal>(result).reason;
        return done;
    }
    throw refused(systems, automaton.alphabet, options, std::get<Refusal>(result).reason);
}

Compilation compiled(const PermutationAutomaton& automaton, const CompileOptions& options) {
    return compiled(to_weighted(automaton), options);
}

/// Machines have one construction for each target.
void expect_no_scheme(const CompileOptions& options, const std::string& machines) {
    if (options.scheme == Scheme::automatic || options.scheme == Scheme::direct) return;
    const std::string what = options.target == Target::mlp_rnn ? name_of(options.target) : machines;
    throw Error::bad_input("there is no " + name_of(options.scheme) + " scheme for " + what);
}

Compilation compiled(const CounterMachine& machine, const CompileOptions& options) {
    expect_no_scheme(options, "counter machines");
    if (options.target == Target::mlp_rnn) return counter_mlp(machine, options.max_nonzeros);
    if (machine.counters.empty()) return compiled(bounded(machine, 0), options);
    expect_real_time(machine);
    const Stratification found = stratification(machine);
    if (found.is_stratified()) return stratified_network(machine, found, options);
    throw Error::impossible(
        "a linear RNN cannot hold this counter machine: its counters are not stratified: " +
            describe(found.cycle, machine),
        "--to mlp-rnn takes every counter machine; --counter-bound B makes a finite automaton "
        "that knows when a counter leaves -B ... B");
}

Compilation compiled(const StackMachine& machine, const CompileOptions& options) {
    expect_no_scheme(options, "stack machines");
    if (options.target == Target::mlp_rnn) return stack_mlp(machine, options.max_nonzeros);
    if (machine.stacks.empty()) return compiled(bounded(machine, 0), options);
    throw Error::impossible(
        "a linear RNN is not known to hold a stack machine: what is pushed and taken depends "
        "on what lies in the stacks",
        "--to mlp-rnn takes every stack machine; --stack-bound B makes a finite automaton "
        "that knows when a stack grows above B symbols");
}

}  // namespace

const std::vector<Target>& all_targets() {
    static const std::vector<Target> targets = [] {
        std::vector<Target> list;
        for (const HeadKindInfo& info : head_kinds()) list.push_back(info.kind);
        return list;
    }();
    return targets;
}

const std::vector<Target>& linear_targets() {
    static const std::vector<Target> targets = [] {
        std::vector<Target> list;
        for (const HeadKindInfo& info : head_kinds())
            if (info.is_linear()) list.push_back(info.kind);
        return list;
    }();
    return targets;
}

std::string name_of(Target target) {
    return std::string(kind_info(target).target);
}
std::optional<Target> target_by_name(std::string_view name) {
    for (const HeadKindInfo& info : head_kinds())
        if (info.target == name) return info.kind;
    return std::nullopt;
}

std::string name_of(Scheme scheme) {
    for (const auto& [each, name] : scheme_names())
        if (each == scheme) return name;
    return {};
}
std::optional<Scheme> scheme_by_name(std::string_view name) {
    for (const auto& [scheme, each] : scheme_names())
        if (each == name) return scheme;
    return std::nullopt;
}

Result<Compilation> compile(const Automaton& automaton, const CompileOptions& options) {
    return capture(
        [&] { return std::visit([&](const auto& kind) { return compiled(kind, options); }, automaton); });
}

}  // namespace linac
