// What a token does to a head's state, in words: as lib/trace/action.hpp, from the matrices alone.

const MOST_ROWS = 3;
const MOST_TERMS = 9;
const MOST_CHANGES = 6;
const MOST_MOVED = 24;
const MOST_NUMBERS = 12;
const LONGEST_FORMULA = 120;

const countOf = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/// A sum such as "2·slot 0 - slot 1 + 1" of [coefficient, thing], where no thing is 1.
function sumText(terms) {
  let text = "";
  for (const [coefficient, thing] of terms) {
    const negative = coefficient.n < 0n;
    const size = absolute(coefficient);
    if (text) text += negative ? " - " : " + ";
    else if (negative) text = "-";
    text += thing === undefined ? brief(size) : isOne(size) ? thing : `${brief(size)}·${thing}`;
  }
  return text;
}

const byIndex = (map) => [...map].sort(([a], [b]) => a - b);

/// A row {index, terms, constants} that changes.
function rowText({ index, terms, constants }, names, columns) {
  const name = (row) => `${names.noun} ${names.rows[row]}`;
  const own = terms.get(index) ?? ZERO;
  const [other] = terms;
  if (terms.size === 0 && constants.size === 0) return `clear ${name(index)}`;
  if (constants.size === 0 && terms.size === 1 && !isZero(own)) return `multiply ${name(index)} by ${brief(own)}`;
  if (constants.size === 0 && terms.size === 1 && isOne(other[1])) return `copy ${name(other[0])} into ${name(index)}`;
  const added = isOne(own);
  const sum = sumText([
    ...byIndex(terms).filter(([row]) => !added || row !== index).map(([row, q]) => [q, name(row)]),
    ...byIndex(constants).map(([column, q]) => [q, columns === 1 ? undefined : `[${names.columns[column]}]`]),
  ]);
  return added ? `add ${sum} to ${name(index)}` : `write ${sum} into ${name(index)}`;
}

function rowsText(rows, names, columns) {
  const parts = rows.map((row) => rowText(row, names, columns));
  return (parts.length > 1 ? "at once: " : "") + parts.join("; ");
}

/// Where each row goes, if A is a permutation matrix; rows that are not listed stay.
function permutationOf(rows) {
  const target = new Map();
  for (const { index, terms, constants } of rows) {
    const [only] = terms;
    if (constants.size > 0 || terms.size !== 1 || !isOne(only[1]) || target.has(only[0])) return null;
    target.set(only[0], index);
  }
  // A row that is read but kept would be there twice.
  return rows.every(({ index }) => target.has(index)) ? target : null;
}

function cyclesOf(target, names) {
  const cycles = [];
  const seen = new Set();
  for (const first of [...target.keys()].sort((a, b) => a - b)) {
    if (seen.has(first)) continue;
    const cycle = [];
    for (let row = first; !seen.has(row); row = target.get(row)) {
      seen.add(row);
      cycle.push(names[row]);
    }
    cycles.push(cycle);
  }
  return cycles;
}

function permutationText(target, names) {
  if (target.size > MOST_MOVED)
    return `permute ${target.size} ${names.noun}s in ${countOf(cyclesOf(target, names.rows).length, "cycle")}`;
  const cycles = cyclesOf(target, names.rows);
  if (cycles.every((cycle) => cycle.length === 2))
    return `swap ${names.noun}s ${cycles.map(([a, b]) => `${a} and ${b}`).join(", ")}`;
  return `rotate ${names.noun}s ${cycles.map((cycle) => [...cycle, cycle[0]].join(" → ")).join(", ")}`;
}

/// "k = (1, -1, 0)"; of a long vector, its size.
function assignedText(name, vector, size) {
  if (size === 1) return `${name} = ${brief(vector.get(0) ?? ZERO)}`;
  if (size > MOST_NUMBERS) return `${name} = (${countOf(size, "number")}, ${countOf(vector.size, "non-zero")})`;
  return `${name} = (${Array.from({ length: size }, (_, i) => brief(vector.get(i) ?? ZERO)).join(", ")})`;
}

/// The update of a head with its numbers, numbers before vectors, if it is one formula of these.
function formulaText(head, values) {
  const { kind, parameters } = head;
  if (kind.repeated || kind.does("permute")) return "";
  const assigned = (areNumbers) => parameters.flatMap((parameter, p) =>
    (parameter.shape === "") === areNumbers ? [assignedText(parameter.symbol, values[p], sizeOf(parameter, head))] : []);
  return [kind.formula, ...assigned(true), ...assigned(false)].join(", ");
}

/// In bytes, as the program counts.
const byteLength = (text) => new TextEncoder().encode(text).length;

function changeText(head, { rows, values }) {
  let formula = formulaText(head, values);
  if (!formula || byteLength(formula) > LONGEST_FORMULA) {
    const total = (part) => rows.reduce((sum, row) => sum + row[part].size, 0);
    formula = `S ← A S + B, A with ${countOf(total("terms") + head.keys - rows.length, "non-zero")}, B with ` +
      total("constants");
  }
  return `change ${rows.length} of ${countOf(head.keys, head.names.noun)}: ${formula}`;
}

function linearText(head, step) {
  const { rows } = step;
  const { names, keys, values: columns } = head;
  const isShort = (list) =>
    list.length <= MOST_ROWS && list.reduce((sum, row) => sum + row.terms.size + row.constants.size, 0) <= MOST_TERMS;
  if (rows.length === 0) return "keep";
  if (rows.length === keys && rows.every((row) => row.terms.size === 0)) {
    const written = rows.filter((row) => row.constants.size > 0);
    if (written.length === 0) return "reset";
    if (!isShort(written)) return changeText(head, step);
    return (written.length === keys ? "" : "reset, then ") + rowsText(written, names, columns);
  }
  if (rows.every((row) => row.constants.size === 0)) {
    const target = permutationOf(rows);
    if (target) return permutationText(target, names);
    const [[, factor] = []] = rows[0].terms;
    const isMultiple = keys > 1 && rows.length === keys && factor !== undefined && rows.every(({ index, terms }) =>
      terms.size === 1 && terms.has(index) && equalNumbers(terms.get(index), factor));
    if (isMultiple) return `multiply all ${names.noun}s by ${brief(factor)}`;
  }
  return isShort(rows) ? rowsText(rows, names, columns) : changeText(head, step);
}

/// "counter n 2 → 3, state a 1 → 0".
function mlpText(head, { before, after }) {
  const parts = [];
  let changes = 0;
  for (let i = 0; i < head.keys * head.values; ++i) {
    const old = before.at(i);
    const now = after.at(i);
    if (equalNumbers(old, now)) continue;
    if (++changes <= MOST_CHANGES) parts.push(`${head.names.entries[i]} ${brief(old)} → ${brief(now)}`);
  }
  if (changes > MOST_CHANGES) parts.push(`${changes - MOST_CHANGES} more`);
  return parts.length === 0 ? "keep" : parts.join(", ");
}

const sentence = (head, step) => (head.update ? mlpText(head, step) : linearText(head, step));
