#include "exports/finite_network.hpp"

#include <algorithm>
#include <map>

namespace linac {
namespace {

/// Of a numerator or denominator, beyond which a state is not explored further.
constexpr std::size_t most_state_bits = 1024;

/// Most coordinates of a state: the kernels take 256 a head.
constexpr std::size_t most_coordinates = 1024;

/// map(x).
SparseVector value_at(const AffineMap& map, const SparseVector& x) {
    SparseVector y = map.bias();
    for (const Entry& e : x) y = sum(y, scaled(map.column(e.index), e.value));
    return y;
}

std::string why_not_held(const Head& head) {
    if (head.kind == HeadKind::rwkv7)
        return "its layer RWKV7Attention normalises the removal key and bounds the decay below by 0.545";
    if (!head.info().is_linear()) return "flash-linear-attention's recurrences are linear";
    if (head.kind == HeadKind::pd) return "flash-linear-attention has no such layer";
    return "there is no construction for its layer";
}

void require_delta_layer(const Network& network) {
    for (const Layer& layer : network.layers)
        for (const Head& head : layer.heads)
            if (head.kind != HeadKind::deltanet && head.kind != HeadKind::deltaproduct)
                throw Error::impossible(
                    "no checkpoint holds " + kind_name(head) + " heads: " + why_not_held(head),
                    "checkpoints are made of networks compiled to deltanet or deltaproduct");
    const std::string checkpoint_hint =
        "linac compile … --to deltaproduct --scheme direct makes networks of one layer";
    if (network.layers.size() != 1)
        throw Error::impossible(
            "a checkpoint has one layer, and this network " + std::to_string(network.layers.size()),
            checkpoint_hint);
    if (!network.layers[0].feed_forward.stages.empty())
        throw Error::impossible("a checkpoint has no feed-forward block, and this network's layer has one",
                                checkpoint_hint);
}

void require_few_coordinates(const Layer& layer) {
    std::size_t size = 0;
    for (const Head& head : layer.heads) size += head.key_dimension * head.value_dimension;
    if (size > most_coordinates)
        throw Error::impossible("the network's state has " + std::to_string(size) + " numbers, more than " +
                                std::to_string(most_coordinates));
}

/// What the output is after a token: readout · state + constant.
struct TokenReadout {
    Vector functional;
    Rational constant;

