// The network: what labels say, a card for each head, and the residual stream.

/// "position 4, column coordinate 1 and 3 more".
function listText(names, most = 6) {
  const shown = names.slice(0, most).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/// A named vector by its non-zeros, made when it is looked at.
function vectorView(name, vector, label) {
  const flow = element("span", "vector");
  if (vector.size === 0) flow.append("0");
  for (const [index, value] of byIndex(vector)) {
    const number = new NumberSlot(`${name}, ${label(index)}`);
    number.show(value);
    flow.append(element("span", "entry", element("span", "label", label(index)), number.node));
  }
  return element("p", "parameter", element("span", "name", name), flow);
}

/// The units of a feed-forward block that are not 0, stage by stage.
function unitsView(stages, x) {
  return valuesOfStages(stages, x).slice(0, -1).map((values, s) => {
    const label = (u) => stages[s].units[u] || `unit ${u}`;
    return vectorView(`units of stage ${s + 1}`, nonzeros(values), label);
  });
}

class HeadView {
  constructor(head, network) {
    this.head = head;
    this.network = network;
    this.does = element("p", "does");
    this.drivers = element("p", "drivers");
    this.state = matrixView(head);
    this.inside = element("div");
    this.details = element("details", "", element("summary", "", "Numbers behind it"), this.inside);
    this.details.addEventListener("toggle", () => this.showInside());
    const shape = `${head.kind.title} ${head.keys}×${head.values}`;
    this.node = element("article", "head",
      element("header", "", element("h4", "", head.label || "head"), element("span", "badge", shape)),
      this.does, this.state.node, this.drivers, this.details);
  }

  show(step, input) {
    this.step = step;
    this.input = input;
    const does = sentence(this.head, step);
    setText(this.does, does);
    this.node.classList.toggle("kept", does === "keep");
    this.state.show((i) => step.after.at(i), (i) => step.before.at(i));
    const drivers = this.head.drivenBy(input).map((d) => this.network.json.residual[d]);
    setText(this.drivers, `driven by ${listText(drivers)}`);
    setHidden(this.drivers, drivers.length === 0 || does === "keep");
    this.showInside();
  }

  /// Parameters and transition, as long as they are looked at.
  showInside() {
    if (!this.details.open || !this.step) return;
    const { head, step } = this;
    const row = (i) => `${head.names.noun} ${head.names.rows[i]}`;
    const column = (i) => head.names.columns[i];
    const labels = {
      "K": row,
      "V": column,
      "K K": (i) => `${row(i % head.keys)} to ${row(Math.floor(i / head.keys))}`,
      "K V": (i) => `${row(Math.floor(i / head.values))}, ${column(i % head.values)}`,
    };
    const parts = head.parameters.map(({ title, symbol, shape }, p) =>
      vectorView(title, step.values[p], labels[shape] ?? (() => symbol)));
    parts.push(vectorView("receptance", step.receptance, row), vectorView("read", nonzeros(step.read), column));
    if (head.update) parts.unshift(...unitsView(head.update, [...this.input, ...step.before.values()]));
    if (step.rows && step.rows.length > 0) {
      const list = element("ul", "rows", ...step.rows.slice(0, MOST_CELLS).map((of) =>
        element("li", "", rowText(of, head.names, head.values))));
      if (step.rows.length > MOST_CELLS) list.append(element("li", "", `${step.rows.length - MOST_CELLS} more rows`));
      parts.push(element("p", "parameter", element("span", "name", "S ← A S + B, at once")), list);
    }
    this.inside.replaceChildren(...parts);
  }
}

class LayerView {
  constructor(layer, network, index) {
    this.heads = layer.heads.map((head) => new HeadView(head, network));
    const residual = network.json.residual;
    this.residual = new Cells({ size: network.width, label: (d) => residual[d], title: (d) => residual[d], sparse: true });
    this.details = element("details", "", element("summary", "", "Residual stream after this layer"), this.residual.node);
    this.details.addEventListener("toggle", () => this.showResidual());
    this.stages = layer.stages;
    this.unitList = element("div");
    this.units = element("details", "", element("summary", "", "Units of the feed-forward block"), this.unitList);
    this.units.addEventListener("toggle", () => this.showUnits());
    const units = layer.stages.length > 0 ? `, then a feed-forward block of ${countOf(layer.stages.length, "stage")}` : "";
    this.node = element("section", "layer",
      element("h3", "", `Layer ${index + 1}`, element("span", "layer-name", layer.label)),
      element("p", "kind", countOf(layer.heads.length, "head") + units),
      element("div", "heads", ...this.heads.map((head) => head.node)));
    if (layer.stages.length > 1) this.node.append(this.units);
    if (network.layers.length > 1) this.node.append(this.details);
  }

  show(step) {
    this.step = step;
    this.heads.forEach((head, h) => head.show(step.heads[h], step.input));
    this.showUnits();
    this.showResidual();
  }

  showUnits() {
    if (this.units.open && this.step) this.unitList.replaceChildren(...unitsView(this.stages, this.step.read));
  }

  showResidual() {
    if (this.details.open && this.step) this.residual.show((d) => this.step.residual[d], (d) => this.step.input[d]);
  }
}

class NetworkView {
  constructor(network) {
    this.network = network;
    const { json } = network;
    const heads = network.layers.reduce((sum, layer) => sum + layer.heads.length, 0);
    setText(byId("network-kind"), `${json.target}, ${json.scheme}: ${countOf(network.layers.length, "layer")}, ` +
      `${countOf(heads, "head")}, residual stream of ${countOf(network.width, "number")}`);
    this.layers = network.layers.map((layer, l) => new LayerView(layer, network, l));
    byId("layers").append(...this.layers.map((layer) => layer.node));
    const label = (d) => json.residual[d] || `dimension ${d}`;
    this.residual = new Cells({ size: network.width, label, title: label, sparse: network.width > 16 });
    byId("residual").append(this.residual.node);
    this.readings = network.groups.map(({ name }) => {
      const value = element("strong");
      const node = element("li", "chip", `${name} `, value);
      byId("readings").append(node);
      return { name, value, node };
    });
  }

  show({ network }, previous) {
    this.layers.forEach((layer, l) => layer.show(network.layers[l]));
    this.residual.show((d) => network.residual[d], previous && ((d) => previous.network.residual[d]));
    this.showReadings(this.network.readings(network.residual));
  }

  showReadings(readings) {
    const said = new Map(readings.map(({ name, value }) => [name, value]));
    for (const { name, value, node } of this.readings) {
      setHidden(node, !said.has(name));
      if (said.has(name)) setText(value, said.get(name));
    }
  }
}
