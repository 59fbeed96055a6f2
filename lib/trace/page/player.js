// The player: which step is shown, and the buttons, keys and slider that move it.

const PLAY_MILLISECONDS = 900;
const SLICE_MILLISECONDS = 12;
const TOKENS_AROUND = 20;

class Player {
  /// show(detail, previous detail, timeline) is called for every step.
  constructor(alphabet, show) {
    this.alphabet = alphabet;
    this.show = show;
    this.timer = null;
    this.slider = byId("slider");
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value)));
    const buttons = {
      first: () => this.go(0), back: () => this.go(this.wanted - 1), play: () => this.togglePlay(),
      forward: () => this.go(this.wanted + 1), last: () => this.go(this.timeline.length),
      "to-difference": () => this.go(this.timeline.firstDifference),
    };
    for (const [id, action] of Object.entries(buttons)) byId(id).addEventListener("click", action);
    document.addEventListener("keydown", (event) => this.key(event));
    byId("tokens").addEventListener("click", (event) => {
      const token = event.target.closest("[data-step]");
      if (token) this.go(Number(token.dataset.step));
    });
  }

  load(timeline, step) {
    this.stop();
    this.timeline = timeline;
    this.shown = null;
    this.slider.max = String(timeline.length);
    this.go(step);
    this.readOn();
  }

  key(event) {
    const target = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || byId("number").open) return;
    if (target.matches("input[type=text], textarea, select")) return;
    const steps = { ArrowLeft: this.wanted - 1, ArrowRight: this.wanted + 1, Home: 0, End: this.timeline.length };
    if (event.key in steps && target !== this.slider) this.go(steps[event.key]);
    else if (event.key === " " && !target.matches("button, summary, [type=checkbox], [role=button]")) this.togglePlay();
    else return;
    event.preventDefault();
  }

  /// Shows a step, as soon as it is read.
  go(step) {
    const last = this.timeline.failure ? this.timeline.failure.step - 1 : this.timeline.length;
    this.wanted = Math.max(0, Math.min(step, last));
    if (this.wanted === this.timeline.read + 1) this.timeline.extend();
    this.update();
  }

  /// Reads ahead in slices of time, so that the page answers meanwhile.
  readOn() {
    const timeline = this.timeline;
    const slice = () => {
      if (timeline !== this.timeline) return;
      const end = performance.now() + SLICE_MILLISECONDS;
      let more = true;
      while (more && performance.now() < end) more = timeline.extend();
      if (timeline.failure) this.wanted = Math.min(this.wanted, timeline.read);
      this.update();
      if (more) setTimeout(slice);
    };
    setTimeout(slice);
  }

  update() {
    this.showVerdict();
    const step = this.wanted;
    if (step > this.timeline.read) {
      setText(byId("position"), `reading … ${this.timeline.read} of ${step}`);
      return;
    }
    if (this.shown === step) return;
    this.shown = step;
    const detail = this.timeline.detail(step);
    this.show(detail, step > 0 ? this.timeline.detail(step - 1) : null, this.timeline);
    this.slider.value = String(step);
    setText(byId("position"), `step ${step} of ${this.timeline.length}`);
    this.showTokens(step);
    for (const id of ["first", "back"]) byId(id).disabled = step === 0;
    for (const id of ["forward", "last"]) byId(id).disabled = step === this.timeline.length;
  }

  name(step) {
    return step === 0 ? "BOS" : this.alphabet[this.timeline.word[step - 1]];
  }

  /// The tokens around the step; the others are left out.
  showTokens(step) {
    const first = Math.max(0, Math.min(step - TOKENS_AROUND, this.timeline.length - 2 * TOKENS_AROUND));
    const last = Math.min(this.timeline.length, first + 2 * TOKENS_AROUND);
    const tokens = [];
    for (let t = first; t <= last; ++t) {
      const token = element("li", "", this.name(t));
      token.dataset.step = t;
      if (t === step) token.setAttribute("aria-current", "step");
      if (t === this.timeline.firstDifference) token.classList.add("difference");
      tokens.push(token);
    }
    const list = byId("tokens");
    list.replaceChildren(...tokens);
    list.classList.toggle("cut-left", first > 0);
    list.classList.toggle("cut-right", last < this.timeline.length);
    const current = tokens[step - first];
    list.scrollLeft = current.offsetLeft - list.offsetLeft - list.clientWidth / 2 + current.offsetWidth / 2;
  }

  showVerdict() {
    const { read, length, firstDifference, failure, isComplete } = this.timeline;
    const verdict = byId("verdict");
    const text = failure ? `No output from step ${failure.step} on: ${failure.message}`
      : firstDifference !== null ? `Different: first at step ${firstDifference}, token ${this.name(firstDifference)}`
      : isComplete ? `Equal after BOS${length > 0 ? ` and each of ${countOf(length, "symbol")}` : ""}`
      : `Equal on the first ${countOf(read + 1, "token")}, reading …`;
    setText(verdict, text);
    verdict.className = failure || firstDifference !== null ? "different" : "equal";
    setHidden(byId("to-difference"), firstDifference === null);
    if (firstDifference !== this.marked) {
      this.marked = firstDifference;
      if (this.shown !== null) this.showTokens(this.shown);
    }
  }

  togglePlay() {
    if (this.timer) {
      this.stop();
      return;
    }
    if (this.wanted === this.timeline.length) this.go(0);
    this.timer = setInterval(() => {
      if (this.wanted < this.timeline.length) this.go(this.wanted + 1);
      else this.stop();
    }, PLAY_MILLISECONDS);
    this.labelPlay("Pause", "Pause");
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.labelPlay("Play", "Play");
  }

  labelPlay(text, label) {
    setText(byId("play"), text);
    byId("play").setAttribute("aria-label", label);
  }
}
