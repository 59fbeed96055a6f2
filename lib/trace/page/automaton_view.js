// The automaton: its graph with weights at the states and the edges that were taken, where it is, and the running product.

const SVG = "http://www.w3.org/2000/svg";

/// The graph that Graphviz drew; states and edges have ids.
class GraphView {
  constructor(figure, states) {
    this.svg = figure.querySelector("svg");
    figure.hidden = !this.svg;
    if (!this.svg) return;
    this.figure = figure;
    this.fit(figure);
    this.nodes = states.map((_, q) => this.svg.querySelector(`[id="state-${q}"]`));
    this.edges = [...this.svg.querySelectorAll('[id^="edge-"]')].map((node) => {
      const [from, to] = node.id.slice("edge-".length).split("-").map(Number);
      return { node, from, to };
    });
    this.labels = this.nodes.map((node) => this.label(node));
  }

  /// As large as it was drawn, or as the page is wide, but letters stay readable. A wide graph has a row of its own.
  fit(figure) {
    const width = this.svg.viewBox.baseVal.width * (4 / 3);
    this.svg.removeAttribute("height");
    this.svg.setAttribute("width", "100%");
    this.svg.style.maxWidth = `${width}px`;
    this.svg.style.minWidth = `${Math.min(width, Math.max(280, width * 0.6))}px`;
    figure.closest("main").classList.toggle("stacked", width > 760);
  }

  /// The place for a weight below a node.
  label(node) {
    if (!node) return null;
    const { x, y, width, height } = node.getBBox();
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("class", "weight");
    text.setAttribute("text-anchor", "middle");
    text.setAttribute("x", x + width / 2);
    text.setAttribute("y", y + height + 14);
    node.append(text);
    return text;
  }

  /// text(q) is what stands at a state that is active, otherwise null; taken(from, to) says whether an edge was taken.
  show(text, taken) {
    if (!this.svg) return;
    this.nodes.forEach((node, q) => {
      if (!node) return;
      const label = text(q);
      node.classList.toggle("active", label !== null);
      setText(this.labels[q], label ?? "");
    });
    for (const { node, from, to } of this.edges) node.classList.toggle("taken", taken(from, to));
    const active = this.nodes.filter((node) => node?.classList.contains("active"));
    if (active.length === 1) this.reveal(active[0]);
  }

  /// Scrolls the figure, not the page, to a node that is not in sight.
  reveal(node) {
    const inner = node.getBoundingClientRect();
    const outer = this.figure.getBoundingClientRect();
    if (inner.left < outer.left || inner.right > outer.right)
      this.figure.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
    if (inner.top < outer.top || inner.bottom > outer.bottom)
      this.figure.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
  }
}

const LONGEST_IN_GRAPH = 8;

/// Shorter than `brief`, for the graph.
function shortText(q) {
  const text = exactText(q);
  return text.length <= LONGEST_IN_GRAPH ? text : decimalSize(text).split(",")[0];
}

class WeightsView {
  constructor(json) {
    this.title = "Weight vector: the row α M of the word so far";
    const label = (q) => json.states[q];
    this.cells = new Cells({ size: json.states.length, label, title: (q) => `weight of state ${label(q)}` });
    this.node = this.cells.node;
  }

  show(place, before) {
    this.cells.show((q) => place.row.at(q), before && ((q) => before.row.at(q)));
  }

  active(place, q) {
    const weight = place.row.at(q);
    return isZero(weight) ? null : shortText(weight);
  }

  taken(run, before, symbol, from, to) {
    return before.row.numerators[from] !== 0n && run.moves(symbol, from, to);
  }
}

class StateView {
  constructor(json) {
    this.json = json;
    this.title = "State";
    this.state = element("span", "chip active");
    this.registers = element("div", "cells");
    this.node = element("div", "", element("div", "cells", this.state), this.registers);
    this.counters = (json.counters ?? []).map((name) => {
      const cell = new Cell(name, `counter ${name}`);
      this.registers.append(cell.node);
      return cell;
    });
    this.stacks = (json.stacks ?? []).map(({ name }) => {
      const symbols = element("span", "stack");
      this.registers.append(element("div", "cell tall", element("span", "label", `${name}, top first`), symbols));
      return symbols;
    });
  }

  show(place, before) {
    setText(this.state, this.json.states[place.state]);
    this.state.classList.toggle("lit", before !== null && before.state !== place.state);
    this.counters.forEach((cell, c) => {
      const number = (at) => ({ n: at.registers[c], d: 1n });
      cell.show(number(place), before ? number(before) : undefined);
    });
    this.stacks.forEach((node, s) => this.showStack(node, place.registers[s], this.json.stacks[s].symbols));
  }

