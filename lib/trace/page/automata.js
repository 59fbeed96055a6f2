// Automata of every kind. Each says where it is after the empty word, and moves from one place to the next; a place has the
// weight of the prefix, and is not changed once it is made.

const MOST_SILENT_MOVES = 1000000;

const numbersByIndex = (entries) => new Map(entries.map(([index, value]) => [index, parseNumber(value)]));

/// Rows are weight vectors α M….
class WeightedRun {
  constructor(json) {
    this.size = json.states.length;
    this.final = numbersByIndex(json.final);
    this.initial = zeros(this.size);
    for (const [index, value] of json.initial) this.initial[index] = parseNumber(value);
    // By symbol and column: what the new entry is a sum of.
    this.columns = json.transitions.map((entries) => {
      const columns = Array.from({ length: this.size }, (_, index) => ({ index, terms: new Map(), constants: new Map() }));
      for (const [row, column, value] of entries) columns[column].terms.set(row, parseNumber(value));
      return columns;
    });
  }

  place(row) {
    return { row, weight: row.combination(this.final, 1)[0] };
  }

  start() {
    return this.place(Scaled.of(this.initial));
  }

  step(place, symbol) {
    return this.place(place.row.withRows(this.columns[symbol], 1));
  }

  /// Whether there is a transition from state to state.
  moves(symbol, from, to) {
    return this.columns[symbol][to].terms.has(from);
  }
}

class PermutationRun {
  constructor(json) {
    this.json = json;
    this.final = numbersByIndex(json.final);
  }

  place(state, product) {
    return { state, product, weight: this.final.get(state) ?? ZERO };
  }

  start() {
    return this.place(this.json.initial, this.json.states.map((_, state) => state));
  }

  step(place, symbol) {
    const move = this.json.permutations[symbol];
    return this.place(move[place.state], place.product.map((image) => move[image]));
  }

  moves(symbol, from, to) {
    return this.json.permutations[symbol][from] === to;
  }
}

/// A finite control with registers, of which the kinds below say what a test sees and an update does.
class MachineRun {
  constructor(json) {
    this.json = json;
    this.rules = new Map();
    for (const rule of json.rules) {
      const key = `${rule.from} ${rule.symbol}`;
      if (!this.rules.has(key)) this.rules.set(key, []);
      this.rules.get(key).push(rule);
    }
  }

  passes(tests, registers) {
    return tests.every((test, r) => this.admits(test, registers[r]));
  }

  /// Of a symbol, or null for a silent move.
  ruleFor(place, symbol) {
    const rules = this.rules.get(`${place.state} ${symbol}`) ?? [];
    return rules.find((rule) => this.passes(rule.tests, place.registers));
  }

  applied(place, rule) {
    return { state: rule.to, registers: place.registers.map((register, r) => this.updated(register, rule.updates[r], r)) };
  }

  settled(place) {
    for (let moves = 0; ; ++moves) {
      const rule = this.ruleFor(place, null);
      if (!rule) break;
      if (moves === MOST_SILENT_MOVES) throw new Error("more than a million moves without reading a symbol");
      place = this.applied(place, rule);
    }
    const accepts = this.json.accepting.some(
      (accepting) => accepting.state === place.state && this.passes(accepting.tests, place.registers));
    return { ...place, weight: accepts ? ONE : ZERO };
  }

  start() {
    return this.settled({ state: this.json.initial, registers: this.emptyRegisters() });
  }

  step(place, symbol) {
    const rule = this.ruleFor(place, symbol);
    return this.settled(rule ? this.applied(place, rule) : { state: this.json.reject, registers: place.registers });
  }

  moves(symbol, from, to, before) {
    return before.state === from && this.ruleFor(before, symbol)?.to === to;
  }
}

class CounterRun extends MachineRun {
  emptyRegisters() {
    return this.json.counters.map(() => 0n);
  }

  admits(test, counter) {
    return test === "any" || (test === "zero") === (counter === 0n);
  }

  updated(counter, update) {
    return update === "0" ? 0n : counter + BigInt(update.slice(1));
  }
}

/// A stack is null or {top, below, height}.
class StackRun extends MachineRun {
  emptyRegisters() {
    return this.json.stacks.map(() => null);
  }

  admits([kind, top], stack) {
    return kind === "any" || (kind === "is") === (top === (stack ? stack.top + 1 : 0));
  }

  updated(stack, [taken, pushed]) {
    if (taken === "everything") stack = null;
    if (taken === "top") stack = stack.below;
    for (const top of pushed) stack = { top, below: stack, height: (stack?.height ?? 0) + 1 };
    return stack;
  }
}

function automatonRun(json) {
  const kinds = { weighted: WeightedRun, permutation: PermutationRun, counter: CounterRun, stack: StackRun };
  return new kinds[json.kind](json);
}
