// The network: layers of heads and feed-forward blocks, as lib/formats/network_file.md describes them.

class Network {
  /// `kinds` describes the kinds of its heads by name.
  constructor(json, names, kinds) {
    const kindOf = Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, headKind(kind)]));
    this.json = json;
    this.width = json.residual.length;
    this.embedding = affineMap(json.embedding);
    this.readout = affineMap(json.readout);
    this.groups = names.groups;
    this.layers = json.layers.map((layer, l) => ({
      label: layer.label,
      heads: layer.heads.map((head, h) => new Head(head, names.heads[l][h], kindOf)),
      stages: stagesOf(layer.feed_forward),
    }));
  }

  /// The states of all heads before BOS, by layer and head.
  start() {
    return this.layers.map((layer) => layer.heads.map((head) => Scaled.zero(head.keys * head.values)));
  }

  /// All that the token does: token 0 is BOS, 1 + s is symbol s.
  step(states, token) {
    let x = zeros(this.width);
    for (const [dimension, value] of this.embedding.columns[token]) x[dimension] = add(x[dimension], value);
    const embedding = x;
    const layers = this.layers.map((layer, l) => {
      const input = x;
      const heads = layer.heads.map((head, h) => head.step(states[l][h], input));
      x = x.slice();
      heads.forEach((step, h) => applyMap(layer.heads[h].output, step.read, x));
      const read = x;
      if (layer.stages.length > 0) {
        const added = valueOfStages(layer.stages, x);
        x = x.map((value, d) => add(value, added[d]));
      }
      return { input, heads, read, residual: x };
    });
    return {
      embedding, layers, residual: x, output: valueOf(this.readout, x)[0],
      states: layers.map((layer) => layer.heads.map((step) => step.after)),
    };
  }

  /// What groups of roles say: positions and windows, where they are one-hot.
  readings(residual) {
    const said = [];
    for (const group of this.groups) {
      const values = group.dimensions.map((d) => residual[d]);
      const used = values.flatMap((value, i) => (isZero(value) ? [] : [i]));
      if (used.length === 1 && isOne(values[used[0]])) said.push({ name: group.name, value: group.values[used[0]] });
      else if (used.length === 0 && group.speaks_of_zeros) said.push({ name: group.name, value: "-" });
    }
    return said;
  }
}
