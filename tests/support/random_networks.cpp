#include "support/random_networks.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "formats/network_file.hpp"

namespace linac {

void showValue(const Network& network, std::ostream& out) {
    out << write_network(network);
}

}  // namespace linac

template class rc::Gen<linac::Network>;

namespace linac::tests {
namespace {

class RandomNetworks {
  public:
    RandomNetworks(std::mt19937& random, const NetworkShape& shape) : random_(random), shape_(shape) {}

    Network network() {
        Network network;
        network.target = label();
        network.scheme = label();
        network.alphabet = Alphabet(symbols());
        tokens_ = network.alphabet.size() + 1;
        width_ = tokens_ + between(1, shape_.spare);
        network.residual = labels(width_);
        network.embedding = addition(tokens_, false);
        for (std::size_t token = 0; token < tokens_; ++token) network.embedding.add(token, token, 1);
        for (std::size_t l = 0; l < shape_.layers; ++l) network.layers.push_back(layer());
        network.readout = map(width_, 1, true);
        network.readout.add(0, between(tokens_, width_ - 1),
                            1);  // what the layers add is read, at least some of it
        return network;
    }

    std::size_t between(std::size_t least, std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(least, most)(random_);
    }

    /// Small integers mostly, some fractions, now and then a number that outgrows a machine word.
    Rational number() {
        const auto numerator = std::uniform_int_distribution<int>(-4, 4)(random_);
        const auto denominator = std::uniform_int_distribution<int>(1, 7)(random_);
        if (shape_.signs) return between(0, 1) == 0 ? 1 : -1;
        if (shape_.dyadic) return {numerator, between(0, 3) == 0 ? 4 : 1};
        const std::size_t choice = between(0, 39);
        if (choice < 20) return numerator;
        if (choice < 39) return {numerator, denominator};
        return power(10, 25) + Rational(numerator, denominator);
    }

    std::string label() {
        static const std::vector<std::string> parts{"h",    "0",    " ", "\"", "\\", "\n",
                                                    "\x01", "\x7f", "é", "ℚ",  "𝔸",  "/"};
        std::string text;
        for (std::size_t i = between(0, 4); i > 0; --i) text += parts[between(0, parts.size() - 1)];
        return text;
    }

  private:
    std::vector<std::string> labels(std::size_t count) {
        std::vector<std::string> list;
        for (std::size_t i = 0; i < count; ++i) list.push_back(label());
        return list;
    }

    std::vector<std::string> symbols() {
        std::vector<std::string> names{"a", "b", "long name", "\"", "\\", "ñ", "-1"};
        std::shuffle(names.begin(), names.end(), random_);
        names.resize(between(1, shape_.symbols));
        return names;
    }

    /// A random map whose outputs before `first` are 0.
    AffineMap map(std::size_t inputs, std::size_t outputs, bool has_bias, std::size_t first = 0) {
        AffineMap map(inputs, outputs);
        std::bernoulli_distribution is_listed(shape_.density);
        for (std::size_t output = first; output < outputs; ++output) {
            if (has_bias && is_listed(random_)) map.add_bias(output, number());
            for (std::size_t input = 0; input < inputs; ++input)
                if (is_listed(random_)) map.add(output, input, number());
        }
        return map;
    }
    AffineMap parameter(std::size_t outputs) { return map(width_, outputs, true); }
    /// A map into the residual stream, which leaves the token's dimensions alone.
    AffineMap addition(std::size_t inputs, bool has_bias) { return map(inputs, width_, has_bias, tokens_); }

    /// P: for each token a random function of the columns, or one function for all.
    AffineMap one_hot(std::size_t size) {
        AffineMap map(width_, size * size);
        const bool is_shared = between(0, 3) == 0;
        for (std::size_t column = 0; column < size; ++column) {
            const std::size_t usual = between(0, size - 1);
            map.add_bias(usual * size + column, 1);
            for (std::size_t token = 0; token < tokens_ && !is_shared; ++token) {
                map.add(usual * size + column, token, -1);
                map.add(between(0, size - 1) * size + column, token, 1);
            }
        }
        return map;
    }

    /// A kind of the table, each as likely.
    HeadKind kind() {
        if (shape_.kind) return *shape_.kind;
        std::vector<HeadKind> kinds;
        for (const HeadKindInfo& info : head_kinds())
            if (shape_.has_mlp || info.is_linear()) kinds.push_back(info.kind);
        return kinds[between(0, kinds.size() - 1)];
    }

    Head head() {
        Head head;
        head.label = label();
        head.kind = kind();
        const std::size_t keys = head.key_dimension = between(1, shape_.dimension);
        const std::size_t values = head.value_dimension = between(1, shape_.dimension);
        head.receptance = parameter(keys);
        const HeadKindInfo& info = head.info();
        for (std::size_t left = info.is_repeated ? between(0, shape_.steps) : 1; left > 0; --left)
            for (const ParameterInfo& of : info.parameters)
                head.parameters.push_back(of.shape == ParameterShape::keys_by_keys
                                              ? one_hot(keys)
                                              : parameter(outputs_of(of.shape, keys, values)));
        if (!info.is_linear()) {
            head.state = labels(keys * values);
            head.update = feed_forward(width_ + keys * values, keys * values, 0, 1);
        }
        head.output = addition(values, false);
        return head;
    }

    Layer layer() {
        Layer layer;
        layer.label = label();
        const bool is_bare = shape_.heads == 0 || between(0, 9) == 0;
        for (std::size_t h = is_bare ? 0 : between(1, shape_.heads); h > 0; --h)
            layer.heads.push_back(head());
        layer.feed_forward = feed_forward(width_, width_, tokens_);
        return layer;
    }

    /// A block whose outputs before `first` are 0.
    FeedForward feed_forward(std::size_t inputs, std::size_t outputs, std::size_t first,
                             std::size_t least = 0) {
        FeedForward block;
        for (std::size_t left = between(least, std::max(least, shape_.stages)); left > 0; --left) {
            if (left == 1) {
                block.stages.push_back(map(inputs, outputs, true, first));
                break;
            }
            const std::size_t units = between(1, shape_.units);
            block.stages.push_back(map(inputs, units, true));
            block.labels.push_back(labels(units));
            inputs = units;
        }
        return block;
    }

    std::mt19937& random_;
    NetworkShape shape_;
    std::size_t tokens_ = 0;
    std::size_t width_ = 0;
};

}  // namespace

Network random_network(std::mt19937& random, const NetworkShape& shape) {
    return RandomNetworks(random, shape).network();
}

Word random_word(std::mt19937& random, const Network& network, std::size_t length) {
    Word word(length);
    for (Symbol& symbol : word)
        symbol = std::uniform_int_distribution<Symbol>(0, network.alphabet.size() - 1)(random);
    return word;
}

rc::Gen<Network> networks(const NetworkShape& shape) {
    return rc::gen::map(rc::gen::noShrink(rc::gen::resize(1000, rc::gen::arbitrary<std::uint32_t>())),
                        [shape](std::uint32_t seed) {
                            std::mt19937 random(seed);
                            return random_network(random, shape);
                        });
}

}  // namespace linac::tests
