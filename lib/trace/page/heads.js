// Heads: what a token does to the state of each kind. A transition S ← A S + B of a linear head is the list of its rows
// that are not kept, {index, terms, constants}: the row becomes Σ terms · rows + constants.

const HEAD_KINDS = { deltanet: "DeltaNet", deltaproduct: "DeltaProduct", rwkv7: "RWKV-7", pd: "PD", mlp: "MLP-RNN" };

/// The maps of a head's parameters by name, in the order of the file; the receptance is apart.
function parametersOf(json) {
  const step = (of, prefix) => ["key", "value", "beta"].map((name) => [prefix + name, affineMap(of[name])]);
  const named = (...names) => names.map((name) => [name, affineMap(json[name])]);
  switch (json.kind) {
    case "deltanet": return step(json, "");
    case "deltaproduct": return json.steps.flatMap((of, i) => step(of, `steps/${i}/`));
    case "rwkv7": return named("decay", "removal_key", "learning_rate", "key", "value");
    case "pd": return named("permutation", "diagonal", "input");
    default: return [];
  }
}

function nonzeros(vector) {
  const result = new Map();
  vector.forEach((value, index) => {
    if (!isZero(value)) result.set(index, value);
  });
  return result;
}

/// Rows of A and B while they are built; those not touched are kept.
class Rows {
  constructor() {
    this.rows = new Map();
  }

  row(index) {
    if (!this.rows.has(index)) this.rows.set(index, { index, terms: new Map([[index, ONE]]), constants: new Map() });
    return this.rows.get(index);
  }

  set(index, terms, constants = new Map()) {
    this.rows.set(index, { index, terms, constants });
  }

  /// One delta step: S ← S + β k (v − Sᵀk)ᵀ.
  delta(key, value, beta) {
    if (isZero(beta)) return;
    const terms = new Map();
    const constants = new Map(value);
    for (const [i, weight] of key) {
      const row = this.rows.get(i) ?? { terms: new Map([[i, ONE]]), constants: new Map() };
      addScaled(terms, row.terms, negated(weight));
      addScaled(constants, row.constants, negated(weight));
    }
    for (const [i, weight] of key) {
      const row = this.row(i);
      addScaled(row.terms, terms, multiply(beta, weight));
      addScaled(row.constants, constants, multiply(beta, weight));
    }
  }

  changed() {
    const isKept = ({ index, terms, constants }) =>
      constants.size === 0 && terms.size === 1 && terms.has(index) && isOne(terms.get(index));
    return [...this.rows.values()].filter((row) => !isKept(row)).sort((a, b) => a.index - b.index);
  }
}

function rwkvRows(size, [decay, removalKey, learningRate, key, value]) {
  const rows = new Rows();
  for (let i = 0; i < size; ++i) {
    const terms = decay.has(i) ? new Map([[i, decay.get(i)]]) : new Map();
    const removal = multiply(removalKey.get(i) ?? ZERO, learningRate.get(i) ?? ZERO);
    if (!isZero(removal)) addScaled(terms, removalKey, negated(removal));
    const constants = key.has(i) ? addScaled(new Map(), value, key.get(i)) : new Map();
    rows.set(i, terms, constants);
  }
  return rows;
}

function pdRows(head, [permutation, diagonal, input]) {
  const size = head.keys;
  const target = new Array(size);
  const refuse = (column) => {
    throw new Error(`head ${head.label}: column ${column} of P is not one-hot`);
  };
  for (const [at, value] of permutation) {
    const column = at % size;
    if (!isOne(value) || target[column] !== undefined) refuse(column);
    target[column] = Math.floor(at / size);
  }
  const rows = new Rows();
  for (let i = 0; i < size; ++i) rows.set(i, new Map());
  for (let j = 0; j < size; ++j) {
    if (target[j] === undefined) refuse(j);
    if (diagonal.has(j)) rows.row(target[j]).terms.set(j, diagonal.get(j));
  }
  for (const [at, value] of input) rows.row(Math.floor(at / head.values)).constants.set(at % head.values, value);
  return rows;
}

class Head {
  constructor(json, names) {
    this.kind = json.kind;
    this.label = json.label;
    this.keys = json.key_dimension;
    this.values = json.value_dimension;
    this.names = names;
    this.parameters = parametersOf(json);
    this.receptance = affineMap(json.receptance);
    this.output = affineMap(json.output);
    this.update = json.kind === "mlp" ? stagesOf(json.update) : null;
  }

  rows(values) {
    const rows = new Rows();
    switch (this.kind) {
      case "deltanet":
      case "deltaproduct":
        for (let i = 0; i < values.length; i += 3) rows.delta(values[i], values[i + 1], values[i + 2].get(0) ?? ZERO);
        return rows.changed();
      case "rwkv7": return rwkvRows(this.keys, values).changed();
      default: return pdRows(this, values).changed();
    }
  }

  /// What a token with this input does to the state.
  step(before, input) {
    const values = this.parameters.map(([, map]) => nonzeros(valueOf(map, input)));
    const receptance = nonzeros(valueOf(this.receptance, input));
    const rows = this.update ? null : this.rows(values);
    let after = before;
    if (this.update) after = Scaled.of(valueOfStages(this.update, [...input, ...before.values()]));
    else if (rows.length > 0) after = before.withRows(rows, this.values);
    return { values, receptance, rows, before, after, read: after.combination(receptance, this.values) };
  }

  /// Dimensions of the input that are not 0 and that some parameter depends on.
  drivenBy(input) {
    const maps = this.update ? [this.update[0].map] : this.parameters.map(([, map]) => map);
    return [...input.keys()].filter((d) => !isZero(input[d]) && maps.some((map) => map.columns[d].length > 0));
  }
}
