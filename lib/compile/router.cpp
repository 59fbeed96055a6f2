#include "compile/router.hpp"

#include <algorithm>

namespace linac {
namespace {

SparseVector swap_key(std::size_t i, std::size_t j) {
    return sum(unit(std::min(i, j)), unit(std::max(i, j), -1));
}

/// Heads that hold the same one-column state, started by BOS at e₀, one for each slot that is read.
std::vector<Assembly::HeadPlan> counters(Assembly& assembly, const std::string& label, std::size_t keys,
                                         const std::vector<ReflectionHead::Move>& moves,
                                         std::vector<std::size_t>& reads) {
    std::vector<Assembly::HeadPlan> heads;
    for (std::size_t slot = 0; slot < keys; ++slot) {
        ReflectionHead head;
        head.label = "router/" + label + " slot " + std::to_string(slot);
        head.keys = keys;
        head.moves = moves;
        head.write = {assembly.bos(), unit(0), {assembly.bos()}};
        head.receptance = unit(slot);
        reads.push_back(assembly.add_dimension(label + " slot " + std::to_string(slot)));
        head.outputs = {reads.back()};
        heads.push_back(std::move(head));
    }
    return heads;
}

/// The base layer's counters by simulation: which slots hold what after t tokens.
struct BaseState {
    bool is_order_four = false;  // of the second counter
    std::size_t three = 0;       // slot of the 1 in the counter of order 3
    std::size_t two = 0;         // slot of the ±1 in the counter of order 2 or 4
    int sign = 1;

