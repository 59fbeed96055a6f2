// Every number and sentence that the page shows is that of `linac trace --json` and `linac run`: step by step through the
// word of the page and through another one that is typed, for automata and heads of every kind.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { file, finish, linac, openBrowser, openPage, runWord, scratch, traced, tracedFiles } from "./support.mjs";

/// Networks with heads of every kind of the table side by side, and fractions. Equal weights are not to be expected, equal
/// numbers are.
const table = execFileSync(process.env.LINAC_TESTS, ["--random-networks", scratch, 50, "fractions"], { encoding: "utf8" })
  .trim().split("\n");

function random(number) {
  const network = join(scratch, `${number}.json`);
  const automaton = file("linac 1 weighted\nalphabet a b\n$ -> p\np -> p <1/3>a, <-2>b\np -> q b\nq -> q <3/2>a\nq -> $\n", ".linac");
  return { name: `random network ${number}`, ...tracedFiles(automaton, network, "abb") };
}

const cases = [
  [traced("permutation/s5-transpositions", ["--to", "deltanet"], "abcdabca"), "dcbaabcd"],
  [traced("weighted/hidden-markov", ["--to", "rwkv7", "--scheme", "blocked"], "walk shop clean walk shop walk shop"),
    "clean clean walk clean"],
  [traced("counter/a-n-b-n-c-n", ["--to", "mlp-rnn"], "aabbcc"), "abcab"],
  [traced("permutation/s5-two-generators", ["--to", "deltaproduct"], "trtr"), "rrt"],
  [traced("weighted/hidden-markov", ["--to", "rwkv7"], "walk shop"), "clean clean clean"],
  [traced("permutation/z60", ["--to", "pd"], "+1 +12 +20"), "+15"],
  [traced("weighted/tomita-4", ["--to", "pd"], "0100"), "110"],
  [traced("counter/equal-number", ["--to", "rwkv7"], "aab"), "bbb"],
  [traced("stack/dyck-2", ["--to", "mlp-rnn"], "([])("), ")["],
  [traced("weighted/parity", ["--to", "diagonal"], "0110"), "101"],
  [traced("weighted/binary-value", ["--to", "gated-deltanet"], "1011"), "110"],
  [traced("weighted/tomita-2", ["--to", "kda"], "1010"), "1100"],
  ...table.map((_, number) => [random(number), "ba"]),
  [random(table.length), "bb"],
];

/// What the page shows after a key, zeros too; long numbers are opened to read all their digits.
function shown(key) {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const zeros = document.querySelector("#residual input[type=checkbox]");
  if (zeros && !zeros.checked) zeros.click();
  const number = (node) => {
    if (!node.classList.contains("long")) return node.textContent;
    node.click();
    const text = document.getElementById("number-exact").value;
    document.getElementById("number").close();
    return text;
  };
  const cells = (node) => [...node.querySelectorAll(".cell:not([hidden], .tall)")].map((cell) => ({
    label: cell.querySelector(".label").textContent,
    value: number(cell.querySelector(".number")),
    lit: cell.classList.contains("lit"),
  }));
  return {
    position: document.getElementById("position").textContent,
    weights: ["automaton-weight", "network-weight"].map((id) => number(document.querySelector(`#${id} .number`))),
    relation: document.getElementById("relation").textContent,
    readings: [...document.querySelectorAll("#readings li:not([hidden])")].map((node) => node.textContent),
    state: document.querySelector("#place .chip")?.textContent,
    place: cells(document.getElementById("place")),
    active: [...document.querySelectorAll("#picture .state.active")].map((node) => node.id),
    product: [...document.querySelectorAll("#product tr:last-child td")].map((node) => node.textContent),
    heads: [...document.querySelectorAll(".head")].map((head) => ({
      does: head.querySelector(".does").textContent,
      numbers: [...head.querySelectorAll(":scope > div .number")].filter((node) => !node.closest("[hidden]")).map(number),
      lit: [...head.querySelectorAll(":scope > div .number")].map((node) => node.parentNode.classList.contains("lit")),
    })),
    residual: cells(document.getElementById("residual")),
  };
}

/// Stacks have symbols, not numbers; the top is first.
function readStacks() {
  return [...document.querySelectorAll("#place .stack")].map((node) => node.textContent);
}

function compare(seen, step, trace, previous) {
  const { automaton, network } = step;
  assert.deepEqual(seen.weights, [automaton.weight, network.output]);
  assert.equal(seen.relation, step.equal ? "=" : "≠");
  assert.deepEqual(seen.readings, network.readings.map(({ name, value }) => `${name} ${value}`));
  const heads = network.layers.flatMap((layer) => layer.heads);
  assert.deepEqual(seen.heads.map((head) => head.does), heads.map((head) => head.does));
  heads.forEach((head, h) => {
    assert.deepEqual(seen.heads[h].numbers, head.after.flat());
    assert.deepEqual(seen.heads[h].lit, head.after.flat().map((value, i) => value !== head.before.flat()[i]));
  });
  const residual = network.layers.at(-1).residual;
  assert.deepEqual(seen.residual.map((cell) => cell.value), residual);
  assert.deepEqual(seen.residual.map((cell) => cell.label), trace.network.residual.map((label, d) => label || `dimension ${d}`));
  const before = previous?.network.layers.at(-1).residual;
  assert.deepEqual(seen.residual.map((cell) => cell.lit), residual.map((value, d) => before !== undefined && value !== before[d]));
  if (automaton.weights) {
    assert.deepEqual(seen.place.map((cell) => cell.value), automaton.weights);
    const used = automaton.weights.flatMap((weight, q) => (weight === "0" ? [] : [`state-${q}`]));
    assert.deepEqual(seen.active.sort(), used.sort());
  } else {
    assert.equal(seen.state, automaton.state);
    assert.deepEqual(seen.active, [`state-${trace.automaton.states.indexOf(automaton.state)}`]);
  }
  if (automaton.product) assert.deepEqual(seen.product, automaton.product);
  if (automaton.counters) assert.deepEqual(seen.place.map((cell) => cell.value), automaton.counters);
}

async function stepThrough(page, trace) {
  for (const [t, step] of trace.steps.entries()) {
    const seen = await page.evaluate(shown, t === 0 ? "Home" : "ArrowRight");
    assert.equal(seen.position, `step ${t} of ${trace.steps.length - 1}`);
    compare(seen, step, trace, trace.steps[t - 1]);
    if (step.automaton.stacks) {
      const stacks = step.automaton.stacks.map((stack) => (stack.length === 0 ? "empty" : stack.slice().reverse().join(" ")));
      assert.deepEqual(await page.evaluate(readStacks), stacks);
    }
  }
}

const browser = await openBrowser();
for (const [made, other] of cases) {
  const page = await openPage(browser, made);
  const trace = made.trace(made.word);
  await stepThrough(page, trace);
  // Everything is opened: parameters, transitions, units, the running product.
  await page.$$eval("details", (list) => list.forEach((node) => (node.open = true)));
  await runWord(page, other);
  await stepThrough(page, made.trace(other));

  // Back to where it was: the same numbers again, in the other direction.
  compare(await page.evaluate(shown, "ArrowLeft"), made.trace(other).steps.at(-2), trace, made.trace(other).steps.at(-3));
  const { weights } = await page.evaluate(shown, "End");
  assert.deepEqual(weights, [made.automaton, made.network].map((path) => linac("run", path, other).trim()));
  console.log(`${made.name}: ${trace.steps.length} steps and another word`);
  await page.close();
}
await finish(browser);
