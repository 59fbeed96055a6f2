// Random networks with heads of all five kinds, side by side in two layers, over the alphabet a b, with fractions
// everywhere; as the text of a network file.

/// Numbers below `limit`, the same for the same seed (Park and Miller 1988).
function generator(seed) {
  return (limit) => (seed = (seed * 48271) % 2147483647) % limit;
}

export function randomNetwork(seed) {
  const below = generator(seed);
  const width = 5;
  const number = () => {
    const numerator = below(7) - 3 || 1;
    return below(2) ? `${numerator}` : `${2 * numerator + 1}/${2 + 2 * below(2)}`;
  };
  const map = (inputs, outputs, { bias = true, density = 3 } = {}) => {
    const entries = { inputs, outputs, bias: [], weights: [] };
    for (let i = 0; i < outputs; ++i) {
      if (bias && below(3) === 0) entries.bias.push([i, number()]);
      for (let j = 0; j < inputs; ++j) if (below(10) < density) entries.weights.push([i, j, number()]);
    }
    return entries;
  };
  const stages = (inputs, outputs) => [{ map: map(inputs, 3), units: ["u", "v", ""] }, { map: map(3, outputs) }];
  const step = (keys, values) => ({ key: map(width, keys), value: map(width, values), beta: map(width, 1) });
  const kinds = {
    deltanet: (keys, values) => step(keys, values),
    deltaproduct: (keys, values) => ({ steps: [step(keys, values), step(keys, values)] }),
    rwkv7: (keys, values) => ({ decay: map(width, keys), removal_key: map(width, keys), learning_rate: map(width, keys),
      key: map(width, keys), value: map(width, values) }),
    pd: (keys, values) => ({
      permutation: { inputs: width, outputs: keys * keys, weights: [],
        bias: Array.from({ length: keys }, (_, j) => [below(keys) * keys + j, "1"]) },
      diagonal: map(width, keys), input: map(width, keys * values) }),
    mlp: (keys, values) => ({ state: Array.from({ length: keys * values }, (_, i) => `entry ${i}`),
      update: stages(width + keys * values, keys * values) }),
  };
  const head = (kind) => {
    const keys = 1 + below(3);
    const values = 1 + below(3);
    return { kind, label: `${kind} of ${seed}`, key_dimension: keys, value_dimension: values, ...kinds[kind](keys, values),
      receptance: map(width, keys), output: map(values, width, { bias: false }) };
  };
  return JSON.stringify({
    format: "linac network", version: 1, target: "random", scheme: "by chance", alphabet: ["a", "b"],
    residual: ["token BOS", "token a", "token b", "x", "y"], embedding: { inputs: 3, outputs: width, bias: [],
      weights: [[0, 0, "1"], [1, 1, "1"], [2, 2, "1"], [3, 1, "-1/2"]] },
    layers: [
      { label: "first", heads: Object.keys(kinds).map(head), feed_forward: stages(width, width) },
      { label: "second", heads: [head("rwkv7"), head("deltanet")], feed_forward: [] }],
    readout: map(width, 1),
  });
}
