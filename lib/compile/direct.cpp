#include "compile/direct.hpp"

#include <algorithm>

#include "text.hpp"

namespace linac {
namespace {

constexpr std::size_t bos = 0;

/// Thrown inside this file where a letter does not fit; direct_network returns it.
struct DoesNotFit {
    Refusal refusal;
};

Letter fitting(HeadKind kind, const AffineSystem& part, const Alphabet& alphabet, Symbol symbol) {
    Factored<Letter> found = letter(kind, part.matrix[symbol], part.offset[symbol]);
    if (auto* refusal = std::get_if<Refusal>(&found)) {
        const std::string row =
            refusal->row < part.size() ? ", state " + printable(part.coordinates[refusal->row]) : "";
        throw DoesNotFit{
            {"symbol " + printable(alphabet.name(symbol)) + row + ": " + refusal->reason, refusal->row}};
    }
    return std::get<Letter>(std::move(found));
}

/// One head of a part of the system; its maps have the residual stream as inputs: tokens, then the weight.
Head build_head(const AffineSystem& part, const Alphabet& alphabet, HeadKind kind) {
    const HeadKindInfo& info = kind_info(kind);
    const std::size_t width = alphabet.size() + 2;
    std::vector<std::vector<SparseVector>> values{first_letter(kind, part.size(), part.initial)};
    std::size_t most = values[bos].size();
    std::size_t scratch = 0;
    for (Symbol s = 0; s < alphabet.size(); ++s) {
        Letter found = fitting(kind, part, alphabet, s);
        most = std::max(most, found.values.size());
        scratch = std::max(scratch, found.scratch);
        values.push_back(std::move(found.values));
    }
    Head head;
    head.kind = kind;
    head.label = "states " + printable(join(part.coordinates, " "));
    head.key_dimension = part.size() + scratch;
    head.value_dimension = 1;
    head.receptance = AffineMap(width, head.key_dimension);
    for (const Entry& e : part.read) head.receptance.add_bias(e.index, e.value);
    for (std::size_t i = 0; i < most; ++i)
        head.parameters.emplace_back(
            width, outputs_of(info.parameters[i % info.parameters.size()].shape, head.key_dimension, 1));
    for (std::size_t token = 0; token < values.size(); ++token)
        for (std::size_t i = 0; i < values[token].size(); ++i)
            head.parameters[i].set_column(token, std::move(values[token][i]));
    head.output = AffineMap(1, width);
    head.output.add(width - 1, 0, 1);
    return head;
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
    Network network = frame(system, alphabet, target);
    try {
        // A diagonal matrix falls apart into numbers, which one head holds.
        for (const AffineSystem& part :
             target == HeadKind::diagonal ? std::vector{system} : components(system)) {
            if (part.size() == 0) continue;
            network.layers[0].heads.push_back(build_head(part, alphabet, target));
            Head& head = network.layers[0].heads.back();
            // DeltaProduct may have rows beside them.
            if (system.is_of_states && head.key_dimension == part.size()) head.rows = part.coordinates;
        }
    } catch (const DoesNotFit& misfit) {
        return misfit.refusal;
    }
    return network;
}

}  // namespace linac
