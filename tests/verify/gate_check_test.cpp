#include "verify/gate_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "compile/compile.hpp"
#include "network/executor.hpp"
#include "support/random_automata.hpp"
#include "verify/verify.hpp"

namespace linac::gate_check_test {
namespace {

FeedForward& chain_of(Network& network) {
    return network.layers[network.layers.size() - 2].feed_forward;
}

std::size_t count_labels(Network& network, const std::string& start) {
    std::size_t count = 0;
    for (const auto& stage : chain_of(network).labels)
        for (const std::string& label : stage) count += label.starts_with(start) ? 1 : 0;
    return count;
}

std::size_t count_gates(Network& network) {
    std::size_t count = 0;
    for (const char* start : {"product ", "no token ", "column component ", "readout ", "current readout "})
        count += count_labels(network, start);
    return count;
}

Network compiled(const WeightedAutomaton& automaton, Target target, Scheme scheme = Scheme::blocked) {
    return compile(automaton, {target, scheme}).value().network;
}

void expect_all_proved(Network& network) {
    const auto check = check_gates(network);
    ASSERT_TRUE(check);
    EXPECT_TRUE(check->all_within_bounds()) << check->first->stage << ": " << check->first->label;
    EXPECT_EQ(check->gates, count_gates(network));
}

/// A unit of the chain with its row; `stage` is where it is made.
struct Unit {
    std::size_t stage = 0;
    std::size_t index = 0;
    std::string label;
};

std::vector<Unit> units(Network& network, const std::vector<std::string>& starts) {
    std::vector<Unit> found;
    const auto& labels = chain_of(network).labels;
    for (std::size_t stage = 0; stage < labels.size(); ++stage)
        for (std::size_t i = 0; i < labels[stage].size(); ++i)
            for (const std::string& start : starts)
                if (labels[stage][i].starts_with(start)) found.push_back({stage, i, labels[stage][i]});
    return found;
}

/// What a stage reads, by label; a carried value's label is that of the unit.
std::string input_label(Network& network, const Unit& unit, std::size_t input) {
    const std::string& label =
        unit.stage == 0 ? network.residual[input] : chain_of(network).labels[unit.stage - 1][input];
    return label.starts_with("= ") ? label.substr(2) : label;
}

/// The input that opens a product gate.
std::size_t opening_input(Network& network, const Unit& unit) {
    const std::string token = unit.label.substr(8, unit.label.rfind(" coordinate ") - 8);
    for (std::size_t input = 0; input < chain_of(network).stages[unit.stage].inputs(); ++input)
        if (input_label(network, unit, input) == token) return input;
    ADD_FAILURE() << "nothing opens " << unit.label;
    return 0;
}

Rational bound_of(Network& network, const Unit& unit) {
    const AffineMap& map = chain_of(network).stages[unit.stage];
    return entry(map.column(opening_input(network, unit)), unit.index) / Rational(2);
}

/// Changes C in a product gate's row.
void add_to_bound(Network& network, const Unit& unit, const Rational& change) {
    AffineMap& map = chain_of(network).stages[unit.stage];
    map.add(unit.index, opening_input(network, unit), 2 * change);
    map.add_bias(unit.index, -change);
}

void expect_reported(const Network& network, const Unit& unit) {
    const auto check = check_gates(network);
    ASSERT_TRUE(check);
    ASSERT_TRUE(check->first) << unit.label;
    EXPECT_EQ(check->first->label, unit.label);
    EXPECT_EQ(check->first->stage, unit.stage);
    EXPECT_EQ(check->first->index, unit.index);
}

TEST(GateCheck, proves_every_gate_of_random_blocked_networks) {
    tests::RandomAutomata random(5);
    std::size_t with_sums = 0;
    std::size_t chains = 0;
    for (std::size_t letters = 1; letters <= 3; ++letters)
        for (std::size_t n = 1; n <= 4; ++n)
            for (const Target target : {Target::rwkv7, Target::deltanet}) {
                if (target == Target::deltanet && n > 3) continue;
                for (const int density : {50, 100}) {
                    Network network = compiled(random.weighted(n, letters, density), target);
                    SCOPED_TRACE(network.target + " " + std::to_string(n) + " " + std::to_string(letters));
                    if (count_labels(network, "product ") == 0) continue;  // gathered by a table
                    expect_all_proved(network);
                    ++chains;
                    if (count_labels(network, "sum ") > 0) ++with_sums;
                }
            }
    EXPECT_GE(with_sums, 4U);
    EXPECT_GE(chains, 15U);
}

TEST(GateCheck, proves_every_gate_of_larger_networks) {
    tests::RandomAutomata random(6);
    Network deltanet = compiled(random.weighted(4, 2, 100), Target::deltanet);
    expect_all_proved(deltanet);
    Network two_stages = compiled(random.weighted(6, 2, 100), Target::rwkv7);
    EXPECT_GT(count_labels(two_stages, "sum "), 0U);
    expect_all_proved(two_stages);
    Network two_layers = compiled(random.weighted(3, 2, 100), Target::rwkv7, Scheme::two_layer);
    expect_all_proved(two_layers);
}

TEST(GateCheck, reports_a_lowered_bound) {
    std::mt19937 engine(7);
    tests::RandomAutomata random(7);
    for (const std::size_t letters : {2U, 3U}) {
        const WeightedAutomaton automaton = random.weighted(3, letters, 100);
        for (const Scheme scheme : {Scheme::blocked, Scheme::two_layer}) {
            Network network = compiled(automaton, Target::rwkv7, scheme);
            auto gates = units(network, {"product "});
            std::shuffle(gates.begin(), gates.end(), engine);
            gates.resize(15);
            for (const Unit& gate : gates) {
                Network changed = network;
                add_to_bound(changed, gate, Rational(-999, 1000) * bound_of(network, gate));
                expect_reported(changed, gate);
                // The row's bias alone moves the value by as much.
                changed = network;
                chain_of(changed).stages[gate.stage].add_bias(gate.index, -2 * bound_of(network, gate));
                expect_reported(changed, gate);
            }
        }
    }
}

TEST(GateCheck, reports_a_raised_coefficient_and_a_sum_below_zero) {
    std::mt19937 engine(8);
    tests::RandomAutomata random(8);
    for (const std::size_t letters : {2U, 3U}) {
        Network network = compiled(random.weighted(3, letters, 100), Target::rwkv7);
        auto all = units(network, {"product ", "no token ", "sum ", "column ", "readout "});
        std::shuffle(all.begin(), all.end(), engine);
        std::size_t changes = 0;
        for (const Unit& unit : all) {
            AffineMap& map = chain_of(network).stages[unit.stage];
            for (std::size_t input = 0; input < map.inputs() && changes < 30; ++input) {
                const Rational weight = entry(map.column(input), unit.index);
                const std::string label = input_label(network, unit, input);
                if (weight.is_zero() || !(label.starts_with("product ") || label.starts_with("sum ")))
                    continue;
                Network changed = network;
                // Raising the coefficient of a sum unit's input by much could leave it above 0: lower it.
                const Rational change =
                    unit.label.starts_with("sum ") ? -1'000'000 * abs(weight) : 1'000'000 * weight;
                chain_of(changed).stages[unit.stage].add(unit.index, input, change);
                expect_reported(changed, unit);
                ++changes;
                break;
            }
        }
        EXPECT_EQ(changes, 30U);
    }
}

TEST(GateCheck, reports_a_gate_that_has_lost_its_token_and_a_token_that_is_no_and) {
    tests::RandomAutomata random(9);
    Network network = compiled(random.weighted(2, 2, 100), Target::rwkv7);
    const Unit gate = units(network, {"product "}).back();
    Network changed = network;
    chain_of(changed).stages[gate.stage].add(gate.index, opening_input(network, gate),
                                             -2 * bound_of(network, gate));
    expect_reported(changed, gate);
    const Unit token = units(network, {"current 1 symbol "}).front();
    changed = network;
    chain_of(changed).stages[token.stage].add_bias(token.index, 1);
    expect_reported(changed, token);
}

/// The values that product gates take on all words up to a length, by running the stages as they stand.
class BruteForce {
  public:
    explicit BruteForce(Network& network)
        : network_(network), gates_(units(network, {"product "})), largest_(gates_.size()) {
        for (const Unit& gate : gates_) {
            opening_.push_back(opening_input(network, gate));
            bounds_.push_back(bound_of(network, gate));
        }
    }

