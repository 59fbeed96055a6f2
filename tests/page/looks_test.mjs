// The page fits a narrow screen and a sheet of paper, is readable in light and dark, and its controls have names. With a
// folder as second argument, screenshots go there.
import assert from "node:assert/strict";
import { join } from "node:path";
import { openBrowser, openPage, press, traced, finish } from "./support.mjs";

const folder = process.argv[3];
const cases = [
  ["s5", traced("permutation/s5-transpositions", ["--to", "deltanet"], "abcdabca")],
  ["blocked", traced("weighted/hidden-markov", ["--to", "rwkv7", "--scheme", "blocked"], "walk shop clean walk shop walk")],
  ["counter", traced("counter/a-n-b-n-c-n", ["--to", "mlp-rnn"], "aabbcc")],
];

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/// The contrast of text to what is behind it (WCAG 2.2, 1.4.3), the least of all elements that match.
function contrast(selector) {
  const parse = (text) => text.match(/[\d.]+/g).map(Number);
  const luminance = (rgb) => rgb.slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = parse(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const ratios = [...document.querySelectorAll(selector)].filter((node) => node.offsetParent).map((node) => {
    const [light, dark] = [luminance(parse(getComputedStyle(node).color)), luminance(behind(node))].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  });
  return Math.min(...ratios);
}

async function photograph(page, name) {
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/// Colours change at once, so that they need not be waited for.
const still = (page) => page.emulateMedia({ reducedMotion: "reduce" });

const browser = await openBrowser();
for (const [name, made] of cases) {
  const page = await openPage(browser, made);
  await still(page);
  for (let t = 0; t < 4; ++t) await press(page, "ArrowRight");
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    await photograph(page, `${name}-${scheme}`);
    for (const selector of ["h1", ".kind", ".label", ".does", ".was", "#verdict", "button:not(:disabled)", "#tokens li", ".badge"])
      assert.ok(await page.evaluate(contrast, selector) >= 4.5, `${name}: contrast of ${selector} in ${scheme}`);
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.equal(back.every((c) => c < 128), scheme === "dark");
  }
  await page.emulateMedia({ colorScheme: "light" });

  const nameless = await page.$$eval("button, input, details > summary", (list) =>
    list.filter((node) => node.offsetParent && !node.textContent.trim() && !node.ariaLabel && !(node.labels?.length > 0)).length);
  assert.equal(nameless, 0, "a control without a name");

  for (const width of [360, 768, 1920]) {
    await page.setViewportSize({ width, height: 740 });
    for (const key of ["Home", "ArrowRight", "ArrowRight", "End"]) {
      await press(page, key);
      assert.ok(await overflow(page) <= 0, `${name}: wider than ${width} px`);
    }
    await photograph(page, `${name}-${width}`);
  }
  for (const details of await page.$$("details:visible")) await details.evaluate((node) => (node.open = true));
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok(await overflow(page) <= 0, `${name}: wider than 360 px when all is open`);
  await photograph(page, `${name}-open`);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: 720, height: 1020 });
  assert.ok(await overflow(page) <= 0, `${name}: wider than a sheet`);
  assert.ok(!await page.isVisible("#play") && !await page.isVisible("#slider") && await page.isVisible("#weights"));
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
  await photograph(page, `${name}-print`);
  const pdf = await page.pdf({ format: "A4", path: folder && join(folder, `${name}.pdf`) });
  assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
  await page.close();
}
await finish(browser);
