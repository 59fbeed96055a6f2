// The page as a whole: reads the data, makes the views, and runs words.

const data = JSON.parse(byId("data").textContent);
const alphabet = data.network.alphabet;
const run = automatonRun(data.automaton);
const network = new Network(data.network, data.names, data.kinds);

setText(byId("automaton-title"), data.titles.automaton);
setText(byId("network-title"), data.titles.network);
setText(byId("word-help"), `Symbols ${alphabet.slice(0, 40).map(inWord).join(" ")}${alphabet.length > 40 ? " …" : ""}. ` +
  (alphabet.every((symbol) => [...symbol].length === 1) ? "Blanks between them may be left out." : "Blanks separate them."));

const automatonView = new AutomatonView(data.automaton, run);
const networkView = new NetworkView(network);
const automatonWeight = new NumberSlot("the automaton's weight");
const networkWeight = new NumberSlot("the network's output");
byId("automaton-weight").append(automatonWeight.node);
byId("network-weight").append(networkWeight.node);

const player = new Player(alphabet, (detail, previous, timeline) => {
  const { place, network: step } = detail;
  automatonView.show(detail, timeline);
  networkView.show(detail, previous);
  automatonWeight.show(place.weight);
  networkWeight.show(step.output);
  const equal = equalNumbers(place.weight, step.output);
  const isFirst = detail.step === timeline.firstDifference;
  setText(byId("relation"), equal ? "=" : "≠");
  setText(byId("comparison"), equal ? "equal" : isFirst ? "different, for the first time" : "different");
  byId("weights").className = equal ? "equal" : "different";
  setText(byId("live"), `Step ${detail.step}, token ${player.name(detail.step)}. Automaton ${brief(place.weight)}, ` +
    `network ${brief(step.output)}, ${equal ? "equal" : "different"}.`);
});

function read(word, step) {
  player.load(new Timeline(run, network, word), step);
}

byId("word").value = wordText(data.word, alphabet);
byId("word-form").addEventListener("submit", (event) => {
  event.preventDefault();
  try {
    const word = parseWord(byId("word").value, alphabet);
    setText(byId("word-error"), "");
    read(word, 0);
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    setText(byId("word-error"), error.message);
  }
});
read(data.word, 0);