    void run(std::size_t length) {
        // The residual stream in front of the chain: without the chain and the last layer.
        Network router = network_;
        router.layers.pop_back();
        router.layers.back().feed_forward = {};
        read(ExactExecutor(router), length);
    }
    [[nodiscard]] const std::vector<Unit>& gates() const { return gates_; }
    [[nodiscard]] const Rational& bound(std::size_t gate) const { return bounds_[gate]; }
    [[nodiscard]] const Rational& largest(std::size_t gate) const { return largest_[gate]; }

  private:
    void read(ExactExecutor executor, std::size_t length) {
        static_cast<void>(executor.output());
        look(executor.residual());
        for (Symbol s = 0; s < network_.alphabet.size() && length > 0; ++s) {
            ExactExecutor next = executor;
            next.step(s);
            read(next, length - 1);
        }
    }
    void look(const Accumulator<Rational>& residual) {
        Vector x;
        for (std::size_t i = 0; i < residual.size(); ++i) x.push_back(residual[i]);
        const FeedForward& block = chain_of(network_);
        std::size_t gate = 0;
        for (std::size_t stage = 0; stage + 1 < block.stages.size(); ++stage) {
            const AffineMap& map = block.stages[stage];
            Vector y(map.outputs());
            for (const Entry& e : map.bias()) y[e.index] += e.value;
            for (std::size_t i = 0; i < map.inputs(); ++i)
                for (const Entry& e : map.column(i)) y[e.index] += e.value * x[i];
            for (; gate < gates_.size() && gates_[gate].stage == stage; ++gate) {
                const Rational& on = x[opening_[gate]];
                const Rational value = y[gates_[gate].index] - 2 * bounds_[gate] * on + bounds_[gate];
                largest_[gate] = std::max(largest_[gate], abs(value));
            }
            for (Rational& unit : y) unit = std::max(unit, Rational(0));
            x = std::move(y);
        }
    }

