// Affine maps, and vectors of integers over one common denominator.

/// A map of a network file, by the columns of its matrix.
function affineMap(json) {
  const columns = Array.from({ length: json.inputs }, () => []);
  for (const [output, input, value] of json.weights) columns[input].push([output, parseNumber(value)]);
  return { outputs: json.outputs, bias: json.bias.map(([output, value]) => [output, parseNumber(value)]), columns };
}

const zeros = (size) => new Array(size).fill(ZERO);

/// y += b + W x.
function applyMap(map, x, y) {
  for (const [output, value] of map.bias) y[output] = add(y[output], value);
  map.columns.forEach((column, input) => {
    const factor = x[input];
    if (column.length === 0 || isZero(factor)) return;
    for (const [output, value] of column) y[output] = add(y[output], multiply(value, factor));
  });
  return y;
}

const valueOf = (map, x) => applyMap(map, x, zeros(map.outputs));

/// The stages of a feed-forward block: maps, and the labels of the units after each but the last.
const stagesOf = (json) => json.map((stage) => ({ map: affineMap(stage.map), units: stage.units ?? [] }));

/// The values after each stage of a block; ReLU after every stage but the last.
function valuesOfStages(stages, x) {
  return stages.map(({ map }, s) => {
    x = valueOf(map, x);
    if (s + 1 < stages.length) x = x.map((unit) => (unit.n < 0n ? ZERO : unit));
    return x;
  });
}

const valueOfStages = (stages, x) => valuesOfStages(stages, x).pop();

/// A vector of sparse terms, Map from index to fraction: target += factor · source.
function addScaled(target, source, factor) {
  if (isZero(factor)) return target;
  for (const [index, value] of source) {
    const total = add(target.get(index) ?? ZERO, multiply(factor, value));
    if (isZero(total)) target.delete(index);
    else target.set(index, total);
  }
  return target;
}

/// A vector or a matrix, row-major: integers over one denominator, brought to lowest terms only when the denominator has
/// grown. It is not changed once it is made.
class Scaled {
  constructor(numerators, denominator = 1n, reducedBits = 64) {
    this.numerators = numerators;
    this.denominator = denominator;
    this.reducedBits = reducedBits;
  }

  static zero(size) {
    return new Scaled(new Array(size).fill(0n));
  }

  static of(values) {
    const denominator = values.reduce((common, q) => lcm(common, q.d), 1n);
    return new Scaled(values.map((q) => q.n * (denominator / q.d)), denominator).settled();
  }

  at(index) {
    this.fractions ??= [];
    return (this.fractions[index] ??= fraction(this.numerators[index], this.denominator));
  }

  values() {
    return this.numerators.map((_, index) => this.at(index));
  }

  settled() {
    if (this.denominator === 1n) return this;
    const size = bits(this.denominator);
    if (size <= this.reducedBits * 1.5 + 64) return this;
    let divisor = this.denominator;
    for (const n of this.numerators) {
      if (divisor === 1n) break;
      if (n !== 0n) divisor = gcd(divisor, n);
    }
    const denominator = this.denominator / divisor;
    const numerators = divisor === 1n ? this.numerators : this.numerators.map((n) => n / divisor);
    return new Scaled(numerators, denominator, bits(denominator));
  }

  /// As a matrix of so many columns: the rows that change become sums of rows and a constant row. A row is
  /// {index, terms, constants}, Maps from rows and from columns to fractions.
  withRows(rows, columns) {
    let common = 1n;
    for (const { terms, constants } of rows) {
      for (const q of terms.values()) common = lcm(common, q.d);
      for (const q of constants.values()) common = lcm(common, q.d);
    }
    const old = this.numerators;
    const next = common === 1n ? old.slice() : old.map((n) => n * common);
    for (const { index, terms, constants } of rows) {
      const sums = new Array(columns).fill(0n);
      for (const [row, q] of terms) {
        const weight = q.n * (common / q.d);
        for (let j = 0; j < columns; ++j) sums[j] += weight * old[row * columns + j];
      }
      for (const [j, q] of constants) sums[j] += q.n * (common / q.d) * this.denominator;
      for (let j = 0; j < columns; ++j) next[index * columns + j] = sums[j];
    }
    return new Scaled(next, this.denominator * common, this.reducedBits).settled();
  }

  /// Σ weight · row, by column; weights is a Map from rows.
  combination(weights, columns) {
    let common = 1n;
    for (const q of weights.values()) common = lcm(common, q.d);
    const sums = new Array(columns).fill(0n);
    for (const [row, q] of weights) {
      const weight = q.n * (common / q.d);
      for (let j = 0; j < columns; ++j) sums[j] += weight * this.numerators[row * columns + j];
    }
    return sums.map((n) => fraction(n, this.denominator * common));
  }
}
