// Words, as linac reads them: symbols separated by blanks, in double quotes if they have blanks themselves; where every
// symbol is one character, a word without blanks is read character by character.

class WordError extends Error {}

/// The indices of the word's symbols. Throws WordError.
function parseWord(text, alphabet) {
  const index = new Map(alphabet.map((symbol, s) => [symbol, s]));
  const refuse = (name) => {
    throw new WordError(`symbol ${name} is not in the alphabet ${alphabet.slice(0, 20).map(inWord).join(" ")}`);
  };
  const runs = [];
  const run = /[^\s]+/gy;
  for (let at = 0; at < text.length;) {
    run.lastIndex = at;
    const match = run.exec(text);
    if (!match) {
      ++at;
      continue;
    }
    let name = match[0];
    let end = at + name.length;
    if (!index.has(name) && name.startsWith('"')) {
      const quoted = /"((?:[^"\\]|\\.)*)"/y;
      quoted.lastIndex = at;
      const found = quoted.exec(text);
      const inside = found?.[1].replace(/\\(.)/g, "$1");
      if (found && index.has(inside)) {
        name = inside;
        end = at + found[0].length;
      }
    }
    runs.push(name);
    at = end;
  }
  const single = alphabet.every((symbol) => [...symbol].length === 1);
  const names = runs.length === 1 && single && !index.has(runs[0]) ? [...runs[0]] : runs;
  return names.map((name) => index.get(name) ?? refuse(name));
}

/// A symbol as it is written in a word.
function inWord(symbol) {
  return /[\s"\\]/.test(symbol) ? `"${symbol.replace(/["\\]/g, "\\$&")}"` : symbol;
}

/// The word in the form that parseWord reads.
function wordText(word, alphabet) {
  const single = alphabet.every((symbol) => [...symbol].length === 1 && !/\s/.test(symbol));
  return word.map((symbol) => inWord(alphabet[symbol])).join(single ? "" : " ");
}
