// Heads: what a token does to a state S of K rows. A kind of heads is described by the file itself: its parameters and its
// steps. lib/network/head_kinds.hpp says what each step does.

/// A kind from its description. A step is its action and the places of its parameters.
function headKind(json) {
  const place = (name) => json.parameters.findIndex((parameter) => parameter.name === name);
  const steps = json.steps.map((text) => {
    const [action, ...names] = text.split(" ");
    return { action, places: names.map(place) };
  });
  return { ...json, steps, does: (action) => steps.some((step) => step.action === action) };
}

/// How many numbers a parameter has: its shape is the product of these dimensions.
function sizeOf({ shape }, { keys, values }) {
  return shape.split(" ").reduce((size, dimension) => size * ({ K: keys, V: values }[dimension] ?? 1), 1);
}

/// The parameters of a head, round after round, each with its map; the receptance is apart.
function parametersOf(json, kind) {
  const rounds = kind.repeated ? json.steps : [json];
  return rounds.flatMap((round, i) => kind.parameters.map((parameter) => {
    const title = kind.repeated ? `steps/${i}/${parameter.name}` : parameter.name;
    return { ...parameter, title, map: affineMap(round[parameter.name]) };
  }));
}

function nonzeros(vector) {
  const result = new Map();
  vector.forEach((value, index) => {
    if (!isZero(value)) result.set(index, value);
  });
  return result;
}

/// The map S ↦ A S + B while steps make it of the identity: the rows that are not as they were, each {index, terms,
/// constants}, which is Σ terms · rows + constants. Its methods are the actions, with values of parameters.
class Transition {
  constructor(head) {
    this.head = head;
    this.rows = new Map();
    this.y = { terms: new Map(), constants: new Map() };
  }

  /// A row as it is now; to be changed only if it was touched.
  look(index) {
    return this.rows.get(index) ?? { index, terms: new Map([[index, ONE]]), constants: new Map() };
  }

  touch(index) {
    const row = this.look(index);
    this.rows.set(index, row);
    return row;
  }

  /// S ← S + column yᵀ.
  addRead(column) {
    for (const [i, factor] of column) {
      const row = this.touch(i);
      addScaled(row.terms, this.y.terms, factor);
      addScaled(row.constants, this.y.constants, factor);
    }
  }

  read(key) {
    this.y = { terms: new Map(), constants: new Map() };
    for (const [i, factor] of key) {
      const row = this.look(i);
      addScaled(this.y.terms, row.terms, factor);
      addScaled(this.y.constants, row.constants, factor);
    }
  }

  correct(value, factors) {
    const factor = factors.get(0) ?? ZERO;
    const { terms, constants } = this.y;
    this.y = {
      terms: addScaled(new Map(), terms, negated(factor)),
      constants: addScaled(addScaled(new Map(), value, factor), constants, negated(factor)),
    };
  }

  write(key) {
    this.addRead(key);
  }

  erase(key, rate) {
    const removed = new Map();
    for (const [i, value] of key) if (rate.has(i)) removed.set(i, negated(multiply(value, rate.get(i))));
    this.addRead(removed);
  }

  insert(key, value) {
    for (const [i, factor] of key) addScaled(this.touch(i).constants, value, factor);
  }

  scale(factors) {
    this.scaleRows((i) => factors.get(i) ?? ZERO);
  }

  multiply(factors) {
    this.scaleRows(() => factors.get(0) ?? ZERO);
  }

  scaleRows(factorOf) {
    for (let i = 0; i < this.head.keys; ++i) {
      const factor = factorOf(i);
      if (isOne(factor)) continue;
      const { terms, constants } = this.look(i);
      this.rows.set(i, {
        index: i,
        terms: addScaled(new Map(), terms, factor),
        constants: addScaled(new Map(), constants, factor),
      });
    }
  }

  permute(permutation) {
    const { keys, label } = this.head;
    const target = new Array(keys);
    const refuse = (column) => {
      throw new Error(`head ${label}: column ${column} of P is not one-hot`);
    };
    for (const [at, value] of permutation) {
      const column = at % keys;
      if (!isOne(value) || target[column] !== undefined) refuse(column);
      target[column] = Math.floor(at / keys);
    }
    const moved = new Map();
    for (let i = 0; i < keys; ++i) moved.set(i, { index: i, terms: new Map(), constants: new Map() });
    for (let j = 0; j < keys; ++j) {
      if (target[j] === undefined) refuse(j);
      addScaled(moved.get(target[j]).terms, this.look(j).terms, ONE);
      addScaled(moved.get(target[j]).constants, this.look(j).constants, ONE);
    }
    this.rows = moved;
  }

  add(input) {
    const columns = this.head.values;
    for (const [at, value] of input)
      addScaled(this.touch(Math.floor(at / columns)).constants, [[at % columns, value]], ONE);
  }

  /// The rows that are not kept, in order.
  changed() {
    const isKept = ({ index, terms, constants }) =>
      constants.size === 0 && terms.size === 1 && terms.has(index) && isOne(terms.get(index));
    return [...this.rows.values()].filter((row) => !isKept(row)).sort((a, b) => a.index - b.index);
  }
}

class Head {
  constructor(json, names, kinds) {
    this.kind = kinds[json.kind];
    this.label = json.label;
    this.keys = json.key_dimension;
    this.values = json.value_dimension;
    this.names = names;
    this.parameters = parametersOf(json, this.kind);
    this.receptance = affineMap(json.receptance);
    this.output = affineMap(json.output);
    this.update = this.kind.does("update") ? stagesOf(json.update) : null;
  }

  /// The rows of S ← A S + B that a token changes, from the values of the parameters.
  rows(values) {
    const { steps, parameters } = this.kind;
    const transition = new Transition(this);
    for (let first = 0; first < values.length; first += parameters.length)
      for (const { action, places } of steps)
        transition[action](...places.map((place) => values[first + place]));
    return transition.changed();
  }

  /// What a token with this input does to the state.
  step(before, input) {
    const values = this.parameters.map(({ map }) => nonzeros(valueOf(map, input)));
    const receptance = nonzeros(valueOf(this.receptance, input));
    const rows = this.update ? null : this.rows(values);
    let after = before;
    if (this.update) after = Scaled.of(valueOfStages(this.update, [...input, ...before.values()]));
    else if (rows.length > 0) after = before.withRows(rows, this.values);
    return { values, receptance, rows, before, after, read: after.combination(receptance, this.values) };
  }

  /// Dimensions of the input that are not 0 and that some parameter depends on.
  drivenBy(input) {
    const maps = this.update ? [this.update[0].map] : this.parameters.map(({ map }) => map);
    return [...input.keys()].filter((d) => !isZero(input[d]) && maps.some((map) => map.columns[d].length > 0));
  }
}
