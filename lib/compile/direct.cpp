#include "compile/direct.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {
namespace {

constexpr std::size_t bos = 0;
std::size_t token_of(Symbol symbol) {
    return symbol + 1;
}

/// Thrown inside this file where a letter does not fit; direct_network returns it.
struct DoesNotFit {
    Refusal refusal;
};

template <class Factors>
Factors fitting(Factored<Factors> factored, const std::string& symbol, const AffineSystem& part) {
    if (auto* refusal = std::get_if<Refusal>(&factored)) {
        const std::string row =
            refusal->row < part.size() ? ", state " + printable(part.coordinates[refusal->row]) : "";
        throw DoesNotFit{{"symbol " + printable(symbol) + row + ": " + refusal->reason, refusal->row}};
    }
    return std::get<Factors>(std::move(factored));
}

/// Builds one head of a part of the system; maps have the residual stream as inputs: tokens, then the weight.
class HeadBuilder {
  public:
    HeadBuilder(const AffineSystem& part, const Alphabet& alphabet) : part_(part), alphabet_(alphabet) {
        head_.value_dimension = 1;
        resize(part.size());
    }

    Head pd() {
        const std::size_t size = part_.size();
        AffineMap permutation = map(size * size);
        AffineMap diagonal = map(size);
        AffineMap input = map(size);
        for (std::size_t i = 0; i < size; ++i) permutation.add(i * size + i, bos, 1);
        input.set_column(bos, part_.initial);
        for (Symbol s = 0; s < alphabet_.size(); ++s) {
            const OneHot letter = fitting(one_hot(part_.matrix[s]), alphabet_.name(s), part_);
            for (std::size_t j = 0; j < size; ++j)
                permutation.add(letter.target[j] * size + j, token_of(s), 1);
            diagonal.set_column(token_of(s), letter.weight);
            input.set_column(token_of(s), part_.offset[s]);
        }
        return finished(HeadKind::pd, {std::move(permutation), std::move(diagonal), std::move(input)});
    }

    Head deltanet() {
        Rounds rounds(1, *this);
        write_start(rounds);
        for (Symbol s = 0; s < alphabet_.size(); ++s)
            rounds.set(0, token_of(s),
                       fitting(delta_step(part_.matrix[s], part_.offset[s]), alphabet_.name(s), part_));
        return finished(HeadKind::deltanet, std::move(rounds.maps));
    }

    Head deltaproduct() {
        std::vector<ReflectionProduct> letters;
        std::size_t steps = 1;  // BOS needs one
        std::size_t scratch = 0;
        for (const SparseMatrix& matrix : part_.matrix) {
            letters.push_back(delta_steps(matrix));
            steps = std::max(steps, letters.back().steps.size());
            scratch = std::max(scratch, letters.back().scratch);
        }
        resize(part_.size() + scratch);
        Rounds rounds(steps, *this);
        write_start(rounds);
        for (Symbol s = 0; s < alphabet_.size(); ++s)
            for (std::size_t j = 0; j < letters[s].steps.size(); ++j)
                rounds.set(j, token_of(s), letters[s].steps[j]);
        return finished(HeadKind::deltaproduct, std::move(rounds.maps));
    }

    Head rwkv7() {
        const std::size_t size = part_.size();
        AffineMap decay = map(size);
        AffineMap removal_key = map(size);
        AffineMap learning_rate = map(size);
        AffineMap key = map(size);
        AffineMap value = map(1);
        const auto write = [&](std::size_t token, const SparseVector& vector) {
            if (vector.empty()) return;
            key.set_column(token, vector);
            value.add(0, token, 1);
        };
        write(bos, part_.initial);
        for (Symbol s = 0; s < alphabet_.size(); ++s) {
            const auto letter = fitting(diagonal_plus_rank_one(part_.matrix[s]), alphabet_.name(s), part_);
            decay.set_column(token_of(s), letter.decay);
            removal_key.set_column(token_of(s), letter.removal_key);
            learning_rate.set_column(token_of(s), letter.learning_rate);
            write(token_of(s), part_.offset[s]);
        }
        return finished(HeadKind::rwkv7, {std::move(decay), std::move(removal_key), std::move(learning_rate),
                                          std::move(key), std::move(value)});
    }