    friend bool operator==(const TokenReadout&, const TokenReadout&) = default;
};

TokenReadout readout_at(const Network& network, const FiniteNetwork& finite, std::size_t token,
                        std::size_t size) {
    const SparseVector& x = network.embedding.column(token);
    TokenReadout result{Vector(size), entry(value_at(network.readout, x), 0)};
    for (const StateBlock& block : finite.blocks) {
        const Head& head = network.layers[0].heads[block.head];
        Rational factor;  // of the head's read in this column
        for (const Entry& e : head.output.column(block.column))
            factor.add_product(e.value, entry(network.readout.column(e.index), 0));
        for (const Entry& e : value_at(head.receptance, x))
            result.functional[block.first + e.index] += e.value * factor;
    }
    return result;
}

void apply(const FiniteNetwork& finite, std::size_t token, Vector& state) {
    for (const StateBlock& block : finite.blocks) {
        for (const TokenStep& step : finite.steps[block.head][token]) {
            if (step.beta.is_zero()) continue;
            Rational change = entry(step.value, block.column);
            for (const Entry& e : step.key) change -= e.value * state[block.first + e.index];
            change *= step.beta;
            for (const Entry& e : step.key) state[block.first + e.index].add_product(e.value, change);
        }
    }
}

void explore(FiniteNetwork& finite, std::size_t size, std::size_t most_states) {
    std::map<Vector, std::size_t> number;
    const auto visit = [&](const Vector& state, std::size_t parent, Symbol symbol) {
        const auto [place, is_new] = number.try_emplace(state, finite.states.size());
        if (is_new) {
            if (finite.states.size() == most_states)
                throw Error::impossible("the network has more than " + std::to_string(most_states) +
                                            " reachable states, and a checkpoint a class for each",
                                        "linac classify tells whether an automaton is finite");
            finite.states.push_back(state);
            finite.parent.push_back(parent);
            finite.last_symbol.push_back(symbol);
        }
        return place->second;
    };
    const auto require_small = [](const Vector& state) {
        for (const Rational& x : state)
            if (x.numerator_bits() > most_state_bits || x.denominator_bits() > most_state_bits)
                throw Error::impossible("a reachable state has a number of more than " +
                                        std::to_string(most_state_bits) +
                                        " bits, which no floating-point format holds");
    };
    Vector initial(size);
    apply(finite, 0, initial);
    require_small(initial);
    visit(initial, 0, 0);
    finite.next.resize(finite.alphabet.size());
    for (std::size_t state = 0; state < finite.states.size(); ++state) {
        for (Symbol symbol = 0; symbol < finite.alphabet.size(); ++symbol) {
            Vector after = finite.states[state];
            apply(finite, symbol + 1, after);
            require_small(after);
            finite.next[symbol].push_back(visit(after, state, symbol));
        }
    }
}

}  // namespace

Word FiniteNetwork::word(std::size_t state) const {
    Word word;
    for (; state != 0; state = parent[state]) word.push_back(last_symbol[state]);
    std::reverse(word.begin(), word.end());
    return word;
}

FiniteNetwork finite_network(const Network& network, std::size_t most_states) {
    require_delta_layer(network);
    require_few_coordinates(network.layers[0]);
    FiniteNetwork finite;
    finite.alphabet = network.alphabet;
    const std::size_t tokens = network.alphabet.size() + 1;
    std::size_t size = 0;
    for (std::size_t h = 0; h < network.layers[0].heads.size(); ++h) {
        const Head& head = network.layers[0].heads[h];
        finite.labels.push_back(head.label);
        if (head.kind != HeadKind::deltanet) finite.single_step = false;
        auto& by_token = finite.steps.emplace_back(tokens);
        for (std::size_t token = 0; token < tokens; ++token) {
            const SparseVector& x = network.embedding.column(token);
            for (std::size_t round = 0; round < head.rounds(); ++round)
                by_token[token].push_back({value_at(head.parameter("key", round), x),
                                           value_at(head.parameter("value", round), x),
                                           entry(value_at(head.parameter("beta", round), x), 0)});
        }
        for (std::size_t column = 0; column < head.value_dimension; ++column) {
            finite.blocks.push_back({h, column, size, head.key_dimension});
            size += head.key_dimension;
        }
    }

    TokenReadout readout = readout_at(network, finite, 0, size);
    for (std::size_t token = 1; token < tokens; ++token)
        if (readout_at(network, finite, token, size) != readout)
            throw Error::impossible(
                "the network's output depends on the last token beside its state: token " +
                network.alphabet.name(token - 1) + " is read otherwise than BOS");
    finite.readout = std::move(readout.functional);
    finite.constant = readout.constant;

    explore(finite, size, most_states);
    for (const Vector& state : finite.states) {
        Rational weight = finite.constant;
        for (std::size_t i = 0; i < size; ++i) weight.add_product(finite.readout[i], state[i]);
        finite.weights.push_back(weight);
    }
    return finite;
}

FiniteNetwork indicators(const FiniteNetwork& finite) {
    FiniteNetwork result = finite;
    const std::size_t states = finite.states.size();
    std::size_t sink = 0;
    const auto stays = [&](const std::vector<std::size_t>& next) { return next[sink] == sink; };
    while (sink < states && !std::all_of(finite.next.begin(), finite.next.end(), stays)) ++sink;

    result.single_step = false;
    result.labels = {"indicators of states"};
    result.steps.clear();
    result.constant = sink < states ? finite.weights[sink] : Rational(0);
    result.readout.clear();
    std::vector<std::size_t> coordinate(states);
    for (std::size_t state = 0; state < states; ++state) {
        if (state == sink) continue;
        coordinate[state] = result.readout.size();
        result.readout.push_back(finite.weights[state] - result.constant);
    }
    result.blocks = {{0, 0, 0, result.readout.size()}};
    for (std::size_t state = 0; state < states; ++state)
        result.states[state] =
            dense(state == sink ? SparseVector{} : unit(coordinate[state]), result.readout.size());
    return result;
}

}  // namespace linac
