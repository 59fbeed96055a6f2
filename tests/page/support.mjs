// Pages of linac trace, opened in Chromium from the disk, and what the tests read from them.
//
//     const browser = await openBrowser();
//     const page = await openPage(browser, traced("permutation/parity", ["--to", "deltanet"], "0110"));
//     await finish(browser);
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const program = resolve(process.argv[2]);
export const scratch = mkdtempSync(join(tmpdir(), "linac-page-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));

export const linac = (...words) => execFileSync(program, words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28,
  stdio: ["ignore", "pipe", "ignore"] });

/// Exit status 1 says that the two differ.
function tracing(...words) {
  const done = spawnSync(program, ["trace", ...words], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(done.status === 0 || done.status === 1, done.stderr);
  return done.stdout;
}

let files = 0;

/// A file of the scratch folder with this content.
export function file(text, end) {
  const path = join(scratch, `made-${++files}${end}`);
  writeFileSync(path, text);
  return path;
}

/// The page of an automaton file and a network file, and the traces that linac prints.
export function tracedFiles(automaton, network, word) {
  const html = join(scratch, `made-${++files}.html`);
  tracing(automaton, network, word, "--html", html);
  assert.ok(statSync(html).size < 5 << 20, "larger than 5 MB");
  return { html, word, automaton, network, trace: (of) => JSON.parse(tracing(automaton, network, of, "--json")) };
}

/// Of an automaton of the zoo, compiled with these options.
export function traced(name, options, word) {
  const automaton = join(root, "automata", `${name}.linac`);
  const network = join(scratch, `made-${++files}.json`);
  linac("compile", automaton, ...options, "-o", network);
  return { name, ...tracedFiles(automaton, network, word) };
}

export async function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
}

/// Opens the page; anything on its console and any request but for the page itself fails the test.
export async function openPage(browser, { html }, viewport = { width: 1280, height: 900 }) {
  const page = await browser.newPage({ viewport });
  const fail = (what) => {
    console.error(what);
    process.exitCode = 1;
  };
  page.on("console", (message) => fail(`console: ${message.text()}`));
  page.on("pageerror", (error) => fail(`error: ${error.stack}`));
  const url = pathToFileURL(html).href;
  page.on("request", (request) => request.url() === url || fail(`request: ${request.url()}`));
  await page.goto(url);
  await wholeWordRead(page);
  return page;
}

export async function wholeWordRead(page) {
  await page.waitForFunction(() => !document.getElementById("verdict").textContent.includes("reading"), null,
    { timeout: 120000 });
}

/// Types another word and waits until it is read.
export async function runWord(page, word) {
  await page.fill("#word", word);
  await page.click("#word-form button");
  await wholeWordRead(page);
}

/// Keys for the page, not for its word box.
export async function press(page, key) {
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press(key);
}

export async function finish(browser) {
  await browser.close();
  if (!process.exitCode) console.log("passed");
}
