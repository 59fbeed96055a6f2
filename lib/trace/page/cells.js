// Labelled numbers that light up where they change. Of very many, a page at a time.

const MOST_CELLS = 120;

/// One labelled number.
class Cell {
  constructor(label, title) {
    this.number = new NumberSlot(title);
    this.was = element("span", "was");
    this.node = element("div", "cell", element("span", "label", label), this.number.node, this.was);
  }

  /// `before` is the number one step earlier, or undefined.
  show(value, before) {
    const changed = before !== undefined && !equalNumbers(value, before);
    this.number.show(value);
    this.node.classList.toggle("zero", isZero(value));
    this.node.classList.toggle("lit", changed);
    setText(this.was, changed ? `was ${brief(before)}` : "");
  }
}

/// Cells for the entries 0 … size − 1 of a vector, made when they are first seen. Zeros that did not change can be left
/// out.
class Cells {
  constructor({ size, label, title, sparse = false, caption = "" }) {
    this.size = size;
    this.label = label;
    this.title = title;
    this.cells = new Map();
    this.first = 0;
    this.flow = element("div", "cells");
    this.sparse = element("input");
    this.sparse.type = "checkbox";
    this.sparse.checked = !sparse;
    this.sparse.addEventListener("change", () => this.refresh());
    this.more = element("div", "more");
    this.count = element("span");
    this.previous = this.button("Earlier", -MOST_CELLS);
    this.following = this.button("Later", MOST_CELLS);
    if (sparse || size > MOST_CELLS) this.more.append(element("label", "", this.sparse, " zeros too"));
    this.more.append(this.previous, this.count, this.following);
    this.empty = element("p", "none", "all 0");
    this.node = element("div", "", this.flow, this.empty, this.more);
    if (caption) this.node.prepend(element("p", "caption", `${caption} …`));
    if (size > MOST_CELLS) this.sparse.checked = false;
  }

  button(text, by) {
    const button = element("button", "small", text);
    button.type = "button";
    button.addEventListener("click", () => {
      this.first = Math.max(0, this.first + by);
      this.refresh();
    });
    return button;
  }

  /// value(i) and before(i) give the numbers; before may be missing.
  show(value, before) {
    this.value = value;
    this.before = before;
    this.refresh();
  }

  refresh() {
    const shown = [];
    for (let i = 0; i < this.size; ++i)
      if (this.sparse.checked || !isZero(this.value(i)) || (this.before && !isZero(this.before(i)))) shown.push(i);
    if (this.first >= shown.length) this.first = 0;
    const page = shown.slice(this.first, this.first + MOST_CELLS);
    const wanted = new Set(page);
    for (const [i, cell] of this.cells) setHidden(cell.node, !wanted.has(i));
    for (const i of page) this.cell(i).show(this.value(i), this.before?.(i));
    const isPaged = shown.length > MOST_CELLS;
    setHidden(this.previous, !isPaged || this.first === 0);
    setHidden(this.following, !isPaged || this.first + MOST_CELLS >= shown.length);
    setText(this.count, isPaged ? `${this.first + 1} to ${this.first + page.length} of ${shown.length}` : "");
    setHidden(this.empty, shown.length > 0);
  }

  cell(i) {
    const known = this.cells.get(i);
    if (known) return known;
    const cell = new Cell(this.label(i), this.title(i));
    this.cells.set(i, cell);
    let next = null;
    let nearest = Infinity;
    for (const [j, other] of this.cells)
      if (j > i && j < nearest) [next, nearest] = [other.node, j];
    this.flow.insertBefore(cell.node, next);
    return cell;
  }
}

/// A matrix as a table, with a name for each row and column.
class Table {
  constructor(rows, columns, title) {
    this.columns = columns.length;
    this.numbers = [];
    const head = element("tr", "", element("td"), ...columns.map((name) => element("th", "", name)));
    const body = rows.map((name, i) => {
      const row = element("tr", "", element("th", "", name));
      columns.forEach((column, j) => {
        const number = new NumberSlot(`${title}, ${name}, ${column}`);
        this.numbers.push(number);
        row.append(element("td", "", number.node));
      });
      return row;
    });
    this.node = element("div", "scroll", element("table", "matrix", element("thead", "", head), element("tbody", "", ...body)));
    this.node.tabIndex = 0;
    this.node.setAttribute("role", "group");
    this.node.setAttribute("aria-label", title);
  }

  show(value, before) {
    this.numbers.forEach((number, i) => {
      const now = value(i);
      number.show(now);
      const cell = number.node.parentNode;
      cell.classList.toggle("zero", isZero(now));
      cell.classList.toggle("lit", before !== undefined && !equalNumbers(now, before(i)));
    });
  }
}

const MOST_TABLE_ENTRIES = 240;

/// The words that all names begin with, and what is left of each.
function withoutPrefix(names) {
  const words = names.map((name) => name.split(" "));
  let common = 0;
  while (words.every((list) => list.length > common + 1 && list[common] === words[0][common])) ++common;
  return { prefix: words[0].slice(0, common).join(" "), rest: words.map((list) => list.slice(common).join(" ")) };
}

/// The state of a head: a table of a small matrix, otherwise labelled numbers.
function matrixView(head) {
  const { names, keys, values, label } = head;
  const size = keys * values;
  const row = (i) => `${names.noun} ${names.rows[i]}`;
  if (names.entries.length > 0)
    return new Cells({ size, label: (i) => names.entries[i], title: (i) => `${label}: ${names.entries[i]}` });
  if (values === 1) return new Cells({ size, label: row, title: (i) => `${label}: ${row(i)}` });
  if (keys > 1 && size <= MOST_TABLE_ENTRIES) return new Table(names.rows.map((_, i) => row(i)), names.columns, label);
  if (keys === 1) {
    const { prefix, rest } = withoutPrefix(names.columns);
    return new Cells({ size, label: (i) => rest[i], title: (i) => `${label}: ${names.columns[i]}`, caption: prefix });
  }
  const entry = (i) => `${row(Math.floor(i / values))}, ${names.columns[i % values]}`;
  return new Cells({ size, label: entry, title: (i) => `${label}: ${entry(i)}` });
}