  private:
    void resize(std::size_t keys) {
        head_.key_dimension = keys;
        head_.receptance = map(keys);
        for (const Entry& e : part_.read) head_.receptance.add_bias(e.index, e.value);
    }
    [[nodiscard]] std::size_t width() const { return alphabet_.size() + 2; }
    [[nodiscard]] AffineMap map(std::size_t outputs) const { return {width(), outputs}; }

    /// Keys, values and β of the delta steps of a token.
    struct Rounds {
        Rounds(std::size_t count, const HeadBuilder& builder) {
            for (std::size_t i = 0; i < count; ++i)
                maps.insert(maps.end(),
                            {builder.map(builder.head_.key_dimension), builder.map(1), builder.map(1)});
        }
        void set(std::size_t round, std::size_t token, const Reflection& letter) {
            if (letter.beta.is_zero()) return;
            maps[3 * round].set_column(token, letter.key);
            maps[3 * round + 1].add(0, token, letter.value);
            maps[3 * round + 2].add(0, token, letter.beta);
        }
        std::vector<AffineMap> maps;
    };
    /// On the zero state a step with β = v = 1 writes its key.
    void write_start(Rounds& rounds) const {
        if (!part_.initial.empty()) rounds.set(0, bos, {part_.initial, 1, 1});
    }

    Head finished(HeadKind kind, std::vector<AffineMap> parameters) {
        head_.kind = kind;
        head_.parameters = std::move(parameters);
        head_.output = AffineMap(1, width());
        head_.output.add(width() - 1, 0, 1);
        return std::move(head_);
    }

    const AffineSystem& part_;
    const Alphabet& alphabet_;
    Head head_;
};

Head build_head(const AffineSystem& part, const Alphabet& alphabet, Target target) {
    HeadBuilder builder(part, alphabet);
    switch (target) {
        case Target::pd:
            return builder.pd();
        case Target::deltanet:
            return builder.deltanet();
        case Target::deltaproduct:
            return builder.deltaproduct();
        case Target::rwkv7:
            return builder.rwkv7();
        case Target::mlp_rnn:
            break;
    }
    throw Error::impossible("an MLP-RNN is not linear");
}

/// Embedding and readout around one layer: the residual stream is the one-hot token, then the weight.
Network frame(const AffineSystem& system, const Alphabet& alphabet, Target target) {
    Network network;
    network.target = name_of(target);
    network.scheme = name_of(Scheme::direct);
    network.alphabet = alphabet;
    network.residual.emplace_back("token BOS");
    for (const std::string& symbol : alphabet.symbols()) network.residual.push_back("token " + symbol);
    network.residual.emplace_back("weight");
    const std::size_t weight = network.width() - 1;
    network.embedding = AffineMap(alphabet.size() + 1, network.width());
    for (std::size_t token = 0; token <= alphabet.size(); ++token) {
        network.embedding.add(token, token, 1);
        network.embedding.add(weight, token, system.constant);
    }
    network.layers.push_back({"arithmetic", {}, {}});
    network.readout = AffineMap(network.width(), 1);
    network.readout.add(0, weight, 1);
    return network;
}

}  // namespace

Factored<Network> direct_network(const AffineSystem& system, const Alphabet& alphabet, Target target) {
    // PD's A is a table of one-hot matrices, and DeltaProduct's steps cannot add a constant: both take linear
    // systems.
    if (!system.is_linear() && (target == Target::pd || target == Target::deltaproduct))
        return Refusal{"a constant is added", 0};
    Network network = frame(system, alphabet, target);
    try {
        for (const AffineSystem& part : components(system)) {
            network.layers[0].heads.push_back(build_head(part, alphabet, target));
            Head& head = network.layers[0].heads.back();
            head.label = "states " + printable(join(part.coordinates, " "));
            // DeltaProduct may have rows beside them.
            if (system.is_of_states && head.key_dimension == part.size()) head.rows = part.coordinates;
        }
    } catch (const DoesNotFit& misfit) {
        return misfit.refusal;
    }
    return network;
}

}  // namespace linac
