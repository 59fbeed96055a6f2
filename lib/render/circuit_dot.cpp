#include "render/circuit_dot.hpp"

#include <fmt/format.h>

#include <vector>

#include "error.hpp"
#include "render/graphviz.hpp"

namespace linac {
namespace {

std::string symbol_of(GateKind kind) {
    if (kind == GateKind::add) return "+";
    return kind == GateKind::multiply ? "×" : "ReLU";
}

/// Writes one circuit.
class CircuitWriter {
  public:
    CircuitWriter(const ArithmeticCircuit& circuit, const Alphabet& alphabet)
        : circuit_(&circuit), alphabet_(&alphabet) {}

    std::string text() {
        const std::vector<Gate>& nodes = circuit_->nodes();
        std::vector<bool> is_read(nodes.size(), false);
        for (const Gate& gate : nodes) {
            if (gate.kind == GateKind::input || gate.kind == GateKind::constant) continue;
            is_read[gate.left] = true;
            if (gate.kind != GateKind::relu) is_read[gate.right] = true;
        }
        is_read[circuit_->output()] = true;
        text_ =
            "digraph circuit {\n"
            "  node [shape=circle, fontname=\"sans-serif\", fontsize=11, width=0.35, margin=0.03];\n"
            "  edge [arrowsize=0.5];\n";
        write_inputs(is_read);
        for (std::size_t n = 0; n < nodes.size(); ++n) write_gate(n);
        const Gate& output = nodes[circuit_->output()];
        if (output.kind == GateKind::constant)
            text_ += fmt::format("  n{} [shape=box, label={}];\n", circuit_->output(),
                                 dot_text(to_string(circuit_->constant_of(output))));
        text_ += fmt::format("  output [shape=plaintext, label=\"output\"];\n  n{} -> output;\n}}\n",
                             circuit_->output());
        return std::move(text_);
    }

  private:
    /// In the order of the word, which Graphviz keeps along invisible edges.
    void write_inputs(const std::vector<bool>& is_read) {
        text_ += "  { rank=source;\n";
        std::string before;
        for (std::size_t n = 0; n < circuit_->length() * circuit_->symbols(); ++n) {
            if (!is_read[n]) continue;
            const Gate& input = circuit_->nodes()[n];
            text_ +=
                fmt::format("    n{} [shape=box, height=0.3, label={}];\n", n,
                            dot_text(fmt::format("{} at {}", alphabet_->name(input.right), input.left + 1)));
            if (!before.empty()) text_ += fmt::format("    {} -> n{} [style=invis];\n", before, n);
            before = fmt::format("n{}", n);
        }
        text_ += "  }\n";
    }

    void write_gate(std::size_t n) {
        const Gate& gate = circuit_->nodes()[n];
        if (gate.kind == GateKind::input || gate.kind == GateKind::constant) return;
        std::string label = symbol_of(gate.kind);
        std::vector<ArithmeticCircuit::Node> operands{gate.left};
        if (gate.kind != GateKind::relu) operands.push_back(gate.right);
        std::string edges;
        for (const ArithmeticCircuit::Node operand : operands) {
            const Gate& from = circuit_->nodes()[operand];
            if (from.kind == GateKind::constant)
                label += " " + to_string(circuit_->constant_of(from));
            else
                edges += fmt::format("  n{} -> n{};\n", operand, n);
        }
        const char* const style = gate.kind == GateKind::relu ? ", shape=diamond" : "";
        text_ += fmt::format("  n{} [label={}{}];\n", n, dot_text(label), style) + edges;
    }

    const ArithmeticCircuit* circuit_;
    const Alphabet* alphabet_;
    std::string text_;
};

}  // namespace

std::string circuit_dot(const ArithmeticCircuit& circuit, const Alphabet& alphabet) {
    const std::uint64_t size = circuit.counts().size();
    if (size > max_drawn_gates)
        throw Error::impossible(
            fmt::format("a drawing of {} gates cannot be read; at most {} are drawn", size, max_drawn_gates),
            "a shorter --length makes a smaller circuit");
    return CircuitWriter(circuit, alphabet).text();
}

}  // namespace linac
