// Elements of the page.

const byId = (id) => document.getElementById(id);

/// An element with a class and children, which are elements or texts.
function element(tag, className = "", ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/// Touches the page only if something changes.
function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function setHidden(node, hidden) {
  if (node.hidden !== hidden) node.hidden = hidden;
}

/// Shows all digits of a number.
function showNumber(title, text) {
  byId("number-title").textContent = title;
  byId("number-size").textContent = /^-?0$/.test(text) ? "" : decimalSize(text);
  byId("number-exact").value = text;
  byId("number").showModal();
}

/// A place for a number. A long one becomes a button that shows all its digits.
class NumberSlot {
  constructor(title) {
    this.title = title;
    this.node = element("span", "number");
    this.value = null;
    this.node.addEventListener("click", () => this.open());
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.open();
    });
  }

  open() {
    if (this.isLong) showNumber(this.title, exactText(this.value));
  }

  show(value) {
    if (this.value && equalNumbers(this.value, value)) return;
    this.value = value;
    const text = brief(value);
    const wasLong = this.isLong;
    this.isLong = text.startsWith("≈");
    setText(this.node, text);
    if (this.isLong === wasLong) return;
    this.node.classList.toggle("long", this.isLong);
    for (const [name, set] of [["role", "button"], ["tabindex", "0"], ["title", "all digits"]])
      if (this.isLong) this.node.setAttribute(name, set);
      else this.node.removeAttribute(name);
  }
}