    Network& network_;
    std::vector<Unit> gates_;
    std::vector<std::size_t> opening_;
    Vector bounds_;
    Vector largest_;
};

TEST(GateCheck, what_it_proves_holds_on_all_words_and_what_does_not_hold_it_reports) {
    tests::RandomAutomata random(10);
    for (const std::size_t letters : {2U, 3U}) {
        Network network = compiled(random.weighted(2, letters, 100), Target::rwkv7);
        BruteForce all(network);
        all.run(letters == 2 ? 8 : 5);
        expect_all_proved(network);
        std::size_t reached = 0;
        for (std::size_t gate = 0; gate < all.gates().size(); ++gate) {
            EXPECT_LE(all.largest(gate), all.bound(gate)) << all.gates()[gate].label;
            if (all.largest(gate).is_zero()) continue;
            ++reached;
            // The largest value met is no longer allowed: the gate must be reported.
            Network changed = network;
            add_to_bound(changed, all.gates()[gate],
                         Rational(999, 1000) * all.largest(gate) - all.bound(gate));
            expect_reported(changed, all.gates()[gate]);
        }
        EXPECT_GE(reached, 10U);
    }
}

TEST(GateCheck, is_for_gathers_only) {
    tests::RandomAutomata random(11);
    const WeightedAutomaton automaton = random.weighted(2, 2, 100);
    EXPECT_FALSE(check_gates(compiled(automaton, Target::deltaproduct, Scheme::direct)));
    Network network = compiled(automaton, Target::rwkv7);
    EXPECT_TRUE(check_gates(network));
    chain_of(network).roles.clear();
    EXPECT_FALSE(check_gates(network));
}

TEST(GateCheck, reports_roles_that_are_exchanged_or_missing) {
    tests::RandomAutomata random(13);
    const Network network = compiled(random.weighted(3, 2, 100), Target::rwkv7);
    // Of two symbols of a token, of a token that gates read, and of a dimension of the window.
    const Network& original = network;
    const auto roles_of = [](Network & changed) -> auto& {
        return chain_of(changed).roles;
    };
    Network changed = original;
    std::vector<std::pair<std::size_t, std::size_t>> tokens;
    for (const auto& [place, role] : roles_of(changed))
        if (std::holds_alternative<roles::Token>(role)) tokens.push_back(place);
    ASSERT_GE(tokens.size(), 2U);
    std::swap(roles_of(changed).at(tokens[0]), roles_of(changed).at(tokens[1]));
    EXPECT_FALSE(check_gates(changed)->all_within_bounds());
    changed = original;
    roles_of(changed).erase(tokens[0]);
    EXPECT_FALSE(check_gates(changed)->all_within_bounds());
    for (const auto& [dimension, role] : original.roles) {
        if (!std::holds_alternative<roles::RingSlot>(role)) continue;
        changed = original;
        changed.roles.erase(dimension);
        EXPECT_FALSE(check_gates(changed)->all_within_bounds()) << dimension;
    }
}

TEST(GateCheck, verify_tells_of_it_where_it_cannot_decide) {
    tests::RandomAutomata random(12);
    const WeightedAutomaton automaton = random.weighted(2, 2, 100);
    Network network = compiled(automaton, Target::rwkv7);
    VerifyOptions options;
    options.max_configurations = 3;
    const std::string proved = "; " + std::to_string(count_gates(network)) + " gates within their bounds";
    EXPECT_TRUE(method_of(verify(automaton, network, options).value()).ends_with(proved));
    const Unit gate = units(network, {"product "}).back();
    add_to_bound(network, gate, Rational(-999, 1000) * bound_of(network, gate));
    EXPECT_TRUE(method_of(verify(automaton, network, options).value())
                    .ends_with("; the gates' bounds are not known to hold"));
}

}  // namespace
}  // namespace linac::gate_check_test