    void step(std::size_t t) {
        if (t % 2 == 1) {
            if (three < 2) three = 1 - three;
            if (!is_order_four)
                two = 1 - two;
            else if (two == 0)
                sign = -sign;
        } else {
            if (three > 0) three = 3 - three;
            if (is_order_four) two = 1 - two;
        }
    }
};

void set_position(Assembly& assembly, ReluCircuit& circuit, const std::vector<Form>& units,
                  Position& position, bool gate_tokens) {
    for (std::size_t q = 0; q < units.size(); ++q) {
        const std::size_t dimension = assembly.add_dimension(roles::Position{q, units.size()});
        circuit.output(dimension, units[q]);
        position.at.push_back(Form::variable(dimension));
    }
    if (gate_tokens) {
        for (std::size_t q = 0; q < units.size(); ++q) {
            position.gated_tokens.emplace_back();
            for (Symbol s = 0; s < assembly.alphabet().size(); ++s) {
                const std::string label =
                    "position " + std::to_string(q) + " token " + assembly.alphabet().name(s);
                const std::size_t dimension = assembly.add_dimension(label);
                const Form both = circuit.input(assembly.token(s)) + units[q] - Form(Rational(1));
                circuit.output(dimension, circuit.relu(both, label));
                position.gated_tokens.back().push_back(Form::variable(dimension));
            }
        }
    }
    assembly.set_feed_forward(circuit.build(assembly.residual()));
}

}  // namespace

const std::vector<std::size_t>& base_periods() {
    static const std::vector<std::size_t> periods{2, 4, 6, 8, 12, 24};
    return periods;
}

Position add_base_position(Assembly& assembly, std::size_t period, bool gate_tokens,
                           std::size_t max_nonzeros) {
    const Form any_symbol = Form(Rational(1)) - assembly.bos();
    ReflectionHead parity;
    parity.label = "router/layer 1/parity";
    parity.keys = 2;
    parity.moves = {{any_symbol, swap_key(0, 1), 1}};
    parity.write = {assembly.bos(), unit(0), {assembly.bos()}};
    parity.receptance = unit(1);
    const std::size_t bit = assembly.add_dimension("odd position", roles::Position{1, 2});
    parity.outputs = {bit};
    assembly.add_layer("router/layer 1: parity", {parity});
    const Form odd = Form::variable(bit);
    const Form even = any_symbol - odd;
    if (period == 2) return {{even, odd}, {}};

    const bool with_three = period % 3 == 0;
    const bool with_four = period % 8 == 0;
    const bool with_two = period % 4 == 0 && !with_four;
    std::vector<std::size_t> three;
    std::vector<std::size_t> two;
    std::vector<Assembly::HeadPlan> heads;
    const auto add = [&](const std::vector<Assembly::HeadPlan>& more) {
        heads.insert(heads.end(), more.begin(), more.end());
    };
    if (with_three)
        add(counters(assembly, "layer 2/A2", 3, {{odd, swap_key(0, 1), 1}, {even, swap_key(1, 2), 1}},
                     three));
    if (with_two) add(counters(assembly, "layer 2/C2", 2, {{odd, swap_key(0, 1), 1}}, two));
    if (with_four)
        add(counters(assembly, "layer 2/B2", 2, {{odd, unit(0), 2}, {even, swap_key(0, 1), 1}}, two));
    assembly.add_layer("router/layer 2: base position", std::move(heads));

    // One AND of the parity and the counters' slots a residue; BOS is neither odd nor even and belongs to
    // none.
    ReluCircuit circuit(max_nonzeros);
    std::vector<Form> residues(period);
    BaseState state{with_four, 0, 0, 1};
    for (std::size_t t = 1; t <= period; ++t) {
        state.step(t);
        Form form = circuit.input(t % 2 == 1 ? odd : even);
        if (with_three) form += circuit.input(three[state.three]) - Form(Rational(1));
        if (with_two || with_four)
            form += Rational(state.sign) * circuit.input(two[state.two]) - Form(Rational(1));
        residues[t % period] = circuit.relu(form, "position " + std::to_string(t % period));
    }
    Position position;
    set_position(assembly, circuit, residues, position, gate_tokens);
    return position;
}

namespace {

/// Swaps of slots i−1 and i at the i-th token after residue `start`: one rotation of all slots in slots − 1
/// tokens.
std::vector<ReflectionHead::Move> rotation(const Position& position, std::size_t start, std::size_t slots) {
    std::vector<ReflectionHead::Move> moves;
    for (std::size_t i = 1; i < slots; ++i)
        moves.push_back({position.at[(start + i) % position.period()], swap_key(i - 1, i), 1});
    return moves;
}

/// Slot of the cycle's marker after t tokens, t modulo slots · period.
std::vector<std::size_t> marker_slots(std::size_t period, std::size_t slots) {
    std::vector<std::size_t> marker(period * slots);
    std::size_t slot = 0;
    for (std::size_t t = 1; t <= period * slots; ++t) {
        const std::size_t i = t % period;
        if (i >= 1 && i < slots) {
            if (slot == i)
                slot = i - 1;
            else if (slot == i - 1)
                slot = i;
        }
        marker[t % (period * slots)] = slot;
    }
    return marker;
}

}  // namespace

Position add_cycle(Assembly& assembly, const Position& position, std::size_t factor, bool gate_tokens,
                   std::size_t max_nonzeros) {
    std::vector<std::size_t> slots;
    auto heads = counters(assembly, "cycle " + std::to_string(position.period()), factor,
                          rotation(position, 0, factor), slots);
    assembly.add_layer("router: position modulo " + std::to_string(factor * position.period()),
                       std::move(heads));
    const std::vector<std::size_t> marker = marker_slots(position.period(), factor);
    ReluCircuit circuit(max_nonzeros);
    std::vector<Form> residues;
    for (std::size_t q = 0; q < marker.size(); ++q) {
        const Form both = circuit.input(position.at[q % position.period()]) +
                          circuit.input(slots[marker[q]]) - Form(Rational(1));
        residues.push_back(circuit.relu(both, "position " + std::to_string(q)));
    }
    Position longer;
    set_position(assembly, circuit, residues, longer, gate_tokens);
    return longer;
}

Window add_rings(Assembly& assembly, const Position& position, std::size_t slots) {
    const std::size_t base = position.period();
    Window window;
    window.period = base * slots;
    window.driver = position.at;
    const Alphabet& alphabet = assembly.alphabet();
    std::vector<Assembly::HeadPlan> heads;
    for (std::size_t ring = 0; ring < base; ++ring) {
        ReflectionHead head;
        head.keys = slots;
        head.values = alphabet.size();
        head.moves = rotation(position, ring, slots);
        head.write = {position.at[ring], unit(0), {}};
        for (Symbol s = 0; s < alphabet.size(); ++s)
            head.write.values.push_back(position.gated_tokens.empty() ? assembly.token(s)
                                                                      : position.gated_tokens[ring][s]);
        for (std::size_t slot = 0; slot < slots; ++slot) {
            head.label = "router/" + place_of(roles::RingSlot{ring, slot});
            head.receptance = unit(slot);
            head.outputs.clear();
            for (Symbol s = 0; s < alphabet.size(); ++s)
                head.outputs.push_back(assembly.add_dimension(roles::RingSlot{ring, slot, s}));
            window.content.push_back(head.outputs);
            heads.push_back(head);
        }
    }
    if (slots > 1) {
        const auto more = counters(assembly, "cycle", slots, rotation(position, 0, slots), window.cycle);
        heads.insert(heads.end(), more.begin(), more.end());
    }
    assembly.add_layer("router: window of " + std::to_string(window.period) + " tokens", std::move(heads));
    window.marker = marker_slots(base, slots);

    // Where the token of each age is, by running the rings on the tokens' own times.
    std::vector<std::vector<std::size_t>> rings(base, std::vector<std::size_t>(slots, 0));
    window.place_of_age.assign(base, std::vector<std::size_t>(window.period, 0));
    for (std::size_t t = 1; t <= 2 * window.period; ++t) {
        for (std::size_t ring = 0; ring < base; ++ring) {
            const std::size_t i = (t + base - ring) % base;
            if (i == 0)
                rings[ring][0] = t;
            else if (i < slots)
                std::swap(rings[ring][i - 1], rings[ring][i]);
        }
        for (std::size_t ring = 0; ring < base; ++ring)
            for (std::size_t slot = 0; slot < slots; ++slot)
                if (const std::size_t written = rings[ring][slot]; written > 0 && t - written < window.period)
                    window.place_of_age[t % base][t - written] = ring * slots + slot;
    }
    return window;
}

}  // namespace linac