  showStack(node, stack, symbols) {
    const names = [];
    let rest = stack;
    for (; rest && names.length < 40; rest = rest.below) names.push(symbols[rest.top]);
    setText(node, names.length === 0 ? "empty" : names.join(" ") + (rest ? ` … ${rest.height} below` : ""));
  }

  active(place, q) {
    return place.state === q ? "" : null;
  }

  taken(run, before, symbol, from, to) {
    return before.state === from && run.moves(symbol, from, to, before);
  }
}

/// M of the word so far: where every state is sent.
class PermutationProduct {
  constructor(json) {
    this.title = "Running product: where the word so far sends each state";
    this.states = json.states;
    this.cycles = element("p", "cycles");
    this.images = json.states.map((name) => element("td", "", name));
    const row = (name, cells) => element("tr", "", element("th", "", name), ...cells);
    this.node = element("div", "", this.cycles, element("div", "scroll", element("table", "matrix", element("tbody", "",
      row("from", json.states.map((name) => element("td", "", name))), row("to", this.images)))));
  }

  show({ place }) {
    const target = new Map([...place.product.entries()].filter(([state, image]) => state !== image));
    const cycles = cyclesOf(target, this.states).map((cycle) => `(${cycle.join(" ")})`);
    setText(this.cycles, cycles.length === 0 ? "the identity" : cycles.join(" "));
    place.product.forEach((image, state) => setText(this.images[state], this.states[image]));
  }
}

const MOST_PRODUCT_STATES = 6;

/// M of the word so far, multiplied one matrix at a time, in slices of time.
class MatrixProduct {
  constructor(json, run) {
    this.title = "Running product M of the word so far";
    this.run = run;
    this.size = json.states.length;
    this.table = new Table(json.states.map((name) => `from ${name}`), json.states.map((name) => `to ${name}`), "running product");
    this.waiting = element("p", "none", "multiplying …");
    this.node = element("div", "", this.table.node, this.waiting);
    this.kept = [];
  }

  /// Of the first `step` symbols. Every 16th product is kept.
  show({ step }, timeline) {
    if (timeline !== this.timeline) [this.timeline, this.kept] = [timeline, [this.identity()]];
    const nearest = Math.min(Math.floor(step / 16), this.kept.length - 1);
    this.wanted = { step, at: nearest * 16, rows: this.kept[nearest] };
    this.multiply(this.wanted);
  }

  identity() {
    return Array.from({ length: this.size }, (_, i) =>
      Scaled.of(Array.from({ length: this.size }, (_, j) => (i === j ? ONE : ZERO))));
  }

  multiply(goal) {
    const end = performance.now() + 12;
    while (goal.at < goal.step && performance.now() < end) {
      const columns = this.run.columns[this.timeline.word[goal.at]];
      goal.rows = goal.rows.map((row) => row.withRows(columns, 1));
      ++goal.at;
      if (goal.at % 16 === 0 && goal.at / 16 === this.kept.length) this.kept.push(goal.rows);
    }
    const isDone = goal.at === goal.step;
    setHidden(this.waiting, isDone);
    setHidden(this.table.node, !isDone);
    if (isDone) this.table.show((i) => goal.rows[Math.floor(i / this.size)].at(i % this.size));
    else setTimeout(() => goal === this.wanted && this.multiply(goal));
  }
}

class AutomatonView {
  constructor(json, run) {
    this.run = run;
    const kinds = { weighted: "Weighted automaton", permutation: "Permutation automaton", counter: "Counter machine",
      stack: "Stack machine" };
    setText(byId("automaton-kind"), `${kinds[json.kind]} of ${countOf(json.states.length, "state")}`);
    this.graph = new GraphView(byId("picture"), json.states);
    this.place = json.kind === "weighted" ? new WeightsView(json) : new StateView(json);
    byId("place").append(element("h3", "", this.place.title), this.place.node);
    this.product = json.kind === "permutation" ? new PermutationProduct(json)
      : json.kind === "weighted" && json.states.length <= MOST_PRODUCT_STATES ? new MatrixProduct(json, run) : null;
    const details = byId("product");
    details.hidden = !this.product;
    if (!this.product) return;
    setText(byId("product-title"), this.product.title);
    byId("product-content").append(this.product.node);
    details.open = json.kind === "permutation";
    details.addEventListener("toggle", () => details.open && this.product.show(this.shown, this.timeline));
  }

  show(detail, timeline) {
    this.shown = detail;
    this.timeline = timeline;
    const { place, before, step } = detail;
    const symbol = step === 0 ? null : timeline.word[step - 1];
    this.place.show(place, before);
    this.graph.show((q) => this.place.active(place, q),
      (from, to) => before !== null && this.place.taken(this.run, before, symbol, from, to));
    if (this.product && byId("product").open) this.product.show(detail, timeline);
  }
}
