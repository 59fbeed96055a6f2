// A network that is wrong, a word that cannot be read, names that mean harm, a network without an output.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { file, finish, linac, openBrowser, openPage, press, runWord, traced, tracedFiles } from "./support.mjs";

const browser = await openBrowser();

// The first difference is marked: in the verdict, at its token, between the weights.
const right = traced("permutation/s5-transpositions", ["--to", "deltanet"], "cab");
const network = JSON.parse(readFileSync(right.network, "utf8"));
network.layers[0].heads[0].receptance.bias[0][1] = "7";
const wrong = tracedFiles(right.automaton, file(JSON.stringify(network), ".json"), "cab");
const page = await openPage(browser, wrong);
assert.equal(await page.textContent("#verdict"), "Different: first at step 2, token a");
assert.equal(await page.getAttribute("#verdict", "class"), "different");
assert.deepEqual(await page.$$eval("#tokens .difference", (list) => list.map((node) => node.textContent)), ["a"]);
assert.equal(await page.textContent("#relation"), "=");
await press(page, "ArrowRight");
await press(page, "ArrowRight");
assert.equal(await page.textContent("#relation"), "≠");
assert.equal(await page.textContent("#comparison"), "different, for the first time");
assert.match(await page.textContent("#live"), /Step 2, token a\. Automaton 1, network 7, different\./);
await press(page, "Home");
await page.click("#to-difference");
assert.equal(await page.textContent("#position"), "step 2 of 3");
await runWord(page, "cd");
assert.ok(!await page.isVisible("#to-difference"));
assert.equal(await page.textContent("#verdict"), "Equal after BOS and each of 2 symbols");

// A symbol that is not there: a message, and nothing else changes.
await page.fill("#word", "cxd");
await page.click("#word-form button");
assert.match(await page.textContent("#word-error"), /symbol x is not in the alphabet a b c d/);
assert.equal(await page.textContent("#position"), "step 0 of 2");
await runWord(page, "");
assert.equal(await page.textContent("#word-error"), "");
assert.equal(await page.textContent("#position"), "step 0 of 0");

// Play and pause by the space bar, the slider, a click on a token.
await runWord(page, "abcd");
await press(page, " ");
assert.equal(await page.getAttribute("#play", "aria-label"), "Pause");
await page.waitForFunction(() => document.getElementById("position").textContent === "step 1 of 4");
await press(page, " ");
assert.equal(await page.getAttribute("#play", "aria-label"), "Play");
await page.fill("#slider", "3");
assert.equal(await page.textContent("#position"), "step 3 of 4");
await page.click("#tokens li:nth-child(2)");
assert.equal(await page.textContent("#position"), "step 1 of 4");
await page.click("#last");
assert.equal(await page.textContent("#position"), "step 4 of 4");
assert.ok(await page.isDisabled("#forward"));
await page.close();

// Names are shown letter by letter, whatever they are.
const names = ["</script><script>alert(1)</script>", "a \"b\" \\ c", "{{data}}<!-- & &amp;", "ε 😀"];
const quoted = names.map((name) => `"${name.replace(/["\\]/g, "\\$&")}"`);
const automaton = file(`linac 1 weighted\nalphabet ${quoted.join(" ")}\nstates ${quoted.join(" ")}\n$ -> ${quoted[0]}\n` +
  quoted.map((name, i) => `${quoted[i]} -> ${quoted[(i + 1) % 4]} ${name}\n`).join("") + `${quoted[2]} -> $ <3>\n`, ".linac");
const compiled = file("", ".json");
linac("compile", automaton, "--to", "rwkv7", "--scheme", "blocked", "-o", compiled);
const hostile = await openPage(browser, tracedFiles(automaton, compiled, `${quoted[0]} ${quoted[1]}`));
assert.equal(await hostile.inputValue("#word"), `${names[0]} ${quoted[1]}`);
await press(hostile, "End");
assert.equal(await hostile.textContent("#automaton-weight"), "3");
assert.equal(await hostile.textContent("#network-weight"), "3");
assert.deepEqual(await hostile.$$eval("#place .label", (list) => list.map((node) => node.textContent)), names);
assert.deepEqual(await hostile.$$eval("#tokens li", (list) => list.map((node) => node.textContent)), ["BOS", names[0], names[1]]);
await runWord(hostile, quoted.join("  "));
assert.equal(await hostile.textContent("#position"), "step 0 of 4");
await hostile.close();

// A PD head whose P is not one-hot at a token: no output from there on, and the steps before are shown.
const pd = traced("permutation/parity", ["--to", "pd"], "00");
const broken = JSON.parse(readFileSync(pd.network, "utf8"));
broken.layers[0].heads[0].permutation.weights = broken.layers[0].heads[0].permutation.weights.filter(([, input]) => input !== 2);
const halfway = await openPage(browser, tracedFiles(pd.automaton, file(JSON.stringify(broken), ".json"), "00"));
await runWord(halfway, "0010");
assert.match(await halfway.textContent("#verdict"), /No output from step 3 on: head .* of P is not one-hot/);
await press(halfway, "End");
assert.equal(await halfway.textContent("#position"), "step 2 of 4");
await halfway.close();

await finish(browser);
