// Cascade: a network under construction, part by part, in which a part reads what those before it say of each
// token (Krohn and Rhodes 1965 for automata).
//
// A part is a network over an alphabet of its own, whose letters are 0/1 forms over the residual stream, of
// which one is 1 at every token but BOS; or a layer of heads. Between parts there is a circuit, the
// feed-forward block of the last layer; its forms are over its inputs and units.
//
//     Cascade cascade(alphabet, Target::rwkv7, max_nonzeros);
//     const Form even = cascade.append(parity_network, "parity", {ones, others});      // over the residual stream
//     ReluCircuit& circuit = cascade.open();
//     const Form both = circuit.relu(cascade.read(even) + cascade.read(cascade.token(0)) - Form(1), "both");
//     Network network = cascade.finished(cascade.written(both, "both"), "stratified");
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compile/compile.hpp"
#include "compile/form.hpp"
#include "compile/relu_circuit.hpp"

namespace linac {

class Cascade {
  public:
    /// `registers` are the names of counters, of which roles may speak.
    Cascade(const Alphabet& alphabet, Target target, std::size_t max_nonzeros,
            std::vector<std::string> registers = {});

    // Over the residual stream: 1 at BOS, and where the token is the symbol.
    [[nodiscard]] static Form bos() { return Form::variable(0); }
    [[nodiscard]] static Form token(Symbol symbol) { return Form::variable(symbol + 1); }

    /// A new residual dimension.
    std::size_t add_dimension(std::string label, const std::optional<DimensionRole>& role = {});
    /// Parameters of a head of the next layer.
    [[nodiscard]] AffineMap map(const std::vector<Form>& forms) const;
    /// Closes the circuit; the heads read the residual stream as it is now.
    void add_layer(std::string label, std::vector<Head> heads);
    /// Closes the circuit and adds the layers of a network, for each symbol of its alphabet the form that
    /// says where it is read; the result is its output, a form over the residual stream. `name` is put before
    /// the labels. Its roles speak of letters and states that are not this network's, and are left out.
    Form append(const Network& part, const std::string& name, const std::vector<Form>& letters);

    /// The circuit behind the last layer; a layer without heads is added if that has a block already.
    ReluCircuit& open();
    /// A form over the residual stream as one over the open circuit; as it is before the first layer.
    Form read(const Form& residual);
    /// A form over the open circuit as one over the residual stream, in a new dimension if need be.
    Form written(const Form& value, const std::string& label);

    [[nodiscard]] bool has_layers() const noexcept { return !network_.layers.empty(); }
    [[nodiscard]] Network finished(const Form& output, const std::string& scheme);

  private:
    void close();

    std::size_t max_nonzeros_;
    Network network_;
    std::optional<ReluCircuit> circuit_;
};

}  // namespace linac
