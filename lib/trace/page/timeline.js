// A word read by both, token by token: step t is after BOS and t symbols. Places and states of every step are kept, or of
// every few steps where they are many, so that any step is shown without reading the word again.

const MOST_KEPT_NUMBERS = 4000000;

class Timeline {
  constructor(automaton, network, word) {
    this.automaton = automaton;
    this.network = network;
    this.word = word;
    const numbers = network.layers.flatMap((layer) => layer.heads).reduce((sum, head) => sum + head.keys * head.values, 1);
    this.stride = Math.ceil((numbers * (word.length + 1)) / MOST_KEPT_NUMBERS);
    this.kept = [];          // by step / stride: {place, states} after that step
    this.read = -1;          // the last step that was computed
    this.firstDifference = null;
    this.failure = null;     // {step, message}: the network has no output there
    this.details = new Map();
    this.last = null;
    this.extend();
  }

  get length() {
    return this.word.length;
  }

  get isComplete() {
    return this.read === this.length || this.failure !== null;
  }

  token(step) {
    return step === 0 ? 0 : this.word[step - 1] + 1;
  }

  /// The step after {place, states}, or the first.
  next(from, step) {
    const network = this.network.step(from ? from.states : this.network.start(), this.token(step));
    const place = from ? this.automaton.step(from.place, this.word[step - 1]) : this.automaton.start();
    return { step, place, before: from ? from.place : null, network, states: network.states };
  }

  /// Reads one token more; false if there is none.
  extend() {
    if (this.isComplete) return false;
    try {
      this.keep(this.next(this.last, this.read + 1));
    } catch (error) {
      this.failure = { step: this.read + 1, message: error.message };
      return false;
    }
    return true;
  }

  keep(done) {
    this.read = done.step;
    this.last = { place: done.place, states: done.states };
    if (done.step % this.stride === 0) this.kept.push(this.last);
    if (this.firstDifference === null && !equalNumbers(done.place.weight, done.network.output))
      this.firstDifference = done.step;
  }

  /// All that happens at a step that was read.
  detail(step) {
    const known = this.details.get(step);
    if (known) return known;
    let at = Math.floor((step - 1) / this.stride) * this.stride;
    let from = step === 0 ? null : this.kept[at / this.stride];
    let done = null;
    for (at = step === 0 ? -1 : at; at < step; ++at) {
      done = this.next(from, at + 1);
      from = done;
    }
    this.reuse(done);
    if (this.details.size > 16) this.details.clear();
    this.details.set(step, done);
    return done;
  }

  /// Puts in what is kept of the step, whose numbers may have been brought to lowest terms already.
  reuse(done) {
    const kept = done.step % this.stride === 0 ? this.kept[done.step / this.stride] : undefined;
    if (!kept) return;
    done.place = kept.place;
    done.network.layers.forEach((layer, l) => layer.heads.forEach((head, h) => {
      head.after = kept.states[l][h];
    }));
    if (equalNumbers(done.place.weight, done.network.output)) done.network.output = done.place.weight;
  }

  /// Whether the weights differ at a step that was read.
  differs(step) {
    const { place, network } = this.detail(step);
    return !equalNumbers(place.weight, network.output);
  }
}
